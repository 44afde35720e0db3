import { Client } from 'pg';
import { Config } from '../src/kernel/config';
import type { Person } from '../src/people/person.entity';
import type { Agent } from './support/agent';
import { Call } from './support/call';
import { DueBook } from './support/due';
import { createWorld, type World } from './support/world';

let world: World;
let call: Call;
let book: DueBook;
let rita: Person;
beforeAll(async () => {
  world = await createWorld();
  at('2027-01-06T12:00:00Z');
  call = await Call.prepare(world);
  await world.person({ role: 'city', cityRight: 'contributor', name: 'Kari', organisation: call.city });
  await world.person({ role: 'city', cityRight: 'viewer', name: 'Vidar', organisation: call.city });
  rita = await world.person({ role: 'reviewer', name: 'Rita' });
  book = new DueBook(world);
});
afterAll(() => world.close());

const at = (instant: string): void => world.clock.pin(new Date(instant));
// Sessions end with the days that pass.
const city = (): Agent => world.as(call.officer);
const staff = (): Agent => world.as(call.program);
const ok = async (agent: Agent, path: string, body: object = {}): Promise<{ id: string; version: number }> => {
  const answer = await agent.post<{ id: string; version: number }>(`/api/${path}`, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
  return answer.json;
};
const save = async (id: string, version: number, changes: object = {}): Promise<number> => {
  const { status, json, text } = await city().put<{ version: number }>(`/api/applications/${id}`, {
    ...call.complete(changes),
    version,
  });
  if (status !== 200) throw new Error(text);
  return json.version;
};

/** The round closes on Monday 1 February, 05:59:59 in Oslo, a Sunday's midnight in New York. */
async function started(): Promise<{ roundId: string; id: string; subject: string }> {
  at('2027-01-06T12:00:00Z');
  call.staff = staff();
  const { id: roundId } = await call.openRound();
  const { id } = await call.draft(roundId, {}, city());
  return { roundId, id, subject: `application:${id}` };
}

const closes = (subject: string, person = 'Ola Officer') => book.mornings(subject, 'round_closes', person);
const unfinished = (subject: string, person = 'Ola Officer') => book.mornings(subject, 'draft_unfinished', person);

describe('a draft', () => {
  it('is due with its round, and waits since it was last written on', async () => {
    const { subject, roundId } = await started();
    const [{ name } = { name: '' }] = await world.sql<{ name: string }>('select name from round where id = $1', [
      roundId,
    ]);
    expect(await book.of(subject)).toMatchObject([
      { anchor: 'draft_unfinished', state: 'open', title: `Draft: Heat from sewage for ${name}` },
      { anchor: 'round_closes', state: 'open', title: `Application: Heat from sewage for ${name}` },
    ]);
    for (const person of ['Ola Officer', 'Kari']) {
      // Three days and one day before, and on the day, all come to the last working morning before the round closes.
      expect(await closes(subject, person)).toEqual(['-14 01-18 08:00', '0 01-29 08:00']);
      // The tenth day is a Saturday; the twenty-fourth would come after the round has closed.
      expect(await unfinished(subject, person)).toEqual(['10 01-18 08:00']);
    }
    for (const anchor of ['round_closes', 'draft_unfinished'])
      expect(await book.heard(subject, anchor)).toEqual(['Kari', 'Ola Officer']);
  });

  it('moves with what is written, once a day of its city', async () => {
    const { id, subject } = await started();
    at('2027-01-12T22:30:00Z');
    let version = await save(id, 1);
    expect(await unfinished(subject)).toEqual(['10 01-22 08:00']);
    at('2027-01-12T22:50:00Z');
    version = await save(id, version);
    const drafted = async () => (await book.of(subject)).find(({ anchor }) => anchor === 'draft_unfinished');
    expect(await drafted()).toMatchObject({ sequence: 1, dueAt: new Date('2027-01-12T22:30:00Z') });
    // In Oslo it is the thirteenth.
    at('2027-01-12T23:30:00Z');
    version = await save(id, version);
    expect(await drafted()).toMatchObject({ sequence: 2 });
    expect(await unfinished(subject)).toEqual(['10 01-25 08:00']);
    await save(id, version, { title: 'Heat from rivers' });
    expect((await drafted())?.title).toMatch(/^Draft: Heat from rivers for /);
    expect(await closes(subject)).toEqual(['-14 01-18 08:00', '0 01-29 08:00']);
  });

  it('moves with its round, in the same transaction', async () => {
    const { roundId, subject } = await started();
    const submitted = await call.draft(roundId, {}, city());
    await ok(city(), `applications/${submitted.id}/submit`);
    const later = { deadlineLocal: '2027-02-14T23:59:59', deadlineZone: 'America/New_York' };
    const before = await book.count();
    expect(
      (await staff().post(`/api/rounds/${roundId}/postpone`, { ...later, deadlineLocal: '2027-01-20T12:00' })).status,
    ).toBe(422);
    await failing('round', `new.deadline_local like '2027-02-14%'`, async () => {
      expect((await staff().post(`/api/rounds/${roundId}/postpone`, later)).status).toBe(500);
    });
    expect(await book.count()).toBe(before);
    await ok(staff(), `rounds/${roundId}/postpone`, later);
    expect(await closes(subject)).toEqual(['-14 02-01 08:00', '0 02-12 08:00']);
    // Both the tenth day and the twenty-fourth come before the round closes now, each on a weekend.
    expect(await unfinished(subject)).toEqual(['10 01-18 08:00', '24 02-01 08:00']);
    expect(await book.states(`application:${submitted.id}`)).toEqual(['draft_unfinished met', 'round_closes met']);
  });

  it('is met when it is submitted, due again when it is returned, and called off when it is withdrawn', async () => {
    const { id, subject } = await started();
    await ok(city(), `applications/${id}/submit`);
    expect(await book.states(subject)).toEqual(['draft_unfinished met', 'round_closes met']);
    expect([await closes(subject), await unfinished(subject)]).toEqual([[], []]);
    at('2027-01-15T12:00:00Z');
    await ok(staff(), `applications/${id}/return`, { reason: 'Which pump?' });
    expect(await closes(subject)).toEqual(['-14 01-18 08:00', '0 01-29 08:00']);
    expect(await unfinished(subject)).toEqual(['10 01-25 08:00']);
    const returned = `select anchor from deadline where subject = $1 and state = 'open' and (data->>'returned')::boolean order by anchor`;
    expect(await world.sql(returned, [subject])).toEqual([{ anchor: 'draft_unfinished' }, { anchor: 'round_closes' }]);
    expect((await book.of(subject))[0]?.title).toMatch(/^Returned: Heat from sewage for /);
    await ok(city(), `applications/${id}/withdraw`);
    expect(await book.states(subject)).toEqual(['draft_unfinished called_off', 'round_closes called_off']);
    expect([await closes(subject), await unfinished(subject)]).toEqual([[], []]);
  });

  it('stays one when its round closes: nobody is reminded of it', async () => {
    const { id, roundId, subject } = await started();
    at('2027-02-01T05:00:00Z');
    await ok(staff(), `rounds/${roundId}/close`);
    expect(await book.states(subject)).toEqual(['draft_unfinished called_off', 'round_closes called_off']);
    await save(id, 1);
    expect(await book.states(subject)).toEqual(['draft_unfinished called_off', 'round_closes called_off']);
  });

  it('is not due by a deadline that has passed when it comes back', async () => {
    const { id, roundId, subject } = await started();
    await ok(city(), `applications/${id}/submit`);
    at('2027-02-01T12:00:00Z');
    await ok(staff(), `rounds/${roundId}/close`);
    await ok(staff(), `applications/${id}/return`, { reason: 'Which pump?' });
    expect(await book.states(subject)).toEqual(['draft_unfinished met', 'round_closes met']);
  });

  it('plans nothing where it is refused, nor where it fails at the last moment', async () => {
    const { roundId } = await started();
    const before = await book.count();
    expect((await city().post('/api/applications', { roundId, ...call.complete({ title: '' }) })).status).toBe(422);
    await failing('application', `new.title = 'Never'`, async () => {
      const answer = await city().post('/api/applications', { roundId, ...call.complete({ title: 'Never' }) });
      expect(answer.status).toBe(500);
    });
    at('2027-02-02T12:00:00Z');
    expect((await city().post('/api/applications', { roundId, ...call.complete() })).status).toBe(409);
    expect(await book.count()).toBe(before);
  });

  it('has the round’s new deadline when both are written at once, whoever comes first', async () => {
    const { roundId } = await started();
    const writers = Array.from({ length: 8 }, () => city());
    const later = { deadlineLocal: '2027-02-14T23:59:59', deadlineZone: 'America/New_York' };
    const drafts = writers.map((agent) => call.draft(roundId, {}, agent));
    const [made] = await Promise.all([Promise.all(drafts), ok(staff(), `rounds/${roundId}/postpone`, later)]);
    for (const { id } of made) {
      const due = await book.of(`application:${id}`);
      expect(due.find(({ anchor }) => anchor === 'round_closes')?.dueAt).toEqual(new Date('2027-02-15T04:59:59Z'));
    }
  });
});

describe('a review', () => {
  const reviewed = async (): Promise<{ id: string; review: string }> => {
    const { id, roundId } = await started();
    await ok(city(), `applications/${id}/submit`);
    at('2027-02-01T12:00:00Z');
    await ok(staff(), `rounds/${roundId}/close`);
    const given = await staff().post<{ items: { id: string }[] }>(`/api/applications/${id}/reviews`, {
      reviewerIds: [rita.id],
      dueOn: '2027-02-16',
    });
    return { id, review: `review:${given.json.items[0]?.id}` };
  };

  it('is due on its day where the round is', async () => {
    const { review } = await reviewed();
    // It ends on Wednesday 17 February at 04:59:59 where Rita is: on the day is Tuesday morning.
    expect(await book.mornings(review, 'review_due', 'Rita')).toEqual([
      '-7 02-10 09:00',
      '-2 02-15 09:00',
      '0 02-16 09:00',
      ...['3 02-22 09:00', '7 02-24 09:00', '11 03-01 09:00', '15 03-04 09:00'],
    ]);
    expect(await book.mornings(review, 'review_due', 'Petra Program')).toEqual(['7 02-24 09:00 escalated']);
    expect(await book.heard(review, 'review_due')).toEqual(['Petra Program', 'Rita']);
  });

  it.each([
    ['declined', (id: string) => ok(staff(), `applications/${id}/decline`, { reason: 'Too dear.' })],
    ['withdrawn', (id: string) => ok(city(), `applications/${id}/withdraw`)],
  ])('is called off with the application: %s', async (_, end) => {
    const { id, review } = await reviewed();
    await end(id);
    expect(await book.states(review)).toEqual(['review_due called_off']);
    expect(await book.mornings(review, 'review_due', 'Rita')).toEqual([]);
  });

  it('shows how far the reviewers of the round are', async () => {
    const { roundId } = await started();
    expect((await staff().get(`/rounds/${roundId}/reviews`)).status).toBe(200);
  });
});

/** Lets every change of these rows fail when it is committed. */
async function failing(table: string, when: string, during: () => Promise<void>): Promise<void> {
  const owner = new Client({ connectionString: world.app.get(Config, { strict: false }).DATABASE_URL });
  await owner.connect();
  await owner.query(`create constraint trigger trip after insert or update on ${table} deferrable initially deferred
    for each row when (${when}) execute function refuse_change()`);
  try {
    await during();
  } finally {
    await owner.query(`drop trigger trip on ${table}`);
    await owner.end();
  }
}
