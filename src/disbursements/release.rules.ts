import { Invalid } from '../kernel/errors';
import { convert, formatMoney, isRate } from '../kernel/money';
import { dateIn, formatDate, plusDays } from '../kernel/time';
import type { Payment } from './instalment.entity';

/** At which rate an instalment is paid in another currency. */
export interface Exchange {
  rate: string | null;
  rateSource: string;
  rateOn: string | null;
}

type Exchanged = Pick<Payment, 'payCents' | 'payCurrency' | 'rate' | 'rateSource' | 'rateOn'>;

const oldest = 30;

/** What the payee gets. @throws Invalid where a rate is missing, of no use, or not from the last days */
export function exchanged(
  { amountCents, currency }: { amountCents: number; currency: string },
  payCurrency: string,
  given: Exchange,
  now: Date,
): Exchanged {
  const { rate, rateSource, rateOn } = given;
  if (payCurrency === currency) {
    if (rate !== null) refuse('rate', `The payee is paid in ${currency}: no rate is needed. Leave it out.`);
    return { payCents: amountCents, payCurrency, rate: null, rateSource: '', rateOn: null };
  }
  const faults = rateFaults(given, payCurrency, currency, dateIn(now, 'UTC'));
  if (rate === null || Object.keys(faults).length > 0) throw new Invalid(faults);
  const payCents = paid(amountCents, currency, payCurrency, rate);
  return { payCents, payCurrency, rate, rateSource: rateSource.trim(), rateOn };
}

function rateFaults({ rate, rateSource, rateOn }: Exchange, to: string, from: string, today: string) {
  const faults: Record<string, string[]> = {};
  if (rate === null) faults.rate = [`The payee is paid in ${to}: enter how many ${to} one ${from} is, like 149.25.`];
  else if (!isRate(rate))
    faults.rate = [
      `“${rate.slice(0, 40)}” is not a rate. Write it like 149.25, above zero, with at most 12 digits after the point.`,
    ];
  if (rateSource.trim() === '') faults.rateSource = ['Enter where the rate is from, like the name of the bank.'];
  if (rateOn === null) faults.rateOn = ['Enter the day of the rate.'];
  else if (rateOn > today) faults.rateOn = ['This day is still to come. Enter the day of the rate.'];
  else if (rateOn < plusDays(today, -oldest))
    faults.rateOn = [
      `This rate is older than ${oldest} days. Take one from ${formatDate(plusDays(today, -oldest))} on.`,
    ];
  return faults;
}

function paid(cents: number, from: string, to: string, rate: string): number {
  let payCents: number;
  try {
    payCents = convert(cents, from, to, rate);
  } catch {
    return refuse('rate', `At this rate the payment is more ${to} than the system can count. Check the rate.`);
  }
  if (payCents === 0) refuse('rate', `At this rate ${formatMoney(cents, from)} is nothing in ${to}. Check the rate.`);
  return payCents;
}

function refuse(field: string, sentence: string): never {
  throw new Invalid({ [field]: [sentence] });
}
