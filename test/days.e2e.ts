import { Awarding, decided, type Name, type Problem } from './support/awarding';

let here: Awarding;
let award: string;
let parts: string[];
const instalments = (dueOn: string, notBefore: string | null = null) => ({
  instalments: [20_000, 10_000].map((amountCents) => ({ amountCents, dueOn, notBefore })),
});

beforeAll(async () => {
  here = await Awarding.prepare();
  const { ids } = await here.inReview(30_000, [30_000]);
  award = await here.accepted(ids[0] ?? '', 30_000);
});
afterAll(() => here.world.close());

const errors = async (name: Name, path: string, body: object): Promise<[number, Problem['errors']]> => {
  const { status, json } = await here.post(name, path, body);
  return [status, json.errors];
};

it('a slip of the pen is no day of a plan', async () => {
  const early = 'Enter a day from 1 January 1990 on.';
  expect(await errors('amara', `awards/${award}/instalments`, instalments('1972-02-01', '1989-12-31'))).toEqual([
    422,
    Object.fromEntries(
      [0, 1].flatMap((i) => ['dueOn', 'notBefore'].map((field) => [`instalments[${i}][${field}]`, [early]])),
    ),
  ]);
  parts = (await here.did('amara', `awards/${award}/instalments`, instalments('1990-01-01'))).instalments.map(
    ({ id }) => id,
  );
});

describe('a day before the fund began', () => {
  const early = ['Enter a day from 21 January 2027 on, when the fund began.'];
  beforeAll(() => here.world.sql(`update fund set began_on = '2027-01-21' where id = $1`, [here.fundId]));

  it('is no day of a plan or an amendment', async () => {
    const [status, told] = await errors('amara', `awards/${award}/instalments`, instalments('2027-01-20'));
    expect([status, told['instalments[0][dueOn]']]).toEqual([422, early]);
    const amend = { reason: 'Later.', startsOn: '2027-01-20', endsOn: '2027-01-20' };
    expect(await errors('amara', `awards/${award}/amendments`, amend)).toEqual([
      422,
      { startsOn: early, endsOn: early },
    ]);
    expect((await here.post('amara', `awards/${award}/amendments`, { ...amend, startsOn: '2027-01-21', endsOn: null })).status).toBe(201); // prettier-ignore
  });

  it('is no day on which something was paid, came back or was refunded', async () => {
    const [id = ''] = parts;
    await here.released(id);
    expect(await errors('jonas', `instalments/${id}/settle`, { settledOn: '2027-01-20' })).toEqual([
      422,
      { settledOn: early },
    ]);
    await here.did('jonas', `instalments/${id}/settle`, { settledOn: '2027-01-21' });
    const demand = { amountCents: 5000, dueOn: '2027-03-31', reason: 'Cheaper.' };
    const refund = await here.did('jonas', `awards/${award}/refunds`, demand);
    const receipt = { amountCents: 5000, receivedOn: '2027-01-20' };
    expect(await errors('jonas', `refunds/${refund.id}/receive`, receipt)).toEqual([422, { receivedOn: early }]);
    await here.did('jonas', `refunds/${refund.id}/receive`, { ...receipt, receivedOn: '2027-01-21' });
    const back = { returnedOn: '2027-01-20', reason: 'Closed' };
    expect((await errors('jonas', `instalments/${id}/give-back`, back))[0]).toBe(422);
  });
});

it('tomorrow is a day once it has begun somewhere', async () => {
  const [, id = ''] = parts;
  await here.released(id);
  const settle = () => here.post('jonas', `instalments/${id}/settle`, { settledOn: '2027-01-22' });
  here.at('2027-01-21T09:59:59Z');
  expect((await settle()).json.errors).toEqual({
    settledOn: ['Enter the day on which the bank paid; this one is still to come.'],
  });
  here.at('2027-01-21T10:00:00Z');
  expect((await settle()).status).toBe(200);
  here.at(decided);
});
