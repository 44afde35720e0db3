import { buildAssets } from '../src/kernel/page/build';
import { Awarding, decided, type Moved, type Name } from './support/awarding';
import { hasHledger, withHledger } from './support/hledger';
import { confirmDetails } from './support/payee';

let here: Awarding;
beforeAll(async () => {
  here = await Awarding.prepare(2, 700_000, 300_000);
});
afterAll(() => here.world.close());

const why = { reason: 'The city has dissolved the project company.' };
const giveUp = (instalment: string, name: Name = 'jonas', key?: string) =>
  here.post(name, `instalments/${instalment}/give-up`, why, key);
const get = async <T = Moved>(name: Name, path: string) => (await here.as(name).get<T>(`/api/${path}`)).json;
const moves = async (name: Name, instalment: string): Promise<string[]> =>
  (await get(name, `instalments/${instalment}`)).moves.map(({ move }) => move);

/** A running grant with its plan, of which the first parts are paid. */
async function grant(parts: number[], paid: number, budgetCents?: number) {
  const cents = parts.reduce((sum, one) => sum + one, 0);
  const { ids, roundId } = await here.inReview(budgetCents ?? cents, [cents]);
  const award = await here.accepted(ids[0] ?? '', cents);
  const instalments = parts.map((amountCents) => ({ amountCents, dueOn: '2027-02-01' }));
  const plan = await here.did('amara', `awards/${award}/instalments`, { instalments });
  const rows = plan.instalments.map(({ id }) => id);
  for (const id of rows.slice(0, paid)) {
    await here.released(id);
    await here.did('jonas', `instalments/${id}/settle`, { settledOn: '2027-01-21' });
  }
  return { award, roundId, rows };
}

const back = (instalment = '', returnedOn = '2027-01-21') =>
  here.did('jonas', `instalments/${instalment}/give-back`, { returnedOn, reason: 'Account closed' });

/** The award, its plan, and the sum of its amendments. */
const standing = async (award: string) => {
  const [row] = await here.world.sql<Record<string, number | string>>(
    `select a.status, a.amount_cents::int as cents, a.original_cents::int as first,
            (select coalesce(sum(amount_cents), 0)::int from instalment where award_id = a.id and status <> 'dropped') as planned,
            (select coalesce(sum(change_cents), 0)::int from amendment where award_id = a.id and status = 'approved') as changed
       from award a where id = $1`,
    [award],
  );
  return row ?? {};
};

/** What an award has, apart for energy money and free money: `payable energy 5`. */
const pots = async (award: string): Promise<string[]> =>
  (
    await here.world.sql<{ pot: string }>(
      `select kind || case when restriction_id is null then ' free ' else ' energy ' end || sum(balance) as pot
         from ledger.account where book = 'budget' and award_id = $1 group by kind, restriction_id is null having sum(balance) > 0 order by 1`,
      [award],
    )
  ).map(({ pot }) => pot);

describe('a payment that comes back after its grant has ended', () => {
  it('of a completed grant is given up: the award shrinks, and each donor’s money goes back to the round', async () => {
    // $3,000.00 of the award are energy money, $1,500.00 free money; the first instalment was paid out of energy money.
    const { award, rows, roundId } = await grant([300_000, 150_000], 2);
    const [first = ''] = rows;
    await here.did('amara', `awards/${award}/complete`);
    expect(await here.figures()).toEqual([550_000, 0, 0, 0, 0, 0, 450_000]);
    expect(await moves('jonas', first)).toEqual(['give-back']);
    await back(first);
    expect(await here.figures()).toEqual([550_000, 0, 0, 300_000, 300_000, 0, 150_000]);
    // What comes back is what was drawn last.
    expect(await pots(award)).toEqual(['expended energy 150000', 'payable energy 150000', 'payable free 150000']);
    expect(await moves('tomas', first)).toEqual(['release', 'give-up']);
    expect([await moves('amara', first), await moves('signatory', first)]).toEqual([[], []]);
    const revoked = await here.post('priya', `instalments/${first}/revoke`, why);
    expect([revoked.status, revoked.json.detail]).toEqual([
      409,
      'The grant has ended: release the payment again, with bank details that are right, or give it up.',
    ]);

    const { status, json } = await giveUp(first);
    expect([status, json.status, json.moves]).toEqual([200, 'dropped', []]);
    expect(await here.figures()).toEqual([550_000, 300_000, 0, 0, 0, 0, 150_000]);
    expect(await pots(award)).toEqual(['expended energy 150000']);
    const reserved = await here.world.sql(
      `select restriction_id is null as free, sum(balance)::int as cents from ledger.account
        where book = 'budget' and kind = 'reserved' and round_id = $1 group by 1 order by 1`,
      [roundId],
    );
    expect(reserved).toEqual([
      { free: false, cents: 150_000 },
      { free: true, cents: 150_000 },
    ]);
    expect(await standing(award)).toEqual({
      ...{ status: 'completed', cents: 150_000, first: 450_000, planned: 150_000, changed: -300_000 },
    });
    expect(
      await here.world.sql(
        `select kind, sum(balance)::int as cents from ledger.account
          where book = 'accounts' and award_id = $1 group by kind having sum(balance) <> 0`,
        [award],
      ),
    ).toEqual([{ kind: 'grant_expense', cents: 150_000 }]);
    expect((await giveUp(first)).status).toBe(409);
    expect((await here.post('tomas', `instalments/${first}/release`)).status).toBe(409);
    await here.did('amara', `rounds/${roundId}/lower-budget`, { cents: 150_000 }).catch(() => undefined);
  });

  it('is told to the city, in the history with its reason and by letter', async () => {
    const { award, rows } = await grant([20_000, 10_000], 2);
    await here.did('amara', `awards/${award}/complete`);
    await back(rows[1]);
    await giveUp(rows[1] ?? '');
    const { items } = await get<{ items: { sentence: string; reason: string | null }[] }>(
      'viewer',
      `awards/${award}/history`,
    );
    expect(items[0]).toMatchObject({
      sentence: 'gave instalment 2 up: the grant is smaller by it, and its money is free again',
      reason: why.reason,
    });
    const [amendment] = (await get('viewer', `awards/${award}/amendments`)).items;
    expect(amendment).toMatchObject({
      kind: 'close_out',
      status: 'approved',
      changeCents: -10_000,
      reason: why.reason,
    });
    const own = await get<{ items: { sentence: string }[] }>('aud', `amendments/${amendment?.id ?? ''}/history`);
    expect(own.items).toHaveLength(1);
    const told = await here.world.sql(
      `select data->>'number' as number from outbox where event = 'instalment.given_up'`,
    );
    expect(told.length).toBeGreaterThan(0);
  });

  it('of a grant that was closed out shrinks it further, to nothing where nothing stays paid', async () => {
    const { award, rows, roundId } = await grant([20_000, 15_000, 10_000], 2);
    await here.did('amara', `awards/${award}/close-out`, { reason: 'The work is done.' });
    expect(await standing(award)).toMatchObject({ cents: 35_000, planned: 35_000, changed: -10_000 });
    await here.did('amara', `rounds/${roundId}/decide`);
    await here.did('amara', `rounds/${roundId}/archive`);
    const before = await here.figures();
    await back(rows[0]);
    await giveUp(rows[0] ?? '', 'tomas');
    expect(await standing(award)).toMatchObject({ cents: 15_000, planned: 15_000, changed: -30_000 });
    // The round is archived, so it is free for others.
    const since = async () => (await here.figures()).map((cents, i) => cents - (before[i] ?? 0));
    expect(await since()).toEqual([20_000, 0, 0, 0, 0, 0, -20_000]);
    await back(rows[1]);
    await giveUp(rows[1] ?? '');
    expect(await standing(award)).toMatchObject({ cents: 0, planned: 0, changed: -45_000, status: 'completed' });
    expect(await since()).toEqual([35_000, 0, 0, 0, 0, 0, -35_000]);
    for (const name of ['jonas', 'viewer', 'amara'] as const) {
      const { status, text } = await here.as(name).get(`/awards/${award}`);
      expect([status, text.includes('$0.00')]).toEqual([200, true]);
    }
  });

  it('of a cancelled grant is given up too; what was never paid of it was free already', async () => {
    const { award, rows } = await grant([20_000, 15_000], 1);
    const before = await here.figures();
    await here.did('amara', `awards/${award}/cancel`, { reason: 'The city stopped.' });
    await back(rows[0]);
    await giveUp(rows[0] ?? '');
    const since = (await here.figures()).map((cents, i) => cents - (before[i] ?? 0));
    expect(since).toEqual([0, 35_000, 0, -15_000, 0, 0, -20_000]);
    expect(await standing(award)).toMatchObject({
      status: 'cancelled',
      cents: 15_000,
      planned: 15_000,
      changed: -20_000,
    });
    expect(await pots(award)).toEqual([]);
  });

  it('after the bank could not pay it again, and while unspent money of the rest is demanded back', async () => {
    const { award, rows } = await grant([20_000, 15_000], 2);
    await here.did('amara', `awards/${award}/complete`);
    await back(rows[0]);
    await here.did('tomas', `instalments/${rows[0] ?? ''}/release`);
    await here.did('tomas', `instalments/${rows[0] ?? ''}/fail`, { reason: 'Account closed' });
    const demand = { amountCents: 15_000, dueOn: '2027-03-31', reason: 'It was never built.' };
    const refund = await here.did('jonas', `awards/${award}/refunds`, demand);
    const before = await here.figures();
    await giveUp(rows[0] ?? '');
    await here.did('jonas', `refunds/${refund.id}/receive`, { amountCents: 15_000, receivedOn: '2027-01-21' });
    const since = (await here.figures()).map((cents, i) => cents - (before[i] ?? 0));
    // What is refunded is free at once; what is given up goes back to the round.
    expect(since).toEqual([15_000, 20_000, 0, -20_000, -20_000, 0, -15_000]);
    expect(await standing(award)).toMatchObject({ cents: 15_000, planned: 15_000 });
  });

  it('is for finance alone, with a reason, and never while the grant runs', async () => {
    const { award, rows } = await grant([5000, 4000], 1);
    const [id = ''] = rows;
    await back(id);
    expect(await moves('tomas', id)).toEqual(['revoke', 'release']);
    const early = await giveUp(id);
    expect([early.status, early.json.detail]).toEqual([
      409,
      'The grant has not ended: revoke the approval, or release the payment again.',
    ]);
    await here.did('tomas', `instalments/${id}/release`);
    await here.did('tomas', `instalments/${id}/settle`, { settledOn: '2027-01-21' });
    await here.did('amara', `awards/${award}/cancel`, { reason: 'Stopped.' });
    await back(id);
    for (const name of ['amara', 'ada', 'aud', 'rita', 'signatory', 'stranger'] as const)
      expect([name, (await giveUp(id, name)).status]).toEqual([name, 403]);
    const silent = await here.post('jonas', `instalments/${id}/give-up`);
    expect([silent.status, silent.json.errors.reason]).toEqual([422, ['Enter a reason.']]);
    // Held by the database too: neither alone, nor without the money.
    const run = (text: string) => here.world.sql(text, [id]);
    await expect(run(`update instalment set status = 'dropped' where id = $1`)).rejects.toMatchObject({
      constraint: expect.stringMatching(/plan_adds_up|given_up_is_freed/) as string,
    });
    await expect(
      run(`with shrunk as (insert into amendment (award_id, number, kind, change_cents, currency, was, reason, needs_approval, status, proposed_by, proposed_at)
             select award_id, 1, 'close_out', -5000, 'USD', '{}', 'r', false, 'approved', planned_by, now() from instalment where id = $1),
           award as (update award set amount_cents = 4000 where id = (select award_id from instalment where id = $1))
           update instalment set status = 'dropped' where id = $1`),
    ).rejects.toMatchObject({ constraint: 'given_up_is_freed' });
    expect((await giveUp(id)).status).toBe(200);
  });
});

describe('at the same time', () => {
  it('released again or given up: one of them', async () => {
    for (let round = 0; round < 6; round++) {
      const { award, rows } = await grant([2000], 1);
      const [id = ''] = rows;
      await here.did('amara', `awards/${award}/complete`);
      await back(id);
      const before = await here.figures();
      const both = [here.post('tomas', `instalments/${id}/release`), giveUp(id, round % 2 === 0 ? 'jonas' : 'tomas')];
      const answers = await Promise.all(round < 3 ? both : both.toReversed());
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const { status } = await get('aud', `instalments/${id}`);
      const since = (await here.figures()).map((cents, i) => cents - (before[i] ?? 0));
      expect([status, since]).toEqual(
        status === 'released'
          ? ['released', [0, 0, 0, 0, -2000, 2000, 0]]
          : ['dropped', [0, 2000, 0, -2000, -2000, 0, 0]],
      );
      if (status === 'released') await here.did('jonas', `instalments/${id}/settle`, { settledOn: '2027-01-21' });
    }
  });

  it('40 clicks under one key give up once, with equal answers; under 40 keys one is right', async () => {
    for (const key of [() => 'once', (i: number) => `each-${i}`]) {
      const { award, rows } = await grant([3000, 1000], 2);
      await here.did('amara', `awards/${award}/complete`);
      await back(rows[0]);
      const all = await Promise.all(Array.from({ length: 40 }, (_, i) => giveUp(rows[0] ?? '', 'jonas', key(i))));
      const done = all.filter(({ status }) => status === 200);
      expect([1, 40]).toContain(done.length);
      expect(new Set(all.map(({ status }) => status))).toEqual(new Set(done.length === 40 ? [200] : [200, 409]));
      expect(new Set(done.map(({ text }) => text)).size).toBe(1);
      expect(await standing(award)).toMatchObject({ cents: 1000, planned: 1000, changed: -3000 });
    }
  });
});

describe('on the page of the grant', () => {
  beforeAll(() => buildAssets());

  it('is offered to finance with what it does, refused without a reason, and done', async () => {
    const { award, rows } = await grant([6000, 1000], 2);
    const [id = ''] = rows;
    await here.did('amara', `awards/${award}/complete`);
    await back(id);
    const staff = here.as('tomas');
    expect((await staff.get(`/awards/${award}`)).text).toContain('Release it again, or give it up.');
    expect((await here.as('viewer').get(`/awards/${award}`)).text).toContain(
      'The bank sent it back. Finance staff decide whether it is released again.',
    );
    const _page = `/awards/${award}?do=give-up-${id}`;
    const refused = await staff.follow(
      await staff.form(`/instalments/${id}/give-up`, { _key: 'g-1', _page, reason: '' }),
    );
    expect(refused.text).toContain('Enter a reason.');
    const done = await staff.form(`/instalments/${id}/give-up`, { _key: 'g-2', _page, ...why });
    expect(done.to).toBe(`/awards/${award}#instalments`);
    const { text } = await staff.follow(done);
    expect(text).toContain('The payment is given up. Its money is free again.');
    expect(text).not.toContain('Give the payment up');
  });
});

describe('a payment in another currency', () => {
  it('frees the whole instalment; what the exchange lost stays lost', async () => {
    const { world, people, oslo } = here;
    const holder = { holderId: oslo.id, enteredBy: people.signatory, confirmedBy: people.jonas };
    await confirmDetails(world, { ...holder, currency: 'JPY' });
    const later = '2027-01-30T12:00:00Z';
    const { award, rows } = await grant([30_000, 20_000], 0);
    here.at(later);
    const rate = { rate: '149.25', rateSource: 'Norges Bank', rateOn: '2027-01-30' };
    for (const [i, chargedCents] of [30_500, 19_600].entries()) {
      await here.released(rows[i] ?? '', rate);
      await here.did('jonas', `instalments/${rows[i] ?? ''}/settle`, { settledOn: '2027-01-30', chargedCents });
    }
    await here.did('amara', `awards/${award}/complete`);
    const before = await here.figures();
    const since = async () => (await here.figures()).map((cents, i) => cents - (before[i] ?? 0));
    // The bank took 305.00 for 300.00, and gives 300.00 back.
    await back(rows[0], '2027-01-30');
    await giveUp(rows[0] ?? '');
    expect(await since()).toEqual([0, 30_000, 0, 0, 0, 0, -30_000]);
    // It took 196.00 for 200.00 and gives 196.00 back: the 4.00 that were gained are lost again.
    await back(rows[1], '2027-01-30');
    await giveUp(rows[1] ?? '');
    expect(await since()).toEqual([-400, 50_000, 0, 0, 0, 0, -49_600]);
    expect(await pots(award)).toEqual([expect.stringMatching(/^expended \w+ 500$/)]);
    expect(await standing(award)).toMatchObject({ cents: 0, planned: 0, changed: -50_000 });
    here.at(decided);
  });
});

it('leaves books that verify, and that hledger accepts', async () => {
  expect(await here.world.sql('select * from ledger.verify()')).toEqual([]);
  const { status, text } = await here.as('aud').get(`/funds/${here.fundId}/export/hledger.journal`);
  expect([status, text.includes('decommitted')]).toEqual([200, true]);
  if (hasHledger()) await withHledger(text, async (run) => expect(await run('check')).toBe(''));
});
