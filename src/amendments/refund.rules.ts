import type { Actor } from '../kernel/access';
import { approvalGuards, type Approvals, approvalSteps } from '../kernel/approval';
import { human, Lifecycle, type Offer } from '../kernel/lifecycle';
import type { Refund, RefundReceipt } from './refund.entity';

export const refundStatuses = ['demanded', 'received', 'written_off'] as const;
export type RefundStatus = (typeof refundStatuses)[number];

/** A refund with what its lifecycle looks at besides its row. */
export interface RefundCase extends Refund {
  approvals: Approvals;
  parts: RefundReceipt[];
}

/** What is still to arrive, in minor units. */
export const outstanding = ({ amountCents, receivedCents, writtenOffCents }: Refund): number =>
  amountCents - receivedCents - writtenOffCents;

/** What the city writes into its transfer, so that the bank's statement names it. */
export const referenceOf = ({ seq }: Pick<Refund, 'seq'>): string => `REFUND-${seq}`;

const proposed = ({ writeOffProposedBy }: RefundCase): boolean => writeOffProposedBy !== null;

const guards = {
  'Nobody has proposed to write this demand off.': proposed,
  ...approvalGuards<RefundCase>(({ writeOffProposedBy }) => writeOffProposedBy ?? '', 'write-off'),
};

export const refundLifecycle = new Lifecycle<RefundStatus, RefundCase>('refund', refundStatuses, [
  {
    move: 'receive',
    label: 'Record money that came back',
    from: ['demanded'],
    to: 'demanded',
    by: ['finance'],
    when: { text: 'more is still to arrive', holds: (subject) => outstanding(subject) > 0 },
    emits: 'refund.received',
  },
  {
    move: 'receive',
    label: 'Record money that came back',
    from: ['demanded'],
    to: 'received',
    by: ['finance'],
    when: { text: 'this is all that was outstanding', holds: (subject) => outstanding(subject) === 0 },
    emits: 'refund.received',
  },
  {
    move: 'propose-write-off',
    label: 'Propose to write the rest off',
    from: ['demanded'],
    to: 'demanded',
    by: ['program', 'finance'],
    guards: {
      'A write-off of this demand is proposed already. It is approved or withdrawn first.': (subject) =>
        !proposed(subject),
    },
    emits: 'refund.write_off_proposed',
  },
  {
    move: 'withdraw-write-off',
    label: 'Withdraw the proposal',
    from: ['demanded'],
    to: 'demanded',
    by: ['program', 'finance'],
    guards: {
      'Only whoever proposed this write-off can withdraw it.': ({ writeOffProposedBy }, { actor }) =>
        writeOffProposedBy === actor.id,
    },
    emits: 'refund.write_off_withdrawn',
  },
  ...approvalSteps<RefundStatus, RefundCase>(
    { move: 'approve-write-off', label: 'Approve the write-off', from: 'demanded', by: ['program', 'finance'], guards },
    { emits: 'refund.write_off_endorsed' },
    { to: 'written_off', emits: 'refund.written_off', confirm: 'The fund gives up what is still outstanding.' },
  ),
]);

const demandable: readonly string[] = ['active', 'suspended', 'completed', 'cancelled'];

/** Why nothing can be demanded back now, or null where it can. */
export function cannotDemand({ status }: { status: string }, paidCents: number): string | null {
  if (!demandable.includes(status)) return `This award is ${human(status)}: nothing of it was paid yet.`;
  return paidCents > 0 ? null : 'Nothing of this award was paid that has not been demanded back already.';
}

/** What the reader may do with the award's refunds as a whole. */
export function refundMoves(actor: Actor, award: { id: string; status: string }, demandableCents: number): Offer[] {
  if (!['program', 'finance'].includes(actor.role) || cannotDemand(award, demandableCents) !== null) return [];
  return [{ move: 'demand', label: 'Demand unspent money back', href: `/api/awards/${award.id}/refunds` }];
}
