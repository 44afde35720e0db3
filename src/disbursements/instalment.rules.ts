import { approvalGuards, type Approvals, isLast } from '../kernel/approval';
import { Lifecycle } from '../kernel/lifecycle';
import type { Instalment, Payment } from './instalment.entity';

export const instalmentStatuses = ['planned', 'approved', 'released', 'settled', 'failed'] as const;
export type InstalmentStatus = (typeof instalmentStatuses)[number];

export const paymentStatuses = ['in_transit', 'settled', 'failed'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** An instalment with what its lifecycle looks at besides its row. */
export interface InstalmentCase extends Instalment {
  approvals: Approvals;
  /** The report that has to be accepted first, while it is not. */
  awaitedReport: string | null;
  /** Instalments are paid while the grant runs. */
  awardStatus: string;
  payments: Payment[];
}

const guards = {
  'The grant is not running, so nothing is paid.': ({ awardStatus }: InstalmentCase) => awardStatus === 'active',
  ...approvalGuards<InstalmentCase>((instalment) => instalment.plannedBy, 'instalment'),
  'The report that this instalment waits for is not accepted yet.': ({ awaitedReport }: InstalmentCase) =>
    awaitedReport === null,
};

export const instalmentLifecycle = new Lifecycle<InstalmentStatus, InstalmentCase>('instalment', instalmentStatuses, [
  {
    move: 'approve',
    label: 'Approve for payment',
    from: ['planned'],
    to: 'planned',
    by: ['program', 'finance'],
    when: { text: 'more people have to approve after this one', holds: (subject) => !isLast(subject) },
    guards,
    emits: 'instalment.endorsed',
  },
  {
    move: 'approve',
    label: 'Approve for payment',
    from: ['planned'],
    to: 'approved',
    by: ['program', 'finance'],
    when: { text: 'this is the last approval needed', holds: isLast },
    guards,
    emits: 'instalment.approved',
  },
  {
    move: 'revoke',
    label: 'Revoke the approval',
    from: ['approved', 'failed'],
    to: 'planned',
    by: ['program', 'finance'],
    emits: 'instalment.revoked',
  },
  {
    move: 'release',
    label: 'Release to the bank',
    from: ['approved', 'failed'],
    to: 'released',
    by: ['finance'],
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
]);

export const paymentLifecycle = new Lifecycle<PaymentStatus, Payment>('payment', paymentStatuses, [
  {
    move: 'settle',
    label: 'Settle',
    from: ['in_transit'],
    to: 'settled',
    by: ['finance'],
    emits: 'instalment.settled',
  },
  { move: 'fail', label: 'Fail', from: ['in_transit'], to: 'failed', by: ['finance'], emits: 'instalment.failed' },
]);
