import type { AwardCase } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { type Offer, human } from '../kernel/lifecycle';
import type { Instalment } from './instalment.entity';

/** A plan stays once any part of it has been approved, also where the approval was revoked. */
const begun = (rows: Instalment[]): boolean =>
  rows.some(({ status, approvalCycle }) => status !== 'planned' || approvalCycle > 1);

const running = ({ status }: AwardCase): boolean => status === 'accepted' || status === 'active';

/** Why the plan cannot be written now, or null where it can. */
export function cannotPlan(award: AwardCase, rows: Instalment[]): string | null {
  if (begun(rows)) return 'Part of this plan has been approved: it stays as it is.';
  if (running(award)) return null;
  return `This award is ${human(award.status)}: instalments are planned once the city has accepted it.`;
}

/** What the reader may do with the plan as a whole. */
export function planMoves(actor: Actor, award: AwardCase, rows: Instalment[], openReports: string[]): Offer[] {
  if (actor.role !== 'program') return [];
  const href = `/api/awards/${award.id}`;
  const label = rows.length > 0 ? 'Plan anew' : 'Plan the instalments';
  const plan = { move: 'plan', label, href: `${href}/instalments` };
  const confirm = 'This closes the grant for good.';
  const complete = { move: 'complete', label: 'Complete the grant', confirm, href: `${href}/complete` };
  const done = rows.length > 0 && rows.every(({ status }) => status === 'settled') && openReports.length === 0;
  return [
    ...(cannotPlan(award, rows) === null ? [plan] : []),
    ...(award.status === 'active' && done ? [complete] : []),
  ];
}
