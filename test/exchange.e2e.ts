import { Contributions } from '../src/fund/contributions.service';
import { Awarding, decided } from './support/awarding';
import { confirmDetails } from './support/payee';

const rate = { rate: '149.25', rateSource: 'Norges Bank', rateOn: '2027-01-21' };
let here: Awarding;
let energy: string;

beforeAll(async () => {
  here = await Awarding.prepare(2, 700_000, 300_000);
  const { world, people, oslo, fundId } = here;
  const holder = { holderId: oslo.id, enteredBy: people.signatory, confirmedBy: people.jonas };
  here.at('2027-01-11T12:00:00Z');
  await confirmDetails(world, { ...holder, currency: 'JPY' });
  const [row] = await world.sql<{ id: string }>('select id from restriction where fund_id = $1', [fundId]);
  energy = row?.id ?? '';
});
afterAll(() => here.world.close());

async function grant(parts: number[]): Promise<{ award: string; rows: string[] }> {
  const cents = parts.reduce((sum, one) => sum + one, 0);
  const { ids } = await here.inReview(cents, [cents]);
  const award = await here.accepted(ids[0] ?? '', cents);
  const instalments = parts.map((amountCents) => ({ amountCents, dueOn: '2027-02-01' }));
  const plan = await here.did('amara', `awards/${award}/instalments`, { instalments });
  return { award, rows: plan.instalments.map(({ id }) => id) };
}

const settle = (id: string, chargedCents: number) =>
  here.did('jonas', `instalments/${id}/settle`, { settledOn: '2027-01-21', chargedCents });
const back = (id: string) =>
  here.did('jonas', `instalments/${id}/give-back`, { returnedOn: '2027-01-21', reason: 'Account closed' });

/** `available free 5`, of the fund and of the award. */
const pots = async (award: string): Promise<string[]> =>
  (
    await here.world.sql<{ pot: string }>(
      `select kind || case when restriction_id is null then ' free ' else ' energy ' end || sum(balance) as pot
         from ledger.account where book = 'budget' and (award_id = $1 or kind = 'available')
        group by kind, restriction_id is null having sum(balance) > 0 order by 1`,
      [award],
    )
  ).map(({ pot }) => pot);

const demandable = async (award: string): Promise<number> =>
  (await here.as('jonas').get<{ demandableCents: number }>(`/api/awards/${award}/refunds`)).json.demandableCents;

describe('a payment in another currency that comes back', () => {
  it('loses what it gained out of the pots that it had gone into, whatever else has arrived meanwhile', async () => {
    // $3,000.00 of energy money and $1,000.00 of free money; the first instalment takes all energy money and $500.00 more.
    const { award, rows } = await grant([350_000, 50_000]);
    const [id = ''] = rows;
    await here.released(id, rate);
    const before = ['available free 600000', 'committed free 50000'];
    expect(await pots(award)).toEqual([...before, 'in_transit energy 300000', 'in_transit free 50000']);
    await settle(id, 340_000);
    expect(await pots(award)).toEqual([
      'available free 610000',
      'committed free 50000',
      'expended energy 300000',
      'expended free 40000',
    ]);
    // More energy money would fit this project, and come first where something new is promised.
    const { world, people, fundId } = here;
    const [{ id: funderId = '' } = {}] = await world.sql<{ id: string }>(`select id from organisation where kind = 'funder'`); // prettier-ignore
    const gift = { funderId, feeCents: 0, receivedOn: '2027-01-20', reference: '', grossCents: 50_000 };
    await world.get(Contributions).receive(world.actor(people.tomas), fundId, { ...gift, restrictionId: energy });
    await back(id);
    expect(await pots(award)).toEqual([
      'available energy 50000',
      ...before,
      'payable energy 300000',
      'payable free 50000',
    ]);
    await here.did('tomas', `instalments/${id}/release`, rate);
    await settle(id, 350_000);
    expect(await here.world.sql('select * from ledger.verify()')).toEqual([]);
  });
});

describe('what is demanded of a city that is paid in another currency', () => {
  it('is what it was paid, not what the exchange lost', async () => {
    const { award, rows } = await grant([30_000, 20_000]);
    const [first = '', second = ''] = rows;
    await here.released(first, rate);
    // The city got yen for $300.00; the bank took $305.00 for them.
    await settle(first, 30_500);
    expect(await demandable(award)).toBe(30_000);
    const demand = (amountCents: number) =>
      here.post('jonas', `awards/${award}/refunds`, { amountCents, dueOn: '2027-03-31', reason: 'Cheaper.' });
    expect((await demand(30_001)).json.errors).toEqual({
      amountCents: ['At most $300.00 can be demanded: what was paid and is not demanded back yet.'],
    });
    expect((await demand(10_000)).status).toBe(201);
    expect(await demandable(award)).toBe(20_000);
    // Where the exchange gained, the fund has spent less than the city got, and more than that cannot come back to it.
    await here.released(second, rate);
    await settle(second, 19_000);
    expect(await demandable(award)).toBe(39_500);
    await back(first);
    expect(await demandable(award)).toBe(9_500);
    await back(second);
    expect(await demandable(award)).toBe(0);
    here.at(decided);
  });
});
