import DateHolidays from 'date-holidays';
import { DateTime } from 'luxon';

/** The 17 cities that founded the Alliance: country, part of it whose holidays count, zone, and when their day starts. */
export const cities: [name: string, country: string, region: string, zone: string, starts: string][] = [
  ['Berlin', 'DE', 'BE', 'Europe/Berlin', '08:30'],
  ['Boston', 'US', 'MA', 'America/New_York', '09:00'],
  ['Boulder', 'US', 'CO', 'America/Denver', '09:00'],
  ['Copenhagen', 'DK', '', 'Europe/Copenhagen', '08:00'],
  ['London', 'GB', 'ENG', 'Europe/London', '09:00'],
  ['Melbourne', 'AU', 'VIC', 'Australia/Melbourne', '09:00'],
  ['Minneapolis', 'US', 'MN', 'America/Chicago', '08:00'],
  ['New York City', 'US', 'NY', 'America/New_York', '09:00'],
  ['Oslo', 'NO', '', 'Europe/Oslo', '08:00'],
  ['Portland', 'US', 'OR', 'America/Los_Angeles', '09:00'],
  ['San Francisco', 'US', 'CA', 'America/Los_Angeles', '09:00'],
  ['Seattle', 'US', 'WA', 'America/Los_Angeles', '09:00'],
  ['Stockholm', 'SE', '', 'Europe/Stockholm', '08:00'],
  ['Sydney', 'AU', 'NSW', 'Australia/Sydney', '09:00'],
  ['Vancouver', 'CA', 'BC', 'America/Vancouver', '08:30'],
  ['Washington DC', 'US', 'DC', 'America/New_York', '09:00'],
  ['Yokohama', 'JP', '', 'Asia/Tokyo', '09:00'],
];

/** Where reviewers live: north and south of the equator, with and without summer time, and where hours are halves and quarters. */
export const zones = [
  ...[
    'Europe/Helsinki',
    'America/Sao_Paulo',
    'Australia/Adelaide',
    'America/Toronto',
    'Asia/Kathmandu',
    'Africa/Nairobi',
  ],
  ...[
    'Pacific/Auckland',
    'Pacific/Honolulu',
    'America/Los_Angeles',
    'Europe/Copenhagen',
    'Asia/Kolkata',
    'America/Halifax',
  ],
  ...['Europe/Lisbon', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Tokyo', 'America/St_Johns', 'Europe/Oslo'],
];

/** Days on which nobody works there, kept by hand from the calendars of these places: beside the library, in case that is wrong. */
export const daysOff: Record<string, string[]> = {
  Copenhagen: ['2027-03-25', '2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17'],
  London: [
    '2027-03-26',
    '2027-03-29',
    '2027-05-03',
    '2027-05-31',
    '2027-08-30',
    '2027-12-27',
    '2027-12-28',
    '2028-01-03',
  ],
  Melbourne: ['2027-06-14', '2027-11-02', '2027-12-27', '2028-01-03', '2028-01-26'],
  'New York City': ['2027-05-31', '2027-07-05', '2027-09-06', '2027-11-25', '2028-01-17'],
  Oslo: ['2027-03-25', '2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17'],
  'San Francisco': ['2027-05-31', '2027-07-05', '2027-09-06', '2027-11-25', '2028-01-17'],
  Stockholm: ['2027-03-26', '2027-03-29', '2027-05-06', '2028-01-06'],
  Vancouver: ['2027-03-26', '2027-05-24', '2027-07-01', '2027-09-06', '2027-10-11'],
  Yokohama: [
    '2027-04-29',
    '2027-05-03',
    '2027-05-04',
    '2027-05-05',
    '2027-09-20',
    '2027-09-23',
    '2028-02-11',
    '2028-02-23',
  ],
};

const known = new Map<string, Set<string>>();

/** Whether people work there on that day. */
export function isWorked(day: DateTime, country: string | null, region: string): boolean {
  if (day.weekday > 5) return false;
  if (country === null) return true;
  const key = `${country} ${region} ${day.year}`;
  if (!known.has(key)) {
    const all = new DateHolidays(country, region).getHolidays(day.year);
    const whole = all.filter(({ type, date }) => type === 'public' && date.includes(' 00:00'));
    const days = whole.flatMap(({ date, start, end }) =>
      Array.from({ length: Math.round((end.getTime() - start.getTime()) / 86_400_000) }, (_, n) =>
        DateTime.fromISO(date.slice(0, 10)).plus({ days: n }).toISODate(),
      ),
    );
    known.set(key, new Set(days.filter((one) => one !== null)));
  }
  return !known.get(key)?.has(day.toISODate() ?? '');
}
