import { type Actor, staff } from '../kernel/access';
import { approvalGuards, type Approvals, approvalSteps } from '../kernel/approval';
import { Invalid } from '../kernel/errors';
import { type Circumstances, Lifecycle } from '../kernel/lifecycle';
import { formatMoney } from '../kernel/money';
import type { Award } from './award.entity';

export const awardStatuses = [
  'proposed',
  'approved',
  'offered',
  'accepted',
  'active',
  'suspended',
  'completed',
  'rejected',
  'declined',
  'expired',
  'cancelled',
] as const;
export type AwardStatus = (typeof awardStatuses)[number];

/** An award with what its lifecycle looks at besides its row. */
export interface AwardCase extends Award {
  approvals: Approvals;
  /** Approved for payment or on its way, in minor units. */
  movingCents: number;
  applicationStatus: string;
}

/** The states of an application in which it can be awarded something. */
export const awardable = ['in_review', 'waitlisted'];
const isAwardable = ({ applicationStatus }: AwardCase): boolean => awardable.includes(applicationStatus);

const guards = {
  ...approvalGuards<AwardCase>((award) => award.proposedBy, 'award'),
  'The application has been decided or withdrawn meanwhile, so nothing can be awarded to it. Reject this proposal.':
    isAwardable,
};
const signs = {
  'Only the signatory of the city can answer an offer.': (_: AwardCase, { actor }: Circumstances) =>
    actor.cityRight === 'signatory',
};

export const awardLifecycle = new Lifecycle<AwardStatus, AwardCase>('award', awardStatuses, [
  ...approvalSteps<AwardStatus, AwardCase>(
    { move: 'approve', label: 'Approve the award', from: 'proposed', by: ['program', 'finance'], guards },
    { emits: 'award.endorsed' },
    { to: 'approved', emits: 'award.approved', confirm: 'This sets the money aside.' },
  ),
  {
    move: 'reject',
    label: 'Reject the proposal',
    from: ['proposed'],
    to: 'rejected',
    by: ['program', 'finance'],
    emits: 'award.rejected',
  },
  {
    move: 'offer',
    label: 'Offer the award to the city',
    from: ['approved'],
    to: 'offered',
    by: ['program'],
    guards: {
      'The application has been decided or withdrawn meanwhile, so nothing can be offered to it. Cancel this award.':
        isAwardable,
    },
    emits: 'award.offered',
  },
  {
    move: 'accept',
    label: 'Accept the award',
    from: ['offered'],
    to: 'accepted',
    by: ['city'],
    guards: {
      ...signs,
      'This offer has expired. Write to the fund’s staff if the city still wants it.': ({ offerExpiresAt }, { now }) =>
        offerExpiresAt === null || now <= offerExpiresAt,
    },
    emits: 'award.accepted',
    confirm: 'You accept on behalf of your city, with the conditions stated above.',
  },
  {
    move: 'decline',
    label: 'Decline the award',
    from: ['offered'],
    to: 'declined',
    by: ['city'],
    guards: signs,
    emits: 'award.declined',
  },
  {
    move: 'expire',
    label: 'Record that the offer expired',
    from: ['offered'],
    to: 'expired',
    by: ['program'],
    guards: {
      'The city can still answer this offer.': ({ offerExpiresAt }, { now }) =>
        offerExpiresAt !== null && now > offerExpiresAt,
    },
    emits: 'award.expired',
  },
  {
    move: 'cancel',
    label: 'Cancel the award',
    from: ['approved', 'offered', 'accepted', 'active', 'suspended'],
    to: 'cancelled',
    by: ['program'],
    guards: {
      'Money of this award is approved for payment or on its way. Settle it or revoke its approval first.': ({
        movingCents,
      }) => movingCents === 0,
    },
    emits: 'award.cancelled',
  },
  {
    move: 'suspend',
    label: 'Suspend the grant',
    from: ['active'],
    to: 'suspended',
    by: ['program'],
    emits: 'award.suspended',
  },
  {
    move: 'resume',
    label: 'Resume the grant',
    from: ['suspended'],
    to: 'active',
    by: ['program'],
    emits: 'award.resumed',
  },
  {
    move: 'activate',
    label: 'Start the grant',
    from: ['accepted'],
    to: 'active',
    by: ['program'],
    emits: 'award.activated',
    through: 'the plan of its instalments',
  },
  {
    move: 'complete',
    label: 'Complete the grant',
    from: ['active', 'suspended'],
    to: 'completed',
    by: ['program'],
    emits: 'award.completed',
    through: 'closing its plan, once everything is paid and every report accepted',
  },
]);

/** From then on there is an agreement between the fund and the city. */
export const hasAgreement = ({ status }: Award): boolean => ['accepted', 'active', 'suspended'].includes(status);

/** A city sees its awards from the moment they are offered, whatever becomes of them; staff and auditors see all. */
export function visibleTo(actor: Actor): { leadId?: string; offered?: true } | null {
  if (actor.role === 'city') return actor.organisationId ? { leadId: actor.organisationId, offered: true } : null;
  return [...staff, 'auditor'].includes(actor.role) ? {} : null;
}

/** @throws Invalid where an award is more than was asked for, or not of a size that the round gives */
export function fitsTheRequest(
  amountCents: number,
  requestedCents: number,
  { floorCents, ceilingCents, currency }: { floorCents: number | null; ceilingCents: number | null; currency: string },
): void {
  const refuse = (sentence: string, cents: number): never => {
    throw new Invalid({ amountCents: [`${sentence} ${formatMoney(cents, currency)}.`] });
  };
  if (amountCents > requestedCents) refuse('An award is at most what the city asks for:', requestedCents);
  if (floorCents !== null && amountCents < floorCents) refuse('The smallest award of this round is', floorCents);
  if (ceilingCents !== null && amountCents > ceilingCents) refuse('The largest award of this round is', ceilingCents);
}
