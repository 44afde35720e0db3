import type { Role } from '../kernel/access';

/** What waits around bank details, instructions and the bank; parts of `waiting`, with `$1` now and `$2` the reader. */
export const waitingForMoney = `
    (select 'confirm details', b.holder_id, coalesce(o.name, f.name), 'account ending in ' || b.last_four, b.entered_at
       from bank_account b left join organisation o on o.id = b.holder_id left join fund f on f.id = b.holder_id
      where b.status = 'entered' and b.entered_by <> $2 order by b.seq limit 20)
    union all
    (select 'approve instruction', i.id, f.name, replace(i.kind, '_', ' '), i.proposed_at
       from instruction i join fund f on f.id = i.fund_id
      where i.status = 'proposed' and i.proposed_by <> $2 and not exists (
        select from approval p where p.subject_kind = 'instruction' and p.subject_id = i.id and p.approver_id = $2)
      order by i.seq limit 20)
    union all
    (select 'payment file', w.fund_id, f.name, count(*) || case count(*) when 1 then ' payment' else ' payments' end, min(p.released_at)
       from payment p join instalment i on i.id = p.instalment_id join award w on w.id = i.award_id join fund f on f.id = w.fund_id
      where p.status = 'in_transit' and p.payment_file_id is null group by w.fund_id, f.name limit 20)
    union all
    (select 'statement', e.statement_id, f.name, count(*) || case count(*) when 1 then ' entry' else ' entries' end, min(s.read_at)
       from bank_entry e join bank_statement s on s.id = e.statement_id join fund f on f.id = e.fund_id
      where e.status = 'open' group by e.statement_id, f.name limit 20)`;

/** What a city has to do before it is paid. */
export const waitingForPayee = `
    (select 'enter details', w.lead_id, w.title, '', null from award w
      where w.lead_id = $2 and w.payee_id is null and w.status in ('accepted', 'active') and not exists (
        select from bank_account b where b.holder_id = w.lead_id and b.status in ('entered', 'confirmed'))
      order by w.seq limit 1)
    union all
    (select 'evidence', w.id, w.title, 'Instalment ' || i.number || ': ' || left(i.evidence, 100), i.due_on::timestamptz
       from instalment i join award w on w.id = i.award_id
      where w.lead_id = $2 and w.status = 'active' and i.status = 'planned' and i.evidence <> '' and i.evidence_file_id is null
      order by i.due_on limit 20)`;

const details = (holderId: string): string => `/payees/${holderId}`;

export const moneyKinds: Record<string, { todo: string; href: (id: string) => string; by: Role[] }> = {
  'confirm details': {
    todo: 'Confirm or reject the bank details',
    href: details,
    by: ['program', 'finance'],
  },
  'approve instruction': {
    todo: 'Approve or reject the instruction',
    href: (id) => `/instructions/${id}`,
    by: ['program', 'finance', 'admin'],
  },
  'payment file': { todo: 'Make the payment file', href: (id) => `/funds/${id}/bank`, by: ['finance'] },
  statement: { todo: 'Confirm what the bank did', href: (id) => `/statements/${id}`, by: ['finance'] },
  'enter details': {
    todo: 'Enter your bank details, so that you can be paid',
    href: () => '/bank-details',
    by: ['city'],
  },
  evidence: { todo: 'Give what the next payment waits for', href: (id) => `/awards/${id}#instalments`, by: ['city'] },
};
