/**
 * Everything in one view of the database. The stages' opening and closing are summed from what each day did, the accounts' opening is what
 * they have now less what happened since; the movements are summed from the transfers, so that the two have to agree.
 */
export const statement = `
  with moved as materialized (
    select t.kind as posting, a.book, a.kind, t.at < $3::date + 1 as within,
           sum(case when side.name = a.normal then f.cents else -f.cents end) as cents
      from ledger.transaction t
      join ledger.of_fund o on o.fund_id = $1 and o.transaction = t.seq
      join ledger.transfer f on f.transaction = t.seq
      cross join lateral (values (f.debit, 'debit'), (f.credit, 'credit')) as side(id, name)
      join ledger.account a on a.id = side.id
     where t.at >= $2::date and (a.book = 'accounts' or t.at < $3::date + 1)
     group by 1, 2, 3, 4)
  select
    (select coalesce(json_agg(json_build_object('book', book, 'kind', kind, 'cents', cents)), '[]') from (
       select 'budget' as book, kind, sum(cents)::bigint as cents from ledger.day
        where fund_id = $1 and on_day < $2::date group by kind
       union all
       select 'accounts', a.kind, (a.cents - coalesce((select sum(cents) from moved m where m.book = 'accounts' and m.kind = a.kind), 0))::bigint
         from (select kind, sum(balance) as cents from ledger.account where fund_id = $1 and book = 'accounts' group by kind) a) opened) as opening,
    (select coalesce(json_agg(json_build_object('kind', kind, 'cents', cents)), '[]') from (
       select kind, sum(cents)::bigint as cents from ledger.day where fund_id = $1 and on_day <= $3::date group by kind) closed) as closing,
    (select coalesce(json_agg(json_build_object('book', book, 'kind', kind, 'posting', posting, 'cents', cents) order by posting), '[]')
       from (select book, kind, posting, cents::bigint as cents from moved where within) happened) as movements,
    (select count(*)::int from ledger.transaction t join ledger.of_fund o on o.fund_id = $1 and o.transaction = t.seq
      where t.at >= $2::date and t.at < $3::date + 1) as transactions`;
