/** What the journal itself refuses, whoever writes to it: the application, its posting function, or the owner by hand. */
export const ledgerGuards = `
  -- L3
  create function ledger.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'LG003';
  end $$;
  create trigger transaction_append_only before update or delete on ledger.transaction for each row execute function ledger.refuse_change();
  create trigger transaction_no_truncate before truncate on ledger.transaction for each statement execute function ledger.refuse_change();
  create trigger transfer_append_only before update or delete on ledger.transfer for each row execute function ledger.refuse_change();
  create trigger transfer_no_truncate before truncate on ledger.transfer for each statement execute function ledger.refuse_change();
  create trigger account_stays before delete on ledger.account for each row execute function ledger.refuse_change();
  create trigger account_no_truncate before truncate on ledger.account for each statement execute function ledger.refuse_change();

  create function ledger.only_the_balance_changes() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(old) - 'balance') <> (to_jsonb(new) - 'balance') then
      raise exception 'an account keeps its identity' using errcode = 'LG003';
    end if;
    return new;
  end $$;
  create trigger account_identity before update on ledger.account for each row execute function ledger.only_the_balance_changes();

  -- L4: a transfer belongs to a transaction written in this very database transaction.
  create function ledger.joins_its_own() returns trigger language plpgsql as $$
  begin
    if not exists (select from ledger.transaction t where t.seq = new.transaction and t.xid = pg_current_xact_id_if_assigned()) then
      raise exception 'transaction % is closed: nothing joins it', new.transaction using errcode = 'LG004';
    end if;
    return new;
  end $$;
  create trigger transfer_joins_its_own before insert on ledger.transfer for each row execute function ledger.joins_its_own();

  -- The guards below look at all transfers of a transaction at once, in the statement that writes them. A deferred trigger would
  -- do no better, and whoever said "set constraints all immediate" would have it look before there is anything to see.

  -- L1: a transfer stays in one book, one currency and one fund, and never leads from one award or round to another.
  create function ledger.stays_together() returns trigger language plpgsql as $$
  begin
    if exists (
      select from added f join ledger.account d on d.id = f.debit join ledger.account c on c.id = f.credit
       where d.book <> c.book or d.currency <> c.currency or d.fund_id <> c.fund_id
          or d.award_id <> c.award_id or d.round_id <> c.round_id) then
      raise exception 'a transfer stays in one book, currency, fund, round and award' using errcode = 'LG007';
    end if;
    return null;
  end $$;
  create trigger transfer_stays_together after insert on ledger.transfer
    referencing new table as added for each statement execute function ledger.stays_together();

  -- L5: in each fund cash moves exactly with the unspent stages.
  create function ledger.matches_cash() returns trigger language plpgsql as $$
  declare parted record;
  begin
    select a.fund_id, sum(case when a.book = 'accounts' and a.kind = 'cash' then s.cents else 0 end) as cash,
           sum(case when k.unspent then -s.cents else 0 end) as stages
      into parted
      from ledger.transfer t
      cross join lateral (values (t.debit, t.cents), (t.credit, -t.cents)) as s(account, cents)
      join ledger.account a on a.id = s.account
      join ledger.kind k using (book, kind)
     where t.transaction in (select transaction from added)
     group by t.transaction, a.fund_id, a.currency
    having sum(case when a.book = 'accounts' and a.kind = 'cash' then s.cents else 0 end)
        <> sum(case when k.unspent then -s.cents else 0 end) limit 1;
    if found then
      raise exception 'fund %: cash moves by %, the unspent stages by %', parted.fund_id, parted.cash, parted.stages using errcode = 'LG005';
    end if;
    return null;
  end $$;
  create trigger transfer_matches_cash after insert on ledger.transfer
    referencing new table as added for each statement execute function ledger.matches_cash();

  -- L6
  create function ledger.keeps_restriction() returns trigger language plpgsql as $$
  begin
    if exists (
      select from added f join ledger.account d on d.id = f.debit join ledger.account c on c.id = f.credit
       where d.book = 'budget' and d.restriction_id is distinct from c.restriction_id) then
      raise exception 'money changes its restriction' using errcode = 'LG006';
    end if;
    return null;
  end $$;
  create trigger transfer_keeps_restriction after insert on ledger.transfer
    referencing new table as added for each statement execute function ledger.keeps_restriction();

  -- L9: money takes only the ways of its kind of posting, so that what is paid was committed before; a correction goes one back.
  create function ledger.goes_a_known_way() returns trigger language plpgsql as $$
  declare astray record;
  begin
    select t.kind, d.kind as debit, c.kind as credit into astray
      from added f join ledger.transaction t on t.seq = f.transaction left join ledger.transaction r on r.seq = t.reverses
      join ledger.account d on d.id = f.debit join ledger.account c on c.id = f.credit
     where not exists (
       select from ledger.way w where w.posting = coalesce(r.kind, t.kind) and w.book = d.book
          and w.debit = case when t.reverses is null then d.kind else c.kind end
          and w.credit = case when t.reverses is null then c.kind else d.kind end) limit 1;
    if found then
      raise exception '% does not move money from % to %', astray.kind, astray.debit, astray.credit using errcode = 'LG008';
    end if;
    return null;
  end $$;
  create trigger transfer_goes_a_known_way after insert on ledger.transfer
    referencing new table as added for each statement execute function ledger.goes_a_known_way();

  -- Whatever the session calls "transfer" or "sum": inside the guards these names mean ours.
  do $$ declare guard regprocedure; begin
    for guard in select oid from pg_proc where pronamespace = 'ledger'::regnamespace loop
      execute format('alter function %s set search_path = ledger, pg_temp', guard);
    end loop;
  end $$;
`;
