/** Instalments that have not been paid, and at which stage their money stands; of a cancelled award, what the bank sent back. */
export const leavingInstalments = `
  select i.award_id as "awardId", i.amount_cents::float8 as cents, i.due_on::text as "dueOn",
         case when i.status = 'released' then 'in_transit' when i.status in ('approved', 'failed', 'returned') then 'payable'
              else 'committed' end as standing
    from instalment i join award a on a.id = i.award_id
   where a.fund_id = $1 and i.status not in ('settled', 'dropped') and (a.status <> 'cancelled' or i.status not in ('planned', 'requested')) order by i.due_on, i.award_id, i.number`;

/** What awards still have to be paid from, in the order in which restrictions are drawn on: unrestricted money last. */
export const unpaidPots = `
  select p.award_id as "awardId", p.kind as standing, p.restriction_id as "restrictionId", p.cents::float8 as cents
    from (select award_id, kind, restriction_id, sum(balance) as cents from ledger.account
           where fund_id = $1 and book = 'budget' and kind in ('committed', 'payable', 'in_transit') and award_id is not null
           group by award_id, kind, restriction_id having sum(balance) > 0) p
    left join restriction r on r.id = p.restriction_id
   order by p.award_id, p.kind, r.created_at nulls last, r.id`;

/** Parts of pledges that have not been received; what came in so far counts for the earliest of each. */
export const comingParts = `
  select restriction_id as "restrictionId", due_on::text as "dueOn", cents::float8 as cents from (
    select p.restriction_id, t.due_on,
           least(t.amount_cents, sum(t.amount_cents) over (partition by p.id order by t.due_on, t.number)
             - p.received_cents - p.written_off_cents) as cents
      from pledge p join pledge_part t on t.pledge_id = p.id
     where p.fund_id = $1 and p.status = 'signed') part
   where cents > 0 order by due_on`;

export const openRefunds = `
  select coalesce(sum(r.amount_cents - r.received_cents - r.written_off_cents), 0)::float8 as cents
    from refund r join award a on a.id = r.award_id where a.fund_id = $1 and r.status = 'demanded'`;
