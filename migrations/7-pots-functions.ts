/**
 * The parts of the posting function once money is kept apart by contribution, too. SQLSTATEs as before: LG001 not enough money (DETAIL: the
 * cents there are), LG002 key used for something else, LG003 append-only, LG004 joins a committed transaction, LG005 cash and stages part,
 * LG006 restriction or contribution changes, LG007 malformed, LG008 not what this kind of posting does, LG009 without an instruction.
 */
export const potFunctions = `
  create or replace function ledger.account_for(spec jsonb) returns ledger.account language plpgsql as $$
  declare found ledger.account; k ledger.kind;
  begin
    select * into found from ledger.account a
     where a.book = spec->>'book' and a.kind = spec->>'kind' and a.currency = spec->>'currency'
       and a.fund_id = (spec->>'fund')::uuid
       and a.restriction_id is not distinct from (spec->>'restriction')::uuid
       and a.contribution_id is not distinct from (spec->>'contribution')::uuid
       and a.round_id is not distinct from (spec->>'round')::uuid
       and a.award_id is not distinct from (spec->>'award')::uuid;
    if found.id is not null then return found; end if;
    select * into k from ledger.kind where book = spec->>'book' and kind = spec->>'kind';
    if k.kind is null then
      raise exception 'there is no account kind % in book %', spec->>'kind', spec->>'book' using errcode = 'LG007';
    end if;
    insert into ledger.account (book, kind, currency, fund_id, restriction_id, contribution_id, round_id, award_id, normal, floored)
    values (k.book, k.kind, spec->>'currency', (spec->>'fund')::uuid, (spec->>'restriction')::uuid, (spec->>'contribution')::uuid,
            (spec->>'round')::uuid, (spec->>'award')::uuid, k.normal, k.floored)
    returning * into found;
    return found;
  end $$;

  -- A draw takes an amount out of one stage into the same restrictions and contributions of the next: restriction by restriction in the
  -- order given, within each the contribution that came first, which its oldest account tells. "from" names the contributions that may be
  -- used; "backwards" takes first what such a draw would have taken last, so that an award that shrinks is left with what a smaller award
  -- would have drawn.
  create or replace function ledger.draw(line jsonb) returns jsonb language plpgsql as $$
  declare
    pot record; wanted bigint := ledger.cents_of(line); part bigint; held bigint := 0; moved jsonb := '[]';
    sense int := case when line->'backwards' = 'true' then -1 else 1 end;
  begin
    if (select count(*) <> count(distinct coalesce(lower(o #>> '{}'), '')) or count(*) = 0 from jsonb_array_elements(line->'order') o) then
      raise exception 'a draw names each restriction once' using errcode = 'LG007';
    end if;
    for pot in
      select a.restriction_id, a.contribution_id, a.balance
        from jsonb_array_elements(line->'order') with ordinality as o(restriction, position)
        join ledger.account a on a.restriction_id is not distinct from (o.restriction #>> '{}')::uuid
       where a.book = line->'debit'->>'book' and a.kind = line->'debit'->>'kind' and a.currency = line->'debit'->>'currency'
         and a.fund_id = (line->'debit'->>'fund')::uuid
         and a.round_id is not distinct from (line->'debit'->>'round')::uuid
         and a.award_id is not distinct from (line->'debit'->>'award')::uuid
         and (not line ? 'from' or line->'from' ? a.contribution_id::text)
         and a.balance > 0
       order by sense * o.position, sense * coalesce((select min(first.id) from ledger.account first where first.contribution_id = a.contribution_id), 0)
    loop
      held := held + pot.balance;
      part := least(wanted, pot.balance);
      if part > 0 then
        moved := moved || jsonb_build_object('cents', part,
          'debit', line->'debit' || jsonb_build_object('restriction', pot.restriction_id, 'contribution', pot.contribution_id),
          'credit', line->'credit' || jsonb_build_object('restriction', pot.restriction_id, 'contribution', pot.contribution_id));
        wanted := wanted - part;
      end if;
    end loop;
    if wanted > 0 then
      raise exception 'not enough money in %', line->'debit'->>'kind' using errcode = 'LG001', detail = held::text;
    end if;
    return moved;
  end $$;

  -- What stands in it without a contribution is named as it was before there were any, so that older hashes still fit.
  create or replace function ledger.name_of(a ledger.account) returns text language sql immutable as $$
    select concat_ws('/', a.book, a.kind, a.currency, a.fund_id, coalesce(a.restriction_id::text, '-'),
      coalesce(a.round_id::text, '-'), coalesce(a.award_id::text, '-'), a.contribution_id)
  $$;

  -- Keeps what follows from a posting and would otherwise have to be summed from all of them: what each day did to each stage.
  create function ledger.keep_day() returns trigger language plpgsql as $$
  begin
    insert into ledger.day as d (fund_id, currency, kind, restriction_id, on_day, cents)
    select a.fund_id, a.currency, a.kind, a.restriction_id, (t.at at time zone 'UTC')::date,
           sum(case when side.name = a.normal then f.cents else -f.cents end)::bigint
      from added f
      join ledger.transaction t on t.seq = f.transaction
      cross join lateral (values (f.debit, 'debit'), (f.credit, 'credit')) as side(account, name)
      join ledger.account a on a.id = side.account
     where a.book = 'budget'
     group by 1, 2, 3, 4, 5
    on conflict on constraint day_once do update set cents = d.cents + excluded.cents;
    insert into ledger.of_fund (fund_id, transaction)
    select distinct a.fund_id, f.transaction from added f join ledger.account a on a.id = f.debit;
    return null;
  end $$;
  create trigger transfer_written_to_its_day after insert on ledger.transfer
    referencing new table as added for each statement execute function ledger.keep_day();

  -- L6: a transfer keeps its contribution always, and its restriction unless it is, once, what the donor's letter says that two people
  -- have carried out.
  create or replace function ledger.keeps_restriction() returns trigger language plpgsql as $$
  begin
    if exists (
      select from added f join ledger.account d on d.id = f.debit join ledger.account c on c.id = f.credit
       where d.book = 'budget' and (d.contribution_id is distinct from c.contribution_id
          or d.restriction_id is distinct from c.restriction_id and not exists (
            select from ledger.transaction t join public.instruction i on t.subject = 'instruction:' || i.id
             where t.seq = f.transaction and t.kind = 'restriction.moved' and t.occurrence = 1
               and i.kind = 'restriction_move' and i.status = 'carried_out' and (i.contribution_id, i.amount_cents) is not distinct from (d.contribution_id, f.cents)
               and (f.position = 1 and d.kind = 'available' and (i.restriction_id, i.to_restriction_id) is not distinct from (d.restriction_id, c.restriction_id)
                 or f.position = 2 and d.kind = 'resources' and (i.to_restriction_id, i.restriction_id) is not distinct from (d.restriction_id, c.restriction_id))))) then
      raise exception 'money changes its restriction' using errcode = 'LG006';
    end if;
    return null;
  end $$;

  -- L11: what moves money besides grants is, once, what an instruction says that enough people have approved; a correction undoes it.
  create function ledger.was_instructed() returns trigger language plpgsql as $$
  declare alone text;
  begin
    select t.kind into alone from ledger.transaction t
     where t.seq in (select transaction from added)
       and t.kind in ('overhead.paid', 'contribution.refunded', 'pledge.written_off', 'restriction.moved')
       and not exists (
         select from public.instruction i
          where t.subject = 'instruction:' || i.id and t.occurrence = 1 and i.status = 'carried_out'
            and t.kind = case i.kind when 'overhead' then 'overhead.paid' when 'donor_refund' then 'contribution.refunded'
                                     when 'pledge_write_off' then 'pledge.written_off' else 'restriction.moved' end
            and i.amount_cents = (
              select sum(f.cents) from added f join ledger.account d on d.id = f.debit where f.transaction = t.seq and d.book = 'accounts')
            and not exists (
              select from added f join ledger.account d on d.id = f.debit
               where f.transaction = t.seq and (d.fund_id <> i.fund_id or d.book = 'budget' and d.kind = 'available' and (
                 d.restriction_id is distinct from i.restriction_id or d.contribution_id is distinct from coalesce(i.contribution_id, d.contribution_id))))) limit 1;
    if found then
      raise exception '% is not what people instructed', alone using errcode = 'LG009';
    end if;
    return null;
  end $$;
  create trigger transfer_was_instructed after insert on ledger.transfer
    referencing new table as added for each statement execute function ledger.was_instructed();
`;
