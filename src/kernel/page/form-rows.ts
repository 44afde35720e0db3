import { filledRows, typedFrom, type Typed } from '../typed';
import { typedAt, wasSent } from './form-state';
import type { FormState } from './frame';

/** The rows of a form by the name of their group, and the fields that make a row count as filled. */
export type RowGroups = Record<string, readonly string[]>;

/** Errors count filled rows only, so a refused form shows its filled rows first, in the same order. */
export function withFilledRows(form: FormState, groups: RowGroups): FormState {
  const rows = Object.entries(groups)
    .filter(([name]) => form.values[name] !== undefined)
    .map(([name, fields]) => [name, filledRows(form.values[name], fields)] as const);
  return { ...form, values: { ...form.values, ...Object.fromEntries(rows) } };
}

/** What is in each row: as it was typed where the form was sent, else as it is saved; then empty rows to go on. */
export function rowsOf(
  form: FormState,
  name: string,
  saved: readonly object[],
  { least = 5, spare = 2 } = {},
): Typed[] {
  const typed = typedAt(form, name);
  const filled = wasSent(form) ? (Array.isArray(typed) ? (typed as unknown[]).map(typedFrom) : []) : (saved as Typed[]);
  const count = Math.max(least, filled.length + spare);
  return Array.from({ length: count }, (_, index) => filled[index] ?? {});
}
