/** What a form typed, before anybody looked at it. */
export type Typed = Record<string, unknown>;

const isTyped = (value: unknown): value is Typed =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A body that is no set of fields has none. */
export const typedFrom = (body: unknown): Typed => (isTyped(body) ? body : {});

/** One ticked box arrives alone, none not at all. */
export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : value === undefined || value === '' ? [] : [value];

/** The rows in which something was typed; what is no row at all stays, so that the check can name it. */
export const filledRows = (value: unknown, fields: readonly string[]): unknown[] =>
  listOf(value).filter((row) => !isTyped(row) || fields.some((field) => row[field] !== undefined && row[field] !== ''));

/** The same rows as the API would send them. */
export const mapRows = (
  value: unknown,
  fields: readonly string[],
  map: (row: Typed, index: number) => Typed,
): unknown[] => filledRows(value, fields).map((row, index) => (isTyped(row) ? map(row, index) : row));

/** Digits become a number; anything else stays for the check to name. */
export const wholeFrom = (value: unknown): unknown =>
  typeof value === 'string' && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value;
