import { type Typed, wholeFrom } from '../kernel/typed';
import { addressOf } from './letter-names';

/** What a form of the editor typed, as the API would send it. */
export const triedFrom = ({ subject, body, button, case: chosen }: Typed) => ({
  subject,
  body,
  button,
  ...(chosen === undefined ? {} : { case: chosen }),
});

export const savedFrom = ({ subject, body, button, place, version }: Typed): Typed => ({
  ...{ subject, body, button, place },
  version: wholeFrom(version),
});

export const restoredFrom = ({ place, version, to }: Typed): Typed => ({
  place,
  version: wholeFrom(version),
  to: wholeFrom(to),
});

/** The page of a letter, at the place and the case that the form is at. */
export function pageOf(id: string, { place, case: chosen }: Typed): string {
  const at = Object.entries({ place, case: chosen }).filter(([, value]) => typeof value === 'string' && value !== '');
  const query = new URLSearchParams(at as [string, string][]).toString();
  return addressOf(id) + (query === '' ? '' : `?${query}`);
}
