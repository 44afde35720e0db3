import type { FormState } from './frame';

/** `budgetLines[0][cents]` and `budgetLines.0.cents` name the same field. */
function partsOf(name: string): string[] {
  return name.split(/[[\].]+/).filter((part) => part !== '');
}

export function fieldId(name: string): string {
  return partsOf(name).join('-');
}

function step(value: unknown, part: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
  return (value as Record<string, unknown>)[part];
}

export function typedAt(form: FormState, name: string): unknown {
  return step(form.values, name) ?? partsOf(name).reduce(step, form.values as unknown);
}

export function typedText(form: FormState, name: string): string | undefined {
  const typed = typedAt(form, name);
  return typeof typed === 'string' || typeof typed === 'number' || typeof typed === 'boolean'
    ? String(typed)
    : undefined;
}

/** Boxes that are not ticked are not sent, so in a refused form an absent name means none. */
export function typedChoices(form: FormState, name: string): string[] | undefined {
  const typed = typedAt(form, name);
  if (typed === undefined || typed === null) return wasSent(form) ? [] : undefined;
  return (Array.isArray(typed) ? typed : [typed]).map(String);
}

export function wasSent(form: FormState): boolean {
  return Object.keys(form.values).length > 0;
}

export function errorsAt(form: FormState, name: string): string[] {
  const id = fieldId(name);
  return Object.entries(form.errors).flatMap(([key, sentences]) => (fieldId(key) === id ? sentences : []));
}

export function hasErrors(form: FormState): boolean {
  return form.message !== undefined || Object.values(form.errors).some((sentences) => sentences.length > 0);
}
