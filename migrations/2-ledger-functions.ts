/**
 * The posting function, the guards that watch what it writes, and the check of the whole journal.
 * SQLSTATEs of our own: LG001 not enough money (DETAIL: the cents there are), LG002 key used for something else,
 * LG003 append-only, LG004 joins a committed transaction, LG005 cash and stages part, LG006 restriction changes, LG007 malformed.
 */
export const ledgerFunctions = `
  create function ledger.account_for(spec jsonb) returns ledger.account language plpgsql as $$
  declare found ledger.account; k ledger.kind;
  begin
    select * into found from ledger.account a
     where a.book = spec->>'book' and a.kind = spec->>'kind' and a.currency = spec->>'currency'
       and a.fund_id = (spec->>'fund')::uuid
       and a.restriction_id is not distinct from (spec->>'restriction')::uuid
       and a.round_id is not distinct from (spec->>'round')::uuid
       and a.award_id is not distinct from (spec->>'award')::uuid;
    if found.id is not null then return found; end if;
    select * into k from ledger.kind where book = spec->>'book' and kind = spec->>'kind';
    if k.kind is null then
      raise exception 'there is no account kind % in book %', spec->>'kind', spec->>'book' using errcode = 'LG007';
    end if;
    insert into ledger.account (book, kind, currency, fund_id, restriction_id, round_id, award_id, normal, floored)
    values (k.book, k.kind, spec->>'currency', (spec->>'fund')::uuid, (spec->>'restriction')::uuid,
            (spec->>'round')::uuid, (spec->>'award')::uuid, k.normal, k.floored)
    returning * into found;
    return found;
  end $$;

  -- A draw takes an amount out of one stage, restriction by restriction in the order given, into the same restrictions of the next stage.
  create function ledger.draw(line jsonb) returns jsonb language plpgsql as $$
  declare pot record; wanted bigint := (line->>'cents')::bigint; part bigint; held bigint := 0; moved jsonb := '[]';
  begin
    for pot in
      select a.restriction_id, a.balance
        from jsonb_array_elements(line->'order') with ordinality as o(restriction, position)
        join ledger.account a on a.restriction_id is not distinct from (o.restriction #>> '{}')::uuid
       where a.book = 'budget' and a.kind = line->'debit'->>'kind' and a.currency = line->'debit'->>'currency'
         and a.fund_id = (line->'debit'->>'fund')::uuid
         and a.round_id is not distinct from (line->'debit'->>'round')::uuid
         and a.award_id is not distinct from (line->'debit'->>'award')::uuid
       order by o.position
    loop
      held := held + pot.balance;
      part := least(wanted, pot.balance);
      if part > 0 then
        moved := moved || jsonb_build_object('cents', part,
          'debit', line->'debit' || jsonb_build_object('restriction', pot.restriction_id),
          'credit', line->'credit' || jsonb_build_object('restriction', pot.restriction_id));
        wanted := wanted - part;
      end if;
    end loop;
    if wanted > 0 then
      raise exception 'not enough money in %', line->'debit'->>'kind' using errcode = 'LG001', detail = held::text;
    end if;
    return moved;
  end $$;

  create function ledger.hash_of(previous bytea, body jsonb, seq bigint, actor uuid) returns bytea language sql immutable as $$
    select sha256(previous || convert_to(body::text, 'UTF8') || convert_to('|' || seq || '|' || actor, 'UTF8'))
  $$;

  create function ledger.body_of(kind text, subject text, occurrence int, at timestamptz, reverses bigint, transfers jsonb)
  returns jsonb language sql immutable as $$
    select jsonb_build_object('kind', kind, 'subject', subject, 'occurrence', occurrence,
      'at', extract(epoch from at), 'reverses', reverses, 'transfers', transfers)
  $$;

  -- Everything that ever moves money goes through here: one round trip, one lock, one update of each account.
  create function ledger.post(entry jsonb) returns jsonb
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  declare
    chain ledger.head; earlier ledger.transaction; line jsonb; lines jsonb := '[]'; moved jsonb := '[]';
    fingerprint bytea := sha256(convert_to((entry - 'at')::text, 'UTF8'));
    debit ledger.account; credit ledger.account; body jsonb; new_hash bytea; change record;
  begin
    select * into chain from ledger.head for update;
    select * into earlier from ledger.transaction where key = entry->>'key';
    if earlier.seq is not null then
      if earlier.body_hash <> fingerprint then
        raise exception 'the key % was used for another posting', entry->>'key' using errcode = 'LG002';
      end if;
      return jsonb_build_object('seq', earlier.seq, 'repeated', true);
    end if;

    -- A correction is the exact mirror of what it reverses; its lines are read from the journal, not taken from the caller.
    if entry->>'reverses' is not null then
      select coalesce(jsonb_agg(jsonb_build_array(f.credit, f.debit, f.cents) order by f.position), '[]') into moved
        from ledger.transfer f where f.transaction = (entry->>'reverses')::bigint;
    end if;
    for line in select * from jsonb_array_elements(coalesce(entry->'lines', '[]')) loop
      if line ? 'order' then lines := lines || ledger.draw(line); else lines := lines || jsonb_build_array(line); end if;
    end loop;
    for line in select * from jsonb_array_elements(lines) loop
      debit := ledger.account_for(line->'debit');
      credit := ledger.account_for(line->'credit');
      if debit.currency <> credit.currency or debit.book <> credit.book then
        raise exception 'a transfer stays in one book and one currency' using errcode = 'LG007';
      end if;
      moved := moved || jsonb_build_array(jsonb_build_array(debit.id, credit.id, (line->>'cents')::bigint));
    end loop;

    if jsonb_array_length(moved) = 0 then raise exception 'a posting moves something' using errcode = 'LG007'; end if;

    body := ledger.body_of(entry->>'kind', entry->>'subject', (entry->>'occurrence')::int,
      (entry->>'at')::timestamptz, (entry->>'reverses')::bigint, moved);
    new_hash := ledger.hash_of(chain.hash, body, chain.seq + 1, (entry->>'actor')::uuid);
    insert into ledger.transaction (seq, kind, subject, occurrence, key, body_hash, actor, at, reverses, hash)
    values (chain.seq + 1, entry->>'kind', entry->>'subject', (entry->>'occurrence')::int, entry->>'key', fingerprint,
      (entry->>'actor')::uuid, (entry->>'at')::timestamptz, (entry->>'reverses')::bigint, new_hash);
    insert into ledger.transfer (transaction, position, debit, credit, cents)
    select chain.seq + 1, position, (t->>0)::bigint, (t->>1)::bigint, (t->>2)::bigint
      from jsonb_array_elements(moved) with ordinality as m(t, position);

    for change in
      select id, sum(case when side = account.normal then cents else -cents end)::bigint as cents from (
        select (t->>0)::bigint as id, 'debit' as side, (t->>2)::bigint as cents from jsonb_array_elements(moved) m(t)
        union all
        select (t->>1)::bigint, 'credit', (t->>2)::bigint from jsonb_array_elements(moved) m(t)
      ) sides join ledger.account using (id) group by id order by id
    loop
      update ledger.account set balance = balance + change.cents where id = change.id;
    end loop;

    update ledger.head set seq = chain.seq + 1, hash = new_hash;
    return jsonb_build_object('seq', chain.seq + 1, 'repeated', false);
  end $$;

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

  -- L5 and L6, once per transaction at commit.
  create function ledger.stages_match_cash() returns trigger language plpgsql as $$
  declare cash bigint; stages bigint;
  begin
    select coalesce(sum(case when a.book = 'accounts' and a.kind = 'cash' then s.cents else 0 end), 0),
           coalesce(sum(case when k.unspent then -s.cents else 0 end), 0)
      into cash, stages
      from ledger.transfer t
      cross join lateral (values (t.debit, t.cents), (t.credit, -t.cents)) as s(account, cents)
      join ledger.account a on a.id = s.account
      join ledger.kind k using (book, kind)
     where t.transaction = new.seq;
    if cash <> stages then
      raise exception 'transaction %: cash moves by %, the unspent stages by %', new.seq, cash, stages using errcode = 'LG005';
    end if;
    if new.kind <> 'restriction.moved' and exists (
      select from ledger.transfer t join ledger.account d on d.id = t.debit join ledger.account c on c.id = t.credit
       where t.transaction = new.seq and d.book = 'budget' and d.restriction_id is distinct from c.restriction_id) then
      raise exception 'transaction %: money changes its restriction', new.seq using errcode = 'LG006';
    end if;
    return null;
  end $$;
  create constraint trigger transaction_stages_match_cash after insert on ledger.transaction
    deferrable initially deferred for each row execute function ledger.stages_match_cash();

  -- Reads the whole journal again: the chain, each balance, the identity of cash and stages. No rows means all is well.
  create function ledger.verify() returns table (seq bigint, fault text)
  language plpgsql stable security definer set search_path = ledger, pg_temp as $$
  #variable_conflict use_column
  begin
    return query
      with bodies as (
        select t.seq, t.actor, t.hash,
               coalesce(lag(t.hash) over (order by t.seq), sha256('innovation fund'::bytea)) as previous,
               row_number() over (order by t.seq) as place,
               ledger.body_of(t.kind, t.subject, t.occurrence, t.at, t.reverses, (
                 select jsonb_agg(jsonb_build_array(f.debit, f.credit, f.cents) order by f.position)
                   from ledger.transfer f where f.transaction = t.seq)) as body
          from ledger.transaction t)
      select b.seq, case when b.seq <> b.place then 'a transaction is missing before this one'
                         else 'the hash does not fit what is written' end
        from bodies b
       where b.seq <> b.place or b.hash <> ledger.hash_of(b.previous, b.body, b.seq, b.actor);
    return query
      select h.seq, 'the head of the chain does not fit the last transaction' from ledger.head h
       where h.seq <> (select coalesce(max(t.seq), 0) from ledger.transaction t)
          or h.hash <> coalesce((select t.hash from ledger.transaction t order by t.seq desc limit 1), sha256('innovation fund'::bytea));
    return query
      select null::bigint, format('the balance of account %s (%s) is %s, its transfers say %s', a.id, a.kind, a.balance, s.cents)
        from ledger.account a
        cross join lateral (
          select (coalesce((select sum(cents) from ledger.transfer where debit = a.id), 0)
                - coalesce((select sum(cents) from ledger.transfer where credit = a.id), 0))
                * case a.normal when 'debit' then 1 else -1 end as cents) s
       where a.balance <> s.cents;
    return query
      select null::bigint, format('fund %s: cash and unspent stages part in %s', a.fund_id, a.currency)
        from ledger.account a join ledger.kind k using (book, kind)
       group by a.fund_id, a.currency
      having sum(case when a.book = 'accounts' and a.kind = 'cash' then a.balance else 0 end)
          <> sum(case when k.unspent then a.balance else 0 end);
  end $$;
`;
