import { randomUUID } from 'node:crypto';
import type { EventName, Events } from '../src/events';
import { publish, type Subject } from '../src/kernel/outbox';
import { type Composed, Composer, type Entry } from '../src/letters/composer.service';
import { allLetters, lettersOf } from '../src/letters/letters';
import { samples } from '../src/letters/samples';
import { Deadlines, type Expected } from '../src/reminders/deadlines.service';
import type { Organisation } from '../src/people/organisation.entity';
import type { Person } from '../src/people/person.entity';
import { Office } from './support/office';

let office: Office;
let city: Organisation;
const people: Record<'signatory' | 'reviewer' | 'program' | 'finance' | 'admin' | 'auditor', Person> = {} as never;

beforeAll(async () => {
  office = await Office.open();
  office.at('2026-11-27T08:00:00Z');
  city = await office.world.organisation('Oslo', 'city', 'Europe/Oslo');
  people.signatory = await office.world.person({ role: 'city', organisation: city });
  for (const role of ['reviewer', 'program', 'finance', 'admin', 'auditor'] as const)
    people[role] = await office.world.person({ role });
});
afterAll(() => office.close());

type Facts = Record<string, unknown>;

/** The example of an event, about people who are here. */
const told = (event: EventName, over: Facts = {}): Facts => ({
  ...(samples[event] as Facts),
  ...Object.fromEntries(
    Object.entries({
      ...{ leadId: city.id, holderId: city.id, formerContactId: people.signatory.id, reviewerId: people.reviewer.id },
      personId: people.reviewer.id,
    }).filter(([name]) => name in samples[event]),
  ),
  ...over,
});

const compose = (event: EventName, data: Facts, more: Partial<Entry> = {}): Promise<Composed[]> =>
  office.world.get(Composer).compose({
    ...{ id: randomUUID(), key: 'event:x', subject: `award:${randomUUID()}`, event, actorId: null },
    ...{ state: 'planned', dueAt: office.world.clock.now(), data: data as unknown as Events[EventName], ...more },
  });

/** Everything that decides which of an event's letters is written, in every combination that matters. */
const cases: Facts[] = [
  ...[{ days: -3 }, { days: 0 }, { days: 3 }],
  ...[{ waits: false }, { waits: false, again: true }, { change: false, formerContactId: null }],
  ...[{ reason: '' }, { reason: '', role: 'city' }, { items: [] }],
];

async function everyLetter(event: EventName): Promise<Composed[]> {
  const subject: Subject = `award:${randomUUID()}`;
  const offer = samples['award.offered'];
  await office.run(people.program, (tx) => publish(tx, 'award.offered', offer, [subject]));
  const letters: Composed[] = [];
  for (const over of [{}, ...cases.filter((one) => Object.keys(one).every((name) => name in samples[event]))]) {
    const data = told(event, over);
    letters.push(...(await compose(event, data, { subject })));
    letters.push(...(await compose(event, data, { subject, actorId: people.program.id })));
    for (const { id } of Object.values(people))
      letters.push(...(await compose(event, data, { subject, personId: id })));
  }
  return letters;
}

describe('letters', () => {
  const spoken = [...new Set(allLetters().map(({ event }) => event))];

  it.each(spoken)('%s is written whole, with one thing to do', async (event) => {
    const letters = await everyLetter(event);
    expect([...new Set(letters.map(({ letter }) => letter))].sort()).toEqual(
      lettersOf(event)
        .map(({ id }) => id)
        .sort(),
    );
    for (const { text, html, subject, letter, kind } of letters) {
      for (const words of [text, html, subject])
        expect(words).not.toMatch(/undefined|NaN|\[object|Invalid|null|\{\{|\}\}/);
      // What an empty field would leave behind.
      for (const words of [text, subject]) expect(words).not.toMatch(/ [,.;:]|“”|\S {2}\S|[,:]$/);
      expect(subject.length).toBeGreaterThan(8);
      // The letter of the morning lists what it gathers; every other leads to one page.
      const links = letter === 'mail.digest' ? 2 : 1;
      expect(text.match(/^ *http:\/\/localhost:3000\/\S+$/gm)).toHaveLength(links);
      // What nobody needs can be switched off where it is read.
      const ways = kind === 'call' ? links + 1 : links;
      expect(html.match(/<a href="http:\/\/localhost:3000\/[^"]+">/g)).toHaveLength(ways);
      expect(text).not.toContain('demonstration');
    }
  });

  it.each([
    '<script>alert(1)</script>',
    '{{title}} {{reason}} {{{x}}} {{#x}}',
    'Heat\r\nBcc: evil@example.org\r\n\r\nSign in at http://evil.example',
  ])('carry %j harmlessly wherever it stands', async (hostile) => {
    const named = await office.world.organisation(`Oslo ${hostile}`, 'city', 'Europe/Oslo');
    const reader = await office.world.person({ role: 'city', organisation: named, name: `Siri ${hostile}` });
    const data = told('report.returned', { leadId: named.id, title: hostile, award: hostile, reason: hostile });
    const [letter, ...others] = await compose('report.returned', data);
    expect([letter?.address, others]).toEqual([reader.email, []]);
    const flat = hostile.replaceAll(/\s+/g, ' ');
    expect(letter?.subject).toBe(`Please change your report: ${flat} for ${flat}`);
    expect(letter?.text).toContain(`Dear Siri ${flat},`);
    expect(letter?.text).toContain(`Your report “${flat}” on “${flat}” came back to you`);
    expect(letter?.text.match(/^(Bcc|Sign in at).*$/gm)).toBeNull();
    expect(letter?.html).not.toMatch(/<script/);
    expect(letter?.html.match(/<a /g)).toHaveLength(1);
    await office.world.sql('update person set disabled_at = now() where id = $1', [reader.id]);
  });

  it.each<[string, EventName, Facts]>([
    ['is due', 'application.reminder', { days: -3 }],
    ['is due today', 'application.reminder', { days: 0 }],
    ['was due', 'application.reminder', { days: 3 }],
    ['waits', 'draft.reminder', {}],
  ])('of an application that %s call a draft only what is one', async (_, event, over) => {
    for (const who of [people.signatory, people.program]) {
      const [draft] = await compose(event, told(event, over), { personId: who.id });
      expect(draft?.text).toContain('is still a draft');
      const [returned] = await compose(event, told(event, { ...over, returned: true }), { personId: who.id });
      expect(returned?.text).toContain('was returned for changes and has not been submitted again');
      expect(`${returned?.subject} ${returned?.text}`).not.toMatch(/draft/i);
    }
  });

  it('say what is due, by when there and here, in how many days, and why one gets them', async () => {
    const [letter] = await compose('report.reminder', told('report.reminder', { dueZone: 'America/Toronto' }));
    expect(letter).toMatchObject({
      ...{ letter: 'report.reminder/ahead', kind: 'duty', textId: null, calendar: null, personId: people.signatory.id },
      subject: 'Report due in 3 days, by 30 November: Interim report for Heat from the harbour',
    });
    expect(letter?.text).toContain(
      'is due in 3 days, by 30 November 2026, 17:59 (America/Toronto), which is 30 November 2026, 23:59 (Europe/Oslo) where you are.',
    );
    expect(letter?.text).toContain('You get this letter because you act for Oslo in the Innovation Fund.');
  });

  it('of a reminder go to whom it names and to nobody else, in words for them', async () => {
    const reach = async (person: Person) =>
      (await compose('report.reminder', told('report.reminder'), { personId: person.id })).map(
        ({ letter, address }) => [letter, address],
      );
    expect(await reach(people.signatory)).toEqual([['report.reminder/ahead', people.signatory.email]]);
    expect(await reach(people.program)).toEqual([['report.reminder/staff', people.program.email]]);
    expect(await reach(people.reviewer)).toEqual([]);
    const viewer = await office.world.person({ role: 'city', organisation: city, cityRight: 'viewer' });
    expect(await reach(viewer)).toEqual([]);
  });

  it('tried go to whoever tries them, as they are', async () => {
    const body = 'Dear all, {{title}}\n\nTwo.';
    const data = told('letter.tried', { subject: 'By 30 November', body, button: 'Open', page: '//evil.example/x' });
    const [letter, ...others] = await compose('letter.tried', data, { actorId: people.program.id });
    expect([letter?.address, letter?.subject, others]).toEqual([people.program.email, 'By 30 November', []]);
    expect(letter?.text).toContain('\n\nDear all, {{title}}\n\nTwo.\n\nOpen:\nhttp://localhost:3000/\n');
  });
});

describe('words of staff', () => {
  const words = { subject: 'Soon: {{title}}', body: 'By {{due}}.\n\nThank you.', button: 'Go' };
  const save = (place: { fund?: string; round?: string }, version: number, text: Partial<typeof words>) =>
    office.world.sql(
      `insert into letter_text (letter, fund_id, round_id, version, subject, body, button, saved_at, saved_by)
       values ('report.reminder/ahead', $1, $2, $3, $4, $5, $6, now(), $7) returning id::text`,
      [place.fund ?? null, place.round ?? null, version, text.subject, text.body, text.button, people.program.id],
    ) as Promise<{ id: string }[]>;
  const subjectOf = async (subject: string) =>
    (await compose('report.reminder', told('report.reminder'), { subject }))[0];

  it('stand where they were written for: everywhere, in a fund, in a round; the last ones count, and none are the original', async () => {
    const [fund, round] = [randomUUID(), randomUUID()];
    await office.world.sql(`insert into fund (id, name, currency) values ($1::uuid, $1::uuid::text, 'USD')`, [fund]);
    await save({}, 1, { ...words, subject: 'Everywhere: {{title}}' });
    expect((await subjectOf(`fund:${fund}`))?.subject).toBe('Everywhere: Interim report');
    const [last] = await save({ fund }, 1, words);
    expect(await subjectOf(`fund:${fund}`)).toMatchObject({ subject: 'Soon: Interim report', textId: last?.id });
    expect((await subjectOf(`round:${round}`))?.subject).toBe('Everywhere: Interim report');
    expect((await subjectOf('journal:head'))?.subject).toBe('Everywhere: Interim report');
    await save({ fund }, 2, {});
    expect(await subjectOf(`fund:${fund}`)).toMatchObject({
      subject: expect.stringMatching(/^Report due/) as string,
      textId: null,
    });
    await save({}, 2, {});
    expect((await subjectOf(`round:${round}`))?.subject).toMatch(/^Report due in 3 days/);
  });

  it('that do not read any more give way to the original', async () => {
    for (const [version, broken] of ['{{gone}}', '{{title', '{{#title}}x'].entries()) {
      await save({}, 10 + version, { ...words, subject: broken });
      expect((await subjectOf('journal:head'))?.subject).toMatch(/^Report due in 3 days/);
    }
  });
});

describe('what is due', () => {
  const report = (reportId: string, due = '2026-11-30T22:59:59.000Z'): Expected<'report_due'> => {
    const data = told('report.scheduled', { reportId, dueAt: due }) as unknown as Expected<'report_due'>['data'];
    return {
      ...{ anchor: 'report_due', subject: `report:${reportId}`, within: [], roundId: null, organisationId: city.id },
      ...{ staffRole: 'program', title: 'Interim report, Heat', at: new Date(due), zone: 'Europe/Oslo', data },
    };
  };
  const owe = (due: Expected<'report_due'>) =>
    office.run(people.program, (tx) => office.world.get(Deadlines).expect(tx, due));
  const entryOf = async (event: EventName, reportId: string): Promise<string> => {
    const [letter] = await compose(event, told(event, { reportId }));
    return letter?.calendar ? `${letter.calendar.method}\n${letter.calendar.content}` : 'none';
  };

  it('comes with its entry for the calendar, which moves and goes with it', async () => {
    const reportId = randomUUID();
    expect(await entryOf('report.scheduled', reportId)).toBe('none');
    await owe(report(reportId));
    const entry = await entryOf('report.scheduled', reportId);
    expect(entry).toMatch(/^REQUEST\n/);
    expect(entry).toContain('SEQUENCE:0\r\n');
    expect(entry).toContain('DTSTART;TZID=Europe/Oslo:20261130T235959\r\n');
    await owe(report(reportId, '2026-12-15T22:59:59.000Z'));
    const moved = await entryOf('report.rescheduled', reportId);
    expect(moved).toContain('SEQUENCE:1\r\n');
    expect(moved).toContain('DTSTART;TZID=Europe/Oslo:20261215T235959\r\n');
    await office.run(people.program, (tx) => office.world.get(Deadlines).met(tx, 'report_due', `report:${reportId}`));
    const gone = await entryOf('report.submitted', reportId);
    expect(gone).toMatch(/^CANCEL\n/);
    expect(gone).toContain('SEQUENCE:2\r\n');
    const uids = [entry, moved, gone].map((one) => /^UID:(.*)\r$/m.exec(one)?.[1]);
    expect([new Set(uids).size, uids[0]]).toEqual([1, expect.stringMatching(/^[0-9a-f-]{36}@/)]);
  });

  it('of a round is offered, and a later date counts as newer', async () => {
    const sequence = async (event: EventName) => {
      const [letter] = await compose(event, told(event, { roundId: 'r' }));
      expect(letter?.calendar?.method).toBe('PUBLISH');
      return Number(/^SEQUENCE:(\d+)\r$/m.exec(letter?.calendar?.content ?? '')?.[1]);
    };
    const first = await sequence('round.opened');
    office.later(1);
    expect(await sequence('round.postponed')).toBe(first + 1);
  });

  it('is reminded of with the day on which that happens again, and told others where it did not help', async () => {
    const reportId = randomUUID();
    await owe(report(reportId));
    const rows = await office.world.sql<Entry & { at: string }>(
      `select id, key, subject, event, data, person_id as "personId", to_char(due_at at time zone 'UTC', 'YYYY-MM-DD') as at
         from outbox where subject = $1 and (event = 'deadline.escalated' or person_id = $2) order by due_at`,
      [`report:${reportId}`, people.signatory.id],
    );
    const due = { dueAt: '2026-11-30T22:59:59.000Z', dueZone: 'Europe/Oslo' };
    const of = async (event: EventName, data: Facts) => {
      const row = rows.find((one) => one.event === event);
      return (
        await compose(event, data, { ...row, dueAt: new Date(`${row?.at ?? ''}T08:00:00Z`), data: data as never })
      )[0];
    };
    const reminder = await of('report.reminder', told('report.reminder', { ...due, days: 0 }));
    expect(reminder?.text).toContain(
      'As long as this is open, we remind you again on 3 December 2026, 09:00 (Europe/Oslo).',
    );
    const escalated = await of('deadline.escalated', { ...due, days: 14 });
    expect([escalated?.address, escalated?.subject]).toEqual([
      people.program.email,
      'Overdue since 30 November: report, Interim report, Heat',
    ]);
    expect(escalated?.text).toContain('It concerns Oslo, and has been open for 14 days, since 30 November 2026, 23:59');
    expect(escalated?.text).toContain(`http://localhost:3000/reports/${reportId}`);
  });
});
