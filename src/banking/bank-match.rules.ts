import type { OpenRefund } from '../amendments/refunds.service';
import { formatMoney } from '../kernel/money';
import { formatDate } from '../kernel/time';
import type { BankEntry } from './bank.entity';

/** A payment of the fund, as far as a statement can be about it. Amounts in minor units. */
export interface KnownPayment {
  id: string;
  awardId: string;
  title: string;
  number: number;
  status: 'in_transit' | 'settled' | 'failed' | 'returned';
  endToEnd: string;
  amountCents: number;
  currency: string;
  payCurrency: string;
  chargedCents: number | null;
  settledOn: string | null;
}

/** Money that the fund waits for. */
export type KnownRefund = Omit<OpenRefund, 'currency' | 'dueOn'>;

/** What of ours an entry may be about. */
export interface Known {
  payments: readonly KnownPayment[];
  refunds: readonly KnownRefund[];
}

export type MatchKind = 'settle' | 'return' | 'refund';

/** What an entry seems to be; a person decides. `match` is null where nothing fits, and the sentence says why. */
export interface Proposal {
  /** `settle:<payment>`, `return:<payment>` or `refund:<refund>` */
  match: string | null;
  sentence: string;
}

const reference = /[0-9a-f]{32}/g;

/** Under which references a payment of ours may stand in an entry: some banks move it into the text. */
export const referencesIn = ({ endToEnd, note }: Pick<BankEntry, 'endToEnd' | 'note'>): string[] => [
  ...new Set([endToEnd, ...(note.match(reference) ?? [])].filter((one) => one !== '')),
];

/** The same entry and the same circumstances give the same proposal. */
export function propose(entry: BankEntry, { payments, refunds }: Known, currency: string): Proposal {
  const named = referencesIn(entry);
  const payment = payments.find(({ endToEnd }) => named.includes(endToEnd));
  if (entry.direction === 'debit') return payment ? debitOf(payment, entry) : unknown(entry);
  return payment ? creditOf(payment, entry) : refundIn(entry, refunds, currency);
}

/** What a person chose it to be; it has to fit as what is proposed has to. */
export function judge(entry: BankEntry, match: string, { payments, refunds }: Known, currency: string): Proposal {
  const [kind, id] = match.split(':');
  const payment = payments.find((one) => one.id === id);
  const refund = refunds.find((one) => one.id === id);
  if ((kind === 'settle') !== (entry.direction === 'debit')) return none(wrongWay[entry.direction]);
  if (kind === 'refund')
    return refund ? received(refund, entry, currency) : none('This refund is not waited for any more.');
  if (!payment) return none('There is no such payment of this fund.');
  return kind === 'settle' ? debitOf(payment, entry) : creditOf(payment, entry);
}

const wrongWay = {
  debit: 'Money left the account: it can only be a payment of ours.',
  credit: 'Money arrived: it can be a payment that came back, or a refund.',
};

const none = (sentence: string): Proposal => ({ match: null, sentence });
const called = ({ number, title }: KnownPayment): string => `instalment ${number} of “${title}”`;

function unknown({ endToEnd, direction }: BankEntry): Proposal {
  if (endToEnd !== '') return none(`No payment here has the reference ${endToEnd}.`);
  return none(
    direction === 'debit'
      ? 'The bank names no reference, so it is not known which payment this is. Choose it, or set the entry aside.'
      : 'The bank names no reference, and no refund of this amount is waited for. Choose one, or set the entry aside.',
  );
}

/** Whether the bank took what such a payment can cost; between currencies the rate moves, but not by half. */
function plausible({ amountCents, currency, payCurrency }: KnownPayment, taken: number): boolean {
  if (currency === payCurrency) return taken === amountCents;
  return amountCents <= taken * 2 && taken <= amountCents * 2;
}

function debitOf(payment: KnownPayment, { amountCents }: BankEntry): Proposal {
  const { status, currency, settledOn } = payment;
  const money = (cents: number): string => formatMoney(cents, currency);
  if (status === 'settled') {
    return none(
      `The payment of ${called(payment)} is settled already${settledOn ? `, on ${formatDate(settledOn)}` : ''}.`,
    );
  }
  if (status !== 'in_transit') return none(`The payment of ${called(payment)} is recorded as ${status} already.`);
  if (!plausible(payment, amountCents)) {
    return none(
      `The bank took ${money(amountCents)} for ${called(payment)}, which is ${money(payment.amountCents)}. Ask the bank.`,
    );
  }
  return { match: `settle:${payment.id}`, sentence: `Settles ${called(payment)}${exchange(payment, amountCents)}.` };
}

function exchange({ amountCents, currency }: KnownPayment, taken: number): string {
  if (taken === amountCents) return '';
  const apart = formatMoney(Math.abs(taken - amountCents), currency);
  return `; the exchange ${taken > amountCents ? 'lost' : 'gained'} ${apart}`;
}

/** What comes back is what was taken; of a loss in the exchange the fund counts on nothing. */
const expectedBack = ({ amountCents, chargedCents }: KnownPayment): number =>
  Math.min(amountCents, chargedCents ?? amountCents);

function creditOf(payment: KnownPayment, { amountCents }: BankEntry): Proposal {
  const { status, currency } = payment;
  if (status === 'in_transit') {
    return none(
      `The payment of ${called(payment)} came back, but that it left is not confirmed yet. Confirm its debit first.`,
    );
  }
  if (status !== 'settled') return none(`The payment of ${called(payment)} is recorded as ${status} already.`);
  const expected = expectedBack(payment);
  if (amountCents !== expected) {
    return none(
      `${formatMoney(amountCents, currency)} of ${called(payment)} came back, and ${formatMoney(expected, currency)} had left. Ask the bank about the rest.`,
    );
  }
  return { match: `return:${payment.id}`, sentence: `Records that ${called(payment)} came back.` };
}

function refundIn(entry: BankEntry, refunds: readonly KnownRefund[], currency: string): Proposal {
  const text = `${entry.endToEnd} ${entry.note}`.toUpperCase();
  const named = refunds.filter(({ reference: own }) => new RegExp(`\\b${own}\\b`).test(text));
  const [one] = named;
  if (one) return named.length === 1 ? received(one, entry, currency) : none('It names several refunds. Choose one.');
  const fitting = refunds.filter(({ outstandingCents }) => outstandingCents === entry.amountCents);
  const [only] = fitting;
  if (fitting.length > 1) return none(`${fitting.length} refunds of this amount are waited for. Choose one.`);
  return only ? received(only, entry, currency) : unknown(entry);
}

function received(
  { id, title, lead, outstandingCents }: KnownRefund,
  { amountCents }: BankEntry,
  currency: string,
): Proposal {
  const what = `the refund of “${title}” by ${lead}`;
  if (amountCents > outstandingCents) {
    return none(`It is more than is outstanding of ${what}: ${formatMoney(outstandingCents, currency)}. Ask the city.`);
  }
  const rest = amountCents < outstandingCents ? ' in part' : '';
  return { match: `refund:${id}`, sentence: `Receives ${what}${rest}.` };
}
