/** Awards with money that is committed or approved for payment; each of their accounts is asked for its latest transfer alone. */
export const agedCommitments = `
  select h.award_id as "awardId", a.title, o.name as city, l.at as moved, h.cents::float8 as cents
    from (select award_id, sum(balance) as cents from ledger.account
           where fund_id = $1 and book = 'budget' and kind in ('committed', 'payable') and award_id is not null
           group by award_id having sum(balance) > 0) h
    join award a on a.id = h.award_id join organisation o on o.id = a.lead_id
    cross join lateral (
      select max(t.at) as at from ledger.account c
        cross join lateral ((select transaction from ledger.transfer where debit = c.id order by transaction desc limit 1)
                  union all (select transaction from ledger.transfer where credit = c.id order by transaction desc limit 1)) f
        join ledger.transaction t on t.seq = f.transaction
       where c.award_id = h.award_id and c.book = 'budget') l
   order by l.at, h.award_id`;

export const agedTransits = `
  select p.id as "paymentId", a.id as "awardId", a.title, i.number, p.released_at as released, p.amount_cents::float8 as cents
    from payment p join instalment i on i.id = p.instalment_id join award a on a.id = i.award_id
   where a.fund_id = $1 and p.status = 'in_transit' order by p.released_at, p.id`;

/** What came in so far counts for the earliest parts of a pledge. */
export const overdueParts = `
  select "pledgeId", funder, due_on::text as "dueOn", cents::float8 as cents from (
    select p.id as "pledgeId", o.name as funder, t.due_on,
           least(t.amount_cents, sum(t.amount_cents) over (partition by p.id order by t.due_on, t.number)
             - p.received_cents - p.written_off_cents) as cents
      from pledge p join pledge_part t on t.pledge_id = p.id join organisation o on o.id = p.funder_id
     where p.fund_id = $1 and p.status = 'signed') part
   where cents > 0 and due_on < $2::date order by due_on, "pledgeId"`;

export const refundsStillOpen = `
  select r.id as "refundId", a.id as "awardId", a.title, r.due_on::text as "dueOn",
         (r.amount_cents - r.received_cents - r.written_off_cents)::float8 as cents
    from refund r join award a on a.id = r.award_id
   where a.fund_id = $1 and r.status = 'demanded' order by r.due_on, r.id`;
