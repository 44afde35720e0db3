import type { AwardCase } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { Invalid } from '../kernel/errors';
import { human, type Offer } from '../kernel/lifecycle';
import { formatMoney, sumCents } from '../kernel/money';
import type { Instalment } from './instalment.entity';
import { counts } from './instalment.rules';

const running = ({ status }: AwardCase): boolean => status === 'accepted' || status === 'active';

/** What a new plan leaves as it is: everything from the request on. A request is sent back before it is planned anew. */
export const kept = <T extends Instalment>(rows: readonly T[]): T[] =>
  rows.filter((row) => counts(row) && row.status !== 'planned');

export const planned = <T extends Instalment>(rows: readonly T[]): T[] =>
  rows.filter(({ status }) => status === 'planned');

export const centsOf = (rows: readonly Instalment[]): number => sumCents(rows.map(({ amountCents }) => amountCents));

/** What is to be planned of an award, in minor units. */
export const toPlan = ({ amountCents }: { amountCents: number }, rows: readonly Instalment[]): number =>
  amountCents - centsOf(kept(rows));

/** Why the plan cannot be written now, or null where it can. */
export function cannotPlan(award: AwardCase, rows: readonly Instalment[]): string | null {
  if (human(award.status) === 'suspended') return 'This award is suspended: nothing is planned until it is resumed.';
  if (!running(award))
    return `This award is ${human(award.status)}: instalments are planned once the city has accepted it.`;
  if (toPlan(award, rows) > 0) return null;
  return 'All of this award is requested, approved or paid: it stays as it is. Send a request back to plan it anew.';
}

/** @throws Invalid with the difference, to the cent */
export function addsUp(parts: readonly number[], award: AwardCase, rows: readonly Instalment[]): void {
  const [sum, wanted, stays] = [sumCents(parts), toPlan(award, rows), centsOf(kept(rows))];
  if (sum === wanted) return;
  const money = (cents: number): string => formatMoney(cents, award.currency);
  const whole =
    stays === 0
      ? `the award is ${money(award.amountCents)}`
      : `of the award of ${money(award.amountCents)}, ${money(stays)} are requested, approved or paid, and ${money(wanted)} are to be planned`;
  const off = sum > wanted ? `${money(sum - wanted)} too much` : `${money(wanted - sum)} short`;
  throw new Invalid({ instalments: [`The instalments add up to ${money(sum)}; ${whole}: ${off}.`] });
}

/** The smallest numbers that are not taken. */
export function freeNumbers(rows: readonly Instalment[], count: number): number[] {
  const taken = new Set(rows.map(({ number }) => number));
  const free: number[] = [];
  for (let number = 1; free.length < count; number++) if (!taken.has(number)) free.push(number);
  return free;
}

/** What the reader may do with the plan as a whole. */
export function planMoves(actor: Actor, award: AwardCase, rows: Instalment[], openReports: string[]): Offer[] {
  if (actor.role !== 'program') return [];
  const href = `/api/awards/${award.id}`;
  const label = rows.length > 0 ? 'Plan anew' : 'Plan the instalments';
  const plan = { move: 'plan', label, href: `${href}/instalments` };
  const confirm = 'This closes the grant for good.';
  const complete = { move: 'complete', label: 'Complete the grant', confirm, href: `${href}/complete` };
  const parts = rows.filter(counts);
  const done = parts.length > 0 && parts.every(({ status }) => status === 'settled') && openReports.length === 0;
  return [
    ...(cannotPlan(award, rows) === null ? [plan] : []),
    ...(award.status === 'active' && done ? [complete] : []),
  ];
}
