import { waitingForInstalments } from './desk-instalments';
import { waitingForAmendments, waitingForRefunds } from './desk-amendments';
import { waitingForMail } from './desk-mail';
import { waitingForMoney, waitingForPayee } from './desk-money';
import { waitingForPeople } from './desk-people';
import { waitingForReaders } from './desk-reminders';

/** One thing that waits for somebody. `kind` decides which list it stands in, `due` when, `about` what it is. */
export interface Waiting {
  kind: string;
  id: string;
  title: string;
  about: string;
  due: Date | null;
}

/** What waits in the whole system; each part is bounded, and finds its rows by an index or in a small table. */
export const waiting = `
  select kind, id, title, about, due from (
    (select 'close' as kind, id, name as title, '' as about, deadline_at as due from round
      where status = 'open' and deadline_at < $1 limit 20)
    union all
    (select 'screen', a.id, a.title, o.name, a.submitted_at from application a join organisation o on o.id = a.lead_id
       join round r on r.id = a.round_id
      where a.status = 'submitted' and r.status in ('closed', 'in_review') order by a.seq limit 20)
    union all
    (select 'review late', v.id, a.title, p.name, v.due_at from review v join application a on a.id = v.application_id
       join person p on p.id = v.reviewer_id
      where v.status in ('assigned', 'draft') and v.due_at < $1 order by v.due_at limit 20)
    union all
    (select 'approve award', w.id, w.title, o.name, null from award w join organisation o on o.id = w.lead_id
      where w.status = 'proposed' and w.proposed_by <> $2 and not exists (
        select from approval p where p.subject_kind = 'award' and p.subject_id = w.id and p.approver_id = $2)
      order by w.seq limit 20)
    union all
    (select 'offer', w.id, w.title, o.name, null from award w join organisation o on o.id = w.lead_id
      where w.status = 'approved' order by w.seq limit 20)
    union all
    (select 'expire', w.id, w.title, o.name, w.offer_expires_at from award w join organisation o on o.id = w.lead_id
      where w.status = 'offered' and w.offer_expires_at < $1 order by w.offer_expires_at limit 20)
    union all
    (select 'plan', w.id, w.title, o.name, null from award w join organisation o on o.id = w.lead_id
      where w.status = 'accepted' order by w.seq limit 20)
    union all
    (select 'look at evidence', w.id, w.title, 'Instalment ' || i.number, i.due_on::timestamptz
       from instalment i join award w on w.id = i.award_id
      where i.status = 'planned' and i.evidence_file_id is not null and i.evidence_accepted_at is null and w.status in ('active', 'suspended')
      order by i.due_on limit 20)
    union all
    (select 'approve instalment', w.id, w.title, 'Instalment ' || i.number, i.due_on::timestamptz
       from instalment i join award w on w.id = i.award_id
      where i.status = 'requested' and w.status = 'active' and i.planned_by <> $2 and i.requested_by <> $2
        and not exists (select from bank_account b where b.holder_id = coalesce(w.payee_id, w.lead_id)
          and b.status in ('entered', 'confirmed') and b.entered_by = $2)
        and not exists (select from approval p where p.subject_kind = 'instalment' and p.subject_id = i.id
          and p.cycle = i.approval_cycle and p.approver_id = $2)
      order by i.due_on limit 20)
    union all
    (select 'release', w.id, w.title, 'Instalment ' || i.number, i.due_on::timestamptz
       from instalment i join award w on w.id = i.award_id
      where i.status in ('approved', 'failed', 'returned') order by i.due_on limit 20)
    union all
    (select case when p.released_at < $1 - make_interval(days => f.silent_days) then 'silent bank late' else 'settle' end,
            w.id, w.title, 'Instalment ' || i.number ||
              case when p.released_at < $1 - make_interval(days => f.silent_days)
                then ', released ' || extract(day from $1 - p.released_at) || ' days ago' else '' end, p.released_at
       from instalment i join award w on w.id = i.award_id join fund f on f.id = w.fund_id
       join payment p on p.instalment_id = i.id and p.status = 'in_transit'
      where i.status = 'released' order by p.released_at limit 20)
    union all
    (select 'read report', t.id, w.title, t.title, t.submitted_at from report t join award w on w.id = t.award_id
      where t.status = 'submitted' order by t.submitted_at limit 20)
    union all
    (select 'report late', t.id, w.title, t.title, t.due_at from report t join award w on w.id = t.award_id
      where t.status in ('due', 'draft', 'returned') and t.due_at < $1 order by t.due_at limit 20)
    union all
    ${waitingForAmendments}
    union all
    ${waitingForMoney}
    union all
    ${waitingForPeople}
    union all
    ${waitingForReaders}
    union all
    ${waitingForMail}
  ) everything order by due nulls last`;

/** What waits for one city. */
export const waitingForCity = `
  select kind, id, title, about, due from (
    (select case a.status when 'draft' then 'finish' else 'change' end as kind, a.id, a.title, r.name as about, r.deadline_at as due
       from application a join round r on r.id = a.round_id
      where a.lead_id = $2 and (a.status = 'returned' or (a.status = 'draft' and r.status = 'open' and r.deadline_at >= $1)))
    union all
    (select 'answer', w.id, w.title, '', w.offer_expires_at from award w
      where w.lead_id = $2 and w.status = 'offered' and (w.offer_expires_at is null or w.offer_expires_at >= $1))
    union all
    (select 'report', t.id, w.title, t.title, t.due_at from report t join award w on w.id = t.award_id
      where t.lead_id = $2 and t.status in ('due', 'draft', 'returned') and w.status in ('accepted', 'active'))
    union all
    ${waitingForInstalments}
    union all
    ${waitingForRefunds}
    union all
    ${waitingForPayee}
  ) everything order by due nulls last limit 50`;

/** Rounds that a city can apply to now. */
export const openRounds = `
  select id, name, summary, currency, budget_cents::float8 as "budgetCents", deadline_at as "deadlineAt", deadline_zone as "deadlineZone"
    from round where status = 'open' and deadline_at >= $1 order by deadline_at limit 20`;
