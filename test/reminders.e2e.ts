import { NestFactory } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { Clock } from '../src/kernel/clock';
import { Config } from '../src/kernel/config';
import type { Subject } from '../src/kernel/outbox';
import { type Tx, Work } from '../src/kernel/transaction';
import type { Organisation } from '../src/people/organisation.entity';
import type { Person } from '../src/people/person.entity';
import { type ReminderRule, standardRules } from '../src/reminders/anchor.rules';
import { ReminderContacts } from '../src/reminders/contacts.service';
import { Deadlines, type Expected } from '../src/reminders/deadlines.service';
import { Replanner } from '../src/reminders/replanner.service';
import { ReminderRules } from '../src/reminders/rules.service';
import { WorkerModule } from '../src/worker.module';
import { until } from './support/office';
import { createWorld, type World } from './support/world';

interface Planned {
  id: string;
  key: string;
  event: string;
  at: string;
  step: number;
  escalation: boolean;
  state: string;
  why: string;
  person: string;
}

let world: World;
let oslo: Organisation;
let siv: Person;
let amara: Person;
let rita: Person;
let roundId: string;

beforeAll(async () => {
  world = await createWorld();
  at('2026-11-01T12:00:00Z');
  oslo = await world.organisation('Oslo', 'city', 'Europe/Oslo');
  await world.sql(`update organisation set country = 'NO' where id = $1`, [oslo.id]);
  siv = await world.person({ role: 'city', organisation: oslo, name: 'Siv' });
  await world.person({ role: 'city', cityRight: 'contributor', organisation: oslo, name: 'Kari' });
  await world.person({ role: 'city', cityRight: 'viewer', organisation: oslo, name: 'Vidar' });
  amara = await world.person({ role: 'program', name: 'Amara' });
  rita = await world.person({ role: 'reviewer', name: 'Rita' });
  roundId = await newRound();
  await world.get(Replanner).sweep();
});
beforeEach(() => at('2026-11-01T12:00:00Z'));
afterAll(() => world.close());

const at = (instant: string): void => world.clock.pin(new Date(instant));
const run = <T>(steps: (tx: Tx, deadlines: Deadlines) => Promise<T>): Promise<T> =>
  world.get(Work).run(world.actor(amara), (tx) => steps(tx, world.get(Deadlines)));
const expectAll = (...many: Expected[]): Promise<void> => run((tx, deadlines) => deadlines.expectMany(tx, many));
const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));
/** Planned, and not committed before it is told to. */
async function halfway(one: Expected): Promise<[Promise<void>, () => void]> {
  let commit = (): void => undefined;
  const held = new Promise<void>((resolve) => (commit = resolve));
  const planning = run(async (tx, deadlines) => {
    await deadlines.expect(tx, one);
    await held;
  });
  await moment();
  return [planning, commit];
}
const plan = (subject: Subject): Promise<Planned[]> =>
  world.sql<Planned>(
    `select o.id, o.key, o.event, to_char(o.due_at at time zone 'UTC', 'MM-DD HH24:MI') as at, o.step, o.escalation, o.state, o.why,
            p.name as person
       from outbox o join person p on p.id = o.person_id where o.subject = $1 order by p.name, o.due_at, o.step`,
    [subject],
  );
const told = (rows: Planned[], person: string, state = 'planned'): string[] =>
  rows
    .filter((row) => row.person === person && row.state === state)
    .map(({ step, escalation, at: when }) => `${step}${escalation ? '!' : ''} ${when}`);
const planned = async (subject: Subject, person: string): Promise<string[]> => told(await plan(subject), person);
const award = (): Subject => `award:${randomUUID()}`;
const review = (): Subject => `review:${randomUUID()}`;

async function newRound(): Promise<string> {
  const [row] = await world.sql<{ id: string }>(
    `with fund as (insert into fund (name, currency) values ('Fund ' || gen_random_uuid(), 'USD') returning id)
     insert into round (fund_id, name, currency, budget_cents, sectors, stages, deadline_local, deadline_zone, deadline_at, created_at, created_by)
       select id, 'Round 4', 'USD', 100, '{energy}', '{test}', '2026-11-20T12:00', 'UTC', '2026-11-20T12:00Z', now(), $1 from fund returning id`,
    [amara.id],
  );
  return row?.id ?? '';
}

/** The offer of an award to Oslo: 7 and 2 days before and on the day, as long as nobody changes that. */
const offer = (subject: Subject, on = '2026-11-25', over: Partial<Expected> = {}): Expected<'offer_expires'> => ({
  anchor: 'offer_expires',
  ...{ subject, within: [], roundId: null, organisationId: oslo.id, staffRole: 'program', title: 'Heat' },
  ...{ at: new Date(`${on}T22:59:59Z`), zone: 'Europe/Oslo' },
  data: {
    ...{ awardId: subject.slice(6), title: 'Heat', leadId: oslo.id, fund: 'Fund', amountCents: 1, currency: 'USD' },
    ...{ dueAt: `${on}T22:59:59.000Z`, dueZone: 'Europe/Oslo' },
  },
  ...(over as object),
});

/** Rita's review: 7 and 2 days before, on the day, 3, 7, 11 and 15 days after; a week after it the program lead hears of it. */
const due = (subject: Subject, on = '2026-11-18', over: Partial<Expected> = {}): Expected<'review_due'> => ({
  anchor: 'review_due',
  ...{ subject, within: [], roundId, personId: rita.id, staffRole: 'program', title: 'Review of Heat' },
  ...{ at: new Date(`${on}T23:59:59Z`), zone: 'UTC' },
  data: {
    ...{
      reviewId: subject.slice(7),
      reviewerId: rita.id,
      reviewer: 'Rita',
      applicationId: randomUUID(),
      title: 'Heat',
    },
    ...{ round: 'Round 4', dueAt: `${on}T23:59:59.000Z`, dueZone: 'UTC' },
  },
  ...(over as object),
});
const ritas = [
  '-7 11-11 09:00',
  '-2 11-16 09:00',
  '0 11-18 09:00',
  '3 11-23 09:00',
  '7 11-25 09:00',
  '11 11-30 09:00',
  '15 12-03 09:00',
];

describe('a deadline', () => {
  it('plans its reminders for those who write for the city, at nine where they are', async () => {
    const subject = award();
    await expectAll(offer(subject));
    const rows = await plan(subject);
    for (const person of ['Siv', 'Kari'])
      expect(told(rows, person)).toEqual(['-7 11-18 08:00', '-2 11-23 08:00', '0 11-25 08:00']);
    expect(rows).toHaveLength(6);
    expect(new Set(rows.map(({ event }) => event))).toEqual(new Set(['offer.reminder']));
    expect(rows[0]?.key).toMatch(/^reminder:[0-9a-f-]{36}:2026-11-25:-7:[0-9a-f-]{36}$/);
  });

  it('is written down with its reminders or not at all', async () => {
    const subject = award();
    const rolledBack = run(async (tx, deadlines) => {
      await deadlines.expect(tx, offer(subject));
      throw new Error('Something else went wrong.');
    });
    await expect(rolledBack).rejects.toThrow('Something else went wrong.');
    expect(await plan(subject)).toEqual([]);
    expect(await world.sql('select from deadline where subject = $1', [subject])).toEqual([]);
  });

  it('tells the reviewer, and the program lead what is overdue', async () => {
    const subject = review();
    await expectAll(due(subject));
    expect(await planned(subject, 'Rita')).toEqual(ritas);
    expect(await planned(subject, 'Amara')).toEqual(['7! 11-25 09:00']);
    const escalation = (await plan(subject)).find((row) => row.escalation);
    expect(escalation).toMatchObject({ event: 'deadline.escalated' });
    expect(escalation?.key).toMatch(/:2026-11-18:escalation:/);
  });

  it('leaves out what is past, and explains what is moved', async () => {
    at('2026-11-20T12:00:00Z');
    const subject = award();
    await expectAll(offer(subject, '2026-11-30'));
    expect(await planned(subject, 'Siv')).toEqual(['-7 11-23 08:00', '0 11-30 08:00']);
    await expectAll(offer(subject, '2026-12-27'));
    const [last] = (await plan(subject)).filter(
      (row) => row.step === 0 && row.person === 'Siv' && row.state === 'planned',
    );
    expect(last).toMatchObject({
      at: '12-24 08:00',
      why: 'Moved from Sunday 27 December to Thursday 24 December, before the deadline: Friday is Christmas Day in Oslo.',
    });
  });

  it('moves with its date, and what went out for the first date does not go out again', async () => {
    const subject = award();
    await expectAll(offer(subject));
    await world.sql(`update outbox set state = 'done' where subject = $1 and step = -7`, [subject]);
    at('2026-11-19T12:00:00Z');
    await expectAll(offer(subject, '2026-12-16'));
    const rows = await plan(subject);
    expect(told(rows, 'Siv')).toEqual(['-7 12-09 08:00', '-2 12-14 08:00', '0 12-16 08:00']);
    expect(told(rows, 'Siv', 'called_off')).toEqual(['-2 11-23 08:00', '0 11-25 08:00']);
    expect(told(rows, 'Siv', 'done')).toEqual(['-7 11-18 08:00']);
    at('2026-11-10T12:00:00Z');
    await expectAll(offer(subject));
    const back = await plan(subject);
    expect(told(back, 'Siv')).toEqual(['-2 11-23 08:00', '0 11-25 08:00']);
    expect(told(back, 'Siv', 'done')).toEqual(['-7 11-18 08:00']);
    const [kept] = await world.sql<{ sequence: number }>('select sequence from deadline where subject = $1', [subject]);
    expect(kept?.sequence).toBe(2);
  });

  it('keeps what waits although its instant has come', async () => {
    const subject = award();
    await expectAll(offer(subject));
    at('2026-11-23T12:00:00Z');
    await expectAll(offer(subject));
    expect(await planned(subject, 'Siv')).toEqual(['-7 11-18 08:00', '-2 11-23 08:00', '0 11-25 08:00']);
  });

  it('is met, called off, or ends with what it is part of, and then nothing of it is sent, mail that waits neither', async () => {
    const [met, off, within, other] = [award(), award(), award(), award()];
    const application: Subject = `application:${randomUUID()}`;
    await expectAll(offer(met), offer(off), offer(within, '2026-11-25', { within: [application] }), offer(other));
    const [sent] = (await plan(met)).filter(({ step }) => step === -7);
    await world.sql(`update outbox set state = 'done' where id = $1`, [sent?.id]);
    await world.sql(
      `insert into mail (outbox_id, address, letter, about, subject, text, html, due_at, created_at, state)
       values ($1, 'siv@example.org', 'x', 'x', 'x', 'x', 'x', now(), now(), 'retry')`,
      [sent?.id],
    );
    await run(async (tx, deadlines) => {
      await deadlines.met(tx, 'offer_expires', met);
      await deadlines.met(tx, 'report_due', other);
      await deadlines.callOff(tx, off);
      await deadlines.callOffWithin(tx, application);
    });
    for (const subject of [met, off, within])
      expect(new Set((await plan(subject)).map(({ state }) => state))).toEqual(new Set(['called_off']));
    expect(await planned(other, 'Siv')).toHaveLength(3);
    const states = await world.sql('select state from deadline where subject = any($1) order by state', [
      [met, off, within],
    ]);
    expect(states).toEqual([{ state: 'called_off' }, { state: 'called_off' }, { state: 'met' }]);
    await expectAll(offer(off));
    expect(await planned(off, 'Siv')).toHaveLength(3);
  });

  it('is planned once by two who plan it at once, and by the one who comes last', async () => {
    const subject = award();
    await Promise.all([1, 2, 3, 4].map((n) => expectAll(offer(subject, `2026-11-2${n}`))));
    const rows = (await plan(subject)).filter(({ state }) => state === 'planned');
    const dates = new Set(rows.map(({ key }) => key.split(':')[2]));
    expect(dates.size).toBe(1);
    const [{ on = '' } = {}] = await world.sql<{ on: string }>(
      `select (due_at at time zone due_zone)::date::text as on from deadline where subject = $1`,
      [subject],
    );
    expect([...dates]).toEqual([on]);
  });

  it('ends at its last instant', async () => {
    const subject = review();
    await expectAll(due(subject, '2026-11-18', { until: new Date('2026-11-24T00:00:00Z') }));
    expect(await planned(subject, 'Rita')).toEqual(ritas.slice(0, 4));
    expect(await planned(subject, 'Amara')).toEqual([]);
  });
});

describe('people', () => {
  const sweep = (): Promise<number> => world.get(Replanner).sweep();

  it('who join are reminded of what is due already, those who leave no more, those who move where they are', async () => {
    const subject = award();
    await expectAll(offer(subject));
    const nora = await world.person({ role: 'city', organisation: oslo, name: 'Nora' });
    expect(await planned(subject, 'Nora')).toEqual([]);
    expect(await sweep()).toBe(1);
    expect(await planned(subject, 'Nora')).toEqual(['-7 11-18 08:00', '-2 11-23 08:00', '0 11-25 08:00']);

    await world.sql(`update person set time_zone = 'Asia/Tokyo' where id = $1`, [nora.id]);
    await sweep();
    expect(await planned(subject, 'Nora')).toEqual(['-7 11-19 00:00', '-2 11-24 00:00', '0 11-25 00:00']);

    await world.sql(`update person set city_right = 'viewer' where id = $1`, [nora.id]);
    await sweep();
    expect(await planned(subject, 'Nora')).toEqual([]);
    await world.sql(`update person set city_right = 'contributor', time_zone = 'Europe/Oslo' where id = $1`, [nora.id]);
    await sweep();
    expect(await planned(subject, 'Nora')).toEqual(['-7 11-18 08:00', '-2 11-23 08:00', '0 11-25 08:00']);
    await world.sql(`update person set disabled_at = now() where id = $1`, [nora.id]);
    await Promise.all([sweep(), sweep()]);
    expect(await planned(subject, 'Nora')).toEqual([]);
    expect(await planned(subject, 'Siv')).toHaveLength(3);
    expect(await sweep()).toBe(0);
  });

  it('are reminded on the working days of their city, also where those change', async () => {
    const munich = await world.organisation('Munich', 'city', 'Europe/Berlin');
    await world.person({ role: 'city', organisation: munich, name: 'Max' });
    const subject = award();
    await expectAll(offer(subject, '2027-01-08', { organisationId: munich.id, zone: 'Europe/Berlin' }));
    expect(await planned(subject, 'Max')).toEqual(['-7 01-01 08:00', '-2 01-06 08:00', '0 01-08 08:00']);
    await sweep();
    await world.sql(`update organisation set country = 'DE', region = 'BY', day_starts = '08:30' where id = $1`, [
      munich.id,
    ]);
    expect(await sweep()).toBe(1);
    expect(await planned(subject, 'Max')).toEqual(['-7 01-04 07:30', '-2 01-07 07:30', '0 01-08 07:30']);
    const moved = (await plan(subject)).find(({ step }) => step === -2);
    expect(moved?.why).toBe('Moved from Wednesday 6 January to Thursday 7 January: Wednesday is Epiphany in Munich.');
  });

  it('who come while something is being planned are found afterwards', async () => {
    const subject = award();
    const [planning, commit] = await halfway(offer(subject));
    const late = await world.person({ role: 'city', organisation: oslo, name: 'Lars' });
    const swept = sweep();
    await moment();
    commit();
    await Promise.all([planning, swept]);
    expect(await planned(subject, 'Lars')).toHaveLength(3);
    await world.sql(`update person set disabled_at = now() where id = $1`, [late.id]);
    await sweep();
  });
});

describe('a rule', () => {
  const rules = (): ReminderRules => world.get(ReminderRules);
  const actor = () => world.actor(amara);
  const weekly: ReminderRule = {
    ...standardRules.review_due,
    daysBefore: [10, 2],
    onTheDay: false,
    times: 2,
    escalateAfter: null,
  };
  let place: string;
  let subject: Subject;

  beforeEach(async () => {
    place = await newRound();
    subject = review();
    await expectAll(due(subject, '2026-11-18', { roundId: place }));
  });

  it('is ours until staff change it, for one round or for all that have none of their own', async () => {
    const first = (await rules().of(place)).items.find(({ anchor }) => anchor === 'review_due');
    expect(first).toMatchObject({
      ...{ source: 'original', version: 0, changedBy: null, choices: ['reviewer', 'staff_owner'] },
      words:
        '7 and 2 days before, on the day, 3 days after, then every 4 days, 4 times at most, to the reviewer; after 7 days the program lead hears of it.',
    });
    await rules().change(actor(), place, 'review_due', weekly, 0);
    const own = (await rules().of(place)).items.find(({ anchor }) => anchor === 'review_due');
    expect(own).toMatchObject({ source: 'round', version: 1, changedBy: 'Amara', daysBefore: [10, 2] });
    await expect(rules().of(randomUUID())).rejects.toThrow('There is no such round');
  });

  it('shows what it would change before it changes it, and changes just that', async () => {
    const seen = await rules().propose(actor(), place, 'review_due', weekly);
    expect(seen).toMatchObject({ added: 1, moved: 0, calledOff: 5, deadlines: 1 });
    expect(
      seen.items.map(({ kind, person, step, at: when }) => `${kind} ${person} ${step} ${when.slice(5, 16)}`),
    ).toEqual([
      'added Rita -10 11-09T09:00',
      'called_off Rita -7 11-11T09:00',
      'called_off Rita 0 11-18T09:00',
      'called_off Amara 7 11-25T09:00',
      'called_off Rita 11 11-30T09:00',
      'called_off Rita 15 12-03T09:00',
    ]);
    expect(seen.items[0]?.why).toBe('Moved from Sunday 8 November to Monday 9 November.');
    expect(await planned(subject, 'Rita')).toEqual(ritas);

    const done = await rules().change(actor(), place, 'review_due', weekly, 0);
    expect(done).toEqual(seen);
    expect(await planned(subject, 'Rita')).toEqual([
      '-10 11-09 09:00',
      '-2 11-16 09:00',
      '3 11-23 09:00',
      '7 11-25 09:00',
    ]);
    expect(await planned(subject, 'Amara')).toEqual([]);
    const [event] = await world.sql<{ data: { changes: string } }>(
      `select data from event where name = 'reminders.changed' and subjects @> array[$1]`,
      [`round:${place}`],
    );
    expect(event?.data.changes).toBe(
      'A review is due: 10 and 2 days before, 3 days after, then every 4 days, 2 times at most, to the reviewer. Before: 7 and 2 days before, on the day, 3 days after, then every 4 days, 4 times at most, to the reviewer; after 7 days the program lead hears of it.',
    );
    const back = await rules().change(actor(), place, 'review_due', null, 1);
    expect(back).toMatchObject({ added: 5, calledOff: 1 });
    expect(await planned(subject, 'Rita')).toEqual(ritas);
  });

  it('of all rounds leaves those alone that have their own', async () => {
    const elsewhere = review();
    const other = await newRound();
    await expectAll(due(elsewhere, '2026-11-18', { roundId: other }));
    await rules().change(actor(), other, 'review_due', { ...weekly, daysBefore: [5] }, 0);
    await rules().change(actor(), null, 'review_due', { ...weekly, active: false }, 0);
    expect(await planned(subject, 'Rita')).toEqual([]);
    expect((await planned(elsewhere, 'Rita'))[0]).toBe('-5 11-13 09:00');
    expect((await rules().of(place)).items.find(({ anchor }) => anchor === 'review_due')?.source).toBe('standard');
    await rules().change(actor(), null, 'review_due', null, 1);
    expect(await planned(subject, 'Rita')).toEqual(ritas);
  });

  it('that somebody else changed meanwhile is a conflict, and of two at once one wins', async () => {
    await rules().change(actor(), place, 'review_due', weekly, 0);
    await expect(rules().change(actor(), place, 'review_due', weekly, 0)).rejects.toMatchObject({ status: 409 });
    const both = await Promise.allSettled(
      [1, 2].map((n) => rules().change(actor(), place, 'review_due', { ...weekly, daysBefore: [n] }, 1)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('holds for what is planned while it changes', async () => {
    const early = review();
    const [planning, commit] = await halfway(due(early, '2026-11-18', { roundId: place }));
    const changing = rules().change(actor(), place, 'review_due', weekly, 0);
    const late = review();
    const next = expectAll(due(late, '2026-11-18', { roundId: place }));
    await moment();
    commit();
    await Promise.all([planning, changing, next]);
    for (const one of [early, late]) expect((await planned(one, 'Rita'))[0]).toBe('-10 11-09 09:00');
  });

  it('that makes no sense is refused beside its field', async () => {
    const fault = async (
      over: Partial<ReminderRule>,
      anchor: 'review_due' | 'round_closes' | 'draft_unfinished' = 'review_due',
    ) =>
      (await rules()
        .propose(actor(), place, anchor, { ...standardRules[anchor], ...over })
        .catch((error: unknown) => error)) as { fields: object };
    expect((await fault({ audience: [] })).fields).toEqual({
      audience: ['Choose who is reminded, or switch this off.'],
    });
    expect((await fault({ audience: ['owner'] })).fields).toEqual({
      audience: ['Of this nobody reminds those who sign for the city.'],
    });
    expect((await fault({ audience: ['reviewer'] }, 'round_closes')).fields).toEqual({
      audience: ['Of this nobody reminds the reviewer.'],
    });
    expect((await fault({ firstAfter: null })).fields).toHaveProperty('firstAfter');
    expect((await fault({ every: null })).fields).toHaveProperty('every');
    expect((await fault({ times: 0 })).fields).toHaveProperty('times');
    expect((await fault({ firstAfter: 1, times: 1 }, 'round_closes')).fields).toHaveProperty('times');
    expect((await fault({ daysBefore: [1] }, 'draft_unfinished')).fields).toHaveProperty('daysBefore');
    expect((await fault({ daysBefore: [], onTheDay: false, firstAfter: null, times: 0 })).fields).toHaveProperty(
      'daysBefore',
    );
    await expect(rules().propose(world.actor(siv), place, 'review_due', weekly)).rejects.toMatchObject({ status: 403 });
  });

  it('tells the people named for the round, and everybody with the role where nobody is', async () => {
    const contacts = world.get(ReminderContacts);
    const lena = await world.person({ role: 'program', name: 'Lena' });
    await world.get(Replanner).sweep();
    expect(await planned(subject, 'Lena')).toEqual(['7! 11-25 09:00']);
    const named = { staffOwnerId: null, programLeadId: lena.id };
    expect(await contacts.proposeContacts(actor(), place, named)).toMatchObject({ added: 0, calledOff: 1 });
    await contacts.changeContacts(actor(), place, named, 0);
    expect(await contacts.contacts(place)).toMatchObject({ programLead: 'Lena', staffOwner: null, version: 1 });
    expect([await planned(subject, 'Lena'), await planned(subject, 'Amara')]).toEqual([['7! 11-25 09:00'], []]);
    await expect(contacts.changeContacts(actor(), place, named, 0)).rejects.toMatchObject({ status: 409 });
    const wrong = contacts.changeContacts(actor(), place, { ...named, staffOwnerId: siv.id }, 1);
    await expect(wrong).rejects.toMatchObject({
      fields: { staffOwnerId: ['Choose a member of staff who may sign in.'] },
    });
    await world.sql(`update person set disabled_at = now() where id = $1`, [lena.id]);
    await world.get(Replanner).sweep();
    expect([await planned(subject, 'Lena'), await planned(subject, 'Amara')]).toEqual([[], ['7! 11-25 09:00']]);
  });
});

describe('the last look', () => {
  const why = async (subject: Subject, change: () => Promise<unknown>): Promise<(string | undefined)[]> => {
    const rows = await plan(subject);
    await change();
    const reasons = await world.get(Deadlines).stillOwed([...rows.map(({ id }) => id), randomUUID()]);
    return rows.map(({ id }) => reasons.get(id));
  };
  const all = (reasons: (string | undefined)[]): (string | undefined)[] => [...new Set(reasons)];

  it('finds that it was done, moved, or is nobody’s any more', async () => {
    const [done, gone, moved, left, kept] = [award(), award(), award(), award(), award()];
    await expectAll(offer(done), offer(gone), offer(moved), offer(left), offer(kept));
    expect(all(await why(kept, () => Promise.resolve()))).toEqual([undefined]);
    const finish = () => run((tx, deadlines) => deadlines.met(tx, 'offer_expires', done));
    expect(all(await why(done, finish))).toEqual(['The offer was answered meanwhile.']);
    const stop = () => run((tx, deadlines) => deadlines.callOff(tx, gone));
    expect(all(await why(gone, stop))).toEqual(['Nobody waits for it any more.']);
    expect(all(await why(moved, () => expectAll(offer(moved, '2026-12-16'))))).toEqual(['Its date has moved.']);
    const bergen = await world.organisation('Bergen');
    const move = () => world.sql(`update person set organisation_id = $2 where id = $1`, [siv.id, bergen.id]);
    expect(all(await why(left, move))).toEqual([undefined, 'Siv does not act for Oslo any more.']);
    await world.sql(`update person set organisation_id = $2 where id = $1`, [siv.id, oslo.id]);
  });
});

describe('the worker', () => {
  it('keeps the plans up with the people, and shows that it does', async () => {
    const subject = award();
    await expectAll(offer(subject));
    await world.person({ role: 'city', organisation: oslo, name: 'Wanda' });
    const { providers = [], ...module } = WorkerModule.with(world.get(Config));
    const pin = (clock: Clock): void => clock.pin(world.clock.now());
    const pinned = { provide: 'pinned', useFactory: pin, inject: [Clock] };
    const worker = await NestFactory.createApplicationContext(
      { ...module, providers: [...providers, pinned] },
      { logger: false },
    );
    await until(
      () => planned(subject, 'Wanda'),
      (rows) => rows.length === 3,
    );
    const beats = () => world.sql<{ at: Date }>(`select at from heartbeat where name = 'replan'`);
    const [beat] = await until(beats, (rows) => rows.length === 1);
    expect(beat?.at).toEqual(world.clock.now());
    await worker.close();
  });
});
