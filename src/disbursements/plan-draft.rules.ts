import { Invalid } from '../kernel/errors';
import { formatMoney, splitByPercent, splitEvenly, sumPercents } from '../kernel/money';
import { dateIn, monthsAfter } from '../kernel/time';

interface Wanted {
  way: 'equal' | 'percent' | 'hand';
  parts: number;
  percents: string;
  firstOn?: string;
  every: number;
}

/** Splits an amount and sets the dates. @throws Invalid where it cannot be split like that */
export function draftOf(
  cents: number,
  currency: string,
  { firstOn, every, ...wanted }: Wanted,
  now: Date,
): { amountCents: number | null; dueOn: string }[] {
  const first = firstOn ?? monthsAfter(dateIn(now, 'UTC'), 1);
  return amounts(cents, currency, wanted).map((amountCents, i) => ({
    amountCents,
    dueOn: monthsAfter(first, every * i),
  }));
}

function amounts(cents: number, currency: string, { way, parts, percents }: Omit<Wanted, 'every'>): (number | null)[] {
  if (way === 'hand') return Array.from({ length: parts }, () => null);
  const field = way === 'equal' ? 'parts' : 'percents';
  const split = way === 'equal' ? splitEvenly(cents, parts) : byPercent(cents, percents);
  if (split.every((part) => part > 0)) return split;
  throw new Invalid({ [field]: [`${formatMoney(cents, currency)} cannot be split into so many parts.`] });
}

function byPercent(cents: number, text: string): number[] {
  const percents = text.split(/[,;\s]+/).filter((part) => part !== '' && part !== '%');
  if (percents.length > 60) refuse('At most 60 instalments.');
  const sum = sumPercents(percents);
  if (percents.length === 0 || sum === undefined)
    refuse('Enter percentages above zero, like 50, 30, 20, with two decimals at most.');
  if (sum !== '100') refuse(`The percentages add up to ${sum}; they have to be 100.`);
  return splitByPercent(cents, percents);
}

function refuse(sentence: string): never {
  throw new Invalid({ percents: [sentence] });
}
