import { buildAssets } from '../src/kernel/page/build';
import { Refunds } from '../src/amendments/refunds.service';
import { Awarding, decided, type Name, type Problem } from './support/awarding';
import { Description, type Document } from './support/openapi';

interface Refund extends Problem {
  id: string;
  status: string;
  reference: string;
  amountCents: number;
  receivedCents: number;
  outstandingCents: number;
  writtenOffCents: number;
  overdue: boolean;
  receipts: { amountCents: number; receivedOn: string; reference: string }[];
  writeOff: { reason: string; approvals: { by: { name: string }[]; needed: number } } | null;
  moves: { move: string }[];
  demandableCents: number;
  items: Refund[];
}

let here: Awarding;
beforeAll(async () => {
  here = await Awarding.prepare(2, 700_000, 300_000);
});
afterAll(() => here.world.close());

const post = (name: Name, path: string, body: object = {}, key?: string) =>
  here.as(name).post<Refund>(`/api/${path}`, body, key === undefined ? {} : { key });
const get = async (name: Name, path: string) => (await here.as(name).get<Refund>(`/api/${path}`)).json;
const names = ({ moves }: Refund): string[] => moves.map(({ move }) => move);
const told = ({ status, json }: { status: number; json: Problem }) => [
  status,
  Object.values(json.errors).flat()[0] ?? json.detail,
];

/** A grant of which this much was paid at once. */
async function paid(cents: number, budgetCents = cents): Promise<string> {
  const { ids } = await here.inReview(budgetCents, [cents]);
  const award = await here.accepted(ids[0] ?? '', cents);
  const instalments = [{ amountCents: cents, dueOn: '2027-02-01' }];
  const plan = await here.did('amara', `awards/${award}/instalments`, { instalments });
  const [one = ''] = plan.instalments.map(({ id }) => id);
  await here.released(one);
  await here.did('jonas', `instalments/${one}/settle`, { settledOn: '2027-01-21', bankReference: 'B-1' });
  return award;
}

const demand = { dueOn: '2027-03-31', reason: 'The pump was cheaper.' };
const demanded = async (award: string, amountCents: number): Promise<string> =>
  (await post('jonas', `awards/${award}/refunds`, { ...demand, amountCents })).json.id;

const accounts = async (award: string): Promise<Record<string, number>> => {
  const rows = await here.world.sql<{ kind: string; cents: string }>(
    `select kind, sum(balance)::text as cents from ledger.account
      where book = 'accounts' and award_id = $1 group by kind having sum(balance) <> 0`,
    [award],
  );
  return Object.fromEntries(rows.map(({ kind, cents }) => [kind, Number(cents)]));
};

describe('unspent money that comes back in two parts', () => {
  let award: string;
  let refund: string;
  beforeAll(async () => {
    award = await paid(450_000, 600_000);
  });

  it('is demanded up to what was paid', async () => {
    expect(await here.figures()).toEqual([400_000, 150_000, 0, 0, 0, 0, 450_000]);
    const over = await post('jonas', `awards/${award}/refunds`, { ...demand, amountCents: 450_001 });
    expect(told(over)).toEqual([422, 'At most $4,500.00 can be demanded: what was paid and is not demanded back yet.']);
    const { status, json } = await post('jonas', `awards/${award}/refunds`, { ...demand, amountCents: 200_000 });
    expect([status, json.status, json.outstandingCents, json.reference]).toEqual([
      201,
      'demanded',
      200_000,
      'REFUND-1',
    ]);
    refund = json.id;
    expect(await here.figures()).toEqual([400_000, 150_000, 0, 0, 0, 0, 450_000]);
    expect(await accounts(award)).toEqual({ grant_expense: 450_000, refunds_due: 200_000, grant_recovered: 200_000 });
    expect((await get('amara', `awards/${award}/refunds`)).demandableCents).toBe(250_000);
    const again = await post('amara', `awards/${award}/refunds`, { ...demand, amountCents: 250_001 });
    expect(told(again)).toEqual([
      422,
      'At most $2,500.00 can be demanded: what was paid and is not demanded back yet.',
    ]);
  });

  it('is free again in the pots that it was paid from, the last drawn first', async () => {
    const first = await post('jonas', `refunds/${refund}/receive`, {
      amountCents: 120_000,
      receivedOn: '2027-01-21',
      reference: 'R-1',
    });
    expect([first.json.status, first.json.receivedCents, first.json.outstandingCents]).toEqual([
      'demanded',
      120_000,
      80_000,
    ]);
    expect(await here.figures()).toEqual([520_000, 150_000, 0, 0, 0, 0, 330_000]);
    const second = await post('tomas', `refunds/${refund}/receive`, { amountCents: 80_000, receivedOn: '2027-01-22' });
    expect([second.json.status, second.json.outstandingCents]).toEqual(['received', 0]);
    expect(second.json.receipts).toEqual([
      { number: 1, amountCents: 120_000, receivedOn: '2027-01-21', reference: 'R-1' },
      { number: 2, amountCents: 80_000, receivedOn: '2027-01-22', reference: '' },
    ]);
    // $3,000.00 of the award were energy money and $1,500.00 free money: of $2,000.00 the last $500.00 are energy money.
    expect(await here.figures()).toEqual([600_000, 150_000, 0, 0, 0, 0, 250_000]);
    const { json } = await here.as('aud').get(`/api/awards/${award}/money`);
    expect(json).toMatchObject({ restrictions: [{ name: 'Energy only', stages: { disbursedCents: 250_000 } }] });
    const pots = await here.world.sql<{ cents: string; held: boolean }>(
      `select restriction_id is not null as held, sum(balance)::text as cents from ledger.account
        where fund_id = $1 and book = 'budget' and kind = 'available' group by 1 order by 1`,
      [here.fundId],
    );
    expect(pots).toEqual([
      { held: false, cents: '550000' },
      { held: true, cents: '50000' },
    ]);
    expect(await accounts(award)).toEqual({ grant_expense: 450_000, grant_recovered: 200_000 });
  });

  it('is nothing that can be received or written off again', async () => {
    const more = await post('jonas', `refunds/${refund}/receive`, { amountCents: 1, receivedOn: '2027-01-21' });
    expect([more.status, more.json.detail]).toEqual([409, 'This refund is received: receive is not possible now.']);
    expect((await post('jonas', `refunds/${refund}/propose-write-off`, { reason: 'No.' })).status).toBe(409);
    expect(names(await get('jonas', `refunds/${refund}`))).toEqual([]);
    expect((await get('amara', `awards/${award}/refunds`)).demandableCents).toBe(250_000);
  });

  it('keeps the trail from the demand to the person', async () => {
    const { json } = await here
      .as('viewer')
      .get<{ items: { sentence: string; who: string }[] }>(`/api/refunds/${refund}/history`);
    expect(json.items.map(({ who, sentence }) => `${who} ${sentence}`)).toEqual([
      'Tomas Lind recorded unspent money that came back',
      'Jonas Weber recorded unspent money that came back',
      'Jonas Weber demanded unspent money back',
    ]);
    expect(await here.world.sql('select * from ledger.verify()')).toEqual([]);
  });
});

describe('what is refused', () => {
  let award: string;
  let refund: string;
  beforeAll(async () => {
    award = await paid(10_000);
    refund = await demanded(award, 4000);
  });

  it.each<[string, object, string]>([
    ['nothing', { amountCents: 0, receivedOn: '2027-01-21' }, 'Enter an amount above zero.'],
    ['less than nothing', { amountCents: -1, receivedOn: '2027-01-21' }, 'Enter an amount above zero.'],
    ['half a cent', { amountCents: 0.5, receivedOn: '2027-01-21' }, 'Enter an amount above zero.'],
    [
      'more than is outstanding',
      { amountCents: 4001, receivedOn: '2027-01-21' },
      'Only $40.00 is outstanding. Enter at most that.',
    ],
    [
      'a day before the demand',
      { amountCents: 1, receivedOn: '2027-01-19' },
      'It was demanded on 21 January 2027: nothing can have arrived before.',
    ],
    [
      'the day after tomorrow',
      { amountCents: 1, receivedOn: '2027-01-23' },
      'Enter the day on which it arrived; this one is still to come.',
    ],
    ['no day', { amountCents: 1, receivedOn: '2027-02-30' }, '“2027-02-30” is not a date like 2026-11-30.'],
  ])('receives not %s', async (_, body, sentence) => {
    const before = await here.figures();
    expect(told(await post('jonas', `refunds/${refund}/receive`, body))).toEqual([422, sentence]);
    expect(await here.figures()).toEqual(before);
  });

  it('receives what arrived on the day before: west of UTC that was the day of the demand', async () => {
    const own = await demanded(award, 1000);
    const { json } = await post('jonas', `refunds/${own}/receive`, { amountCents: 1000, receivedOn: '2027-01-20' });
    expect(json.status).toBe('received');
  });

  it('demands not for a day that has passed, nor of what was never paid, nor beyond what can be kept', async () => {
    const past = await post('jonas', `awards/${award}/refunds`, { ...demand, amountCents: 1, dueOn: '2027-01-20' });
    expect(told(past)).toEqual([422, 'Choose a day that is still to come.']);
    const huge = await post('jonas', `awards/${award}/refunds`, { ...demand, amountCents: 2 ** 53 });
    expect(told(huge)).toEqual([422, 'This amount is larger than the system can keep.']);
    const { ids } = await here.inReview(10_000, [10_000]);
    const unpaid = await here.accepted(ids[0] ?? '', 10_000);
    const early = await post('jonas', `awards/${unpaid}/refunds`, { ...demand, amountCents: 1 });
    expect(told(early)).toEqual([409, 'This award is accepted: nothing of it was paid yet.']);
  });

  it('is for finance to receive, for staff to demand, and for nobody else to see', async () => {
    const receipt = { amountCents: 1, receivedOn: '2027-01-21' };
    for (const name of ['amara', 'ada', 'aud', 'rita', 'signatory'] as const)
      expect([name, (await post(name, `refunds/${refund}/receive`, receipt)).status]).toEqual([name, 403]);
    for (const name of ['ada', 'aud', 'rita', 'signatory'] as const)
      expect([name, (await post(name, `awards/${award}/refunds`, { ...demand, amountCents: 1 })).status]).toEqual([
        name,
        403,
      ]);
    expect((await here.as('stranger').get(`/api/refunds/${refund}`)).status).toBe(404);
    expect((await here.as('stranger').get(`/api/awards/${award}/refunds`)).status).toBe(404);
    expect((await here.as('stranger').get(`/api/refunds/${refund}/history`)).status).toBe(404);
    const city = await here.as('viewer').get(`/api/refunds/${refund}`);
    expect([city.status, city.text.includes('Jonas')]).toEqual([200, false]);
  });

  it('is held by the database too', async () => {
    const run = (text: string) => here.world.sql(text, [refund]);
    await expect(run('update refund set received_cents = 4001 where id = $1')).rejects.toMatchObject({
      constraint: 'refund_not_exceeded',
    });
    await expect(run('update refund set amount_cents = 1 where id = $1')).rejects.toMatchObject({
      constraint: 'proposal_stays',
    });
    await expect(
      run(`update refund set status = 'written_off', written_off_cents = 4000 where id = $1`),
    ).rejects.toMatchObject({
      constraint: 'enough_approvals',
    });
    await expect(run('delete from refund where id = $1')).rejects.toThrow(/permission denied/);
  });
});

describe('a demand that is given up', () => {
  let award: string;
  let refund: string;
  beforeAll(async () => {
    award = await paid(30_000);
    refund = await demanded(award, 20_000);
    await here.did('jonas', `refunds/${refund}/receive`, { amountCents: 5000, receivedOn: '2027-01-21' });
  });
  const move = (name: Name, which: string, body: object = {}) =>
    post(name, `refunds/${refund}/${which}-write-off`, body);

  it('is approved by two people, neither of them the proposer', async () => {
    expect(told(await move('priya', 'approve'))).toEqual([409, 'Nobody has proposed to write this demand off.']);
    const { json } = await move('jonas', 'propose', { reason: 'The city is bankrupt.' });
    expect(json.writeOff).toMatchObject({ reason: 'The city is bankrupt.', approvals: { by: [], needed: 2 } });
    expect(told(await move('jonas', 'approve'))).toEqual([
      409,
      'You proposed this write-off: other people have to approve it.',
    ]);
    expect(told(await move('priya', 'propose', { reason: 'Me too.' }))[0]).toBe(409);
    expect((await move('priya', 'approve')).json.status).toBe('demanded');
    expect(told(await move('priya', 'approve'))[1]).toMatch(/^You have approved this write-off already/);
    expect(told(await move('priya', 'withdraw'))).toEqual([
      409,
      'Only whoever proposed this write-off can withdraw it.',
    ]);
  });

  it('is approved anew after the proposer withdrew and proposed it again', async () => {
    expect((await move('jonas', 'withdraw')).json.writeOff).toBeNull();
    const { json } = await move('tomas', 'propose', { reason: 'The court said so.' });
    expect(json.writeOff?.approvals.by).toEqual([]);
    expect(names(json)).toEqual(['receive', 'withdraw-write-off']);
    await move('priya', 'approve');
    // What arrives meanwhile is not written off.
    await here.did('jonas', `refunds/${refund}/receive`, { amountCents: 1000, receivedOn: '2027-01-21' });
    const before = await here.figures();
    const last = await move('jonas', 'approve');
    expect([last.json.status, last.json.writtenOffCents, last.json.outstandingCents]).toEqual([
      'written_off',
      14_000,
      0,
    ]);
    expect(await here.figures()).toEqual(before);
    expect(await accounts(award)).toEqual({ grant_expense: 30_000, grant_recovered: 20_000, bad_debt: 14_000 });
    expect((await get('amara', `awards/${award}/refunds`)).demandableCents).toBe(10_000);
  });

  it('tells the city that it is written off, and not why', async () => {
    for (const path of [`/api/refunds/${refund}/history`, `/api/awards/${award}/history`, `/awards/${award}`]) {
      const { text } = await here.as('viewer').get(path);
      expect(text).toContain('the demand is written off');
      expect(text).not.toContain('The court said so.');
    }
    expect((await here.as('aud').get(`/api/refunds/${refund}/history`)).text).toContain('The court said so.');
  });
});

describe('at the same time', () => {
  it('one receipt sent 40 times under one key arrives once, with equal answers', async () => {
    const refund = await demanded(await paid(20_000), 20_000);
    const before = await here.figures();
    const receipt = { amountCents: 3000, receivedOn: '2027-01-21', reference: 'R-40' };
    const all = await Promise.all(
      Array.from({ length: 40 }, () => post('jonas', `refunds/${refund}/receive`, receipt, 'r-40')),
    );
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(all.map(({ text }) => text)).size).toBe(1);
    const after = await here.figures();
    expect([(after[0] ?? 0) - (before[0] ?? 0), (await get('jonas', `refunds/${refund}`)).receivedCents]).toEqual([
      3000, 3000,
    ]);
  });

  it('under 40 keys no more arrives than was outstanding', async () => {
    const refund = await demanded(await paid(20_000), 20_000);
    const receipt = { amountCents: 3000, receivedOn: '2027-01-21' };
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, i) => post('jonas', `refunds/${refund}/receive`, receipt, `r-${i}`)),
    );
    // Six times $30.00 fit into $200.00, and $20.00 stay.
    expect(all.filter(({ status }) => status === 200)).toHaveLength(6);
    expect(new Set(all.filter(({ status }) => status !== 200).map((one) => told(one).join(' ')))).toEqual(
      new Set(['422 Only $20.00 is outstanding. Enter at most that.']),
    );
    expect((await get('jonas', `refunds/${refund}`)).outstandingCents).toBe(2000);
  });

  it('of two demands for all of it one is made', async () => {
    const award = await paid(5000);
    const all = await Promise.all(
      [0, 1].map(() => post('jonas', `awards/${award}/refunds`, { ...demand, amountCents: 5000 })),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(all.find(({ status }) => status === 409)?.json.detail).toBe(
      'Nothing of this award was paid that has not been demanded back already.',
    );
  });

  it('of a write-off and all of the money one counts', async () => {
    const refund = await demanded(await paid(5000), 5000);
    await here.did('jonas', `refunds/${refund}/propose-write-off`, { reason: 'Gone.' });
    await here.did('priya', `refunds/${refund}/approve-write-off`);
    const [off, back] = await Promise.all([
      post('tomas', `refunds/${refund}/approve-write-off`),
      post('jonas', `refunds/${refund}/receive`, { amountCents: 5000, receivedOn: '2027-01-21' }),
    ]);
    expect([off.status, back.status].sort()).toEqual([200, 409]);
    const { status, receivedCents, writtenOffCents } = await get('jonas', `refunds/${refund}`);
    expect([status, receivedCents, writtenOffCents]).toEqual(
      off.status === 200 ? ['written_off', 0, 5000] : ['received', 5000, 0],
    );
  });
});

describe('the description', () => {
  it('says what is answered, to staff and to cities', async () => {
    const award = await paid(9000);
    const id = await demanded(award, 8000);
    await here.did('jonas', `refunds/${id}/receive`, { amountCents: 1000, receivedOn: '2027-01-21' });
    await here.did('jonas', `refunds/${id}/propose-write-off`, { reason: 'Gone.' });
    const description = new Description((await here.world.as().get<Document>('/api/docs-json')).json);
    for (const name of ['priya', 'viewer'] as const)
      for (const path of [`/api/refunds/${id}`, `/api/awards/${award}/refunds`]) {
        const operation = description.find('GET', path);
        const schema = operation && description.answer(operation, 200);
        const answer = await here.as(name).get(path);
        expect(schema && description.faults(answer.json, schema)).toEqual([]);
      }
  });
});

describe('on the pages', () => {
  let award: string;
  beforeAll(async () => {
    await buildAssets();
    award = await paid(8000);
  });

  it('is demanded, read by the city, received and kept when it is refused', async () => {
    const staff = here.as('jonas');
    const page = (name: Name) => here.as(name).get(`/awards/${award}`);
    expect((await page('jonas')).text).toContain('At most $80.00: what was paid and is not demanded yet.');
    const _page = `/awards/${award}?do=demand`;
    const wrong = await staff.form(`/awards/${award}/refunds`, {
      _key: 'd-1',
      _page,
      amountCents: '80.01',
      dueOn: '2027-03-31',
      reason: 'Cheaper.',
    });
    expect(wrong.status).toBe(303);
    const refused = await staff.follow(wrong);
    expect(refused.text).toContain('At most $80.00 can be demanded');
    expect(refused.text).toContain('value="80.01"');
    const done = await staff.form(`/awards/${award}/refunds`, {
      _key: 'd-2',
      _page,
      amountCents: '20.50',
      dueOn: '2027-03-31',
      reason: 'Cheaper.',
    });
    expect(done.to).toBe(`/awards/${award}#refunds`);
    const city = (await page('viewer')).text;
    expect(city).toMatch(/Pay \$20\.50 back by 31 March 2027/);
    expect(city).not.toContain('Record money that came back');
    const [{ id = '', reference = '' } = {}] = (await get('jonas', `awards/${award}/refunds`)).items;
    expect(city).toContain(reference);
    await staff.form(`/refunds/${id}/receive`, {
      _key: 'd-3',
      _page: `/awards/${award}`,
      amountCents: '20.50',
      receivedOn: '2027-01-21',
    });
    expect((await page('jonas')).text).toContain('$20.50 arrived on 21 January 2027.');
    expect((await page('viewer')).text).not.toContain('Pay $20.50 back');
  });

  it('is a task of finance once it is late, and of the city as long as it is open', async () => {
    const refund = await demanded(award, 1000);
    const tasks = async (name: Name): Promise<string[]> =>
      (await here.as(name).get<{ items: { kind: string; href: string }[] }>('/api/tasks')).json.items
        .filter(({ href }) => href === `/awards/${award}#refunds`)
        .map(({ kind }) => kind);
    expect([await tasks('jonas'), await tasks('signatory')]).toEqual([[], ['refund']]);
    here.at('2027-04-01T00:00:01Z');
    expect([await tasks('jonas'), await tasks('amara')]).toEqual([['refund late'], []]);
    expect((await get('jonas', `refunds/${refund}`)).overdue).toBe(true);
    await here.did('jonas', `refunds/${refund}/propose-write-off`, { reason: 'Gone.' });
    expect([await tasks('jonas'), await tasks('priya')]).toEqual([['refund late'], ['approve write-off']]);
    const open = await here.world.get(Refunds).open(here.fundId);
    expect(open.find(({ id }) => id === refund)).toMatchObject({
      outstandingCents: 1000,
      lead: 'Oslo',
      dueOn: '2027-03-31',
    });
    here.at(decided);
  });
});
