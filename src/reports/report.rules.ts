import { type Actor, staff } from '../kernel/access';
import { Invalid } from '../kernel/errors';
import { Lifecycle } from '../kernel/lifecycle';
import type { Report } from './report.entity';

export const reportStatuses = ['due', 'draft', 'submitted', 'returned', 'accepted'] as const;
export type ReportStatus = (typeof reportStatuses)[number];

export const reportKinds = ['interim', 'final'] as const;
export type ReportKind = (typeof reportKinds)[number];

const writes = ({ cityRight }: Actor): boolean => cityRight !== 'viewer';

export const reportLifecycle = new Lifecycle<ReportStatus, Report>('report', reportStatuses, [
  {
    move: 'start',
    label: 'Start the report',
    from: ['due'],
    to: 'draft',
    by: ['city'],
    emits: 'report.started',
    through: 'saving it for the first time',
  },
  {
    move: 'submit',
    label: 'Submit the report',
    from: ['due', 'draft', 'returned'],
    to: 'submitted',
    by: ['city'],
    guards: { 'You may read this report, not submit it.': (_, { actor }) => writes(actor) },
    emits: 'report.submitted',
  },
  {
    move: 'return',
    label: 'Return for changes',
    from: ['submitted'],
    to: 'returned',
    by: ['program'],
    emits: 'report.returned',
  },
  {
    move: 'accept',
    label: 'Accept the report',
    from: ['submitted'],
    to: 'accepted',
    by: ['program'],
    emits: 'report.accepted',
  },
]);

/** A city sees the reports on its grants; staff and auditors see all. */
export function visibleTo(actor: Actor): { leadId?: string } | null {
  if (actor.role === 'city') return actor.organisationId ? { leadId: actor.organisationId } : null;
  return [...staff, 'auditor'].includes(actor.role) ? {} : null;
}

/** Whether this person may write it, now. */
export const mayWrite = (report: Report, actor: Actor): boolean =>
  actor.role === 'city' && writes(actor) && ['due', 'draft', 'returned'].includes(report.status);

/** Whether anything is due for an award in this state. */
export const isRunning = (awardStatus: string): boolean => awardStatus === 'accepted' || awardStatus === 'active';

/** Whether its reports are still asked for: of a suspended grant as well. */
export const isOwed = (awardStatus: string): boolean => isRunning(awardStatus) || awardStatus === 'suspended';

/** Whether this person may move the day on which it is due, now. */
export const mayReschedule = (report: Report, awardStatus: string, actor: Actor): boolean =>
  actor.role === 'program' && isRunning(awardStatus) && ['due', 'draft', 'returned'].includes(report.status);

/** @throws Invalid with what is missing before it can be submitted, by field */
export function complete({ narrative, lessons, spentCents }: Report): void {
  const missing = {
    ...(narrative.trim() === '' ? { narrative: ['Write what was done and what came of it.'] } : {}),
    ...(lessons.trim() === '' ? { lessons: ['Write what other cities can learn from it.'] } : {}),
    ...(spentCents === null ? { spentCents: ['Enter what was spent so far; 0 if nothing was.'] } : {}),
  };
  if (Object.keys(missing).length > 0) throw new Invalid(missing, 'The report is not complete yet.');
}
