import { randomUUID } from 'node:crypto';
import { Clock } from '../src/kernel/clock';
import type { Organisation } from '../src/people/organisation.entity';
import type { Agent } from './support/agent';
import { createWorld, type World } from './support/world';
import { Rounds } from '../src/rounds/rounds.service';
import type { Person } from '../src/people/person.entity';

let world: World;
let finance: Agent;
let funder: Organisation;
let program: Person;

beforeAll(async () => {
  world = await createWorld();
  world.get(Clock).pin(new Date('2026-06-01T12:00:00Z'));
  finance = world.as(await world.person({ role: 'finance' }));
  program = await world.person({ role: 'program' });
  funder = await world.organisation('The Kresge Foundation', 'funder');
});
afterAll(() => world.close());

interface Balance {
  raisedCents: number;
  freeCents: number;
  setAsideCents: number;
  committedCents: number;
  disbursedCents: number;
}
interface Fund {
  id: string;
  balance: Balance;
  restrictions: { id: string | null; name: string; balance: Balance }[];
}
interface Transaction {
  seq: number;
  kind: string;
  about: string | null;
  by: string;
  transfers: { from: string; to: string; cents: number; restriction: string | null }[];
}
type List<T> = { items: T[]; next: string | null };

async function newFund(): Promise<Fund> {
  const admin = world.as(await world.person({ role: 'admin' }));
  const { status, json } = await admin.post<Fund>('/api/funds', { name: `Fund ${randomUUID()}`, currency: 'USD' });
  expect(status).toBe(201);
  return json;
}

const gift = (more: object = {}) => ({
  funderId: funder.id,
  grossCents: 100_000,
  feeCents: 1_500,
  receivedOn: '2026-05-20',
  ...more,
});
const balanceOf = async ({ id }: Fund): Promise<Fund> => (await finance.get<Fund>(`/api/funds/${id}`)).json;

test('a contribution is free to use net of its fee, once however often it is sent, and can be corrected', async () => {
  const fund = await newFund();
  const key = randomUUID();
  const first = await finance.post<{ id: string; netCents: number }>(`/api/funds/${fund.id}/contributions`, gift(), {
    key,
  });
  expect(first).toMatchObject({
    status: 201,
    json: { netCents: 98_500, currency: 'USD', funder: funder.name, corrections: 0 },
  });
  const second = await finance.post(`/api/funds/${fund.id}/contributions`, gift(), { key });
  expect(second.json).toEqual(first.json);
  const other = await finance.post(`/api/funds/${fund.id}/contributions`, gift({ grossCents: 5 }), { key });
  expect(other.status).toBe(409);
  expect((await balanceOf(fund)).balance).toMatchObject({ raisedCents: 98_500, freeCents: 98_500, setAsideCents: 0 });

  const right = { grossCents: 90_000, feeCents: 0, reason: 'A digit was wrong.' };
  const corrected = await finance.post(`/api/contributions/${first.json.id}/correct`, right);
  expect(corrected).toMatchObject({ status: 200, json: { netCents: 90_000, corrections: 1 } });
  expect((await balanceOf(fund)).balance).toMatchObject({ raisedCents: 90_000, freeCents: 90_000 });
  const { items } = (await finance.get<List<Transaction>>(`/api/funds/${fund.id}/transfers`)).json;
  expect(items.map(({ kind, transfers }) => [kind, transfers[0]?.cents])).toEqual([
    ['correction', 98_500],
    ['contribution.received', 90_000],
    ['contribution.received', 98_500],
  ]);
  const history = await finance.get<List<{ sentence: string; reason: string | null }>>(`/api/funds/${fund.id}/history`);
  expect(history.json.items[0]).toMatchObject({ sentence: 'corrected the contribution', reason: 'A digit was wrong.' });
});

test('money that was set aside since can still be corrected by what is free, and no further', async () => {
  const fund = await newFund();
  const { json } = await finance.post<{ id: string }>(`/api/funds/${fund.id}/contributions`, gift({ feeCents: 0 }));
  await openRound(fund, 80_000);
  const to = (grossCents: number) =>
    finance.post(`/api/contributions/${json.id}/correct`, { grossCents, reason: 'Slip.' });
  const refused = await to(79_999);
  expect(refused.status).toBe(409);
  expect(refused.json.detail).toContain('set aside or paid');
  expect((await to(80_000)).status).toBe(200);
  expect((await balanceOf(fund)).balance).toMatchObject({ raisedCents: 80_000, freeCents: 0, setAsideCents: 80_000 });
});

test.each([
  ['an amount with half a cent', { grossCents: 12.345 }, 'grossCents'],
  ['less than nothing', { grossCents: -1 }, 'grossCents'],
  ['nothing', { grossCents: 0 }, 'grossCents'],
  ['text', { grossCents: '100000' }, 'grossCents'],
  ['more than can be kept', { grossCents: 2 ** 53 + 2 }, 'grossCents'],
  ['a fee as large as the gift', { grossCents: 100, feeCents: 100 }, 'feeCents'],
  ['a negative fee', { feeCents: -5 }, 'feeCents'],
  ['an unknown funder', { funderId: randomUUID() }, 'funderId'],
  ['a funder that is no id', { funderId: 'kresge' }, 'funderId'],
  ['another fund’s restriction', { restrictionId: randomUUID() }, 'restrictionId'],
  ['a day to come', { receivedOn: '2026-06-02' }, 'receivedOn'],
  ['a day long ago', { receivedOn: '0202-01-01' }, 'receivedOn'],
  ['no day', { receivedOn: '2026-02-30' }, 'receivedOn'],
  ['a field there is not', { cents: 5 }, 'cents'],
])('%s is refused with a sentence and changes nothing', async (_, fault, field) => {
  const fund = await newFund();
  const { status, json } = await finance.post<{ errors: Record<string, string[]> }>(
    `/api/funds/${fund.id}/contributions`,
    gift(fault),
  );
  expect(status).toBe(422);
  expect(Object.keys(json.errors)).toEqual([field]);
  expect((await balanceOf(fund)).balance.raisedCents).toBe(0);
});

test.each(['12.345', '-1', '1e9', '1.000,00', '1,50', 'abc', '99999999999999999'])(
  'the form gives “%s” back with a sentence',
  async (typed) => {
    const fund = await newFund();
    const form = {
      funderId: funder.id,
      grossCents: typed,
      receivedOn: '2026-05-20',
      reference: 'Wire 7',
      _page: `/funds/${fund.id}/contributions/new`,
    };
    const refused = await finance.form(`/funds/${fund.id}/contributions`, form);
    expect(refused.status).toBe(303);
    const page = await finance.follow(refused);
    expect(page.text).toContain(`value="${typed}"`);
    expect(page.text).toContain('value="Wire 7"');
    expect(page.text).toMatch(/is not an amount|larger than the system|above zero/);
  },
);

test('each role reads what is its to read', async () => {
  const fund = await newFund();
  const roles = { city: 403, reviewer: 403, program: 200, finance: 200, admin: 200, auditor: 200 } as const;
  for (const [role, status] of Object.entries(roles)) {
    const agent = world.as(await world.person({ role: role as keyof typeof roles }));
    for (const path of [
      '/api/funds',
      `/api/funds/${fund.id}`,
      `/api/funds/${fund.id}/transfers`,
      `/api/funds/${fund.id}/contributions`,
      '/fund',
      `/funds/${fund.id}`,
    ]) {
      expect([role, path, (await agent.get(path)).status]).toEqual([role, path, status]);
    }
    const given = await agent.post(`/api/funds/${fund.id}/contributions`, gift());
    expect([role, given.status]).toEqual([role, role === 'finance' ? 201 : 403]);
    const page = await agent.get(`/funds/${fund.id}`);
    expect(page.text.includes('Record a contribution')).toBe(role === 'finance');
  }
  expect((await world.as().get(`/api/funds/${fund.id}`)).status).toBe(401);
  expect((await finance.get(`/api/funds/${randomUUID()}`)).status).toBe(404);
  expect((await finance.get(`/api/funds/${randomUUID()}/contributions`)).status).toBe(404);
});

async function openRound(fund: Fund, budgetCents: number): Promise<string> {
  const rounds = world.get(Rounds);
  const actor = world.actor(program);
  // prettier-ignore
  const round = await rounds.plan(actor, {
    fundId: fund.id, name: 'Spring <round>', summary: '', budgetCents, floorCents: null, ceilingCents: null,
    sectors: ['energy use'], stages: ['test'], questions: [], rubric: [{ key: 'impact', name: 'Impact', help: '', weight: 100, max: 5 }], deadlineLocal: '2026-09-30T23:59:59', deadlineZone: 'UTC',
  } as never);
  await rounds.open(actor, round.id);
  return round.id;
}

test('the figures add up, whole and for each restriction, and each leads to its transfers', async () => {
  const fund = await newFund();
  const restricted = await finance.post<Fund>(`/api/funds/${fund.id}/restrictions`, {
    name: 'Buildings',
    sectors: ['energy use'],
  });
  const restrictionId = restricted.json.restrictions[0]?.id;
  await finance.post(`/api/funds/${fund.id}/contributions`, gift({ grossCents: 30_000, feeCents: 0, restrictionId }));
  await finance.post(`/api/funds/${fund.id}/contributions`, gift());
  const round = await openRound(fund, 50_000);
  const { balance, restrictions } = await balanceOf(fund);
  expect(balance).toMatchObject({
    raisedCents: 128_500,
    freeCents: 78_500,
    setAsideCents: 50_000,
    committedCents: 0,
    disbursedCents: 0,
  });
  expect(
    restrictions.map(({ name, balance: { freeCents, setAsideCents } }) => [name, freeCents, setAsideCents]),
  ).toEqual([
    ['Buildings', 0, 30_000],
    ['Unrestricted', 78_500, 20_000],
  ]);

  const { items } = (await finance.get<List<Transaction>>(`/api/funds/${fund.id}/transfers?stage=set-aside&limit=1`))
    .json;
  expect(items).toMatchObject([{ kind: 'round.reserved', about: 'Spring <round>', by: program.name }]);
  expect(items[0]?.transfers).toEqual([
    { from: 'available', to: 'reserved', cents: 30_000, currency: 'USD', restriction: 'Buildings' },
    { from: 'available', to: 'reserved', cents: 20_000, currency: 'USD', restriction: null },
  ]);
  const page = (await finance.get(`/funds/${fund.id}/transfers?stage=free`)).text;
  for (const text of [
    'Free: $785.00',
    '−$500.00',
    '$300.00 Buildings, $200.00 unrestricted',
    '+$985.00',
    `/rounds/${round}`,
    'Spring &lt;round>',
  ])
    expect(page).toContain(text);
  const whole = (await finance.get(`/funds/${fund.id}`)).text;
  for (const text of ['$1,285.00', '$785.00', '$500.00', 'Of $1,285.00 raised: Free $785.00, Set aside $500.00'])
    expect(whole).toContain(text);
});

test('the journal is read in parts that never cut an event in two', async () => {
  const fund = await newFund();
  for (let day = 10; day < 15; day += 1)
    await finance.post(`/api/funds/${fund.id}/contributions`, gift({ receivedOn: `2026-05-${day}` }));
  const seen: number[] = [];
  for (let next: string | null = ''; next !== null;) {
    const path: string = `/api/funds/${fund.id}/transfers?limit=2${next === '' ? '' : `&after=${next}`}`;
    const { json } = await finance.get<List<Transaction>>(path);
    seen.push(...json.items.map(({ seq }) => seq));
    next = json.next;
  }
  expect(seen).toEqual([...seen].sort((a, b) => b - a));
  expect(new Set(seen).size).toBe(5);
  const days: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const path: string = `/api/funds/${fund.id}/contributions?limit=2${next === '' ? '' : `&after=${next}`}`;
    const { json } = await finance.get<List<{ receivedOn: string }>>(path);
    days.push(...json.items.map(({ receivedOn }) => receivedOn));
    next = json.next;
  }
  expect(days).toEqual(['2026-05-14', '2026-05-13', '2026-05-12', '2026-05-11', '2026-05-10']);
  for (const query of ['stage=hidden', 'award=1', 'after=x', 'limit=0']) {
    expect((await finance.get(`/api/funds/${fund.id}/transfers?${query}`)).status).toBe(422);
  }
});

test('the pages work from the first day on: an empty fund, the form, the correction, twelve digits', async () => {
  const fund = await newFund();
  expect((await finance.get(`/funds/${fund.id}`)).text).toContain('No money has been recorded yet');
  const form = {
    funderId: funder.id,
    grossCents: '999,999,999,999.99',
    feeCents: '',
    receivedOn: '2026-05-20',
    restrictionId: '',
    reference: '',
    _key: randomUUID(),
  };
  const sent = await finance.form(`/funds/${fund.id}/contributions`, form);
  expect([sent.status, sent.to]).toEqual([303, `/funds/${fund.id}/contributions`]);
  await finance.form(`/funds/${fund.id}/contributions`, form);
  const page = await finance.follow(sent);
  expect(page.text).toContain('$999,999,999,999.99');
  expect(page.text.match(/id="contribution-/g)).toHaveLength(1);
  const [, id] = /\/contributions\/([0-9a-f-]{36})\/correct/.exec(page.text) ?? [];
  expect((await finance.get(`/contributions/${id}/correct`)).text).toContain('value="999,999,999,999.99"');
  const corrected = await finance.form(`/contributions/${id}/correct`, {
    grossCents: '1,000',
    feeCents: '10.50',
    reason: 'Typed twice',
  });
  expect((await finance.follow(corrected)).text).toContain('$989.50');
  expect((await finance.get('/fund')).text).toContain(`/funds/${fund.id}`);
});

test('an administrator opens a fund on its page, and a mistake keeps what was typed', async () => {
  const admin = world.as(await world.person({ role: 'admin' }));
  const typed = { name: `Fund ${randomUUID()}`, purpose: '', currency: ' usd', approvalsRequired: '2', _page: '/fund' };
  const { to } = await admin.form('/funds', typed);
  expect(to).toMatch(/^\/funds\/[0-9a-f-]{36}$/);
  expect((await admin.get(to)).text).toContain(typed.name);
  const refused = await admin.form('/funds', { ...typed, approvalsRequired: 'nine' });
  const { text } = await admin.follow(refused);
  expect(text).toContain('At most five people approve.');
  expect(text).toContain('value="nine"');
});
