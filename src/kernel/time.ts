import { DateTime, IANAZone } from 'luxon';

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);

/**
 * The instant of a local time: in a spring gap the time moves on by the gap, of an autumn hour that comes twice the first counts.
 * @param local `2026-11-30T23:59:59`, seconds optional
 */
export function instantOf(local: string, zone: string): Date {
  // Which of two equal hours is found otherwise depends on the time of year in which it is asked.
  const found = DateTime.fromISO(local, { zone });
  const possible = found.getPossibleOffsets().map((one) => one.toJSDate());
  return possible.reduce((first, one) => (one < first ? one : first), found.toJSDate());
}

/** A date that ends with its own last second in the given zone. */
export function endOfDay(on: string, zone: string): Date {
  return DateTime.fromISO(on, { zone }).set({ hour: 23, minute: 59, second: 59, millisecond: 0 }).toJSDate();
}

/** The plain date that an instant has in a zone: `2026-11-30`. */
export function dateIn(instant: Date, zone: string): string {
  return DateTime.fromJSDate(instant, { zone }).toFormat('yyyy-MM-dd');
}

/** The day that it is where days begin first: a later one is still to come for every bank. */
export function furthestDay(instant: Date): string {
  return dateIn(instant, 'Etc/GMT-14');
}

/** Nine in the morning, so many days from the given date, where the deadline is. */
export function morningOf(on: string, zone: string, days: number): Date {
  return DateTime.fromISO(on, { zone }).plus({ days }).set({ hour: 9 }).toJSDate();
}

export function plusDays(on: string, days: number): string {
  return DateTime.fromISO(on, { zone: 'UTC' }).plus({ days }).toFormat('yyyy-MM-dd');
}

/** `30 November 2026, 23:59 (Europe/Oslo)` */
export function formatInstant(instant: Date, zone: string): string {
  return `${DateTime.fromJSDate(instant, { zone }).setLocale('en-GB').toFormat('d LLLL yyyy, HH:mm')} (${zone})`;
}

/** `30 November 2026` */
export function formatDate(on: string): string {
  return DateTime.fromISO(on, { zone: 'UTC' }).setLocale('en-GB').toFormat('d LLLL yyyy');
}

/** `30 Nov` */
export function formatDay(on: string): string {
  return DateTime.fromISO(on, { zone: 'UTC' }).setLocale('en-GB').toFormat('d LLL');
}

/** `Monday` */
export function weekdayOf(on: string): string {
  return DateTime.fromISO(on, { zone: 'UTC' }).setLocale('en-GB').toFormat('cccc');
}

/** `2026-11` → `November 2026` */
export function formatMonth(month: string): string {
  return DateTime.fromISO(`${month}-01`, { zone: 'UTC' }).setLocale('en-GB').toFormat('LLLL yyyy');
}

/** The month so many months later: `2026-11` and 3 → `2027-02`. */
export function plusMonths(month: string, months: number): string {
  return DateTime.fromISO(`${month}-01`, { zone: 'UTC' }).plus({ months }).toFormat('yyyy-MM');
}

/** The date so many months later, or the last of that month where it is shorter: `2026-08-31` and 1 → `2026-09-30`. */
export function monthsAfter(on: string, months: number): string {
  return DateTime.fromISO(on, { zone: 'UTC' }).plus({ months }).toFormat('yyyy-MM-dd');
}

/** How many days lie between two plain dates. */
export function daysBetween(from: string, to: string): number {
  return DateTime.fromISO(to, { zone: 'UTC' }).diff(DateTime.fromISO(from, { zone: 'UTC' }), 'days').days;
}

export function isDate(on: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(on) && DateTime.fromISO(on, { zone: 'UTC' }).isValid;
}

export function isLocalTime(local: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(local) && DateTime.fromISO(local, { zone: 'UTC' }).isValid;
}

/** How far off an instant is, in the largest unit that says it well: `12 days`, `5 hours`, `20 minutes`; null once it has come. */
export function timeUntil(instant: Date, now: Date): string | null {
  const minutes = Math.floor((instant.getTime() - now.getTime()) / 60_000);
  if (instant <= now) return null;
  const [count, unit] =
    minutes >= 2880
      ? [Math.floor(minutes / 1440), 'day']
      : minutes >= 120
        ? [Math.floor(minutes / 60), 'hour']
        : [minutes, 'minute'];
  return count === 0 ? 'less than a minute' : `${count} ${unit}${count === 1 ? '' : 's'}`;
}
