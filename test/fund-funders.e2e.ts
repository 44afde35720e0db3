import { Client } from 'pg';
import { Contributions } from '../src/fund/contributions.service';
import { Awarding } from './support/awarding';

/** What a funder's statement says, in dollars. */
interface Statement extends Record<string, unknown> {
  funder: string;
  funderId: string;
  netCents: number;
  uses: { kind: string; setAsideCents: number; committedCents: number; disbursedCents: number }[];
  contributions: { freeCents: number | null }[];
}
const places = ['free', 'setAside', 'committed', 'disbursed', 'overhead', 'givenBack', 'notKeptApart'] as const;

let here: Awarding;
let ids: Record<string, string>;

const given = async (funder: string, cents: number, feeCents = 0): Promise<string> => {
  const { world, people, fundId } = here;
  const gift = {
    funderId: ids[funder] ?? '',
    grossCents: cents,
    feeCents,
    receivedOn: '2026-02-01',
    reference: '',
    restrictionId: null,
  };
  return (await world.get(Contributions).receive(world.actor(people.tomas), fundId, gift)).id;
};
const statements = async (): Promise<Statement[]> =>
  (await here.as('aud').get<{ items: Statement[] }>(`/api/funds/${here.fundId}/funders`)).json.items;
const statement = async (funder: string): Promise<Statement> =>
  (await here.as('aud').get<Statement>(`/api/funds/${here.fundId}/funders/${ids[funder] ?? ''}`)).json;
/** free, set aside, committed, disbursed, running costs, given back, not kept apart: of each funder by name */
const standing = async (): Promise<Record<string, number[]>> => {
  const items = await statements();
  for (const row of items) {
    const parts = places.map((place) => Number(row[`${place}Cents`]));
    expect([row.funder, parts.reduce((sum, one) => sum + one, 0)]).toEqual([row.funder, row.netCents]);
  }
  return Object.fromEntries(items.map((row) => [row.funder, places.map((place) => Number(row[`${place}Cents`]))]));
};

beforeAll(async () => {
  // A Foundation: 4,000.00 for anything, and 3,000.00 for energy use, received before the others.
  here = await Awarding.prepare(2, 400_000, 300_000);
  const [b, c, d] = [
    await here.world.organisation('B Foundation', 'funder'),
    await here.world.organisation('C Foundation', 'funder'),
    await here.world.organisation('D Foundation', 'funder'),
  ];
  const [a] = await here.world.sql<{ id: string }>(`select id from organisation where name = 'A Foundation'`);
  ids = { a: a?.id ?? '', b: b.id, c: c.id, d: d.id };
});
afterAll(() => here.world.close());

it('follows every cent of every funder through a chain of moves, as worked out by hand', async () => {
  await given('b', 2_010_00, 10_00);
  const last = await given('c', 1_000_00);
  expect(await standing()).toEqual({
    'A Foundation': [7_000_00, 0, 0, 0, 0, 0, 0],
    'B Foundation': [2_000_00, 0, 0, 0, 0, 0, 0],
    'C Foundation': [1_000_00, 0, 0, 0, 0, 0, 0],
  });

  // A round takes 8,500.00: first A's 3,000.00 for energy, then A's 4,000.00, then 1,500.00 of B.
  const { ids: applications } = await here.inReview(8_500_00, [5_000_00, 3_000_00]);
  expect(await standing()).toEqual({
    'A Foundation': [0, 7_000_00, 0, 0, 0, 0, 0],
    'B Foundation': [500_00, 1_500_00, 0, 0, 0, 0, 0],
    'C Foundation': [1_000_00, 0, 0, 0, 0, 0, 0],
  });

  // The first award takes A's 3,000.00 for energy and 2,000.00 of A's others; the second A's last 2,000.00 and 1,000.00 of B.
  const first = await here.accepted(applications[0] ?? '', 5_000_00);
  const second = await here.offered(applications[1] ?? '', 3_000_00);
  expect(await standing()).toEqual({
    'A Foundation': [0, 2_000_00, 5_000_00, 0, 0, 0, 0],
    'B Foundation': [500_00, 1_500_00, 0, 0, 0, 0, 0],
    'C Foundation': [1_000_00, 0, 0, 0, 0, 0, 0],
  });
  expect((await statement('b')).uses).toMatchObject([
    { kind: 'award', setAsideCents: 1_000_00, committedCents: 0, disbursedCents: 0 },
    { kind: 'round', setAsideCents: 500_00, committedCents: 0, disbursedCents: 0 },
  ]);

  // The second is declined: its money is the round's again, where it came from. Of the first, 3,500.00 are paid.
  await here.did('signatory', `awards/${second}/decline`, { reason: 'No staff.' });
  expect((await standing())['B Foundation']).toEqual([500_00, 1_500_00, 0, 0, 0, 0, 0]);
  expect((await statement('b')).uses).toMatchObject([{ kind: 'round', setAsideCents: 1_500_00 }]);
  const plan = await here.did('amara', `awards/${first}/instalments`, {
    instalments: [
      { amountCents: 3_500_00, dueOn: '2027-02-01' },
      { amountCents: 1_500_00, dueOn: '2027-09-01' },
    ],
  });
  const paid = plan.instalments[0]?.id ?? '';
  await here.released(paid);
  await here.did('jonas', `instalments/${paid}/settle`, { settledOn: '2027-01-21' });
  expect((await standing())['A Foundation']).toEqual([0, 2_000_00, 1_500_00, 3_500_00, 0, 0, 0]);

  // Of the 3,500.00 that were paid, 3,000.00 were for energy. 600.00 come back: the 500.00 for anything, then 100.00 for energy.
  const demand = { amountCents: 600_00, dueOn: '2027-03-31', reason: 'The pump was cheaper.' };
  const refund = await here.did('jonas', `awards/${first}/refunds`, demand);
  await here.did('jonas', `refunds/${refund.id}/receive`, { amountCents: 600_00, receivedOn: '2027-01-21' });
  expect((await standing())['A Foundation']).toEqual([600_00, 2_000_00, 1_500_00, 2_900_00, 0, 0, 0]);
  expect((await statement('a')).uses).toMatchObject([
    { kind: 'award', setAsideCents: 0, committedCents: 1_500_00, disbursedCents: 2_900_00 },
    { kind: 'round', setAsideCents: 2_000_00, committedCents: 0, disbursedCents: 0 },
  ]);
  expect((await statement('a')).contributions.map(({ freeCents }) => freeCents).sort()).toEqual([100_00, 500_00]);

  // C gets 400.00 back; running costs of 100.00 come out of the oldest free money without a restriction.
  const instruct = async (body: object): Promise<void> => {
    const { id } = await here.did('tomas', `funds/${here.fundId}/instructions`, { reason: 'Their letter.', ...body });
    for (const name of ['amara', 'priya'] as const) await here.did(name, `instructions/${id}/approve`);
  };
  await instruct({ kind: 'donor_refund', contributionId: last, amountCents: 400_00 });
  await instruct({ kind: 'overhead', expense: 'admin_expense', amountCents: 100_00 });
  expect(await standing()).toEqual({
    'A Foundation': [500_00, 2_000_00, 1_500_00, 2_900_00, 100_00, 0, 0],
    'B Foundation': [500_00, 1_500_00, 0, 0, 0, 0, 0],
    'C Foundation': [600_00, 0, 0, 0, 0, 400_00, 0],
  });
});

it('shows what was pledged and not received, and a page that adds up', async () => {
  const parts = [{ dueOn: '2027-06-30', amountCents: 500_00 }];
  await here.did('tomas', `funds/${here.fundId}/pledges`, {
    funderId: ids.d,
    amountCents: 500_00,
    signedOn: '2026-03-01',
    parts,
  });
  expect(await statement('d')).toMatchObject({
    pledgedCents: 500_00,
    outstandingCents: 500_00,
    netCents: 0,
    contributions: [],
    uses: [],
  });
  const page = (await here.as('aud').get(`/funds/${here.fundId}/funders/${ids.c ?? ''}`)).text;
  for (const text of ['C Foundation', '$1,000.00', 'Given back', '$400.00', '$600.00', 'Received net'])
    expect(page).toContain(text);
  const list = (await here.as('aud').get(`/funds/${here.fundId}/funders`)).text;
  for (const text of ['D Foundation', '$500.00 pledged and still to arrive', 'Running costs'])
    expect(list).toContain(text);
  const pledged = (await here.as('aud').get(`/funds/${here.fundId}/funders/${ids.d ?? ''}`)).text;
  expect(pledged).toContain('Nothing has arrived yet.');
});

it('lets money stand by itself that was received before contributions were kept apart', async () => {
  const id = await given('b', 30_00);
  await owner(async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query('update ledger.account set contribution_id = null where contribution_id = $1', [id]);
  });
  expect((await standing())['B Foundation']).toEqual([500_00, 1_500_00, 0, 0, 0, 0, 30_00]);
  expect((await statement('b')).contributions.map(({ freeCents }) => freeCents)).toContain(null);
  const page = (await here.as('aud').get(`/funds/${here.fundId}/funders/${ids.b ?? ''}`)).text;
  expect(page).toContain('$30.00 was received before contributions were kept apart');
});

/** As the owner of the database, to put things as they were in earlier days. */
async function owner(steps: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: here.world.databaseUrl });
  await client.connect();
  try {
    await steps(client);
  } finally {
    await client.end();
  }
}

it('is read by staff and auditors; whoever gave nothing to the fund has none', async () => {
  const unknown = await here.world.organisation('E Foundation', 'funder');
  expect((await here.as('aud').get(`/api/funds/${here.fundId}/funders/${unknown.id}`)).status).toBe(404);
  expect((await here.as('aud').get(`/funds/${unknown.id}/funders`)).status).toBe(404);
  for (const name of ['signatory', 'rita'] as const)
    for (const path of [`/api/funds/${here.fundId}/funders`, `/funds/${here.fundId}/funders/${ids.c ?? ''}`])
      expect([name, path, (await here.as(name).get(path)).status]).toEqual([name, path, 403]);
});
