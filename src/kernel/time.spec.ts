import { Settings } from 'luxon';
import {
  dateIn,
  endOfDay,
  formatDate,
  formatInstant,
  instantOf,
  isDate,
  isLocalTime,
  isZone,
  morningOf,
  plusDays,
  timeUntil,
} from './time';

const iso = (instant: Date): string => instant.toISOString();

test('a deadline is the second of its own place', () => {
  expect(iso(endOfDay('2026-11-30', 'Europe/Oslo'))).toBe('2026-11-30T22:59:59.000Z');
  expect(iso(endOfDay('2026-11-30', 'Pacific/Auckland'))).toBe('2026-11-30T10:59:59.000Z');
  expect(iso(instantOf('2026-11-30T23:59:59', 'America/Los_Angeles'))).toBe('2026-12-01T07:59:59.000Z');
});

test('on the days the clocks change a deadline stays one instant', () => {
  expect(iso(instantOf('2026-03-29T02:30:00', 'Europe/Oslo'))).toBe('2026-03-29T01:30:00.000Z');
  expect(iso(endOfDay('2026-03-29', 'Europe/Oslo'))).toBe('2026-03-29T21:59:59.000Z');
  expect(iso(endOfDay('2026-10-25', 'Europe/Oslo'))).toBe('2026-10-25T22:59:59.000Z');
});

test.each(['2026-01-15', '2026-07-15'])(
  'of an hour that comes twice the first counts, also when asked on %s',
  (today) => {
    const { now } = Settings;
    Settings.now = () => Date.parse(today);
    expect(iso(instantOf('2026-10-25T02:30:00', 'Europe/Oslo'))).toBe('2026-10-25T00:30:00.000Z');
    expect(iso(instantOf('2026-03-29T02:30:00', 'Europe/Oslo'))).toBe('2026-03-29T01:30:00.000Z');
    Settings.now = now;
  },
);

test('a morning is nine o’clock there, also across a change of the clocks', () => {
  expect(iso(morningOf('2026-11-01', 'Europe/Oslo', -7))).toBe('2026-10-25T08:00:00.000Z');
  expect(iso(morningOf('2026-11-01', 'Europe/Oslo', -8))).toBe('2026-10-24T07:00:00.000Z');
  expect(iso(morningOf('2026-02-27', 'Asia/Tokyo', 3))).toBe('2026-03-02T00:00:00.000Z');
});

test('an instant has the date of the place where it is read', () => {
  const instant = new Date('2026-11-30T23:30:00Z');
  expect([dateIn(instant, 'UTC'), dateIn(instant, 'Europe/Oslo'), dateIn(instant, 'America/New_York')]).toEqual([
    '2026-11-30',
    '2026-12-01',
    '2026-11-30',
  ]);
  expect(formatInstant(instant, 'Europe/Oslo')).toBe('1 December 2026, 00:30 (Europe/Oslo)');
});

test('plain dates are counted without clocks', () => {
  expect(plusDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(formatDate('2026-01-05')).toBe('5 January 2026');
});

test('only what is a date, a local time or a zone passes for one', () => {
  expect(['2026-02-28', '2028-02-29'].map(isDate)).toEqual([true, true]);
  expect(['2026-02-29', '2026-13-01', '2026-2-1', '20260201', '2026-02-01T00:00', ''].map(isDate)).toEqual(
    Array(6).fill(false),
  );
  expect(['2026-02-01T00:00', '2026-02-01T23:59:59'].map(isLocalTime)).toEqual([true, true]);
  expect(['2026-02-01', '2026-02-01T25:00', '2026-02-01T00:00Z', '2026-02-01 00:00'].map(isLocalTime)).toEqual(
    Array(4).fill(false),
  );
  expect(['Europe/Oslo', 'UTC'].map(isZone)).toEqual([true, true]);
  expect(['Oslo', '', 'Mars/Base'].map(isZone)).toEqual([false, false, false]);
});

test.each([
  [0, null],
  [-1, null],
  [30_000, 'less than a minute'],
  [60_000, '1 minute'],
  [119 * 60_000, '119 minutes'],
  [120 * 60_000, '2 hours'],
  [47 * 3_600_000, '47 hours'],
  [48 * 3_600_000, '2 days'],
])('%d milliseconds are %s', (milliseconds, words) => {
  const now = new Date('2026-06-01T12:00:00Z');
  expect(timeUntil(new Date(now.getTime() + milliseconds), now)).toBe(words);
});
