import { decimalsOf } from './money';

const known = new Map<string, number>();

/** Asked for each of thousands of amounts in a file. */
function digitsAfterPoint(currency: string): number {
  const found = known.get(currency) ?? decimalsOf(currency);
  known.set(currency, found);
  return found;
}

/** The amount as files write it: a point, no separators, all decimals of its currency. `1234.50`, `1234` JPY, `1.234` BHD */
export function decimalText(cents: number | bigint, currency: string): string {
  return written(BigInt(cents), digitsAfterPoint(currency));
}

/**
 * Reads an amount from a file, digit by digit and never through a float.
 * @returns minor units, or a sentence that says what is wrong with it
 */
export function centsOfDecimal(text: string, currency: string): number | string {
  const [, whole = '', fraction = ''] = /^(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text) ?? [];
  if (whole === '') return `“${text.slice(0, 40)}” is not an amount`;
  const decimals = digitsAfterPoint(currency);
  if (fraction.length > decimals) {
    const allowed = decimals === 0 ? 'no decimals' : `at most ${decimals} decimals`;
    return `“${text.slice(0, 40)}” has ${fraction.length} decimals; ${currency} has ${allowed}`;
  }
  const cents = Number(`${whole}${fraction.padEnd(decimals, '0')}`);
  return Number.isSafeInteger(cents) ? cents : `“${text.slice(0, 40)}” is more than the system can count exactly`;
}

/** Adds plain decimal numbers of any length exactly, also those of different currencies, as control sums do. */
export function sumOfDecimals(texts: readonly string[]): string {
  const parts = texts.map((text) => text.split('.') as [string, string?]);
  const decimals = Math.max(0, ...parts.map(([, fraction = '']) => fraction.length));
  const units = parts.map(([whole, fraction = '']) => BigInt(`${whole}${fraction.padEnd(decimals, '0')}`));
  return written(
    units.reduce((sum, unit) => sum + unit, 0n),
    decimals,
  );
}

/** Whether two plain decimal numbers are the same amount: `1.5` and `1.50`. */
export function sameDecimal(one: string, other: string): boolean {
  const bare = (text: string): string =>
    (text.includes('.') ? text.replace(/\.?0+$/, '') : text).replace(/^0+(?=\d)/, '');
  return bare(one) === bare(other);
}

function written(units: bigint, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
