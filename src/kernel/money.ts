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
