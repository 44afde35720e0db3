import { centsOfDecimal } from '../kernel/decimals';
import { isDate } from '../kernel/time';
import { all, type Element, Unfit } from './xml';

/** The amount of an element in minor units. @throws Unfit in another currency, or with the wrong decimals */
export function amountIn(element: Element, currency: string, what: string): number {
  const [amount] = all(element, 'Amt');
  const given = amount?.attributes.Ccy ?? '';
  if (given !== currency) throw new Unfit(`${what} is in ${given}, the account in ${currency}. Nothing was read.`);
  const cents = centsOfDecimal(amount?.text ?? '', currency);
  if (typeof cents === 'string') throw new Unfit(`${what} is not right: ${cents}.`);
  return cents;
}

/** @throws Unfit for a day that does not exist */
export function dated(text: string, what: string): string {
  const on = text.slice(0, 10);
  if (!isDate(on)) throw new Unfit(`${what} has a date that does not exist: ${text.slice(0, 30)}.`);
  return on;
}
