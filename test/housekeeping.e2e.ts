import { Work } from '../src/kernel/transaction';
import { Housekeeping } from '../src/people/housekeeping.service';
import { createWorld, type World } from './support/world';

let world: World;
let sweep: () => Promise<number>;
beforeAll(async () => {
  world = await createWorld();
  const housekeeping = new Housekeeping(world.get(Work));
  sweep = () => housekeeping.sweep();
});
afterAll(() => world.close());

const day = 86_400_000;
const began = new Date('2027-03-01T12:00:00Z');
const later = (days: number): void => world.clock.pin(new Date(began.getTime() + days * day));

/** Of each kind one, all from the first of March; the session is revoked on its day, another is open for a year. */
async function leave(): Promise<void> {
  const { id } = await world.person({ role: 'finance' });
  await world.sql(`insert into idempotency (person_id, key, fingerprint, at) values ($1, 'key', '', $2)`, [id, began]);
  await world.sql(`insert into refused_form (person_id, content, at) values ($1, '{}', $2)`, [id, began]);
  const opened = `(person_id, token_hash, created_at, expires_at) values ($1, $2, $3, $3)`;
  await world.sql(`insert into sign_in_link ${opened}`, [id, Buffer.from('link'), began]);
  const session = `insert into session (person_id, token_hash, created_at, expires_at, revoked_at) values ($1, $2, $3, $4, $5)`;
  const year = new Date(began.getTime() + 365 * day);
  await world.sql(session, [id, Buffer.from('revoked'), began, year, began]);
  await world.sql(session, [id, Buffer.from('open'), began, year, null]);
  await world.sql(
    `insert into step_up_code (session_id, code_hash, created_at, expires_at) select id, '', $1, $1 from session where revoked_at is not null`,
    [began],
  );
}

const left = async (): Promise<Record<string, number>> => {
  const tables = ['idempotency', 'refused_form', 'sign_in_link', 'step_up_code', 'session'];
  const counts = tables.map((name) => `(select count(*)::int from ${name}) as ${name}`);
  return (await world.sql<Record<string, number>>(`select ${counts.join(', ')}`))[0] ?? {};
};

describe('what nobody can use any more', () => {
  it('goes when its days are over, each in its time, and what is open stays', async () => {
    await leave();
    const all = { idempotency: 1, refused_form: 1, sign_in_link: 1, step_up_code: 1, session: 2 };
    later(1.9);
    expect([await sweep(), await left()]).toEqual([0, all]);
    later(2.1);
    expect([await sweep(), await left()]).toEqual([1, { ...all, refused_form: 0 }]);
    later(29.9);
    expect(await sweep()).toBe(0);
    later(30.1);
    expect([await sweep(), await left()]).toEqual([3, { ...all, ...gone, session: 2 }]);
    later(89.9);
    expect(await sweep()).toBe(0);
    later(90.1);
    expect([await sweep(), await left()]).toEqual([1, { ...all, ...gone, session: 1 }]);
    later(364);
    expect(await sweep()).toBe(0);
  });

  it('goes a little at a time, and nothing is counted twice by two who sweep at once', async () => {
    later(0);
    await world.sql(
      `insert into idempotency (person_id, key, fingerprint, at)
        select id, n::text, '', $1 from (select id from person limit 1) p, generate_series(1, 2500) n`,
      [began],
    );
    later(31);
    const swept = await Promise.all([sweep(), sweep()]);
    expect(swept[0] + swept[1]).toBe(2500);
    expect((await left()).idempotency).toBe(0);
  });
});

const gone = { idempotency: 0, refused_form: 0, sign_in_link: 0, step_up_code: 0 };
