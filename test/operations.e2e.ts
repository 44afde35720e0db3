import { randomUUID } from 'node:crypto';
import { createWorld, type World } from './support/world';
import { Office, until } from './support/office';
import { queueBackends } from './support/redis';
import type { Person } from '../src/people/person.entity';
import { Pulse } from '../src/operations/pulse.service';

const token = 'a-token-of-the-one-who-watches';
const monday = '2026-03-02T10:00:00.000Z';

interface Problem {
  title: string;
  detail: string;
}

/** Every sample by its name and labels, read as the format says; what does not fit is a fault. */
function samplesIn(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  const typed = new Set<string>();
  for (const line of text.split('\n').filter(Boolean)) {
    const type = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line);
    if (type?.[1]) typed.add(type[1]);
    if (/^# (HELP|TYPE) \S+ \S/.test(line)) continue;
    const [, name = '', labels = '', value] =
      /^([a-z_][a-z_0-9]*)(\{(?:[a-z_]+="[^"\n]*",?)*\})? (\S+)$/.exec(line) ?? [];
    if (name === '' || (Number.isNaN(Number(value)) && !/^nan$/i.test(value ?? '')))
      throw new Error(`This is no sample: ${line}`);
    if (!typed.has(name.replace(/_(bucket|sum|count)$/, '')) && !typed.has(name)) throw new Error(`No type: ${line}`);
    samples.set(name + labels, Number(value));
  }
  return samples;
}

describe('the figures', () => {
  let world: World;
  let admin: Person;
  const scrape = async (more = {}) => {
    const answer = await world.as().get('/metrics', { headers: { authorization: `Bearer ${token}`, ...more } });
    return { ...answer, samples: samplesIn(answer.text) };
  };

  beforeAll(async () => {
    world = await createWorld({ METRICS_TOKEN: token });
    admin = await world.person({ role: 'admin' });
    world.clock.pin(new Date(monday));
    const outbox = (due: string, state: string, reminds: boolean) => `
      insert into outbox (key, subject, event, data, due_at, state, deadline_id)
      values (gen_random_uuid(), 'award:x', 'award.offered', '{}', '${due}', '${state}', ${reminds ? '(select id from deadline)' : 'null'})
      returning id`;
    await world.sql(`insert into deadline (anchor, subject, within, staff_role, title, due_at, due_zone, data, created_at)
      values ('report_due', 'report:x', '{}', 'program', 'Report', '2026-04-01', 'UTC', '{}', '2026-01-01')`);
    for (const due of ['2026-03-30', '2026-03-31', '2026-04-01']) await world.sql(outbox(due, 'planned', true));
    await world.sql(outbox('2026-03-02T09:58:00Z', 'planned', true));
    await world.sql(outbox('2026-03-02T09:50:00Z', 'carried', false));
    const [done] = await world.sql<{ id: string }>(outbox('2026-03-01', 'done', true));
    const mail = (state: string, kind: string, due: string, sent: string | null = null) =>
      world.sql(
        `insert into mail (outbox_id, address, letter, about, subject, text, html, state, kind, due_at, sent_at, created_at)
         values ($1, gen_random_uuid() || '@example.org', 'a', 'b', 'c', 'd', 'e', $2, $3, $4, $5, $4)`,
        [done?.id, state, kind, due, sent],
      );
    await mail('sent', 'duty', '2026-03-02T08:00:00Z', '2026-03-02T08:00:00Z');
    await mail('sent', 'duty', '2026-03-02T09:30:00Z', '2026-03-02T09:30:00Z');
    await mail('sent', 'decision', '2026-03-02T10:00:00Z', '2026-03-02T10:00:00Z');
    await mail('retry', 'duty', '2026-03-02T09:55:00Z');
    await mail('planned', 'security', '2026-03-02T09:59:00Z');
    await mail('planned', 'duty', '2026-03-03T09:00:00Z');
    await mail('unknown', 'decision', '2026-03-01');
    await mail('dead', 'duty', '2026-03-01');
    await world.sql(`insert into suppression (address, reason, since, lifted_at) values
      ('a@example.org', 'x', '2026-01-01', null), ('b@example.org', 'x', '2026-01-01', '2026-01-02')`);
    await world.sql(`insert into heartbeat (name, at, data) values
      ('relay', '2026-03-02T09:59:50Z', '{}'), ('replan', '2026-03-02T09:59:00Z', '{}'), ('worker/1', '2026-03-02T09:59:55Z', '{}'),
      ('worker/2', '2026-03-02T09:50:00Z', '{}'), ('worker', '2026-03-02T09:59:55Z',
       '{"queues": [{"queue": "mail", "waiting": 7, "active": 2, "delayed": 0, "failed": 0, "next": null}]}')`);
    await world.sql(
      `insert into mail_hour (hour, planned) values ('2026-03-02T10:00:00Z', 40), ('2026-03-02T09:00:00Z', 3)`,
    );
  });
  afterAll(() => world.close());

  it('are those of the database, each with its help, in the text format', async () => {
    const { status, headers, text, samples } = await scrape();
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    const ours = Object.fromEntries(
      [...samples].filter(([name, value]) => name.startsWith('innovation_fund') && value !== 0),
    );
    expect(ours).toEqual({
      innovation_fund_reminders_planned: 4,
      'innovation_fund_mail{state="sent",kind="duty"}': 2,
      'innovation_fund_mail{state="sent",kind="decision"}': 1,
      'innovation_fund_mail{state="retry",kind="duty"}': 1,
      'innovation_fund_mail{state="planned",kind="security"}': 1,
      'innovation_fund_mail{state="planned",kind="duty"}': 1,
      'innovation_fund_mail{state="unknown",kind="decision"}': 1,
      'innovation_fund_mail{state="dead",kind="duty"}': 1,
      'innovation_fund_mail_sent_total{kind="duty"}': 2,
      'innovation_fund_mail_sent_total{kind="decision"}': 1,
      innovation_fund_mail_sent_last_hour: 2,
      'innovation_fund_late{what="letter"}': 2,
      'innovation_fund_late{what="mail"}': 2,
      'innovation_fund_oldest_due_seconds{what="letter"}': 600,
      'innovation_fund_oldest_due_seconds{what="mail"}': 300,
      'innovation_fund_mail_tasks{state="unknown"}': 1,
      'innovation_fund_mail_tasks{state="dead"}': 1,
      innovation_fund_suppressed_addresses: 1,
      innovation_fund_mail_hour_planned: 40,
      innovation_fund_mail_hour_sent: 1,
      'innovation_fund_heartbeat_age_seconds{part="relay"}': 10,
      'innovation_fund_heartbeat_age_seconds{part="replan"}': 60,
      'innovation_fund_heartbeat_age_seconds{part="worker"}': 5,
      innovation_fund_workers: 1,
      'innovation_fund_queue_jobs{queue="mail",state="waiting"}': 7,
      'innovation_fund_queue_jobs{queue="mail",state="active"}': 2,
    });
    expect(samples.get('innovation_fund_mail_stopped')).toBe(0);
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    const named = new Set([...samples.keys()].map((name) => name.replace(/\{.*/, '')));
    for (const name of named) expect(text).toContain(`# HELP ${name.replace(/_(bucket|sum|count)$/, '')}`);
  });

  it('are for the token and for administrators', async () => {
    const asked = async (agent: ReturnType<World['as']>, headers = {}) =>
      (await agent.get('/metrics', { headers })).status;
    expect(await asked(world.as())).toBe(401);
    expect(await asked(world.as(), { authorization: `Bearer ${token}x` })).toBe(401);
    expect(await asked(world.as(), { authorization: `Bearer ${token.slice(1)}` })).toBe(401);
    expect(await asked(world.as(admin))).toBe(200);
    for (const role of ['city', 'reviewer', 'program', 'finance', 'auditor'] as const)
      expect([role, await asked(world.as(await world.person({ role })))]).toEqual([role, 404]);
    // The token opens nothing else.
    expect((await world.as().get('/api/people', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
    expect((await world.as().get('/metrics/', { headers: { authorization: `Bearer ${token}` } })).status).not.toBe(200);
  });

  it('are the same for some seconds, and say when mail is stopped', async () => {
    await scrape();
    await world.sql(`update mail_brake set stopped_at = now(), reason = 'Wrong letters.'`);
    expect((await scrape()).samples.get('innovation_fund_mail_stopped')).toBe(0);
    const { samples } = await until(scrape, (found) => found.samples.get('innovation_fund_mail_stopped') === 1);
    // What is held on purpose is not late; letters about security leave all the same.
    expect(samples.get('innovation_fund_late{what="mail"}')).toBe(1);
    expect(samples.get('innovation_fund_oldest_due_seconds{what="mail"}')).toBe(60);
  });
});

describe('readiness', () => {
  let world: World;
  const ready = () => world.as().get<Problem & Record<string, unknown>>('/ready');
  const at = (instant: string) => world.clock.pin(new Date(instant));
  const beat = (instant: string) =>
    world.sql(`insert into heartbeat (name, at) values ('relay', $1) on conflict (name) do update set at = $1`, [
      instant,
    ]);
  const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it('is there for three minutes before the first sweep, and then is not', async () => {
    const fresh = await ready();
    expect([fresh.status, fresh.json]).toEqual([
      200,
      { status: 'ready', mail: 'leaves', oldestDueSeconds: 0, sweptAt: null },
    ]);
    at(minutesFromNow(2.8));
    expect((await ready()).status).toBe(200);
    at(minutesFromNow(3.2));
    const { status, headers, json } = await ready();
    expect([status, headers.get('content-type')]).toEqual([503, 'application/problem+json; charset=utf-8']);
    expect([json.title, json.detail]).toEqual([
      'Not ready',
      'Nothing was handed to the queue for 3 minutes. Look whether the worker runs, and at the queues.',
    ]);
    expect((await world.as().get('/health')).status).toBe(200);
  });

  it('goes by the last sweep', async () => {
    at(minutesFromNow(60));
    await beat(minutesFromNow(57.2));
    expect((await ready()).status).toBe(200);
    await beat(minutesFromNow(56.8));
    expect((await ready()).status).toBe(503);
    await beat(minutesFromNow(60));
  });

  it('ends where a letter is over fifteen minutes late, to be written or to be sent', async () => {
    const [letter] = await world.sql<{ id: string }>(
      `insert into outbox (key, subject, event, data, due_at) values ('k', 'award:x', 'award.offered', '{}', $1) returning id`,
      [minutesFromNow(45.2)],
    );
    expect((await ready()).status).toBe(200);
    await world.sql('update outbox set due_at = $1', [minutesFromNow(44.8)]);
    const late = await ready();
    expect([late.status, late.json.detail]).toEqual([
      503,
      expect.stringContaining('The oldest letter is 15 minutes late.'),
    ]);
    await world.sql(`update outbox set state = 'done'`);
    await world.sql(
      `insert into mail (outbox_id, address, letter, about, subject, text, html, due_at, created_at)
       values ($1, 'a@example.org', 'a', 'b', 'c', 'd', 'e', $2, $2)`,
      [letter?.id, minutesFromNow(44.8)],
    );
    expect((await ready()).status).toBe(503);
    await world.sql('update mail set due_at = $1', [minutesFromNow(45.2)]);
    expect((await ready()).status).toBe(200);
  });

  it('is not ended by mail that is stopped on purpose', async () => {
    await world.sql('update mail set due_at = $1', [minutesFromNow(-601)]);
    expect((await ready()).json.detail).toContain('11 hours late');
    await world.sql(`update mail_brake set stopped_at = now(), reason = 'Wrong letters.'`);
    expect([(await ready()).status, (await ready()).json.mail]).toEqual([200, 'stopped']);
    await world.sql(`update mail set kind = 'security'`);
    expect((await ready()).status).toBe(503);
  });
});

describe.each(queueBackends())('the queue on $name, as operators see it', ({ redisUrl }) => {
  let office: Office;
  let admin: Person;
  beforeAll(async () => {
    office = await Office.open(redisUrl);
    admin = await office.world.person({ role: 'admin' });
    office.at(new Date().toISOString());
  });
  afterAll(() => office.close());

  it('is seen without a connection to it, and its worker is missed when it ends', async () => {
    const agent = office.world.as(admin);
    const view = () => agent.get<View>('/api/queues');
    expect((await view()).json).toMatchObject({ workers: 0, queues: [{ waiting: null }, { waiting: null }] });
    expect((await agent.get('/queues')).text).toContain('No worker has shown a sign');
    await office.hire(2);
    const { json } = await until(
      view,
      ({ json: found }) => found.workers === 2 && found.parts.every(({ missed }) => !missed),
    );
    expect(json.queues).toEqual([
      { name: 'letters', due: 0, oldest: null, failed: 0, waiting: 0, active: 0, delayed: 0 },
      { name: 'mail', due: 0, oldest: null, failed: 0, waiting: 0, active: 0, delayed: 0 },
    ]);
    expect((await agent.get('/ready')).status).toBe(200);
    await office.dismiss();
    office.later(4);
    expect((await view()).json).toMatchObject({ workers: 0, parts: [{ name: 'relay', missed: true }, {}, {}] });
    expect((await agent.get('/ready')).status).toBe(503);
  });

  it('sweeps when it is asked to, and tries again what failed', async () => {
    const agent = office.world.as(admin);
    await office.hire();
    const award = { awardId: randomUUID(), title: 'Heat', leadId: admin.id, fund: 'Fund' };
    const city = await office.world.person({ role: 'city' });
    const data = { ...award, leadId: city.organisationId ?? '', amountCents: 100, currency: 'USD' };
    await office.tell(admin, 'award.activated', data, `award:${award.awardId}`);
    await until(
      () => office.mail(`award:${award.awardId}`),
      ([mail]) => mail?.state === 'sent',
    );
    await office.world.sql(`update mail set state = 'retry', sent_at = null, due_at = now() + interval '3 hours'`);
    const seen = await agent.get<View>('/api/queues');
    expect(seen.json.queues[1]).toMatchObject({ name: 'mail', due: 0, failed: 1 });
    expect((await agent.get('/queues')).text).toContain('Try again what failed');
    const planned = async () =>
      (await office.world.sql<{ planned: number }>('select planned from mail_hour'))[0]?.planned;
    const before = (await planned()) ?? 0;
    const tried = await agent.form('/queues/retry', { _key: 'again', _page: '/queues' });
    expect([tried.status, tried.to]).toEqual([303, '/queues']);
    expect((await agent.follow(tried)).text).toContain('Tried again now: 1 letter.');
    await until(
      () => office.mail(`award:${award.awardId}`),
      ([mail]) => mail?.state === 'sent',
    );
    // It was asked for, so the brake does not take it for more than was planned.
    expect(await planned()).toBe(before + 1);
    expect((await agent.post('/api/queues/sweep')).json).toEqual({ count: 0 });
    expect((await agent.post('/api/queues/retry')).json).toEqual({ count: 0 });
    expect((await agent.follow(await agent.form('/queues/sweep'))).text).toContain(
      'The relay looks now. Nothing was due.',
    );
  });

  it('shows what its worker saw, and nothing of what is carried', async () => {
    const [worker] = office.workers;
    await worker?.get(Pulse).beat();
    const [row] = await office.world.sql<{ data: unknown }>(`select data from heartbeat where name = 'worker'`);
    expect(row?.data).toEqual({
      queues: ['letters', 'mail'].map((queue) => ({ queue, waiting: 0, active: 0, delayed: 0, failed: 0, next: null })),
    });
  });

  it('is for administrators alone, and for nobody whom another site sends', async () => {
    for (const role of ['city', 'reviewer', 'program', 'finance', 'auditor'] as const) {
      const agent = office.world.as(await office.world.person({ role }));
      const answers = [
        await agent.get('/queues'),
        await agent.get('/api/queues'),
        await agent.post('/api/queues/sweep'),
      ];
      expect([role, ...answers.map(({ status }) => status)]).toEqual([role, 403, 403, 403]);
    }
    const agent = office.world.as(admin);
    expect((await agent.get('/mail')).text).toContain('href="/queues"');
    expect((await office.world.as(await office.world.person({ role: 'program' })).get('/mail')).text).not.toContain(
      '/queues',
    );
    agent.origin = 'https://evil.example';
    expect((await agent.form('/queues/retry')).status).toBe(403);
    expect((await office.world.as().get('/queues')).to).toContain('/sign-in');
  });
});

interface View {
  workers: number;
  parts: { name: string; missed: boolean }[];
  queues: Record<string, unknown>[];
}

describe('too much from one person', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ WRITES_A_MINUTE: '5', UPLOADS_A_MINUTE: '3' });
  });
  afterAll(() => world.close());

  it('is refused with a sentence, for programs and on pages, and nobody else is held up', async () => {
    const person = await world.person({ role: 'program' });
    const first = world.as(person);
    const second = world.as(person);
    const statuses = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await (i % 2 ? first : second).post('/api/rounds', {})).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422]);
    const api = await first.post<Problem>('/api/rounds', {});
    expect([api.status, api.json.title]).toEqual([429, 'Too often']);
    expect(api.json.detail).toMatch(
      /^These are more than 5 changes within a minute\. Wait \d+ seconds?, then send this again\.$/,
    );
    const wait = Number(api.headers.get('retry-after'));
    expect([wait > 0, wait <= 60]).toEqual([true, true]);
    const page = await second.form('/rounds', { name: 'x', _page: '/rounds/new' });
    expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    expect(page.text).toContain('These are more than 5 changes within a minute');
    expect((await first.get('/api/rounds')).status).toBe(200);
    expect((await world.as(await world.person({ role: 'program' })).post('/api/rounds', {})).status).toBe(422);
  });

  it('is refused before the first byte of a file', async () => {
    const agent = world.as(await world.person({ role: 'finance' }));
    const send = () =>
      agent.send<Problem>('POST', '/api/files?name=a.txt', 'hello', {
        headers: { 'content-type': 'application/octet-stream' },
      });
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await send()).status);
    expect(statuses.slice(0, 3)).not.toContain(429);
    expect(statuses[3]).toBe(429);
    expect((await send()).json.detail).toContain('more than 3 files within a minute');
    // They were not counted as changes: their bytes were never looked at.
    expect((await agent.post('/api/rounds', {})).status).not.toBe(429);
  });
});
