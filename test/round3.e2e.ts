import { round3 } from '../src/demo/proposals';
import { Contributions } from '../src/fund/contributions.service';
import { Funds } from '../src/fund/funds.service';
import type { Person } from '../src/people/person.entity';
import type { Agent, Answer } from './support/agent';
import { createWorld, type World } from './support/world';

/** CNCA Round 3: twelve proposals, $650,000.00, eight awards that add up to exactly that. */
const funded = round3.filter(({ awardedCents }) => awardedCents !== null);
const others = round3.filter(({ awardedCents }) => awardedCents === null);

interface Body {
  id: string;
  status: string;
  detail: string;
  errors: Record<string, string[]>;
  [field: string]: unknown;
}

let world: World;
let fundId: string;
let roundId: string;
const staff = {} as Record<'amara' | 'priya' | 'jonas', Agent>;
const people = {} as Record<keyof typeof staff, Person>;
const cities = new Map<string, Person>();
const agents = new Map<string, Agent>();
const applications = new Map<string, string>();
const awards = new Map<string, string>();

const at = (instant: string): void => {
  world.clock.pin(new Date(instant));
  for (const name of ['amara', 'priya', 'jonas'] as const) staff[name] = world.as(people[name]);
  for (const [city, person] of cities) agents.set(city, world.as(person));
};
const city = (name: string): Agent => agents.get(name) as Agent;

const did = async (agent: Agent, path: string, body: object = {}): Promise<Body> => {
  const { status, json, text }: Answer<Body> = await agent.post<Body>(`/api/${path}`, body);
  if (status >= 300) throw new Error(`${path}: ${text}`);
  return json;
};

const figures = async (): Promise<Record<string, number>> => {
  const { json } = await staff.amara.get<{ balance: Record<string, number> }>(`/api/funds/${fundId}`);
  const { freeCents = NaN, reservedCents = NaN, offeredCents = NaN, committedCents = NaN } = json.balance;
  return { freeCents, reservedCents, offeredCents, committedCents };
};

/** Proposed by Amara, approved by Priya and Jonas, offered to the city. */
const offers = async (title: string, amountCents: number): Promise<string> => {
  const { id } = await did(staff.amara, `applications/${applications.get(title)}/awards`, { amountCents, reason: 'r' });
  for (const name of ['priya', 'jonas'] as const) await did(staff[name], `awards/${id}/approve`);
  await did(staff.amara, `awards/${id}/offer`, { expiresOn: '2017-05-18' });
  return id;
};

const refused = async (title: string, amountCents: number): Promise<[number, string]> => {
  const path = `/api/applications/${applications.get(title)}/awards`;
  const { status, json } = await staff.amara.post<Body>(path, { amountCents, reason: 'r' });
  return [status, json.detail];
};

beforeAll(async () => {
  world = await createWorld();
  world.clock.pin(new Date('2016-11-18T12:00:00Z'));
  people.amara = await world.person({ role: 'program', name: 'Amara Okafor' });
  people.priya = await world.person({ role: 'program', name: 'Priya Raman' });
  people.jonas = await world.person({ role: 'finance', name: 'Jonas Weber' });
  for (const name of new Set(round3.map(({ lead }) => lead)))
    cities.set(name, await world.person({ role: 'city', organisation: await world.organisation(name) }));
  const finance = world.actor(people.jonas);
  ({ id: fundId } = await world
    .get(Funds)
    .open(finance, { name: 'Innovation Fund', purpose: '', currency: 'USD', approvalsRequired: 2 }));
  const barr = await world.get(Funds).restrict(finance, fundId, { name: 'Energy only', sectors: ['energy use'] });
  const funder = await world.organisation('A Foundation', 'funder');
  const gift = { funderId: funder.id, feeCents: 0, receivedOn: '2016-11-14', reference: '' };
  for (const [grossCents, restrictionId] of [
    [500_000_00, null],
    [150_000_00, barr.id],
  ] as const)
    await world.get(Contributions).receive(finance, fundId, { ...gift, grossCents, restrictionId });
  at('2017-01-09T15:00:00Z');
});
afterAll(() => world.close());

it('opens with all that the fund has, and takes twelve proposals that ask for three times as much', async () => {
  const input = {
    ...{ fundId, name: 'CNCA Round 3', summary: '', budgetCents: 650_000_00, floorCents: null, ceilingCents: null },
    sectors: ['urban transportation', 'energy use', 'waste systems'],
    stages: ['develop', 'test', 'implement', 'amplify'],
    ...{ deadlineLocal: '2017-02-28T23:59:59', deadlineZone: 'America/New_York', questions: [] },
    rubric: [{ key: 'impact', name: 'Impact', help: '', weight: 100, max: 5 }],
  };
  ({ id: roundId } = await did(staff.amara, 'rounds', input));
  await did(staff.amara, `rounds/${roundId}/open`);
  expect(await figures()).toEqual({ freeCents: 0, reservedCents: 650_000_00, offeredCents: 0, committedCents: 0 });
  for (const { title, lead, partners, sector, stage, askedCents, about } of round3) {
    const { id } = await did(city(lead), 'applications', {
      ...{ roundId, title, summary: about, sectors: [sector], stage, answers: {} },
      ...{ partners: partners.map((name) => ({ name })), requestedCents: askedCents },
      budgetLines: [{ item: 'The project', cents: askedCents }],
    });
    await did(city(lead), `applications/${id}/submit`);
    applications.set(title, id);
  }
  at('2017-03-01T15:00:00Z');
  for (const move of ['close', 'start-review']) await did(staff.amara, `rounds/${roundId}/${move}`);
  for (const id of applications.values()) await did(staff.amara, `applications/${id}/start-review`);
  expect([applications.size, round3.reduce((sum, { askedCents }) => sum + askedCents, 0)]).toEqual([12, 1_939_176_00]);
});

it('awards eight that add up to $650,000.00 and leaves nothing', async () => {
  at('2017-04-18T15:00:00Z');
  for (const { title, awardedCents } of funded) awards.set(title, await offers(title, awardedCents ?? 0));
  expect(funded.map(({ awardedCents }) => awardedCents)).toEqual(
    [100_000, 200_000, 150_000, 100_000, 25_000, 25_000, 25_000, 25_000].map((dollars) => dollars * 100),
  );
  expect(await figures()).toEqual({ freeCents: 0, reservedCents: 0, offeredCents: 650_000_00, committedCents: 0 });
  const { json } = await staff.jonas.get<{
    pots: { restriction: string; reservedCents: number; awardedCents: number }[];
  }>(`/api/rounds/${roundId}/budget`);
  expect(
    json.pots.map(({ restriction, reservedCents, awardedCents }) => [restriction, reservedCents, awardedCents]),
  ).toEqual([
    ['Energy only', 0, 150_000_00],
    ['Unrestricted', 0, 500_000_00],
  ]);
});

it('refuses the ninth with a sentence that names $0.00', async () => {
  const ninth = others[0]?.title ?? '';
  expect(await refused(ninth, 25_000_00)).toEqual([
    409,
    'CNCA Round 3 has $0.00 free for this project, and the award is $25,000.00. Award at most what is free.',
  ]);
  const { json } = await staff.amara.get(`/api/applications/${applications.get(ninth)}/drawable?amountCents=2500000`);
  expect(json).toMatchObject({ leftCents: 0, shortCents: 25_000_00 });
  const raise = await staff.amara.post<Body>(`/api/rounds/${roundId}/raise-budget`, { cents: 25_000_00 });
  expect([raise.status, raise.json.detail]).toEqual([409, expect.stringContaining('Innovation Fund has $0.00 free')]);
});

it('offers what one city declines to the next', async () => {
  at('2017-05-02T15:00:00Z');
  const declined = funded.find(({ lead }) => lead === 'Yokohama');
  await did(city('Yokohama'), `awards/${awards.get(declined?.title ?? '')}/decline`, {
    reason: 'Another way was found.',
  });
  expect(await figures()).toEqual({
    freeCents: 0,
    reservedCents: 100_000_00,
    offeredCents: 550_000_00,
    committedCents: 0,
  });
  const next = others[0];
  expect(await refused(next?.title ?? '', 100_000_01)).toEqual([409, expect.stringContaining('has $100,000.00 free')]);
  const award = await offers(next?.title ?? '', 100_000_00);
  expect(await figures()).toEqual({ freeCents: 0, reservedCents: 0, offeredCents: 650_000_00, committedCents: 0 });
  await did(city(next?.lead ?? ''), `awards/${award}/accept`);
  for (const { title, lead } of funded)
    if (lead !== 'Yokohama') await did(city(lead), `awards/${awards.get(title)}/accept`);
  expect(await figures()).toEqual({ freeCents: 0, reservedCents: 0, offeredCents: 0, committedCents: 650_000_00 });
  const [check] = await world.sql<{ count: string }>('select count(*) from ledger.verify()');
  expect(check?.count).toBe('0');
});

it('keeps money for energy away from projects of other sectors, from the first to the last', async () => {
  const held = async (title: string): Promise<string[]> => {
    const { json } = await staff.jonas.get<{ restrictions: { name: string }[] }>(
      `/api/awards/${awards.get(title)}/money`,
    );
    return json.restrictions.map(({ name }) => name);
  };
  for (const { title, sector, lead } of funded)
    if (sector !== 'energy use' && lead !== 'Yokohama')
      expect([title, await held(title)]).toEqual([title, ['Unrestricted']]);
});
