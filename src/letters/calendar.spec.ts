import ICAL from 'ical.js';
import { calendarOf, type Deadline, feedOf } from './calendar';

const sent = {
  at: new Date('2026-11-01T09:00:00Z'),
  from: 'Innovation Fund <fund@fund.example>',
  url: 'https://fund.example/reports/1',
};
const siri = { name: 'Siri Solberg', email: 'siri@oslo.example' };
const deadline = (over: Partial<Deadline> = {}): Deadline => ({
  ...{ id: '7f1c1a52-6f86-4a3d-9d5e-3d3c0a1b2c3d', anchor: 'report_due', subject: 'report:1', title: 'Interim report' },
  ...{ dueAt: new Date('2026-11-30T22:59:59Z'), dueZone: 'Europe/Oslo', sequence: 0, ...over },
});

/** The entries of a calendar, with the zones that came with it and no others. */
function read(content: string) {
  const calendar = new ICAL.Component(ICAL.parse(content) as never);
  const zones = calendar.getAllSubcomponents('vtimezone');
  ICAL.TimezoneService.reset();
  for (const zone of zones) ICAL.TimezoneService.register(zone);
  return {
    method: calendar.getFirstPropertyValue('method'),
    zones: zones.map((zone) => zone.getFirstPropertyValue('tzid')),
    events: calendar
      .getAllSubcomponents('vevent')
      .map((component) => ({ component, event: new ICAL.Event(component) })),
  };
}
const startOf = (content: string): string => read(content).events[0]?.event.startDate.toJSDate().toISOString() ?? '';

describe('the entry of a deadline', () => {
  const { method, content } = calendarOf(deadline(), siri, 'entry', sent);
  const { events, zones, ...calendar } = read(content);
  const [only] = events;

  it('is an invitation to this reader, accepted already', () => {
    expect([method, calendar.method, events.length]).toEqual(['REQUEST', 'REQUEST', 1]);
    expect(only?.event.organizer).toBe('mailto:fund@fund.example');
    const [attendee] = only?.event.attendees ?? [];
    expect(attendee?.toICALString()).toMatch(/:mailto:siri@oslo.example$/i);
    expect([attendee?.getParameter('partstat'), attendee?.getParameter('rsvp')]).toEqual(['ACCEPTED', 'FALSE']);
  });

  it('says what is due and where, and blocks no time', () => {
    expect(only?.event.summary).toBe('Report due: Interim report');
    expect(only?.event.description).toContain('https://fund.example/reports/1');
    expect(only?.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    expect(only?.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
  });

  it('is in the zone of the deadline, whose rules it brings under the same name', () => {
    expect(zones).toEqual(['Europe/Oslo']);
    expect(content).toContain('DTSTART;TZID=Europe/Oslo:20261130T235959');
    expect(startOf(content)).toBe('2026-11-30T22:59:59.000Z');
  });

  it('rings a day before', () => {
    const alarm = only?.component.getFirstSubcomponent('valarm');
    expect(alarm?.getFirstPropertyValue('trigger')?.toString()).toBe('-P1D');
    expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY');
  });

  it('is replaced by one with another date, and taken away by a cancel', () => {
    const moved = calendarOf(deadline({ sequence: 1, dueAt: new Date('2026-12-31T22:59:59Z') }), siri, 'entry', sent);
    const gone = calendarOf(deadline({ sequence: 1 }), siri, 'cancel', sent);
    const [was, is, cancelled] = [content, moved.content, gone.content].map((one) => read(one).events[0]);
    expect(new Set([was, is, cancelled].map((one) => one?.event.uid))).toEqual(
      new Set(['7f1c1a52-6f86-4a3d-9d5e-3d3c0a1b2c3d@fund.example']),
    );
    expect([was, is, cancelled].map((one) => one?.event.sequence)).toEqual([0, 1, 2]);
    expect([gone.method, read(gone.content).method]).toEqual(['CANCEL', 'CANCEL']);
    expect(cancelled?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it('that is only offered asks nobody', () => {
    const offered = calendarOf(deadline(), siri, 'offered', sent);
    expect(offered.method).toBe('PUBLISH');
    expect(offered.content).not.toMatch(/ATTENDEE|ORGANIZER/);
  });
});

describe('its instant is right', () => {
  it.each([
    ['in winter', '2026-01-15T22:59:59.000Z', 'Europe/Oslo'],
    ['in summer', '2026-07-15T21:59:59.000Z', 'Europe/Oslo'],
    ['before clocks go forward', '2026-03-29T00:59:59.000Z', 'Europe/Oslo'],
    ['after clocks went forward', '2026-03-29T01:00:00.000Z', 'Europe/Oslo'],
    ['after clocks went back', '2026-10-25T01:59:59.000Z', 'Europe/Oslo'],
    ['in America', '2026-11-02T04:59:59.000Z', 'America/Toronto'],
    ['in Japan', '2026-11-30T14:59:59.000Z', 'Asia/Tokyo'],
    ['in India', '2026-11-30T18:29:59.000Z', 'Asia/Kolkata'],
    ['in Brazil', '2026-12-01T02:59:59.000Z', 'America/Sao_Paulo'],
    ['in Australia', '2027-01-15T12:59:59.000Z', 'Australia/Sydney'],
    ['on a leap day', '2028-02-29T22:59:59.000Z', 'Europe/Berlin'],
    ['without a zone', '2026-11-30T23:59:59.000Z', 'UTC'],
  ])('%s', (_, instant, dueZone) => {
    const { content } = calendarOf(deadline({ dueAt: new Date(instant), dueZone }), siri, 'entry', sent);
    expect(startOf(content)).toBe(instant);
    expect(read(content).zones).toEqual(dueZone === 'UTC' ? [] : [dueZone]);
  });
});

it('hostile words stay in their place', () => {
  const title = 'Heat\r\nBEGIN:VEVENT\r\nUID:evil, with; signs "and" \\n <b>';
  const evil = { name: 'Siri\r\nATTENDEE:mailto:evil@example.org "x"', email: siri.email };
  const { content } = calendarOf(deadline({ title }), evil, 'entry', sent);
  const { events } = read(content);
  expect(events).toHaveLength(1);
  expect(events[0]?.event.uid).toMatch(/@fund\.example$/);
  expect(events[0]?.event.summary).toBe('Report due: Heat BEGIN:VEVENT UID:evil, with; signs "and" \\n <b>');
  expect(events[0]?.event.attendees).toHaveLength(1);
  for (const line of content.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});

it('a feed holds many, each the same as in its letter', () => {
  const dues = [deadline(), deadline({ id: 'b', anchor: 'review_due', dueZone: 'America/Toronto', title: 'Heat' })];
  const feed = feedOf(
    'Deadlines, Siri\nX-EVIL:1',
    dues.map((due) => ({ ...due, url: sent.url })),
    sent,
  );
  const { method, zones, events } = read(feed);
  expect(method).toBe('PUBLISH');
  expect(zones.sort()).toEqual(['America/Toronto', 'Europe/Oslo']);
  expect(events.map(({ event }) => event.uid)).toEqual(dues.map(({ id }) => `${id}@fund.example`));
  expect(feed).not.toMatch(/^X-EVIL|ATTENDEE/m);
});
