import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Contributions } from '../src/fund/contributions.service';
import { Funds } from '../src/fund/funds.service';
import type { Person } from '../src/people/person.entity';
import type { Agent } from './support/agent';
import { type Cut, Cutter } from './support/cutter';
import { createDatabase, type TestDatabase } from './support/postgres';
import { createWorld, type World } from './support/world';

let world: World;
let cutter: Cutter;
let direct: TestDatabase;
let agents: Record<'finance' | 'program', Agent>;
let people: Record<'finance' | 'program', Person>;
let fundId: string;
let funderId: string;

beforeAll(async () => {
  direct = await createDatabase();
  const cut = await Cutter.before(direct);
  ({ cutter } = cut);
  world = await createWorld({}, Promise.resolve(cut.database));
  people = { finance: await world.person({ role: 'finance' }), program: await world.person({ role: 'program' }) };
  agents = { finance: world.as(people.finance), program: world.as(people.program) };
  const fund = { name: 'Fund', purpose: '', currency: 'USD', approvalsRequired: 2 };
  ({ id: fundId } = await world.get(Funds).open(world.actor(people.finance), fund));
  ({ id: funderId } = await world.organisation('A Foundation', 'funder'));
  await world
    .get(Contributions)
    .receive(world.actor(people.finance), fundId, { ...gift(), feeCents: 0, restrictionId: null });
});
afterAll(() => world.close());

const gift = () => ({ funderId, grossCents: 500_000, receivedOn: '2026-01-15', reference: 'First' });
const round = (name: string) => ({
  ...{ fundId, name, summary: '', budgetCents: 1000, floorCents: null, ceilingCents: null },
  ...{ sectors: ['energy use'], stages: ['test'], questions: [] },
  rubric: [{ key: 'impact', name: 'Impact', help: '', weight: 100, max: 5 }],
  ...{ deadlineLocal: '2099-01-20T23:59:59', deadlineZone: 'UTC' },
});

interface Answered {
  id: string;
  detail: string;
  status?: string;
}

/** What there is, counted past the application. */
async function count(sql: string, values: unknown[]): Promise<number> {
  const client = new Client({ connectionString: direct.url });
  await client.connect();
  const { rows } = await client.query<{ count: string }>(sql, values);
  await client.end();
  return Number(rows[0]?.count);
}
const faults = () => count('select count(*) from ledger.verify()', []);

/** A posting move: how it is prepared, how it is asked for, and how often it has been made. */
type Move = () => Promise<{ ask: (key: string) => ReturnType<Agent['post']>; made: () => Promise<number> }>;
const moves: Record<string, Move> = {
  'a contribution': async () => {
    const reference = randomUUID();
    return {
      ask: (key) => agents.finance.post(`/api/funds/${fundId}/contributions`, { ...gift(), reference }, { key }),
      made: () =>
        count(
          `select count(*) from contribution c join ledger.transaction t on t.subject = 'contribution:' || c.id where c.reference = $1`,
          [reference],
        ),
    };
  },
  'a round that is opened': async () => {
    const { json } = await agents.program.post<Answered>('/api/rounds', round(`Round ${randomUUID()}`));
    return {
      ask: (key) => agents.program.post(`/api/rounds/${json.id}/open`, {}, { key }),
      made: () => count(`select count(*) from ledger.transaction where subject = $1`, [`round:${json.id}`]),
    };
  },
};

describe.each(Object.entries(moves))('%s whose answer is cut', (_, prepare) => {
  it.each<[Cut, number]>([
    ['before its answer comes back', 1],
    ['before COMMIT arrives', 0],
  ])('%s is found, or done, under the same key', async (where, done) => {
    const { ask, made } = await prepare();
    const [key, cuts] = [randomUUID(), cutter.cuts];
    cutter.next = where;
    const lost = await ask(key);
    const { detail } = lost.json as unknown as Answered;
    expect([lost.status, detail, cutter.cuts]).toEqual([
      503,
      expect.stringContaining('whether this was done'),
      cuts + 1,
    ]);
    expect(lost.headers.get('retry-after')).toBe('5');
    expect(await made()).toBe(done);
    const found = await ask(key);
    const again = await ask(key);
    expect([found.status < 300, again.status, again.text]).toEqual([true, found.status, found.text]);
    expect((found.json as unknown as Answered).id).toMatch(/^[0-9a-f-]{36}$/);
    expect([await made(), await faults()]).toEqual([1, 0]);
  });
});

it('a form whose answer is cut is not offered under a new key: reloading sends the same one again', async () => {
  const page = await agents.finance.get(`/funds/${fundId}/contributions/new`);
  expect(page.status).toBe(200);
  const [, key = ''] = /name="_key" value="([^"]+)"/.exec(page.text) ?? [];
  const reference = randomUUID();
  const typed = {
    _key: key,
    funderId,
    grossCents: '12.34',
    feeCents: '',
    receivedOn: '2026-01-15',
    reference,
    restrictionId: '',
  };
  cutter.next = 'before its answer comes back';
  const lost = await agents.finance.form(`/funds/${fundId}/contributions`, typed);
  expect([lost.status, lost.text.includes('reload this page')]).toEqual([503, true]);
  const found = await agents.finance.form(`/funds/${fundId}/contributions`, typed);
  expect(found.status).toBe(303);
  expect(await count('select count(*) from contribution where reference = $1', [reference])).toBe(1);
});
