import { type Actor, staff } from '../kernel/access';
import { Lifecycle } from '../kernel/lifecycle';
import type { Application } from './application.entity';

export const applicationStatuses = [
  'draft',
  'submitted',
  'returned',
  'in_review',
  'approved',
  'waitlisted',
  'declined',
  'withdrawn',
] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

export interface Partner {
  name: string;
}

/** What one part of the project costs the fund, in minor units of the application's currency. */
export interface BudgetLine {
  item: string;
  cents: number;
}

/** An application with what its lifecycle looks at in its round. */
export type ApplicationCase = Application & { round: { status: string; deadlineAt: Date } };

const stillReads = ({ status }: ApplicationCase['round']): boolean => status === 'closed' || status === 'in_review';
const writes = ({ cityRight }: Actor): boolean => cityRight !== 'viewer';

export const applicationLifecycle = new Lifecycle<ApplicationStatus, ApplicationCase>(
  'application',
  applicationStatuses,
  [
    {
      move: 'submit',
      label: 'Submit the application',
      from: ['draft', 'returned'],
      to: 'submitted',
      by: ['city'],
      guards: {
        'You may read this application, not submit it.': (_, { actor }) => writes(actor),
        'The deadline of this round has passed.': ({ status, round }, { now }) =>
          status === 'returned' || now <= round.deadlineAt,
        'This round does not take applications now.': ({ status, round }) =>
          round.status === 'open' || (status === 'returned' && stillReads(round)),
      },
      emits: 'application.submitted',
    },
    {
      move: 'withdraw',
      label: 'Withdraw the application',
      from: ['draft', 'submitted', 'returned', 'in_review', 'waitlisted'],
      to: 'withdrawn',
      by: ['city'],
      guards: { 'You may read this application, not withdraw it.': (_, { actor }) => writes(actor) },
      emits: 'application.withdrawn',
      confirm: 'This cannot be undone.',
    },
    {
      move: 'return',
      label: 'Return for changes',
      from: ['submitted'],
      to: 'returned',
      by: ['program'],
      guards: {
        'The round is decided: the city could not submit it again.': ({ round }) =>
          round.status === 'open' || stillReads(round),
      },
      emits: 'application.returned',
    },
    {
      move: 'start-review',
      label: 'Take into review',
      from: ['submitted'],
      to: 'in_review',
      by: ['program'],
      guards: {
        'The round is still open: reviews start when it has closed.': ({ round }) => stillReads(round),
      },
      emits: 'application.review_started',
    },
    {
      move: 'waitlist',
      label: 'Put on the waiting list',
      from: ['in_review'],
      to: 'waitlisted',
      by: ['program'],
      emits: 'application.waitlisted',
    },
    {
      move: 'decline',
      label: 'Decline',
      from: ['in_review', 'waitlisted'],
      to: 'declined',
      by: ['program'],
      emits: 'application.declined',
    },
    {
      move: 'approve',
      label: 'Approve',
      from: ['in_review', 'waitlisted'],
      to: 'approved',
      by: ['program', 'finance'],
      emits: 'application.approved',
      through: 'the approval of its award',
    },
    {
      move: 'reconsider',
      label: 'Take back into consideration',
      from: ['approved'],
      to: 'in_review',
      by: ['program', 'finance'],
      emits: 'application.reconsidered',
      through: 'an award that expired or was cancelled before it was accepted',
    },
    {
      move: 'give-up',
      label: 'Give up',
      from: ['approved'],
      to: 'withdrawn',
      by: ['city'],
      emits: 'application.withdrawn',
      through: 'declining the offered award',
    },
  ],
);

/** A city sees what it leads; staff and auditors see all; reviewers see applications through their reviews. */
export function visibleTo(actor: Actor): { leadId?: string } | null {
  if (actor.role === 'city') return actor.organisationId ? { leadId: actor.organisationId } : null;
  return [...staff, 'auditor'].includes(actor.role) ? {} : null;
}

/** Whether this person may change what it says, now. */
export const mayEdit = (application: Application, actor: Actor): boolean =>
  actor.role === 'city' && writes(actor) && ['draft', 'returned'].includes(application.status);
