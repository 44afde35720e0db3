import { randomUUID } from 'node:crypto';
import { publish, type Subject } from '../src/kernel/outbox';
import { Brakes } from '../src/notifications/brakes.service';
import { DeliveryService } from '../src/notifications/delivery.service';
import { Digests } from '../src/notifications/digests.service';
import { type Addressed, Routing } from '../src/notifications/routing.service';
import { SignInService } from '../src/people/sign-in.service';
import type { Person } from '../src/people/person.entity';
import { Office, until } from './support/office';

let office: Office;
let program: Person;
let admin: Person;
let auditor: Person;
let signatory: Person;
let reader: Person;

beforeAll(async () => {
  office = await Office.open();
  office.at('2026-03-02T10:00:00Z');
  program = await office.world.person({ role: 'program' });
  admin = await office.world.person({ role: 'admin' });
  auditor = await office.world.person({ role: 'auditor' });
  signatory = await office.world.person({ role: 'city' });
  reader = await office.world.person({ role: 'reviewer', email: 'reader@example.org' });
});
afterAll(() => office.close());

const activated = (leadId = signatory.organisationId ?? '') => ({
  ...{ awardId: randomUUID(), title: 'Heat from the harbour', leadId, fund: 'Innovation Fund' },
  ...{ amountCents: 12_345_00, currency: 'USD' },
});
const tell = async (data = activated()): Promise<Subject> => {
  const about: Subject = `award:${data.awardId}`;
  await office.run(program, (tx) => publish(tx, 'award.activated', data, [about]));
  return about;
};
const recalled = (reviewerId: string, reviewer: string) => ({
  ...{ reviewId: randomUUID(), reviewerId, reviewer, applicationId: randomUUID(), title: 'Heat', round: 'Round 4' },
  ...{ dueAt: '2026-04-01T10:00:00.000Z', dueZone: 'UTC' },
});
const deliver = () => office.world.get(DeliveryService).deliverDue();
const route = (...letters: Partial<Addressed>[]) =>
  office.run(program, (tx) =>
    office.world.get(Routing).of(
      tx,
      letters.map((one) => ({ personId: reader.id, address: reader.email, kind: 'duty' as const, ...one })),
      tx.now,
    ),
  );
const brakes = async (by = program) => (await office.world.as(by).get<Brakes_>('/api/mail/brakes')).json;
interface Brakes_ {
  status: string;
  reason: string;
  waiting: number;
  planned: number;
  sent: number;
  dailyCap: number;
  hourlyFloor: number;
  version: number;
  stoppedBy: string | null;
  moves: { move: string }[];
}
const settings = async (dailyCap: number, hourlyFloor: number): Promise<void> => {
  const { version } = await brakes(admin);
  const answer = await office.world.as(admin).post('/api/mail/brakes/settings', { dailyCap, hourlyFloor, version });
  expect(answer.status).toBe(200);
};
const noMail = () => office.world.sql('delete from mail');

describe('the switch', () => {
  it('stops all mail but links to sign in, loses nothing, and lets all go', async () => {
    const stop = await office.world.as(program).post<Brakes_>('/api/mail/brakes/stop', { reason: 'A wrong date.' });
    expect(stop.json).toMatchObject({ status: 'stopped', reason: 'A wrong date.', stoppedBy: program.name });
    expect(stop.json.moves.map(({ move }) => move)).toEqual(['resume', 'settings']);
    await deliver();
    office.post.forget();
    const about = await tell();
    await office.world.get(SignInService).sendLink({ email: reader.email });
    await deliver();
    expect(await office.mail(about)).toMatchObject([{ state: 'planned', attempts: 0 }]);
    expect(office.post.letters.map(({ envelope }) => envelope)).toEqual([[reader.email]]);
    expect(await brakes()).toMatchObject({ waiting: 1 });
    for (const path of ['/desk', '/mail'])
      expect((await office.world.as(admin).get(path)).text).toContain('All mail is stopped: A wrong date.');

    const resume = await office.world.as(admin).post<Brakes_>('/api/mail/brakes/resume', { reason: 'It is mended.' });
    expect(resume.json).toMatchObject({ status: 'open', reason: '', stoppedBy: null });
    await deliver();
    expect(await office.mail(about)).toMatchObject([{ state: 'sent', attempts: 1 }]);
    const history = await office.world.as(auditor).get<{ items: object[] }>('/api/mail/brakes/history');
    expect(history.json.items).toMatchObject([
      { who: admin.name, sentence: 'let mail leave again', reason: 'It is mended.' },
      { who: program.name, sentence: 'stopped all mail', reason: 'A wrong date.' },
    ]);
    expect((await office.world.as(admin).get('/desk')).text).not.toContain('All mail is stopped');
  });

  it('stops what is on its way to the door too, and sends it once when mail may leave again', async () => {
    await noMail();
    office.post.forget();
    const readers = await Promise.all(Array.from({ length: 40 }, () => office.world.person({ role: 'reviewer' })));
    for (const { id, name } of readers) await office.tell(program, 'review.recalled', recalled(id, name), 'review:x');
    const told = () => office.post.letters.filter(({ subject }) => subject?.startsWith('No review')).length;
    office.post.otherwise = () => 'slow';
    const sending = deliver();
    await until(told, (sent) => sent > 0);
    await office.world.as(program).post('/api/mail/brakes/stop', { reason: 'The wrong letter.' });
    const left = told();
    await sending;
    // Those whose first byte had left, one for each connection.
    expect(told()).toBeLessThanOrEqual(left + 10);
    const rest = 40 - told();
    const states = await office.world.sql(
      `select state, error, count(*)::int from mail where kind <> 'security' group by 1, 2 order by 1`,
    );
    expect(states).toEqual([
      { state: 'retry', error: 'Held back at the last moment.', count: rest },
      { state: 'sent', error: '', count: 40 - rest },
    ]);
    office.post.otherwise = () => 'accept';
    await office.world.as(program).post('/api/mail/brakes/resume', { reason: 'It was right.' });
    await deliver();
    expect(readers.map(({ email }) => office.post.to(email).length)).toEqual(readers.map(() => 1));
    office.post.forget();
  });

  it('is the hands of program and administrators; auditors read', async () => {
    const finance = await office.world.person({ role: 'finance' });
    for (const person of [finance, auditor]) {
      expect((await office.world.as(person).get('/mail/brakes')).status).toBe(200);
      expect((await office.world.as(person).get('/mail/brakes')).text).not.toContain('Stop all mail');
      expect((await office.world.as(person).post('/api/mail/brakes/stop', { reason: 'No.' })).status).toBe(403);
    }
    expect((await office.world.as(signatory).get('/api/mail/brakes')).status).toBe(403);
  });

  it('says what is missing, keeps what was typed, and does nothing twice', async () => {
    const staff = office.world.as(program);
    const refused = await staff.form('/mail/brakes/stop', { reason: ' ', _page: '/mail/brakes?do=stop', _key: 'one' });
    expect([refused.status, (await staff.follow(refused)).text.includes('Enter the reason.')]).toEqual([303, true]);
    expect((await staff.post('/api/mail/brakes/resume', { reason: 'Why not.' })).status).toBe(409);
    const wrong = { dailyCap: 0, hourlyFloor: 1.5, version: 1 };
    const answer = await staff.post<{ errors: object }>('/api/mail/brakes/settings', wrong);
    expect(answer.json.errors).toEqual({
      dailyCap: ['Enter how many letters a day, from 1 to 1,000.'],
      hourlyFloor: ['Enter how many letters an hour, from 1 to 100,000.'],
    });
    const typed = { dailyCap: 'many', hourlyFloor: '9', version: '1', _page: '/mail/brakes?do=settings', _key: 'two' };
    const page = await staff.follow(await staff.form('/mail/brakes/settings', typed));
    expect(page.text).toContain('value="many"');
    const { version } = await brakes();
    expect((await staff.post('/api/mail/brakes/settings', { dailyCap: 30, hourlyFloor: 300, version })).status).toBe(
      200,
    );
    expect((await staff.post('/api/mail/brakes/settings', { dailyCap: 40, hourlyFloor: 300, version })).status).toBe(
      409,
    );
    expect(await brakes()).toMatchObject({ dailyCap: 30, hourlyFloor: 300, version: version + 1 });
  });
});

describe('the alarm', () => {
  it('stops what is far more than was planned, tells of it, and lets go when somebody resumes', async () => {
    await noMail();
    office.at('2026-03-03T10:10:00Z');
    await settings(1000, 2);
    await office.world.sql('delete from mail_hour');
    const abouts = [];
    for (let i = 0; i < 6; i += 1) abouts.push(await tell());
    await deliver();
    expect(await brakes()).toMatchObject({ status: 'open', sent: 6, planned: 0 });

    abouts.push(await tell());
    await deliver();
    const stopped = await brakes();
    expect(stopped).toMatchObject({ status: 'stopped', stoppedBy: null, sent: 7 + 2 });
    expect(stopped.reason).toBe('7 letters left within an hour for which 0 were planned.');
    // Program and administrators are told all the same, as of a matter of security.
    expect(office.post.to(admin.email).map(({ subject }) => subject)).toEqual([
      'Mail has stopped itself: 7 letters in an hour, 0 expected',
    ]);
    const held = await tell();
    await deliver();
    expect(await office.mail(held)).toMatchObject([{ state: 'planned' }]);
    const alarms = await office.world.sql(`select data from event where name = 'mail.alarm'`);
    expect(alarms).toEqual([{ data: { sent: 7, planned: 0, hour: '2026-03-03T10:00:00.000Z' } }]);

    await office.world.as(program).post('/api/mail/brakes/resume', { reason: 'It was right.' });
    expect(await brakes()).toMatchObject({ status: 'open', planned: 7 + 2 + 1 });
    await deliver();
    expect(await office.mail(held)).toMatchObject([{ state: 'sent' }]);
  });

  it('counts what was planned before the hour began', async () => {
    await noMail();
    office.at('2026-03-03T11:59:00Z');
    await office.world.as(program).post('/api/mail/brakes/stop', { reason: 'For an hour.' });
    const abouts = [];
    for (let i = 0; i < 8; i += 1) abouts.push(await tell());
    await deliver();
    office.at('2026-03-03T12:05:00Z');
    await office.world.get(Brakes).held(office.world.clock.now());
    const hours = await office.world.sql(`select planned from mail_hour where hour = '2026-03-03T12:00:00Z'`);
    expect(hours[0]?.planned).toBeGreaterThanOrEqual(8);
    await office.world.as(program).post('/api/mail/brakes/resume', { reason: 'On it goes.' });
    await deliver();
    expect(await brakes()).toMatchObject({ status: 'open' });
  });
});

describe('how much one person gets a day', () => {
  it('is capped in days of their own; security passes, the rest waits for the next mornings', async () => {
    await noMail();
    await settings(2, 1000);
    await office.world.sql(`update person set time_zone = 'Asia/Tokyo' where id = $1`, [reader.id]);
    // 23:00 in Tokyo
    office.at('2026-03-03T14:00:00Z');
    const kinds = ['duty', 'security', 'decision', 'duty', 'duty', 'duty', 'duty'] as const;
    const routes = await route(...kinds.map((kind) => ({ kind })));
    expect(routes.map(({ state, dueAt }) => [state, dueAt.toISOString()])).toEqual([
      ['planned', '2026-03-03T14:00:00.000Z'],
      ['planned', '2026-03-03T14:00:00.000Z'],
      ['planned', '2026-03-03T14:00:00.000Z'],
      ['planned', '2026-03-04T00:00:00.000Z'],
      ['planned', '2026-03-04T00:00:00.000Z'],
      ['planned', '2026-03-05T00:00:00.000Z'],
      ['planned', '2026-03-05T00:00:00.000Z'],
    ]);
    expect(routes[3]?.error).toBe('That many letters went to this person on one day that the rest waits for the next.');
  });

  it('moves to days that are worked, but for decisions, and never past what a letter warns of', async () => {
    await noMail();
    await office.world.sql(`update person set time_zone = 'Europe/Oslo' where id = $1`, [reader.id]);
    // A Friday.
    office.at('2026-03-06T09:00:00Z');
    const today = { deadlineAt: new Date('2026-03-06T22:59:59Z') };
    const routes = await route(
      {},
      {},
      {},
      today,
      { kind: 'decision' },
      { deadlineAt: new Date('2026-03-09T09:00:00Z') },
    );
    expect(routes.map(({ dueAt }) => dueAt.toISOString().slice(0, 16))).toEqual([
      ...['2026-03-06T09:00', '2026-03-06T09:00', '2026-03-09T08:00'],
      ...['2026-03-06T09:00', '2026-03-07T08:00', '2026-03-09T08:00'],
    ]);
  });

  it('counts what was sent and what waits, and lets the rest go the next morning', async () => {
    await noMail();
    office.at('2026-03-03T10:00:00Z');
    const abouts = [await tell(), await tell(), await tell()];
    await deliver();
    // Which of three letters of one instant comes first is nobody's concern.
    const mail = async () => (await Promise.all(abouts.map((about) => office.mail(about)))).flat();
    const states = async () => (await mail()).map(({ state }) => state).sort();
    expect(await states()).toEqual(['planned', 'sent', 'sent']);
    office.at('2026-03-04T08:59:59Z');
    await deliver();
    expect(await states()).toEqual(['planned', 'sent', 'sent']);
    office.at('2026-03-04T09:00:00Z');
    await deliver();
    expect(await states()).toEqual(['sent', 'sent', 'sent']);
    await settings(1000, 1000);
  });
});

describe('the letter of the morning', () => {
  const prefer = (rhythm: string, unwanted: string[] = []) =>
    office.world.sql(
      `insert into mail_preference (person_id, rhythm, unwanted, changed_at) values ($1, $2, $3, now())
       on conflict (person_id) do update set rhythm = excluded.rhythm, unwanted = excluded.unwanted`,
      [reader.id, rhythm, unwanted],
    );
  const gather = async (subject: string, dueAt: string | null, state = 'planned') => {
    const [row] = await office.world.sql<{ id: string }>(
      `insert into outbox (key, subject, event, data, due_at, state) values ('event:' || gen_random_uuid(), $1, 'review.reminder', $2, $3, 'done') returning id`,
      [`review:${randomUUID()}`, JSON.stringify(dueAt ? { dueAt } : {}), office.world.clock.now()],
    );
    const [way] = await route({ kind: 'duty' });
    const text = `Dear reader,\n\nThis is what ${subject} says.\n\nOpen it:\nhttp://localhost:3000/reviews/1?a=b\n\n-- \nThe fund\n`;
    const [mail] = await office.world.sql<{ id: string }>(
      `insert into mail (outbox_id, person_id, address, letter, about, subject, text, html, kind, state, due_at, created_at)
       values ($1, $2, $3, 'review.reminder', 'review:x', $4, $5, '<p></p>', 'duty', $6, $7, now()) returning id`,
      [row?.id, reader.id, reader.email, subject, text, way?.state, way?.dueAt],
    );
    expect([state, way?.state]).toEqual([state, state]);
    return { id: mail?.id ?? '', outbox: row?.id ?? '' };
  };
  const stateOf = async (id: string) =>
    (
      await office.world.sql<{ state: string; digest_id: string | null }>(
        'select state, digest_id from mail where id = $1',
        [id],
      )
    )[0];
  const morning = async () => {
    await office.world.get(Digests).sweep();
    await deliver();
    await office.world.get(Digests).sweep();
  };

  beforeEach(async () => {
    await noMail();
    await prefer('digest');
    await office.world.sql(`update person set time_zone = 'America/Toronto' where id = $1`, [reader.id]);
    office.post.forget();
  });

  it('waits for half past nine of a working day where they are, but not past what it warns of', async () => {
    // Friday, 09:30 in Toronto.
    office.at('2026-03-06T14:30:00Z');
    const kinds = ['duty', 'notice', 'decision', 'security', 'call'] as const;
    expect((await route(...kinds.map((kind) => ({ kind })))).map(({ state }) => state)).toEqual([
      ...['gathered', 'gathered', 'planned', 'planned', 'planned'],
    ]);
    // Monday, and by then the clocks there have gone forward.
    const [monday, atOnce] = await route({}, { deadlineAt: new Date('2026-03-09T13:30:00Z') });
    expect(monday?.dueAt.toISOString()).toBe('2026-03-09T13:30:00.000Z');
    expect([atOnce?.state, atOnce?.dueAt.toISOString()]).toEqual(['planned', '2026-03-06T14:30:00.000Z']);
  });

  it('waits over the holidays of the reader’s city', async () => {
    const { organisationId, id: personId, email: address } = signatory;
    await office.world.sql(`update organisation set country = 'NO' where id = $1`, [organisationId]);
    await office.world.sql(`update person set time_zone = 'Europe/Oslo' where id = $1`, [personId]);
    await office.world.sql(`insert into mail_preference (person_id, rhythm, changed_at) values ($1, 'digest', now())`, [
      personId,
    ]);
    // Early on the first of May, a Friday.
    office.at('2026-05-01T06:00:00Z');
    const [route_] = await route({ personId, address });
    expect([route_?.state, route_?.dueAt.toISOString()]).toEqual(['gathered', '2026-05-04T07:30:00.000Z']);
    await office.world.sql('delete from mail_preference where person_id = $1', [personId]);
  });

  it('is one, says first what is due first, leaves out what was done meanwhile, and is made once', async () => {
    office.at('2026-03-05T20:00:00Z');
    const later = await gather('Later', '2026-04-01T12:00:00Z', 'gathered');
    const news = await gather('News', null, 'gathered');
    const first = await gather('First', '2026-03-07T12:00:00Z', 'gathered');
    const done = await gather('Done', '2026-03-06T12:00:00Z', 'gathered');
    await morning();
    expect(office.post.letters).toEqual([]);
    await office.world.sql(`update outbox set state = 'called_off' where id = $1`, [done.outbox]);

    office.at('2026-03-06T14:30:00Z');
    await Promise.all([office.world.get(Digests).sweep(), office.world.get(Digests).sweep()]);
    await morning();
    await morning();
    const letters = office.post.to(reader.email);
    expect(letters).toHaveLength(1);
    const text = letters[0]?.text ?? '';
    const places = ['Due within a week', 'First', 'Due later', 'Later', 'Also new', 'News'].map((part) =>
      text.indexOf(part),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(text).not.toContain('Done');
    expect(text).toContain('This is what First says.');
    expect(text).toContain('http://localhost:3000/reviews/1?a=b');
    const [digest] = await office.world.sql<{ id: string }>(`select id from mail where letter = 'mail.digest'`);
    for (const { id } of [later, news, first])
      expect(await stateOf(id)).toEqual({ state: 'sent', digest_id: digest?.id });
    expect(await stateOf(done.id)).toEqual({ state: 'skipped', digest_id: null });
    const story = await office.world.as(auditor).get(`/mail/${first.id}`);
    expect(story.text).toContain(`href="/mail/${digest?.id ?? ''}"`);
  });

  it('leaves out what is done between its making and its writing, and is not sent empty', async () => {
    office.at('2026-03-10T12:00:00Z');
    const only = await gather('Only', '2026-03-20T12:00:00Z', 'gathered');
    office.at('2026-03-10T13:30:00Z');
    await office.world.get(Digests).sweep();
    await office.world.sql(`update outbox set state = 'called_off' where id = $1`, [only.outbox]);
    await morning();
    expect(office.post.letters).toEqual([]);
    expect(await stateOf(only.id)).toEqual({ state: 'skipped', digest_id: null });
  });

  it('that cannot be delivered gives its letters back', async () => {
    office.at('2026-03-11T12:00:00Z');
    const item = await gather('Alone', '2026-03-20T12:00:00Z', 'gathered');
    office.at('2026-03-11T13:30:00Z');
    office.post.script(reader.email, 'content');
    await morning();
    expect(office.post.to(reader.email).map(({ subject }) => subject)).toEqual(['Alone']);
    expect(await stateOf(item.id)).toEqual({ state: 'sent', digest_id: null });
    expect(await office.world.sql(`select state from mail where letter = 'mail.digest'`)).toEqual([{ state: 'dead' }]);
  });

  it('of which nobody knows whether it arrived waits for a person, and makes nothing else look late', async () => {
    office.at('2026-03-16T12:00:00Z');
    const item = await gather('Perhaps', '2026-03-27T12:00:00Z', 'gathered');
    office.at('2026-03-16T13:30:00Z');
    office.post.script(reader.email, 'drop', 'drop');
    await morning();
    office.later(20);
    await morning();
    expect(await office.world.sql(`select state from mail where letter = 'mail.digest'`)).toEqual([
      { state: 'unknown' },
    ]);
    expect(await stateOf(item.id)).toEqual({ state: 'gathered', digest_id: null });
    await office.world.sql(`delete from outbox where state in ('planned', 'carried')`);
    expect((await office.world.as().get('/ready')).status).toBe(200);
  });

  it('comes once a day: what is due after it waits for the next', async () => {
    office.at('2026-03-12T12:00:00Z');
    await gather('Early', null, 'gathered');
    const late = await gather('Late', null, 'gathered');
    await office.world.sql(`update mail set due_at = '2026-03-12T14:00:00Z' where id = $1`, [late.id]);
    office.at('2026-03-12T13:30:00Z');
    await morning();
    office.at('2026-03-12T14:00:00Z');
    await morning();
    expect(office.post.to(reader.email)).toHaveLength(1);
    office.at('2026-03-13T13:30:00Z');
    await morning();
    expect(office.post.to(reader.email)).toHaveLength(2);
    expect(await stateOf(late.id)).toMatchObject({ state: 'sent' });
  });

  it('is not chosen for kinds that were switched off, nor sent to an address that takes none', async () => {
    await prefer('each', ['notice']);
    await office.world.sql(`insert into suppression (address, reason, since) values ($1, 'It came back.', now())`, [
      signatory.email,
    ]);
    const other = { personId: signatory.id, address: signatory.email };
    const routes = await route({ kind: 'notice' }, { kind: 'duty' }, { ...other }, { ...other, kind: 'security' });
    expect(routes.map(({ state, error }) => [state, error])).toEqual([
      ['skipped', 'This person has switched letters of this kind off.'],
      ['planned', ''],
      ['suppressed', 'It came back.'],
      ['planned', ''],
    ]);
    await office.world.sql('update suppression set lifted_at = now()');
  });
});
