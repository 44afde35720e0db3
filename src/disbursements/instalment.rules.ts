import { approvalGuards, type Approvals, approvalSteps } from '../kernel/approval';
import { type Circumstances, Lifecycle } from '../kernel/lifecycle';
import type { Instalment, Payment } from './instalment.entity';
import { heldBy, type Obligation } from './obligation.rules';

export const instalmentStatuses = [
  'planned',
  'requested',
  'approved',
  'released',
  'settled',
  'failed',
  'returned',
  'dropped',
] as const;
export type InstalmentStatus = (typeof instalmentStatuses)[number];

/** An instalment with what its lifecycle looks at besides its row. */
export interface InstalmentCase extends Instalment {
  approvals: Approvals;
  obligations: Obligation[];
  /** Where its payee has its money; null while nothing is confirmed. */
  paidTo: { id: string; holderName: string; lastFour: string; currency: string } | null;
  /** Who entered that, or a change of it that waits. */
  detailsBy: string[];
  /** Instalments are paid while the grant runs. */
  awardStatus: string;
  payments: Payment[];
}

const running = { 'The grant is not running, so nothing is paid.': isRunning };
/** Money that the bank sent back may go out again after the grant has ended. */
const notSuspended = {
  'The grant is suspended, so nothing is paid.': ({ awardStatus }: InstalmentCase) => awardStatus !== 'suspended',
};
const notEnded = {
  'The grant has ended: release the payment again, with bank details that are right, or give it up.': (
    subject: InstalmentCase,
  ) => !hasEnded(subject),
};
const ended = { 'The grant has not ended: revoke the approval, or release the payment again.': hasEnded };
const others = 'other people have to approve it.';
const approving = {
  ...running,
  ...approvalGuards<InstalmentCase>((instalment) => instalment.plannedBy, 'instalment'),
  [`You requested this instalment: ${others}`]: ({ requestedBy }: InstalmentCase, { actor }: Circumstances) =>
    requestedBy !== actor.id,
  [`You changed the bank details of its payee: ${others}`]: ({ detailsBy }: InstalmentCase, { actor }: Circumstances) =>
    !detailsBy.includes(actor.id),
};
/** So many it was always: what was approved under the rule of its day goes on when the fund asks for more. */
const always = 2;
const releasing = {
  ...notSuspended,
  'You changed the bank details of its payee: somebody else has to release it.': (
    { detailsBy }: InstalmentCase,
    { actor }: Circumstances,
  ) => !detailsBy.includes(actor.id),
  'Somebody who approved this has changed the bank details of its payee since. Revoke the approval, so that others approve anew.':
    ({ approvals, detailsBy }: InstalmentCase) => approvals.by.filter((id) => !detailsBy.includes(id)).length >= always,
  'You recorded that this did not arrive: somebody else has to release it again. Or revoke the approval, so that others approve anew.':
    (subject: InstalmentCase, { actor }: Circumstances) => !answered(subject, actor.id),
};

/** Since it was requested: whoever says that a payment did not arrive would else have it paid twice alone. */
function answered({ payments, requestedAt }: InstalmentCase, personId: string): boolean {
  return payments.some(
    ({ answeredBy, releasedAt }) => answeredBy === personId && (requestedAt === null || releasedAt >= requestedAt),
  );
}

function isRunning({ awardStatus }: InstalmentCase): boolean {
  return awardStatus === 'active';
}

function hasEnded({ awardStatus }: InstalmentCase): boolean {
  return awardStatus === 'completed' || awardStatus === 'cancelled';
}

const held = {
  text: 'once everything that it waits for is met',
  sentence: ({ obligations }: InstalmentCase): string | null => heldBy(obligations),
};
const bankHeld = {
  text: 'once the payee’s bank details are confirmed and past their hold',
  sentence: ({ obligations }: InstalmentCase): string | null =>
    heldBy(obligations.filter(({ kind }) => kind === 'bank_details')),
};

export const instalmentLifecycle = new Lifecycle<InstalmentStatus, InstalmentCase>('instalment', instalmentStatuses, [
  {
    move: 'request',
    label: 'Request the payment',
    from: ['planned'],
    to: 'requested',
    by: ['city', 'program', 'finance'],
    guards: {
      'You can read this grant; a signatory or contributor of your city requests its payments.': (_, { actor }) =>
        actor.role !== 'city' || actor.cityRight !== 'viewer',
      ...running,
    },
    held,
    emits: 'instalment.requested',
  },
  {
    move: 'send-back',
    label: 'Send the request back',
    from: ['requested'],
    to: 'planned',
    by: ['program', 'finance'],
    emits: 'instalment.sent_back',
  },
  ...approvalSteps<InstalmentStatus, InstalmentCase>(
    {
      move: 'approve',
      label: 'Approve for payment',
      from: 'requested',
      by: ['program', 'finance'],
      guards: approving,
      held,
    },
    { emits: 'instalment.endorsed' },
    { to: 'approved', emits: 'instalment.approved' },
  ),
  {
    move: 'revoke',
    label: 'Revoke the approval',
    from: ['approved', 'failed', 'returned'],
    to: 'planned',
    by: ['program', 'finance'],
    guards: notEnded,
    emits: 'instalment.revoked',
  },
  {
    move: 'release',
    label: 'Release to the bank',
    from: ['approved', 'failed', 'returned'],
    to: 'released',
    by: ['finance'],
    guards: releasing,
    held: bankHeld,
    emits: 'instalment.released',
  },
  {
    move: 'settle',
    label: 'Record as settled',
    from: ['released'],
    to: 'settled',
    by: ['finance'],
    emits: 'instalment.settled',
  },
  {
    move: 'fail',
    label: 'Record as failed',
    from: ['released'],
    to: 'failed',
    by: ['finance'],
    emits: 'instalment.failed',
  },
  {
    move: 'give-back',
    label: 'Record that the money came back',
    from: ['settled'],
    to: 'returned',
    by: ['finance'],
    emits: 'instalment.returned',
  },
  {
    move: 'give-up',
    label: 'Give the payment up',
    from: ['failed', 'returned'],
    to: 'dropped',
    by: ['finance'],
    guards: ended,
    emits: 'instalment.given_up',
  },
  {
    move: 'drop',
    label: 'Drop the instalment',
    from: ['planned', 'requested'],
    to: 'dropped',
    by: ['program', 'finance'],
    emits: 'instalment.dropped',
    through: 'a new plan, an amendment or the close-out of the grant',
  },
]);

/** Somebody has to do something before it is paid: request and approve it, or pay it again. */
export const isAwaited = (status: InstalmentStatus): boolean =>
  ['planned', 'requested', 'failed', 'returned'].includes(status);

/** The status of what counts: a dropped instalment is not part of the plan any more. */
export const counts = ({ status }: Pick<Instalment, 'status'>): boolean => status !== 'dropped';
