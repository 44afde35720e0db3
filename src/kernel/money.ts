/** An amount in whole minor units (cents, yen …) of its currency. */
export interface Money {
  cents: number;
  currency: string;
}

/** How many digits a currency has after the point, by ISO 4217. */
export function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** `1234567` USD → `$12,345.67`; other currencies carry their code: `EUR 12.00`. */
export function formatMoney(cents: number, currency: string): string {
  const sign = cents < 0 ? '−' : '';
  const symbol = currency === 'USD' ? '$' : `${currency}\u00a0`;
  return `${sign}${symbol}${plainMoney(Math.abs(cents), currency)}`;
}

/** The amount as a person would type it, with separators and without a sign of currency. */
export function plainMoney(cents: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(cents).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
}

/** The amount as programs and spreadsheets read it, exactly: `-1234.50`. */
export function decimalMoney(cents: number, currency: string): string {
  return `${cents < 0 ? '-' : ''}${plainMoney(Math.abs(cents), currency).replaceAll(',', '')}`;
}

/** How a spreadsheet writes amounts of a currency: `#,##0.00`. */
export function numberFormat(currency: string): string {
  const decimals = decimalsOf(currency);
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}

/**
 * Reads what a person typed, digit by digit and never through a float: `50,000`, `50000.5`, `$ 1 200.00`.
 * @returns minor units, or the text itself where it is not an amount, so that the check can name it.
 */
export function centsFrom(text: unknown, currency: string): number | string | undefined {
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  const bare = text.trim().replace(/^(US)?\$\s*|^[A-Z]{3}\s+/, '');
  const decimals = decimalsOf(currency);
  // Separators stand between groups of three, so that `1,50` is not taken for 150.
  const match = /^(\d{1,3}(?:[,\s]\d{3})+|\d{1,15})(?:\.(\d+))?$/.exec(bare);
  if (!match || (match[2]?.length ?? 0) > decimals) return text.trim();
  const whole = (match[1] ?? '').replaceAll(/[,\s]/g, '');
  const cents = Number(`${whole}${(match[2] ?? '').padEnd(decimals, '0')}`);
  return Number.isSafeInteger(cents) ? cents : text.trim();
}

/** Adds amounts of one currency. @throws RangeError beyond what a whole number holds exactly. */
export function sumCents(amounts: readonly number[]): number {
  const sum = amounts.reduce((total, cents) => total + cents, 0);
  if (!Number.isSafeInteger(sum)) throw new RangeError('amount out of range');
  return sum;
}

/** A share in percent with one decimal, for reading only: `33.3`. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '0.0' : ((part / whole) * 100).toFixed(1);
}

/** Splits an amount into equal parts of whole cents; the first ones carry what is left over. */
export function splitEvenly(cents: number, parts: number): number[] {
  const base = Math.floor(cents / parts);
  return Array.from({ length: parts }, (_, i) => base + (i < cents - base * parts ? 1 : 0));
}

/** Hundredths of a percent: `33.33` → 3333. @returns undefined for what is no percentage from 0.01 to 100 with two decimals at most */
function basisPoints(text: string): number | undefined {
  const match = /^\s*(\d{1,3})(?:\.(\d{1,2}))?\s*%?\s*$/.exec(text);
  const points = match ? Number(`${match[1] ?? ''}${(match[2] ?? '').padEnd(2, '0')}`) : 0;
  return points > 0 && points <= 10_000 ? points : undefined;
}

/** What percentages add up to, as a person would type it: `99.99`; undefined where one of them is none. */
export function sumPercents(percents: readonly string[]): string | undefined {
  const points = percents.map(basisPoints);
  if (points.includes(undefined)) return undefined;
  const sum = String(sumCents(points.map((one) => one ?? 0))).padStart(3, '0');
  return `${sum.slice(0, -2)}.${sum.slice(-2)}`.replace(/\.00$/, '');
}

/**
 * Splits an amount by percentages, each part rounded down to whole cents; the cents left over go to the first parts, one each.
 * @throws RangeError where they do not add up to 100
 */
export function splitByPercent(cents: number, percents: readonly string[]): number[] {
  const points = percents.map((text) => basisPoints(text) ?? NaN);
  if (sumOf(points) !== 10_000) throw new RangeError('percentages do not add up to 100');
  const parts = points.map((one) => Number((BigInt(cents) * BigInt(one)) / 10_000n));
  const left = cents - sumCents(parts);
  return parts.map((part, i) => part + (i < left ? 1 : 0));
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** A rate of exchange as it is typed: above zero, with up to twelve digits before and after the point. */
export const isRate = (text: string): boolean => /^\d{1,12}(\.\d{1,12})?$/.test(text) && /[1-9]/.test(text);

/**
 * An amount in another currency, exactly: half a minor unit is rounded up.
 * @param rate units of `to` for one unit of `from`, a decimal such as `149.25`
 * @throws RangeError beyond what a whole number holds exactly
 */
export function convert(cents: number, from: string, to: string, rate: string): number {
  const [whole = '', fraction = ''] = rate.split('.');
  const above = BigInt(cents) * BigInt(whole + fraction) * 10n ** BigInt(decimalsOf(to));
  const below = 10n ** BigInt(fraction.length + decimalsOf(from));
  const converted = Number((above * 2n + below) / (below * 2n));
  if (!Number.isSafeInteger(converted)) throw new RangeError('amount out of range');
  return converted;
}

/** The sum, or null where it is more than `most`. */
export function sumWithin(amounts: readonly number[], most: number): number | null {
  let total = 0;
  for (const cents of amounts) {
    total = sumCents([total, cents]);
    if (total > most) return null;
  }
  return total;
}

/** How large an amount may be, in words: `$10,000.00 to $60,000.00`. */
export function formatRange(least: number | null, most: number | null, currency: string): string {
  const money = (cents: number): string => formatMoney(cents, currency);
  if (least !== null && most !== null) return `${money(least)} to ${money(most)}`;
  if (least !== null) return `${money(least)} or more`;
  return most === null ? 'Any size' : `Up to ${money(most)}`;
}
