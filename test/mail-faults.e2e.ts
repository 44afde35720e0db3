import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Person } from '../src/people/person.entity';
import { Clock } from '../src/kernel/clock';
import { Labourer } from './support/labourer';
import { Office, until } from './support/office';
import { queueBackends } from './support/redis';
import type { Act } from './support/smtp';

const second = 'Sent a second time, because it is not known whether the first copy arrived.';

describe.each(queueBackends())('faults of the post, with the queue on $name', ({ redisUrl }) => {
  let office: Office;
  let program: Person;
  let rival: Client;
  const abouts = new Map<string, string>();

  beforeAll(async () => {
    office = await Office.open(redisUrl, { SMTP_PATIENCE_SECONDS: '2' });
    program = await office.world.person({ role: 'program' });
    rival = new Client({ connectionString: office.world.databaseUrl });
    await rival.connect();
  });
  afterEach(async () => {
    Labourer.dismissAll();
    await office.dismiss();
    office.post.forget();
  });
  afterAll(async () => {
    await rival.end();
    await office.close();
  });

  const labourer = (patience = '60'): Labourer =>
    Labourer.hire({ ...office.environment, DATABASE_URL: office.databaseUrl(), SMTP_PATIENCE_SECONDS: patience });

  /** Of a review that is due in two days, to be sent now unless told otherwise; known by the name of its reader. */
  async function reminder(name: string, acts: Act[] = [], inMinutes = 0): Promise<void> {
    const reviewer = await office.world.person({ role: 'reviewer', name });
    // What follows is planned by nobody's rules.
    await office.world.sql('delete from replan');
    const [id, subject] = [randomUUID(), `review:${randomUUID()}`];
    const data = { reviewId: subject.slice(7), reviewerId: reviewer.id, reviewer: name, applicationId: randomUUID() };
    office.post.script(reviewer.email, ...acts);
    abouts.set(name, subject);
    await office.world.sql(dueSql, [
      id,
      subject,
      reviewer.id,
      JSON.stringify({ ...data, title: 'Heat', round: 'One' }),
    ]);
    await office.world.sql(plannedSql, [id, inMinutes]);
  }
  async function decision(name: string, acts: Act[] = []): Promise<void> {
    const signatory = await office.world.person({ role: 'city', name });
    office.post.script(signatory.email, ...acts);
    const award = { awardId: randomUUID(), title: 'Heat', leadId: signatory.organisationId ?? '', fund: 'Fund' };
    abouts.set(name, `award:${award.awardId}`);
    await office.tell(
      program,
      'award.activated',
      { ...award, amountCents: 100, currency: 'USD' },
      `award:${award.awardId}`,
    );
  }
  /** State, copies that arrived, and what is said of it. */
  async function stateOf(name: string): Promise<[string | undefined, number, string]> {
    const mail = await office.mail(abouts.get(name) ?? '');
    const copies = mail[0] ? office.post.to(mail[0].address).length : 0;
    return [mail.map(({ state }) => state).join() || undefined, copies, mail[0]?.error ?? ''];
  }
  const states = async (...names: string[]) =>
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await stateOf(name)] as const)));
  const inState = (state: string, ...names: string[]) =>
    until(
      () => Promise.all(names.map(async (name) => (await stateOf(name))[0])),
      (seen) => seen.every((one) => one === state),
    );
  const holding = (count: number) =>
    until(
      () => [...office.post.held],
      (held) => held.length === count,
    );
  /** Every lease runs out, as if two minutes had passed. */
  const pass = async () => {
    await rival.query(`update mail set lease_until = lease_until - interval '2 minutes', due_at = due_at - interval '2 minutes'
      where state in ('planned', 'claimed', 'sending', 'retry')`);
    await rival.query(`update outbox set carried_at = carried_at - interval '2 minutes' where state = 'carried'`);
  };

  it('loses and doubles nothing where workers are killed at every point, twice in a row, or frozen', async () => {
    for (const [name, ...acts] of [
      ['Deaf R', 'deaf', 'deaf'],
      ['Torn R', 'torn'],
      ['Mute R', 'mute'],
      ['Twice R', 'mute', 'mute'],
    ] as [string, ...Act[]][])
      await reminder(name, acts);
    await decision('Deaf D', ['deaf', 'deaf']);
    await decision('Torn D', ['torn']);
    await decision('Mute D', ['mute']);
    for (const name of ['Fill A', 'Fill B', 'Fill C']) await reminder(name, ['deaf']);
    const first = labourer();
    await holding(10);
    const late = ['Wait A', 'Wait B'];
    for (const name of late) await reminder(name);
    await inState('claimed', ...late);
    await reminder('Carried');
    await rival.query('begin');
    await rival.query(`select from outbox where subject = $1 for update`, [abouts.get('Carried')]);
    await first.kill();
    await rival.query('rollback');
    await rival.query(
      `update outbox set state = 'carried', carried_at = now() where subject = $1 and state = 'planned'`,
      [abouts.get('Carried')],
    );
    office.post.release();

    await pass();
    const next = labourer();
    await holding(3);
    expect([...office.post.held].sort()).toEqual(
      ['deaf deaf.d@example.org', 'deaf deaf.r@example.org', 'mute twice.r@example.org'].sort(),
    );
    await inState('sent', 'Torn R', 'Mute R', 'Fill A', 'Fill B', 'Fill C', ...late, 'Carried');
    await next.kill();
    office.post.release();

    await pass();
    const third = labourer();
    await inState('sent', 'Deaf R', 'Deaf D');
    await inState('unknown', 'Torn D', 'Mute D', 'Twice R');
    const lost = 'The worker ended while it was sending this; it may have arrived.';
    expect(await states('Deaf R', 'Deaf D', 'Torn R', 'Torn D', 'Mute R', 'Mute D', 'Twice R')).toEqual({
      ...{ 'Deaf R': ['sent', 1, ''], 'Deaf D': ['sent', 1, ''] },
      ...{ 'Torn R': ['sent', 1, second], 'Torn D': ['unknown', 0, lost] },
      ...{ 'Mute R': ['sent', 2, second], 'Mute D': ['unknown', 1, lost], 'Twice R': ['unknown', 2, lost] },
    });
    for (const name of ['Fill A', 'Fill B', 'Fill C', ...late, 'Carried'])
      expect(await stateOf(name)).toEqual(['sent', 1, '']);

    // Frozen for longer than its lease, while another takes over.
    await reminder('Frozen early', ['deaf']);
    await decision('Frozen late', ['mute']);
    await holding(2);
    third.freeze();
    await pass();
    labourer();
    await inState('sent', 'Frozen early');
    await inState('unknown', 'Frozen late');
    third.thaw();
    office.post.release();
    await decision('Afterwards');
    await inState('sent', 'Afterwards');
    expect(await states('Frozen early', 'Frozen late')).toEqual({
      'Frozen early': ['sent', 1, ''],
      'Frozen late': ['unknown', 1, lost],
    });
  });

  it('tries for two hours where the server is busy, and holds nobody else up', async () => {
    await office.hire();
    await decision('Busy', Array<Act>(6).fill('busy'));
    await decision('Other');
    await inState('sent', 'Other');
    await inState('retry', 'Busy');
    let tries = 1;
    for (let minutes = 0; minutes < 150 && tries < 7; minutes += 10) {
      await rival.query(`update mail set due_at = due_at - interval '10 minutes' where state = 'retry'`);
      await office.sweep();
      const mail = () => office.mail(abouts.get('Busy') ?? '').then(([one]) => one);
      const due = await rival.query(`select 1 from mail where about = $1 and due_at <= now()`, [abouts.get('Busy')]);
      if (due.rowCount) tries += 1;
      await until(mail, (one) => (one?.attempts ?? 0) >= tries && one?.state !== 'claimed' && one?.state !== 'sending');
    }
    expect(await stateOf('Busy')).toEqual(['sent', 1, '']);
    expect(tries).toBe(7);
  });

  it('knows what it does not know: a line lost, an answer that comes too late, or a byte a second', async () => {
    await office.hire();
    const acts: Act[] = ['drop', 'late', 'trickle'];
    for (const act of acts) await reminder(`R ${act}`, [act, 'accept']);
    for (const act of acts) await decision(`D ${act}`, [act]);
    await decision('Beside');
    await inState('sent', 'Beside');
    await inState('unknown', ...acts.map((act) => `D ${act}`));
    await inState('retry', ...acts.map((act) => `R ${act}`));
    await pass();
    await office.sweep();
    await inState('sent', ...acts.map((act) => `R ${act}`));
    for (const act of acts) {
      expect((await stateOf(`R ${act}`)).slice(1)).toEqual([2, second]);
      expect((await stateOf(`D ${act}`))[1]).toBe(1);
    }
  });

  it('goes by the clock of the database where that of a worker is wrong', async () => {
    await office.hire();
    const clock = office.workers[0]?.get(Clock) as Clock;
    const hour = 3_600_000;
    await reminder('In half an hour', [], 30);
    for (const [index, off] of [hour, -hour, 400 * 24 * hour, 0].entries()) {
      const wrong = jest.spyOn(clock, 'now').mockImplementation(() => new Date(Date.now() + off));
      await reminder(`Now ${index}`);
      await office.sweep();
      await inState('sent', `Now ${index}`);
      await office.sweep();
      expect(await stateOf(`Now ${index}`)).toEqual(['sent', 1, '']);
      expect(await stateOf('In half an hour')).toEqual([undefined, 0, '']);
      wrong.mockRestore();
    }
    await office.world.sql(`update outbox set due_at = now() where subject = $1`, [abouts.get('In half an hour')]);
    await office.sweep();
    await inState('sent', 'In half an hour');
  });
});

const dueSql = `
  insert into deadline (id, anchor, subject, within, person_id, staff_role, title, due_at, due_zone, data, created_at)
  values ($1, 'review_due', $2, '{}', $3, 'program', 'Heat', now() + interval '2 days', 'UTC', $4, now())`;

const plannedSql = `
  insert into outbox (key, subject, event, data, due_at, deadline_id, person_id, step)
  select 'reminder:' || id || ':' || to_char(due_at at time zone 'UTC', 'YYYY-MM-DD') || ':-2:' || person_id, subject, 'review.reminder',
         '{}', now() + make_interval(mins => $2), id, person_id, -2 from deadline where id = $1`;
