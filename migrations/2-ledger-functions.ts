/**
 * The posting function. SQLSTATEs of our own: LG001 not enough money (DETAIL: the cents there are), LG002 key used for something else,
 * LG003 append-only, LG004 joins a committed transaction, LG005 cash and stages part, LG006 restriction changes, LG007 malformed,
 * LG008 not what this kind of posting does.
 */
export const ledgerFunctions = `
  create function ledger.cents_of(line jsonb) returns bigint language plpgsql immutable as $$
  declare given jsonb := line->'cents';
  begin
    if jsonb_typeof(given) is distinct from 'number' or given::numeric <= 0 or given::numeric % 1 <> 0 then
      raise exception 'an amount is a whole number of minor units above 0, not %', coalesce(given::text, 'nothing') using errcode = 'LG007';
    end if;
    return given::numeric::bigint;
  end $$;

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
  declare pot record; wanted bigint := ledger.cents_of(line); part bigint; held bigint := 0; moved jsonb := '[]';
  begin
    if (select count(*) <> count(distinct coalesce(lower(o #>> '{}'), '')) or count(*) = 0 from jsonb_array_elements(line->'order') o) then
      raise exception 'a draw names each restriction once' using errcode = 'LG007';
    end if;
    for pot in
      select a.restriction_id, a.balance
        from jsonb_array_elements(line->'order') with ordinality as o(restriction, position)
        join ledger.account a on a.restriction_id is not distinct from (o.restriction #>> '{}')::uuid
       where a.book = line->'debit'->>'book' and a.kind = line->'debit'->>'kind' and a.currency = line->'debit'->>'currency'
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

  create function ledger.name_of(a ledger.account) returns text language sql immutable as $$
    select concat_ws('/', a.book, a.kind, a.currency, a.fund_id, coalesce(a.restriction_id::text, '-'),
      coalesce(a.round_id::text, '-'), coalesce(a.award_id::text, '-'))
  $$;

  -- Accounts stand in it by what they are, not by their number: who rewrites an account breaks the chain as well.
  create function ledger.hash_of(previous bytea, t ledger.transaction, moved jsonb) returns bytea language sql stable as $$
    select sha256(previous || convert_to(jsonb_build_object(
      'seq', t.seq, 'kind', t.kind, 'subject', t.subject, 'occurrence', t.occurrence, 'key', t.key, 'request', encode(t.body_hash, 'hex'),
      'actor', t.actor, 'at', extract(epoch from t.at), 'recorded', extract(epoch from t.recorded_at), 'reverses', t.reverses,
      'transfers', (select jsonb_agg(jsonb_build_array(ledger.name_of(d), ledger.name_of(c), (m->>2)::bigint) order by place)
        from jsonb_array_elements(moved) with ordinality as f(m, place)
        join ledger.account d on d.id = (m->>0)::bigint join ledger.account c on c.id = (m->>1)::bigint))::text, 'UTF8'))
  $$;

  -- Everything that ever moves money goes through here: one round trip, one lock, one update of each account.
  create function ledger.post(entry jsonb) returns jsonb
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  declare
    chain ledger.head; earlier ledger.transaction; entered ledger.transaction; line jsonb; lines jsonb := '[]'; moved jsonb := '[]';
    fingerprint bytea := sha256(convert_to((entry - 'at')::text, 'UTF8'));
    debit ledger.account; credit ledger.account; change record;
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
      if entry ? 'lines' then raise exception 'a correction brings no lines of its own' using errcode = 'LG007'; end if;
      select coalesce(jsonb_agg(jsonb_build_array(f.credit, f.debit, f.cents) order by f.position), '[]') into moved
        from ledger.transfer f join ledger.transaction t on t.seq = f.transaction
       where t.seq = (entry->>'reverses')::bigint and t.subject = entry->>'subject';
    end if;
    for line in select * from jsonb_array_elements(coalesce(entry->'lines', '[]')) loop
      if line ? 'order' then lines := lines || ledger.draw(line); else lines := lines || jsonb_build_array(line); end if;
    end loop;
    for line in select * from jsonb_array_elements(lines) loop
      debit := ledger.account_for(line->'debit');
      credit := ledger.account_for(line->'credit');
      moved := moved || jsonb_build_array(jsonb_build_array(debit.id, credit.id, ledger.cents_of(line)));
    end loop;
    if jsonb_array_length(moved) = 0 then raise exception 'a posting moves something' using errcode = 'LG007'; end if;

    entered.seq := chain.seq + 1; entered.kind := entry->>'kind'; entered.subject := entry->>'subject'; entered.key := entry->>'key';
    entered.occurrence := (entry->>'occurrence')::int; entered.body_hash := fingerprint; entered.actor := (entry->>'actor')::uuid;
    entered.at := (entry->>'at')::timestamptz; entered.recorded_at := clock_timestamp(); entered.reverses := (entry->>'reverses')::bigint;
    entered.xid := pg_current_xact_id(); entered.hash := ledger.hash_of(chain.hash, entered, moved);
    insert into ledger.transaction values (entered.*);
    insert into ledger.transfer (transaction, position, debit, credit, cents)
    select entered.seq, place, (m->>0)::bigint, (m->>1)::bigint, (m->>2)::bigint
      from jsonb_array_elements(moved) with ordinality as f(m, place);

    for change in
      select a.id, sum(case when side.name = a.normal then side.cents else -side.cents end)::bigint as cents
        from jsonb_array_elements(moved) as f(m)
        cross join lateral (values ((m->>0)::bigint, 'debit', (m->>2)::bigint), ((m->>1)::bigint, 'credit', (m->>2)::bigint)) as side(id, name, cents)
        join ledger.account a on a.id = side.id
       group by a.id order by a.id
    loop
      update ledger.account set balance = balance + change.cents where id = change.id;
    end loop;

    update ledger.head set seq = entered.seq, hash = entered.hash;
    return jsonb_build_object('seq', entered.seq, 'repeated', false);
  end $$;
`;
