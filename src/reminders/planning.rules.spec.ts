import fc from 'fast-check';
import { DateTime } from 'luxon';
import { endOfDay, instantOf } from '../kernel/time';
import { type Anchor, anchors, type ReminderRule, standardRules } from './anchor.rules';
import { compare, keyOf, type OpenDeadline, type PlanRow } from './plan.rules';
import { instantOfStep, planOf, stepsOf, type Workplace } from './planning.rules';
import { isWeekend, weekdays, workingDaysOf } from './working-days.rules';

const at = (zone: string, place = '', country: string | null = null, region = '', dayStarts = '09:00'): Workplace => ({
  ...{ zone, place, dayStarts },
  days: workingDaysOf(country, region),
});
const oslo = at('Europe/Oslo', 'Oslo', 'NO');
const london = at('Europe/London', 'London', 'GB', 'ENG');
const tokyo = at('Asia/Tokyo', 'Tokyo', 'JP');
const boulder = at('America/Denver', 'Boulder', 'US');
const munich = at('Europe/Berlin', 'Munich', 'DE', 'BY');

const planned = (due: Date, step: number, who: Workplace): [string, string] => {
  const { at: instant, why } = instantOfStep(due, step, who);
  return [instant.toISOString().slice(0, 16), why];
};
/** The last second of a day in Oslo. */
const end = (on: string): Date => endOfDay(on, 'Europe/Oslo');

describe('the morning of a reminder', () => {
  it.each<[string, Date, number, Workplace, string, string]>([
    ['is nine o’clock on the day itself', end('2026-11-30'), -7, oslo, '2026-11-23T08:00', ''],
    [
      'moves from a weekend to the next working day',
      ...([end('2026-11-30'), -2, oslo, '2026-11-30T08:00'] as const),
      'Moved from Saturday 28 November to Monday 30 November.',
    ],
    [
      'names every holiday on its way: Good Friday, Easter Monday',
      ...([end('2026-04-17'), -14, oslo, '2026-04-07T07:00'] as const),
      'Moved from Friday 3 April to Tuesday 7 April: Friday is Good Friday, Monday is Easter Monday in Oslo.',
    ],
    [
      'goes back where the next working day would be too late',
      ...([end('2026-04-05'), -2, london, '2026-04-02T08:00'] as const),
      'Moved from Friday 3 April to Thursday 2 April, before the deadline: Friday is Good Friday in London.',
    ],
    [
      'goes back over holidays: in Oslo Thursday is one as well',
      ...([end('2026-04-05'), 0, oslo, '2026-04-01T07:00'] as const),
      'Moved from Sunday 5 April to Wednesday 1 April, before the deadline: Thursday is Maundy Thursday, Friday is Good Friday in Oslo.',
    ],
    [
      'leaves the seventeenth of May to Norway',
      ...([end('2028-05-24'), -7, oslo, '2028-05-18T07:00'] as const),
      'Moved from Wednesday 17 May to Thursday 18 May: Wednesday is Constitution Day in Oslo.',
    ],
    ['is worked elsewhere on the seventeenth of May', end('2028-05-24'), -7, london, '2028-05-17T08:00', ''],
    [
      'leaves Thanksgiving to Boulder',
      ...([instantOf('2026-11-30T17:00', 'America/Denver'), -4, boulder, '2026-11-27T16:00'] as const),
      'Moved from Thursday 26 November to Friday 27 November: Thursday is Thanksgiving Day in Boulder.',
    ],
    [
      'knows the holidays of a part of a country: Epiphany in Bavaria',
      ...([end('2027-01-13'), -7, munich, '2027-01-07T08:00'] as const),
      'Moved from Wednesday 6 January to Thursday 7 January: Wednesday is Epiphany in Munich.',
    ],
    [
      'and that Berlin works on it',
      end('2027-01-13'),
      -7,
      at('Europe/Berlin', 'Berlin', 'DE', 'BE'),
      '2027-01-06T08:00',
      '',
    ],
    [
      'takes an unknown part for its country',
      end('2027-01-13'),
      -7,
      at('Europe/Berlin', 'X', 'DE', 'QQ'),
      '2027-01-06T08:00',
      '',
    ],
    ['knows only weekends of an unknown country', end('2027-01-08'), -7, at('UTC', 'X', 'QQ'), '2027-01-01T09:00', ''],
    [
      'starts the day when the city does',
      end('2026-11-30'),
      -7,
      at('Europe/Oslo', 'Oslo', 'NO', '', '07:45:00'),
      '2026-11-23T06:45',
      '',
    ],
  ])('%s', (_, due, step, who, instant, why) => {
    expect(planned(due, step, who)).toEqual([instant, why]);
  });

  it.each<[string, Date, number, Workplace, string]>([
    ['the Friday before Oslo’s clocks go forward', end('2026-03-30'), -3, oslo, '2026-03-27T08:00'],
    ['the Monday after it', end('2026-03-30'), 0, oslo, '2026-03-30T07:00'],
    ['the Friday before they go back', end('2026-10-26'), -3, oslo, '2026-10-23T07:00'],
    ['the Monday after it', end('2026-10-26'), 0, oslo, '2026-10-26T08:00'],
    [
      'the Friday before Boulder’s go forward',
      instantOf('2026-03-09T17:00', 'America/Denver'),
      -3,
      boulder,
      '2026-03-06T16:00',
    ],
    ['the Monday after it', instantOf('2026-03-09T17:00', 'America/Denver'), 0, boulder, '2026-03-09T15:00'],
    ['the leap day', end('2028-02-29'), 0, oslo, '2028-02-29T08:00'],
    ['the leap day before the first of March', end('2028-03-01'), -1, oslo, '2028-02-29T08:00'],
    ['a year after the leap day', end('2028-02-29'), 365, oslo, '2029-02-28T08:00'],
    [
      'a deadline in the hour that is left out',
      instantOf('2026-03-29T02:30', 'Europe/Oslo'),
      0,
      oslo,
      '2026-03-27T08:00',
    ],
    [
      'a working day that begins in such an hour',
      instantOf('2026-04-24T17:00', 'Africa/Cairo'),
      0,
      at('Africa/Cairo', '', null, '', '00:30'),
      '2026-04-23T22:30',
    ],
  ])('is right on %s', (_, due, step, who, instant) => {
    expect(planned(due, step, who)[0]).toBe(instant);
  });

  it('counts the days where the reader is: the end of a day in Oslo is the next morning in Tokyo', () => {
    const due = end('2026-11-30');
    expect(due.toISOString()).toBe('2026-11-30T22:59:59.000Z');
    expect(planned(due, -7, tokyo)).toEqual(['2026-11-24T00:00', '']);
    expect(planned(due, 0, tokyo)).toEqual([
      '2026-11-30T00:00',
      'Moved from Tuesday 1 December to Monday 30 November, before the deadline.',
    ]);
    expect(planned(due, 3, tokyo)).toEqual(['2026-12-04T00:00', '']);
    expect(planned(due, -8, tokyo)).toEqual([
      '2026-11-24T00:00',
      'Moved from Monday 23 November to Tuesday 24 November: Monday is Labor Thanksgiving Day in Tokyo.',
    ]);
  });

  it('comes after what is overdue', () => {
    expect(planned(end('2026-11-27'), 1, oslo)).toEqual([
      '2026-11-30T08:00',
      'Moved from Saturday 28 November to Monday 30 November.',
    ]);
  });
});

describe('a plan', () => {
  const both = { reminded: true, escalated: true };
  const rule = standardRules.review_due;
  const days = (due: Date, said: ReminderRule, part = both, until: Date | null = null): string[] =>
    planOf({ dueAt: due, until }, said, oslo, part).map(
      ({ step, escalation, at: instant }) => `${step}${escalation ? '!' : ''} ${instant.toISOString().slice(5, 10)}`,
    );

  it('has the steps of its rule', () => {
    expect(stepsOf(rule)).toEqual([-7, -2, 0, 3, 7, 11, 15]);
    expect(stepsOf({ ...rule, times: 1, every: null })).toEqual([-7, -2, 0, 3]);
    expect(stepsOf({ ...rule, active: false })).toEqual([]);
  });

  it('tells those who are reminded and those who hear of what is overdue', () => {
    const due = end('2026-11-18');
    expect(days(due, rule, { reminded: true, escalated: false })).toEqual([
      '-7 11-11',
      '-2 11-16',
      '0 11-18',
      '3 11-23',
      '7 11-25',
      '11 11-30',
      '15 12-03',
    ]);
    expect(days(due, rule, { reminded: false, escalated: true })).toEqual(['7! 11-25']);
    expect(days(due, { ...rule, active: false })).toEqual([]);
  });

  it('sends one letter where two would come at once, and that is the later one', () => {
    // Saturday and Sunday both move to Monday, the day itself.
    expect(
      days(end('2026-11-30'), { ...rule, daysBefore: [2, 1], times: 0 }, { reminded: true, escalated: false }),
    ).toEqual(['0 11-30']);
    // Who would be reminded and told that it is overdue is told.
    expect(days(end('2026-11-18'), { ...rule, daysBefore: [], onTheDay: false, times: 2 })).toEqual([
      '3 11-23',
      '7! 11-25',
    ]);
  });

  it('ends when nobody is to be reminded any more', () => {
    expect(days(end('2026-11-18'), rule, { reminded: true, escalated: false }, end('2026-11-24'))).toEqual([
      '-7 11-11',
      '-2 11-16',
      '0 11-18',
      '3 11-23',
    ]);
  });
});

describe('any plan', () => {
  const zones = [
    'Europe/Oslo',
    'Asia/Tokyo',
    'America/Denver',
    'Pacific/Auckland',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'UTC',
    'Africa/Cairo',
    'Asia/Kolkata',
  ];
  const countries = ['NO', 'JP', 'US', 'NZ', 'DE', 'GB', 'BR', 'QQ', null];
  const hours = Array.from({ length: 18 }, (_, hour) => `${String(hour).padStart(2, '0')}:30`);
  const instants = fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2028-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  const rules: fc.Arbitrary<ReminderRule> = fc.record({
    active: fc.constant(true),
    daysBefore: fc.uniqueArray(fc.integer({ min: 1, max: 365 }), { maxLength: 6 }),
    onTheDay: fc.boolean(),
    firstAfter: fc.integer({ min: 1, max: 365 }),
    every: fc.integer({ min: 1, max: 60 }),
    times: fc.integer({ min: 0, max: 8 }),
    audience: fc.constant(['owner']),
    escalateAfter: fc.option(fc.integer({ min: 1, max: 365 })),
  });
  const places = fc.record({
    zone: fc.constantFrom(...zones),
    country: fc.constantFrom(...countries),
    starts: fc.constantFrom(...hours),
  });

  it('comes between the creation and the deadline, or after it, on working mornings, and never twice at once', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 0, max: 400 }),
        rules,
        places,
        fc.constantFrom(...anchors),
        (dueAt, lead, rule, { zone, country, starts }, anchor) => {
          const now = new Date(dueAt.getTime() - lead * 86_400_000);
          const who = at(zone, 'Here', country, '', starts);
          const { added } = compare(rowsOf(anchor, dueAt, rule, who), [], now);
          for (const { at: instant, step } of added) {
            expect(instant > now).toBe(true);
            expect(step <= 0 ? instant < dueAt : instant > dueAt).toBe(true);
            const local = DateTime.fromJSDate(instant, { zone });
            const on = local.toFormat('yyyy-MM-dd');
            expect([isWeekend(on), who.days.holiday(on)]).toEqual([false, null]);
            expect(instant).toEqual(instantOf(`${on}T${starts}`, zone));
          }
          expect(new Set(added.map(({ at: instant }) => instant.getTime())).size).toBe(added.length);
        },
      ),
      { numRuns: 100 },
    );
  });

  function rowsOf(anchor: Anchor, dueAt: Date, rule: ReminderRule, who: Workplace): PlanRow[] {
    const due: OpenDeadline = {
      ...{ id: 'd', anchor, subject: 'review:1', roundId: null, dueAt, dueZone: 'UTC', until: null, title: '' },
      ...{ organisationId: null, personId: 'p', staffRole: 'program' },
    };
    return planOf(due, rule, who, { reminded: true, escalated: true }).map((step) => ({
      ...step,
      ...{ key: keyOf(due, '2026-01-01', step, 'p'), due, personId: 'p', person: 'P', zone: 'UTC' },
    }));
  }
});

describe('working days', () => {
  it('leave out half days, and count holidays of several days', () => {
    const [china, emirates] = [workingDaysOf('CN', ''), workingDaysOf('AE', '')];
    expect(china.holiday('2027-03-08')).toBeNull();
    expect(['2026-03-19', '2026-03-20', '2026-03-22', '2026-03-23'].map((on) => emirates.holiday(on) !== null)).toEqual(
      [false, true, true, false],
    );
    expect(weekdays.holiday('2026-12-25')).toBeNull();
  });
});
