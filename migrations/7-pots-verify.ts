/** The check of the whole journal, and of what is kept beside it. */
export const potVerify = `
  alter function ledger.verify() rename to verify_journal;

  create function ledger.verify_kept() returns table (seq bigint, fault text)
  language sql stable security definer set search_path = ledger, pg_temp as $$
    (select null::bigint, format('fund %s: what is kept of %s on %s differs from its transfers', fund_id, kind, on_day)
      from (
        select d.fund_id, d.kind, d.restriction_id, d.on_day, d.cents from ledger.day d
        union all
        select a.fund_id, a.kind, a.restriction_id, (t.at at time zone 'UTC')::date,
               case when side.name = a.normal then -f.cents else f.cents end
          from ledger.transfer f join ledger.transaction t on t.seq = f.transaction
          cross join lateral (values (f.debit, 'debit'), (f.credit, 'credit')) as side(id, name)
          join ledger.account a on a.id = side.id and a.book = 'budget') kept
     group by fund_id, kind, restriction_id, on_day having sum(cents) <> 0 order by on_day, kind)
    union all
    select f.transaction, 'it is not listed among those of its fund'
      from ledger.transfer f join ledger.account a on a.id = f.debit
      left join ledger.of_fund o on o.fund_id = a.fund_id and o.transaction = f.transaction
     where o.transaction is null group by f.transaction
  $$;

  create function ledger.verify() returns table (seq bigint, fault text)
  language sql stable security definer set search_path = ledger, pg_temp as $$
    select * from ledger.verify_journal() union all select * from ledger.verify_kept()
  $$;
`;
