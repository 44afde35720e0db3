import { Invalid } from '../errors';
import { read } from '../input';
import type { Typed } from '../typed';
import { emptyForm, type FormState } from './frame';

/** What the address of a page asks for, and the state of the form that asks it. */
export interface AskedOf<T> {
  query: T;
  form: FormState;
}

/** Reads the query of a page; one that cannot be read asks for what nobody asked for, and its form says what to mend. */
export function asked<T extends object>(type: new () => T, typed: Typed): AskedOf<T> {
  try {
    return { query: read(type, typed), form: emptyForm };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { query: read(type, {}), form: { values: typed, errors: error.fields, message: error.message } };
  }
}
