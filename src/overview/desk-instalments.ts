import type { Role } from '../kernel/access';

/** What of an instalment's obligations can be told from its award, its report and its payee; `i`, `w` and `t` are these, `$1` now. */
const met = `
  (not i.needs_agreement or w.agreement_signed_on is not null) and (t.id is null or t.status = 'accepted')
  and (i.not_before is null or i.not_before <= ($1::timestamptz at time zone 'UTC')::date)
  and exists (select from bank_account b where b.holder_id = coalesce(w.payee_id, w.lead_id) and b.status = 'confirmed' and b.hold_until <= $1)
  and not exists (select from bank_account b where b.holder_id = coalesce(w.payee_id, w.lead_id) and b.status = 'entered')`;

/** What a city can request now; a part of `waitingForCity`, with `$1` now and `$2` the city. */
export const waitingForInstalments = `
    (select 'request payment', w.id, w.title, 'Instalment ' || i.number, i.due_on::timestamptz
       from instalment i join award w on w.id = i.award_id left join report t on t.id = i.report_id
      where w.lead_id = $2 and w.status = 'active' and i.status = 'planned'
        and (i.evidence = '' or i.evidence_accepted_at is not null) and ${met})`;

export const instalmentKinds: Record<string, { todo: string; href: (id: string) => string; by: Role[] }> = {
  'request payment': { todo: 'Request the payment', href: (id) => `/awards/${id}#instalments`, by: ['city'] },
};
