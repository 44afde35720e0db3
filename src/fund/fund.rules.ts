import type { Stage } from '../ledger/postings';
import type { Stages } from '../ledger/ledger.service';
import { type Actor, type Role, staff } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import { sumCents } from '../kernel/money';
import { formatDate } from '../kernel/time';
import type { Restriction } from './fund.entity';

/** What people ask of a fund, in minor units. `freeCents + setAsideCents + committedCents + disbursedCents + overheadCents = raisedCents`. */
export interface Balance {
  raisedCents: number;
  freeCents: number;
  /** Of `setAsideCents`: round budgets not yet awarded, and awards not yet accepted. */
  reservedCents: number;
  offeredCents: number;
  setAsideCents: number;
  /** Accepted and not yet paid: committed, approved for payment, on its way. */
  committedCents: number;
  payableCents: number;
  inTransitCents: number;
  disbursedCents: number;
  /** Spent on running the fund. */
  overheadCents: number;
}

/** The one place where the figures of a fund are made out of the ledger's stages. */
export function balanceOf(stages: Stages): Balance {
  return {
    raisedCents: stages.resources,
    freeCents: stages.available,
    reservedCents: stages.reserved,
    offeredCents: stages.offered,
    setAsideCents: sumCents([stages.reserved, stages.offered]),
    committedCents: sumCents([stages.committed, stages.payable, stages.in_transit]),
    payableCents: stages.payable,
    inTransitCents: stages.in_transit,
    disbursedCents: stages.expended,
    overheadCents: stages.overhead,
  };
}

export const figures = ['raised', 'free', 'set-aside', 'committed', 'disbursed', 'overhead'] as const;
export type Figure = (typeof figures)[number];

/** What each figure sums. */
export const stagesOf: Record<Figure, readonly Stage[]> = {
  raised: ['resources'],
  free: ['available'],
  'set-aside': ['reserved', 'offered'],
  committed: ['committed', 'payable', 'in_transit'],
  disbursed: ['expended'],
  overhead: ['overhead'],
};

/** What a transfer does to a figure, in minor units: more, less, or nothing where it stays within. */
export function effectOn(figure: Figure, { from, to, cents }: { from: Stage; to: Stage; cents: number }): number {
  const within = (stage: Stage): number => (stagesOf[figure].includes(stage) ? cents : 0);
  // What is raised is the source that all other stages are filled from.
  return figure === 'raised' ? within(from) - within(to) : within(to) - within(from);
}

/** What money is to be used for, as far as it is known: a round knows no city yet. */
export interface Use {
  sectors: readonly string[];
  cityId?: string;
  /** The day on which it is promised. */
  on: string;
}

/** Why the donor's restriction does not allow this use, in a sentence; null where it does. */
export function whyNot(
  { name, sectors, cityIds, startsOn, endsOn }: Restriction,
  { sectors: wanted, cityId, on }: Use,
): string | null {
  if (startsOn !== null && on < startsOn) return `“${name}” begins on ${formatDate(startsOn)}.`;
  if (endsOn !== null && endsOn < on) return `“${name}” ended on ${formatDate(endsOn)}.`;
  if (sectors.length > 0 && !sectors.some((sector) => wanted.includes(sector)))
    return `“${name}” is for ${sectors.join(', ')} only.`;
  if (cityIds.length > 0 && cityId !== undefined && !cityIds.includes(cityId)) return `“${name}” is for other cities.`;
  return null;
}

/** Whether the donor's restriction allows this use. */
export const fits = (restriction: Restriction, use: Use): boolean => whyNot(restriction, use) === null;

/** Those who read the fund's money. */
export const readers: Role[] = [...staff, 'auditor'];

/** What may be done with any fund and any contribution at any time; neither has states. */
export function movesFor({ role }: Actor): Offer[] {
  if (role === 'admin') return [{ move: 'settings', label: 'Change the settings' }];
  if (role !== 'finance') return [];
  return [
    { move: 'contributions', label: 'Record a contribution' },
    { move: 'pledges', label: 'Record a pledge' },
    { move: 'restrictions', label: 'Add a donor’s restriction' },
    { move: 'instructions', label: 'Propose an instruction' },
  ];
}

export const contributionMoves = ({ role }: Actor): Offer[] =>
  role === 'finance' ? [{ move: 'correct', label: 'Correct' }] : [];
