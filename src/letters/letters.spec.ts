import type { EventName } from '../events';
import { anchors } from '../reminders/anchor.rules';
import { type Values, valuesOf } from './fields';
import { allLetters } from './letters';
import { faults } from './merge';
import { nearest } from './nearest';
import { fieldsOf, sampleNow, sampleReader } from './sample-case';
import { dayOf, daysAway, when } from './words';

const reader = { ...sampleReader, timeZone: 'Europe/Oslo' };
const values = (data: object, now = sampleNow): Values => valuesOf(data, reader, now);

describe('every letter', () => {
  it('is written with fields that its event has', () => {
    const wrong = allLetters().flatMap(({ id, event, letter }) =>
      [letter.subject, letter.body, letter.button].flatMap((part) =>
        faults(part, fieldsOf({ event, letter })).map((fault) => `${id}: ${fault}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('has no field for what its readers are not to know', () => {
    const fields = (id: string): string[] =>
      allLetters()
        .filter((one) => one.id === id)
        .flatMap(fieldsOf);
    expect(fields('refund.written_off/staff')).toContain('why');
    expect(fields('refund.written_off/city')).toContain('title');
    expect(fields('refund.written_off/city')).not.toContain('why');
  });

  it('says by when in its subject, where it is about something that has a date', () => {
    const dated = (event: EventName): boolean =>
      fieldsOf({ event, letter: {} }).some((field) => /Day$/.test(field) && !/^(hold|hour)/.test(field));
    const silent = allLetters()
      .filter(({ event, letter }) => letter.kind === 'duty' && dated(event))
      .filter(({ letter }) => !/Day\}\}|\{\{dueOn\}\}/.test(letter.subject))
      .map(({ id }) => id);
    // They take a date back, come after it was met, or are about something that has waited since a date.
    expect(silent.sort()).toEqual([
      ...[
        'agreement.reminder/city',
        'agreement.reminder/staff',
        'bank_details.reminder/holder',
        'bank_details.reminder/staff',
      ],
      ...['report.returned', 'report.submitted/staff', 'review.recalled'],
    ]);
  });

  it('knows which deadline its entry is of', () => {
    const named = allLetters().flatMap(({ letter }) => letter.calendar?.anchor ?? []);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((anchor) => !(anchors as readonly string[]).includes(anchor))).toEqual([]);
  });

  it('has an id of its own', () => {
    const ids = allLetters().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z_]+\.[a-z_]+(\/[a-z_]+)?$/.test(id))).toEqual([]);
  });
});

describe('the fields of a letter', () => {
  it('say amounts with their currency', () => {
    expect(values({ amountCents: 123_45, freedCents: 0, cents: 5, currency: 'USD' })).toMatchObject({
      amount: '$0.05',
      freed: '$0.00',
    });
    expect(values({ amountCents: 12345, currency: 'JPY' }).amount).toBe('JPY\u00a012,345');
    expect(values({ amountCents: 999_999_999_999, currency: 'USD' }).amount).toBe('$9,999,999,999.99');
  });

  it('say deadlines where they are and where the reader is, and their day where they are', () => {
    const due = { dueAt: '2026-11-30T22:59:59.000Z', dueZone: 'Europe/Oslo', days: -3 };
    expect(values(due)).toEqual({
      ...{ due: '30 November 2026, 23:59 (Europe/Oslo)', dueDay: '30 November' },
      ...{ away: 'in 3 days', span: '3 days', falls: 'is due in 3 days', name: 'Siri Solberg', organisation: 'Oslo' },
    });
    const far = valuesOf(due, { ...reader, timeZone: 'Asia/Tokyo' }, sampleNow);
    expect(far.due).toBe(
      '30 November 2026, 23:59 (Europe/Oslo), which is 1 December 2026, 07:59 (Asia/Tokyo) where you are',
    );
    expect(far.dueDay).toBe('30 November');
    expect(values({ expiresAt: '2026-11-30T22:59:59.000Z' }).expires).toBe('30 November 2026, 23:59 (Europe/Oslo)');
  });

  it('hold no ids, secrets of links, or what only decides something', () => {
    const data = { awardId: 'x', token: 'x', page: '/x', waits: true, currency: 'USD', dueZone: 'UTC' };
    expect(Object.keys(values(data))).toEqual(['name', 'organisation']);
  });

  it('keep words on their line, and the lines of a reason', () => {
    const words = values({ title: ' a\r\n\tb\u2028c\0 ', reason: ' a \r\n\r\n b ' });
    expect(words).toMatchObject({ title: 'a b c', reason: 'a\n\nb' });
  });

  it.each<[number, string]>([
    [-8, 'in 8 days'],
    [-7, 'in a week'],
    [-1, 'in a day'],
    [0, 'today'],
    [1, 'a day ago'],
    [7, 'a week ago'],
  ])('%s days are %s', (days, away) => {
    expect(daysAway(days)).toBe(away);
  });

  it('name the year of a day in another year', () => {
    const at = new Date('2026-12-31T23:30:00Z');
    expect(dayOf(at, 'Europe/Oslo', new Date('2026-12-31T22:00:00Z'))).toBe('1 January 2027');
    expect(dayOf(at, 'America/Toronto', new Date('2026-12-01T00:00:00Z'))).toBe('31 December');
  });

  it('name both hours of a night in which clocks go back', () => {
    const [first, second] = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((at) =>
      when(new Date(at), 'Europe/Oslo', { timeZone: 'UTC' }),
    );
    expect(first).toBe('25 October 2026, 02:30 (Europe/Oslo), which is 25 October 2026, 00:30 (UTC) where you are');
    expect(second).toBe('25 October 2026, 02:30 (Europe/Oslo), which is 25 October 2026, 01:30 (UTC) where you are');
  });
});

describe('the name that was meant', () => {
  it.each([
    ['titel', 'title'],
    ['Title', 'title'],
    ['duedate', 'dueDay'],
    ['zzz', undefined],
    ['', undefined],
  ])('by %s is %s', (typed, meant) => {
    expect(nearest(typed, ['title', 'due', 'dueDay', 'amount'])).toBe(meant);
  });
});
