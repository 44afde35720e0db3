import type DateHolidays from 'date-holidays';
import { createRequire } from 'node:module';

type Library = typeof DateHolidays;
let library: Library | undefined;

/** The public holidays of all countries: tables of tens of megabytes, so they are read by whoever needs them, when they first do. */
export function holidays(): Library {
  library ??= createRequire(__filename)('date-holidays') as Library;
  return library;
}

/** A part of a country that has holidays of its own, by the code that the library knows it by. */
export interface Region {
  code: string;
  name: string;
}

/** The states of a country, and the parts of states, by name; none where holidays are the same everywhere, or nobody knows the country. */
export function regionsOf(country: string | null): Region[] {
  if (!country) return [];
  const places = new (holidays())();
  const states = listed(places.getStates(country, 'en'));
  const parts = states.flatMap((state) =>
    listed(places.getRegions(country, state.code, 'en')).map(({ code, name }) => ({
      code: `${state.code}-${code}`,
      name: `${state.name}: ${name}`,
    })),
  );
  return [...states, ...parts].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

const listed = (names: Record<string, string> | undefined): Region[] =>
  Object.entries(names ?? {}).map(([code, name]) => ({ code, name }));
