import { staff, type Actor } from '../kernel/access';
import { Lifecycle } from '../kernel/lifecycle';
import type { Round } from './round.entity';

export const roundStatuses = ['draft', 'open', 'closed', 'in_review', 'decided', 'archived'] as const;
export type RoundStatus = (typeof roundStatuses)[number];

/** A question that every application of the round answers in writing. */
export interface Question {
  key: string;
  text: string;
  help: string;
  maxWords: number;
  required: boolean;
}

/** One thing that reviewers score, from 1 to `max`; weights of a rubric add up to 100. */
export interface Criterion {
  key: string;
  name: string;
  help: string;
  weight: number;
  max: number;
}

export const roundLifecycle = new Lifecycle<RoundStatus, Round>('round', roundStatuses, [
  {
    move: 'open',
    label: 'Open the round',
    from: ['draft'],
    to: 'open',
    by: ['program'],
    guards: {
      'The deadline lies in the past. Move it before you open the round.': (round, { now }) => round.deadlineAt > now,
      'The rubric has no criteria yet. Add at least one before you open the round.': (round) => round.rubric.length > 0,
    },
    emits: 'round.opened',
    confirm: 'This sets the budget aside in the fund and shows the round to every city.',
  },
  {
    move: 'close',
    label: 'Close the round',
    from: ['open'],
    to: 'closed',
    by: ['program'],
    guards: {
      'The deadline has not passed yet: cities may still submit.': (round, { now }) => round.deadlineAt <= now,
    },
    emits: 'round.closed',
  },
  {
    move: 'start-review',
    label: 'Start the reviews',
    from: ['closed'],
    to: 'in_review',
    by: ['program'],
    emits: 'round.review_started',
  },
  {
    move: 'decide',
    label: 'Mark as decided',
    from: ['in_review'],
    to: 'decided',
    by: ['program'],
    emits: 'round.decided',
  },
  {
    move: 'archive',
    label: 'Archive the round',
    from: ['decided'],
    to: 'archived',
    by: ['program'],
    emits: 'round.archived',
    confirm: 'What the round has not awarded goes back to the fund.',
  },
]);

/** Drafts are for staff and auditors; everything else is public. */
export const seesDrafts = (actor: Actor | null): boolean =>
  actor !== null && [...staff, 'auditor'].includes(actor.role);

/** The terms of a draft may change; once cities have read them they stay. */
export const mayChange = ({ status }: Round, actor: Actor | null): boolean =>
  actor?.role === 'program' && status === 'draft';

/** While it runs, its budget can be raised and lowered. */
export const hasBudget = ({ status }: Round): boolean => status !== 'draft' && status !== 'archived';

export const mayPostpone = ({ status }: Round, actor: Actor | null): boolean =>
  actor?.role === 'program' && status === 'open';
