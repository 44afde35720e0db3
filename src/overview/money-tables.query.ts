/** What each funder gave, and where it is: a line for each contribution, and one for each use of it. */
export const funderLines = `
  select * from (
    select o.name as funder, c.id as contribution, 0 as place, c.received_on::text as "receivedOn", c.reference, r.name as restriction,
           'Contribution' as line, null as use, c.gross_cents::float8 as gross, c.fee_cents::float8 as fee, c.refunded_cents::float8 as refunded,
           null::float8 as free, null::float8 as "setAside", null::float8 as committed, null::float8 as disbursed, null::float8 as overhead
      from contribution c join organisation o on o.id = c.funder_id left join restriction r on r.id = c.restriction_id
     where c.fund_id = $1
    union all
    select coalesce(o.name, 'Not told apart'), u.contribution_id, 1, c.received_on::text, coalesce(c.reference, ''), r.name,
           'Use', coalesce(w.title, n.name, 'The fund'), null, null, null,
           u.free::float8, u.set_aside::float8, u.committed::float8, u.disbursed::float8, u.overhead::float8
      from (select contribution_id, restriction_id, award_id, round_id,
                   coalesce(sum(balance) filter (where kind = 'available'), 0) as free,
                   coalesce(sum(balance) filter (where kind in ('reserved', 'offered')), 0) as set_aside,
                   coalesce(sum(balance) filter (where kind in ('committed', 'payable', 'in_transit')), 0) as committed,
                   coalesce(sum(balance) filter (where kind = 'expended'), 0) as disbursed,
                   coalesce(sum(balance) filter (where kind = 'overhead'), 0) as overhead
              from ledger.account where fund_id = $1 and book = 'budget' and kind <> 'resources' and balance <> 0
             group by contribution_id, restriction_id, award_id, round_id) u
      left join contribution c on c.id = u.contribution_id left join organisation o on o.id = c.funder_id
      left join restriction r on r.id = u.restriction_id left join award w on w.id = u.award_id left join round n on n.id = u.round_id) lines
   order by funder, "receivedOn" nulls last, contribution, place, use`;

export const awardLines = `
  select a.title, o.name as city, r.name as round, a.status, a.amount_cents::float8 as amount, a.original_cents::float8 as original, a.currency,
         (a.accepted_at at time zone 'UTC')::date::text as "acceptedOn", a.starts_on::text as "startsOn", a.ends_on::text as "endsOn",
         coalesce(m.offered, 0)::float8 as offered, coalesce(m.committed, 0)::float8 as committed, coalesce(m.payable, 0)::float8 as payable,
         coalesce(m.in_transit, 0)::float8 as "inTransit", coalesce(m.expended, 0)::float8 as paid
    from award a join organisation o on o.id = a.lead_id join round r on r.id = a.round_id
    left join (select award_id, sum(balance) filter (where kind = 'offered') as offered, sum(balance) filter (where kind = 'committed') as committed,
                      sum(balance) filter (where kind = 'payable') as payable, sum(balance) filter (where kind = 'in_transit') as in_transit,
                      sum(balance) filter (where kind = 'expended') as expended
                 from ledger.account where fund_id = $1 and book = 'budget' and award_id is not null group by award_id) m on m.award_id = a.id
   where a.fund_id = $1 order by a.seq`;

export const paymentLines = `
  select a.title, o.name as city, i.number, p.attempt, p.status, p.amount_cents::float8 as amount, p.currency, p.pay_cents::float8 as pay,
         p.pay_currency as "payCurrency", p.rate::text as rate, p.rate_source as "rateSource", p.rate_on::text as "rateOn",
         p.charged_cents::float8 as charged, (p.released_at at time zone 'UTC')::date::text as "releasedOn", p.settled_on::text as "settledOn",
         p.returned_on::text as "returnedOn", p.bank_reference as "bankReference", p.end_to_end as "endToEnd", p.failure
    from payment p join instalment i on i.id = p.instalment_id join award a on a.id = i.award_id join organisation o on o.id = a.lead_id
   where a.fund_id = $1 order by p.released_at, p.id`;

/** In one view of the database with the place in the journal up to which these balances are. */
export const ledgerAccounts = `
  select h.seq::int as seq, encode(h.hash, 'hex') as hash, (
    select coalesce(json_agg(json_build_object('id', a.id, 'book', a.book, 'kind', a.kind, 'normal', a.normal, 'balanceCents', a.balance,
             'currency', a.currency, 'award', w.title, 'round', r.name, 'restriction', x.name, 'funder', o.name) order by a.id), '[]')
      from ledger.account a left join award w on w.id = a.award_id left join round r on r.id = a.round_id
      left join restriction x on x.id = a.restriction_id
      left join contribution c on c.id = a.contribution_id left join organisation o on o.id = c.funder_id
     where a.fund_id = $1) as accounts
    from ledger.head h`;
