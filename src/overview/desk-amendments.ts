import type { Role } from '../kernel/access';

/** What waits around amendments, refunds and grants in which nothing moves; parts of `waiting`, with `$1` now and `$2` the reader. */
export const waitingForAmendments = `
    (select 'approve amendment', m.id, w.title, 'Amendment ' || m.number, m.proposed_at
       from amendment m join award w on w.id = m.award_id
      where m.status = 'proposed' and m.proposed_by <> $2 and not exists (
        select from approval p where p.subject_kind = 'amendment' and p.subject_id = m.id and p.approver_id = $2)
      order by m.seq limit 20)
    union all
    (select 'approve write-off', w.id, w.title, o.name, r.write_off_proposed_at
       from refund r join award w on w.id = r.award_id join organisation o on o.id = w.lead_id
      where r.status = 'demanded' and r.write_off_proposed_by <> $2 and not exists (
        select from approval p where p.subject_kind = 'refund' and p.subject_id = r.id and p.cycle = r.approval_cycle and p.approver_id = $2)
      order by r.seq limit 20)
    union all
    (select 'refund late', w.id, w.title, o.name, r.due_on::timestamptz
       from refund r join award w on w.id = r.award_id join organisation o on o.id = w.lead_id
      where r.status = 'demanded' and r.due_on < ($1::timestamptz at time zone 'UTC')::date order by r.due_on limit 20)
    union all
    (select 'stale', w.id, w.title, w.lead || ', for ' || ($1::date - w.moved_at::date) || ' days', w.moved_at from (
       select a.id, a.title, o.name as lead, f.stale_days, (
         select max(t.at) from ledger.account c
          cross join lateral (
            (select d.transaction from ledger.transfer d where d.debit = c.id order by d.transaction desc limit 1) union all
            (select d.transaction from ledger.transfer d where d.credit = c.id order by d.transaction desc limit 1)) last
           join ledger.transaction t on t.seq = last.transaction where c.award_id = a.id) as moved_at
         from award a join fund f on f.id = a.fund_id join organisation o on o.id = a.lead_id
        where a.status in ('accepted', 'active') and a.accepted_at < $1::timestamptz - make_interval(days => f.stale_days)) w
      where w.moved_at < $1::timestamptz - make_interval(days => w.stale_days) order by w.moved_at limit 20)`;

/** What a city owes back. */
export const waitingForRefunds = `
    (select 'refund', w.id, w.title, 'REFUND-' || r.seq, r.due_on::timestamptz from refund r join award w on w.id = r.award_id
      where w.lead_id = $2 and r.status = 'demanded')`;

const refunds = (id: string): string => `/awards/${id}#refunds`;

export const amendmentKinds: Record<string, { todo: string; href: (id: string) => string; by: Role[] }> = {
  'approve amendment': {
    todo: 'Approve or reject the amendment',
    href: (id) => `/amendments/${id}`,
    by: ['program', 'finance'],
  },
  'approve write-off': { todo: 'Approve the write-off of a refund', href: refunds, by: ['program', 'finance'] },
  'refund late': {
    todo: 'Unspent money has not come back: ask for it, or write it off',
    href: refunds,
    by: ['finance'],
  },
  stale: {
    todo: 'No money has moved for long: ask the city, amend or close it',
    href: (id) => `/awards/${id}#amendments`,
    by: ['program'],
  },
  refund: { todo: 'Pay the unspent money back', href: refunds, by: ['city'] },
};
