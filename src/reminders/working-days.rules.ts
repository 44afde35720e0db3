import { holidays } from '../kernel/holidays';
import { plusDays } from '../kernel/time';

/** Which days are worked somewhere. */
export interface WorkingDays {
  /** The name of the public holiday that a plain date is there, or null. */
  holiday(on: string): string | null;
}

export const isWeekend = (on: string): boolean => new Date(`${on}T00:00:00Z`).getUTCDay() % 6 === 0;

export const isWorked = (on: string, days: WorkingDays): boolean => !isWeekend(on) && days.holiday(on) === null;

/** The weekdays of nowhere in particular. */
export const weekdays: WorkingDays = { holiday: () => null };

const kept = new Map<string, WorkingDays>();

/**
 * The working days of a country or a part of it (ISO 3166-2 without the country: BY of Germany, BY-A of Augsburg).
 * Of a part that nobody knows they are the country's, of an unknown country those from Monday to Friday.
 */
export function workingDaysOf(country: string | null, region: string): WorkingDays {
  if (!country) return weekdays;
  const key = `${country} ${region}`.toUpperCase();
  const found = kept.get(key) ?? byYear((year) => publicHolidays(country, region, year));
  kept.set(key, found);
  return found;
}

/** A year is worked out when it is first asked for: it takes some milliseconds. */
function byYear(find: (year: number) => Map<string, string>): WorkingDays {
  const years = new Map<number, Map<string, string>>();
  return {
    holiday(on) {
      const year = Number(on.slice(0, 4));
      const days = years.get(year) ?? find(year);
      years.set(year, days);
      return days.get(on) ?? null;
    },
  };
}

function publicHolidays(country: string, region: string, year: number): Map<string, string> {
  const [state = '', part = ''] = region.split(/[-.\s]+/);
  const calendar = new (holidays())(country, state, part, { languages: ['en'], types: ['public'] });
  const found = new Map<string, string>();
  for (const { date, start, end, name } of calendar.getHolidays(year) ?? []) {
    // Half days are worked.
    if (!date.slice(11).startsWith('00:00')) continue;
    for (let day = 0; day < daysIn(start, end); day++) found.set(plusDays(date.slice(0, 10), day), name);
  }
  return found;
}

/** Where the clocks change a day has 23 hours or 25. */
const daysIn = (start: Date, end: Date): number => Math.ceil(((end.getTime() - start.getTime()) / 3_600_000 - 1) / 24);
