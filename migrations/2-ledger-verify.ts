/** The check of the whole journal. */
export const ledgerVerify = `
  -- Reads the journal again from its beginning: the chain, each balance, the identity of cash and stages. No rows means all is well.
  create function ledger.verify() returns table (seq bigint, fault text)
  language plpgsql stable security definer set search_path = ledger, pg_temp as $$
  #variable_conflict use_column
  begin
    return query
      with links as (
        select t.seq, row_number() over (order by t.seq) as place, t.hash = ledger.hash_of(
                 coalesce(lag(t.hash) over (order by t.seq), sha256('innovation fund'::bytea)), t, (
                 select jsonb_agg(jsonb_build_array(f.debit, f.credit, f.cents) order by f.position)
                   from ledger.transfer f where f.transaction = t.seq)) as fits
          from ledger.transaction t)
      select l.seq, case when l.seq <> l.place then 'a transaction is missing before this one'
                         else 'the hash does not fit what is written' end
        from links l where l.seq <> l.place or l.fits is not true order by l.seq;
    return query
      select coalesce(h.seq, 0), 'the head of the chain does not fit the last transaction'
        from (select) nothing left join ledger.head h on true
       where h.seq is distinct from (select coalesce(max(t.seq), 0) from ledger.transaction t)
          or h.hash is distinct from coalesce((select t.hash from ledger.transaction t order by t.seq desc limit 1), sha256('innovation fund'::bytea));
    return query
      select null::bigint, format('the balance of account %s (%s) is %s, its transfers say %s', a.id, a.kind, a.balance, coalesce(s.cents, 0))
        from ledger.account a
        left join (
          select side.account, sum(side.debited) as debited from ledger.transfer f
           cross join lateral (values (f.debit, f.cents), (f.credit, -f.cents)) as side(account, debited) group by side.account) moves
          on moves.account = a.id
        cross join lateral (select coalesce(case a.normal when 'debit' then moves.debited else -moves.debited end, 0) as cents) s
       where a.balance <> s.cents;
    return query
      select null::bigint, format('account %s (%s) lost its floor or its side', a.id, a.kind)
        from ledger.account a left join ledger.kind k using (book, kind)
       where (a.normal, a.floored) is distinct from (k.normal, k.floored) or (a.floored and a.balance < 0);
    return query
      select null::bigint, format('fund %s: cash and unspent stages part in %s', a.fund_id, a.currency)
        from ledger.account a join ledger.kind k using (book, kind)
       group by a.fund_id, a.currency
      having sum(case when a.book = 'accounts' and a.kind = 'cash' then a.balance else 0 end)
          <> sum(case when k.unspent then a.balance else 0 end);
  end $$;
`;
