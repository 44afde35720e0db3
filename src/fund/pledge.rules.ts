import type { Actor } from '../kernel/access';
import { Lifecycle, type Offer } from '../kernel/lifecycle';
import { formatMoney, sumCents } from '../kernel/money';
import type { Pledge } from './pledge.entity';

export const pledgeStatuses = ['signed', 'fulfilled', 'written_off'] as const;
export type PledgeStatus = (typeof pledgeStatuses)[number];

type Amounts = Pick<Pledge, 'amountCents' | 'receivedCents' | 'writtenOffCents'>;

/** What is still to arrive, in minor units. */
export const outstandingOf = ({ amountCents, receivedCents, writtenOffCents }: Amounts): number =>
  amountCents - receivedCents - writtenOffCents;

export const pledgeLifecycle = new Lifecycle<PledgeStatus, Pledge>('pledge', pledgeStatuses, [
  {
    move: 'fulfil',
    label: 'Fulfil the pledge',
    from: ['signed'],
    to: 'fulfilled',
    by: ['finance'],
    emits: 'contribution.received',
    through: 'the contribution with which nothing more is outstanding',
  },
  {
    move: 'reopen',
    label: 'Open the pledge again',
    from: ['fulfilled', 'written_off'],
    to: 'signed',
    by: ['finance'],
    emits: 'contribution.corrected',
    through: 'the correction of a contribution after which something is outstanding again',
  },
  {
    move: 'write-off',
    label: 'Write the rest off',
    from: ['signed'],
    to: 'written_off',
    by: ['program', 'finance', 'admin'],
    emits: 'pledge.written_off',
    through: 'the instruction that writes all of the rest off',
  },
]);

interface Part {
  amountCents: number;
}

/** How far what has arrived covers each part, the first one first. */
export function covered(parts: readonly Part[], receivedCents: number): number[] {
  let left = receivedCents;
  return parts.map(({ amountCents }) => {
    const part = Math.min(left, amountCents);
    left -= part;
    return part;
  });
}

/** @returns by how much the parts miss the whole, in a sentence; null where they add up */
export function offBy(parts: readonly Part[], wholeCents: number, currency: string): string | null {
  const together = sumCents(parts.map(({ amountCents }) => amountCents));
  if (together === wholeCents) return null;
  const money = (cents: number): string => formatMoney(Math.abs(cents), currency);
  const how = together < wholeCents ? 'less' : 'more';
  return `The parts add up to ${money(together)}, which is ${money(together - wholeCents)} ${how} than the pledge.`;
}

/** What finance may do with a pledge of which something is outstanding. */
export const pledgeMoves = ({ role }: Actor, { fundId, status }: Pick<Pledge, 'fundId' | 'status'>): Offer[] =>
  role === 'finance' && status === 'signed'
    ? [
        { move: 'contributions', label: 'Record a contribution on it', href: `/api/funds/${fundId}/contributions` },
        { move: 'instructions', label: 'Propose to write the rest off', href: `/api/funds/${fundId}/instructions` },
      ]
    : [];
