import { sumCents } from '../kernel/money';
import { plusMonths } from '../kernel/time';

/** Money under one restriction; null is unrestricted. */
export interface Pot {
  restrictionId: string | null;
  cents: number;
}

/** Where the money of an instalment stands that has not been paid. */
export type Standing = 'committed' | 'payable' | 'in_transit';

/** What an award still has to be paid from, each in the order in which it is drawn on. */
export type AwardPots = Record<Standing, Pot[]>;

export interface Leaving {
  awardId: string;
  cents: number;
  dueOn: string;
  standing: Standing;
}

export interface Coming extends Pot {
  dueOn: string;
}

/** What there is now under one restriction. */
export interface Held {
  restrictionId: string | null;
  freeCents: number;
  inFundCents: number;
}

/** What one month takes and brings, and what there is at its end. Minor units. */
export interface MonthSums {
  outCents: number;
  inCents: number;
  freeCents: number;
  inFundCents: number;
}

export interface ForecastMonth extends MonthSums {
  /** `2026-03` */
  month: string;
  /** Of what leaves: what is with the bank already, and what was due before today. */
  onItsWayCents: number;
  overdueCents: number;
  restrictions: (MonthSums & { restrictionId: string | null })[];
}

export interface Foreseen {
  months: ForecastMonth[];
  /** Due after the last of the months. */
  later: { outCents: number; inCents: number };
}

export interface Known {
  today: string;
  held: Held[];
  pots: ReadonlyMap<string, AwardPots>;
  leaving: Leaving[];
  coming: Coming[];
}

/** Takes an amount pot by pot in the order given. @returns what is taken from each, and what each has left; what no pot covers is unrestricted */
export function drawInOrder(pots: readonly Pot[], cents: number): { taken: Pot[]; left: Pot[] } {
  let wanted = cents;
  const taken: Pot[] = [];
  const left = pots.map(({ restrictionId, cents: there }) => {
    const part = Math.min(there, wanted);
    wanted -= part;
    if (part > 0) taken.push({ restrictionId, cents: part });
    return { restrictionId, cents: there - part };
  });
  if (wanted > 0) taken.push({ restrictionId: null, cents: wanted });
  return { taken, left };
}

/** One movement in one month under one restriction. */
interface Movement extends Pot {
  month: string;
  kind: 'out' | 'in';
  onItsWay: boolean;
  overdue: boolean;
}

/** What leaves and arrives month by month, and what remains, by plain arithmetic. */
export function foresee({ today, held, pots, leaving, coming }: Known, count = 12): Foreseen {
  const first = today.slice(0, 7);
  const months = Array.from({ length: count }, (_, index) => plusMonths(first, index));
  const movements = [...leavings(leaving, pots, today), ...arrivals(coming, today)];
  const past = movements.filter(({ month }) => month > (months.at(-1) ?? ''));
  return {
    months: months.map((month) => monthOf(month, held, movements)),
    later: { outCents: total(past, 'out'), inCents: total(past, 'in') },
  };
}

const monthDue = (dueOn: string, today: string): string => (dueOn < today ? today : dueOn).slice(0, 7);

/** In the order in which they fall due, as they would draw on their award's own money. */
function leavings(leaving: Leaving[], pots: ReadonlyMap<string, AwardPots>, today: string): Movement[] {
  const left = new Map([...pots].map(([award, own]) => [award, { ...own }]));
  const inOrder = [...leaving].sort((a, b) => a.dueOn.localeCompare(b.dueOn));
  return inOrder.flatMap(({ awardId, cents, dueOn, standing }) => {
    const own = left.get(awardId);
    const drawn = drawInOrder(own?.[standing] ?? [], cents);
    if (own) own[standing] = drawn.left;
    const onItsWay = standing === 'in_transit';
    const month = onItsWay ? today.slice(0, 7) : monthDue(dueOn, today);
    return drawn.taken.map((pot) => ({ ...pot, month, kind: 'out', onItsWay, overdue: !onItsWay && dueOn < today }));
  });
}

const arrivals = (coming: Coming[], today: string): Movement[] =>
  coming.map(({ restrictionId, cents, dueOn }) => ({
    ...{ restrictionId, cents, month: monthDue(dueOn, today) },
    ...{ kind: 'in', onItsWay: false, overdue: dueOn < today },
  }));

function monthOf(month: string, held: Held[], movements: Movement[]): ForecastMonth {
  const restrictions = held.map((part) => ({
    restrictionId: part.restrictionId,
    ...sums(
      month,
      part,
      movements.filter(({ restrictionId }) => restrictionId === part.restrictionId),
    ),
  }));
  const now = movements.filter((one) => one.month === month);
  const whole = {
    freeCents: sumCents(held.map(({ freeCents }) => freeCents)),
    inFundCents: sumCents(held.map(({ inFundCents }) => inFundCents)),
  };
  return {
    month,
    ...sums(month, whole, movements),
    onItsWayCents: total(
      now.filter(({ onItsWay }) => onItsWay),
      'out',
    ),
    overdueCents: total(
      now.filter(({ overdue }) => overdue),
      'out',
    ),
    restrictions,
  };
}

function sums(month: string, there: Omit<Held, 'restrictionId'>, movements: Movement[]): MonthSums {
  const now = movements.filter((one) => one.month === month);
  const sofar = movements.filter((one) => one.month <= month);
  return {
    outCents: total(now, 'out'),
    inCents: total(now, 'in'),
    freeCents: there.freeCents + total(sofar, 'in'),
    inFundCents: there.inFundCents + total(sofar, 'in') - total(sofar, 'out'),
  };
}

const total = (movements: Movement[], kind: Movement['kind']): number =>
  sumCents(movements.filter((one) => one.kind === kind).map(({ cents }) => cents));
