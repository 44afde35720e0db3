import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Awarding, decided, type Moved, type Name } from './support/awarding';
import { confirmDetails } from './support/payee';

let here: Awarding;
let ids: string[];
let rival: Client;
beforeAll(async () => {
  here = await Awarding.prepare();
  ({ ids } = await here.inReview(
    960_000,
    Array.from({ length: 32 }, () => 30_000),
  ));
  rival = new Client({ connectionString: here.world.databaseUrl });
  await rival.connect();
});
afterAll(async () => {
  await rival.end();
  await here.world.close();
});

const get = async (name: Name, path: string): Promise<Moved> => (await here.as(name).get<Moved>(`/api/${path}`)).json;
const moves = ({ moves: open }: Moved): string[] => open.map(({ move }) => move);

/** A grant of $300.00 in one instalment, planned by Amara. */
async function planned(): Promise<string> {
  const award = await here.accepted(ids.shift() ?? '', 30_000);
  const instalments = [{ amountCents: 30_000, dueOn: '2027-02-15' }];
  return (await here.did('amara', `awards/${award}/instalments`, { instalments })).instalments[0]?.id ?? '';
}

async function approved(): Promise<string> {
  const id = await planned();
  await here.payable(id);
  return id;
}

async function released(): Promise<string> {
  const id = await planned();
  await here.released(id);
  return id;
}

async function settled(settledOn = '2027-01-21'): Promise<string> {
  const id = await released();
  await here.did('jonas', `instalments/${id}/settle`, { settledOn });
  return id;
}

/** What changed in the fund since then: free, reserved, offered, committed, payable, in transit, disbursed. */
async function since(before: number[]): Promise<number[]> {
  const now = await here.figures();
  return now.map((cents, i) => cents - (before[i] ?? 0));
}

describe('a payment', () => {
  it('is released again after the bank could not pay, and settled once', async () => {
    const id = await approved();
    const before = await here.figures();
    const out = await here.did('jonas', `instalments/${id}/release`);
    expect(out.payments).toMatchObject([{ payCents: 30_000, payCurrency: 'USD', rate: null, chargedCents: null }]);
    expect(out.payments[0]?.endToEnd).toMatch(/^[0-9a-f]{32}$/);
    expect(await since(before)).toEqual([0, 0, 0, 0, -30_000, 30_000, 0]);
    await here.did('jonas', `instalments/${id}/fail`, { reason: 'Account closed.' });
    expect(await since(before)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    await here.did('tomas', `instalments/${id}/release`);
    const done = await here.did('tomas', `instalments/${id}/settle`, { settledOn: '2027-01-21', bankReference: 'B-2' });
    expect(done.payments).toMatchObject([
      { attempt: 1, status: 'failed', failure: 'Account closed.' },
      { attempt: 2, status: 'settled', settledOn: '2027-01-21', bankReference: 'B-2', chargedCents: 30_000 },
    ]);
    expect(await since(before)).toEqual([0, 0, 0, -30_000, -30_000, 0, 30_000]);
    const bodies = { release: {}, settle: { settledOn: '2027-01-21' }, fail: { reason: 'r' }, revoke: { reason: 'r' } };
    for (const [move, body] of Object.entries(bodies))
      expect((await here.post('tomas', `instalments/${id}/${move}`, body)).status).toBe(409);
  });

  it('comes back after it was settled, and is released again or revoked', async () => {
    const id = await settled();
    const before = await here.figures();
    const back = (returnedOn: string, reason = 'Account closed') =>
      here.post('jonas', `instalments/${id}/give-back`, { returnedOn, reason });
    expect((await back('2027-01-20')).json.errors).toEqual({
      returnedOn: ['It was paid on 21 January 2027: it cannot have come back before.'],
    });
    expect((await back('2027-01-23')).json.errors).toEqual({
      returnedOn: ['Enter the day on which it came back; this one is still to come.'],
    });
    expect((await back('2027-01-22', '')).json.errors).toEqual({ reason: ['Enter a reason.'] });
    const returned = await back('2027-01-22');
    expect([returned.json.status, moves(returned.json)]).toEqual(['returned', ['revoke']]);
    expect(moves(await get('tomas', `instalments/${id}`))).toEqual(['revoke', 'release']);
    expect(returned.json.payments).toMatchObject([{ status: 'returned', returnedOn: '2027-01-22' }]);
    expect(await since(before)).toEqual([0, 0, 0, 30_000, 30_000, 0, -30_000]);
    expect((await back('2027-01-22')).status).toBe(409);
    await here.did('tomas', `instalments/${id}/release`);
    await here.did('tomas', `instalments/${id}/settle`, { settledOn: '2027-01-21' });
    expect(await since(before)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    await back('2027-01-22');
    await here.did('priya', `instalments/${id}/revoke`, { reason: 'They do not want it.' });
    expect(await since(before)).toEqual([0, 0, 0, 30_000, 0, 0, -30_000]);
    expect((await get('aud', `instalments/${id}`)).status).toBe('planned');
  });

  it('is not released again by whoever said that it did not arrive, until others approve it anew', async () => {
    const id = await released();
    await here.did('jonas', `instalments/${id}/fail`, { reason: 'So I say.' });
    const alone = await here.post('jonas', `instalments/${id}/release`);
    expect([alone.status, alone.json.detail]).toEqual([
      409,
      'You recorded that this did not arrive: somebody else has to release it again. Or revoke the approval, so that others approve anew.',
    ]);
    await here.did('jonas', `instalments/${id}/revoke`, { reason: 'Anew.' });
    here.at('2027-01-21T12:00:01Z');
    await here.payable(id);
    expect((await here.did('jonas', `instalments/${id}/release`)).payments).toHaveLength(2);
    here.at(decided);
  });

  it('is settled on a day that can be', async () => {
    const id = await released();
    const settle = async (settledOn: string) =>
      (await here.post('jonas', `instalments/${id}/settle`, { settledOn })).json.errors;
    expect(await settle('2027-01-19')).toEqual({
      settledOn: ['It was released on 21 January 2027: the bank cannot have paid before.'],
    });
    expect(await settle('2027-01-23')).toEqual({
      settledOn: ['Enter the day on which the bank paid; this one is still to come.'],
    });
    expect(await settle('2027-02-30')).toEqual({ settledOn: ['“2027-02-30” is not a date like 2026-11-30.'] });
    expect((await here.did('jonas', `instalments/${id}/settle`, { settledOn: '2027-01-20' })).status).toBe('settled');
  });

  it('in the same currency takes exactly its amount, and no rate', async () => {
    const id = await approved();
    const rate = await here.post('jonas', `instalments/${id}/release`, { rate: '1.5' });
    expect(rate.json.errors).toEqual({ rate: ['The payee is paid in USD: no rate is needed. Leave it out.'] });
    await here.did('jonas', `instalments/${id}/release`);
    const settle = { settledOn: '2027-01-21', chargedCents: 30_001 };
    expect((await here.post('jonas', `instalments/${id}/settle`, settle)).json.errors.chargedCents?.[0]).toMatch(
      /^The bank took a different amount: \$300\.01 instead of \$300\.00\./,
    );
    expect((await here.post('jonas', `instalments/${id}/settle`, { ...settle, chargedCents: 0 })).status).toBe(422);
    await here.did('jonas', `instalments/${id}/settle`, { ...settle, chargedCents: 30_000 });
  });

  it('has one live attempt, whatever writes it', async () => {
    const id = await released();
    const second = rival.query(
      `insert into payment (instalment_id, attempt, amount_cents, currency, released_by, released_at, bank_account_id, end_to_end, pay_currency, pay_cents)
       select instalment_id, 2, amount_cents, currency, released_by, released_at, bank_account_id, 'x', pay_currency, pay_cents
         from payment where instalment_id = $1`,
      [id],
    );
    await expect(second).rejects.toMatchObject({ constraint: 'payment_one_live' });
  });

  it('waits on the desk once the bank has been silent for too long, and never ends by itself', async () => {
    const id = await released();
    const late = async () => {
      const { items } = (
        await here.as('jonas').get<{ items: { kind: string; about: string; href: string }[] }>('/api/tasks')
      ).json;
      const { awardId } = (await here.as('aud').get<{ awardId: string }>(`/api/instalments/${id}`)).json;
      return items.filter(({ kind, href }) => kind === 'silent bank late' && href.endsWith(awardId));
    };
    here.at('2027-01-26T12:00:00Z');
    expect(await late()).toEqual([]);
    here.at('2027-01-27T12:00:01Z');
    expect(await late()).toMatchObject([{ about: 'Instalment 1, released 6 days ago' }]);
    expect((await get('aud', `instalments/${id}`)).status).toBe('released');
    await here.did('jonas', `instalments/${id}/settle`, { settledOn: '2027-01-27' });
    expect(await late()).toEqual([]);
    here.at(decided);
  });
});

describe('whoever changed the bank details', () => {
  it('neither approves nor releases what goes there, and an approval from before does not count', async () => {
    const { world, people, oslo } = here;
    const [id, ready] = [await planned(), await approved()];
    await here.did('contributor', `instalments/${id}/request`);
    await here.did('tomas', `instalments/${id}/approve`);
    await confirmDetails(world, { holderId: oslo.id, enteredBy: people.tomas, confirmedBy: people.jonas });
    const held = 'The bank details changed: they are on hold until 24 January 2027, 12:00 (UTC).';
    const since =
      'Somebody who approved this has changed the bank details of its payee since. Revoke the approval, so that others approve anew.';
    const refused = async (name: Name, path: string) => (await here.post(name, `instalments/${path}`)).json.detail;
    expect(await refused('contributor', `${await planned()}/request`)).toBe(held);
    expect(await refused('priya', `${id}/approve`)).toBe(held);
    expect(await refused('jonas', `${ready}/release`)).toBe(since);
    here.at('2027-01-24T12:00:00Z');
    expect((await get('aud', `instalments/${id}`)).approvals.by).toEqual([]);
    const again = await here.post('tomas', `instalments/${id}/approve`);
    expect(again.json.detail).toBe('You changed the bank details of its payee: other people have to approve it.');
    await here.did('priya', `instalments/${id}/approve`);
    expect((await here.did('jonas', `instalments/${id}/approve`)).status).toBe('approved');
    const own = await here.post('tomas', `instalments/${id}/release`);
    expect([own.status, own.json.detail]).toEqual([
      409,
      'You changed the bank details of its payee: somebody else has to release it.',
    ]);
    await here.did('jonas', `instalments/${id}/release`);
    await here.did('priya', `instalments/${ready}/revoke`, { reason: 'Who approved it changed the account.' });
    // The signatory enters them again, so that Tomas can approve what follows.
    await confirmDetails(world, { holderId: oslo.id, enteredBy: people.signatory, confirmedBy: people.jonas });
    here.at('2027-01-27T12:00:00Z');
  });
});

describe('a payment in another currency', () => {
  const rate = { rate: '149.25', rateSource: 'Norges Bank', rateOn: '2027-01-30' };

  beforeAll(async () => {
    const { world, people, oslo } = here;
    const holder = { holderId: oslo.id, enteredBy: people.signatory, confirmedBy: people.jonas };
    await confirmDetails(world, { ...holder, currency: 'JPY' });
    here.at('2027-01-30T12:00:00Z');
  });

  it('needs a rate, with its source and a day of the last month', async () => {
    const id = await approved();
    const errors = async (input: object) => (await here.post('jonas', `instalments/${id}/release`, input)).json.errors;
    expect(await errors({})).toEqual({
      rate: ['The payee is paid in JPY: enter how many JPY one USD is, like 149.25.'],
      rateSource: ['Enter where the rate is from, like the name of the bank.'],
      rateOn: ['Enter the day of the rate.'],
    });
    for (const bad of ['0', '-149.25', '149,25', '1e2', '149.2500000000001'])
      expect((await errors({ ...rate, rate: bad })).rate?.[0]).toContain(`“${bad}” is not a rate.`);
    expect(await errors({ ...rate, rate: 149.25 })).toEqual({ rate: ['Send the rate as text, like "149.25".'] });
    expect(await errors({ ...rate, rateOn: '2027-01-31' })).toEqual({
      rateOn: ['This day is still to come. Enter the day of the rate.'],
    });
    expect(await errors({ ...rate, rateOn: '2026-12-30' })).toEqual({
      rateOn: ['This rate is older than 30 days. Take one from 31 December 2026 on.'],
    });
    expect((await errors({ ...rate, rate: '0.000001' })).rate?.[0]).toBe(
      'At this rate $300.00 is nothing in JPY. Check the rate.',
    );
    await here.did('jonas', `instalments/${id}/release`, { ...rate, rate: '999999999999' });
    expect((await get('aud', `instalments/${id}`)).payments[0]).toMatchObject({ payCents: 299_999_999_999_700 });
  });

  it('pays yen without parts, books what the bank took, and the rest as a loss or gain of the exchange', async () => {
    const [lost, gained] = [await planned(), await planned()];
    for (const id of [lost, gained]) await here.released(id, rate);
    const before = await here.figures();
    const settle = (id: string, chargedCents?: number) =>
      here.did('jonas', `instalments/${id}/settle`, { settledOn: '2027-01-30', ...(chargedCents && { chargedCents }) });
    const paid = await settle(lost, 30_500);
    expect(paid.payments).toMatchObject([
      { payCents: 44_775, payCurrency: 'JPY', rate: '149.25', rateSource: 'Norges Bank', rateOn: '2027-01-30' },
    ]);
    expect(paid.payments[0]?.chargedCents).toBe(30_500);
    expect(await since(before)).toEqual([-500, 0, 0, -30_000, 0, -30_000, 30_500]);
    await settle(gained, 29_400);
    expect(await since(before)).toEqual([100, 0, 0, -60_000, 0, -60_000, 59_900]);
    // The bank gives back the 294.00 that it took: what was gained is lost again.
    await here.did('jonas', `instalments/${gained}/give-back`, { returnedOn: '2027-01-30', reason: 'Unknown account' });
    expect(await since(before)).toEqual([-500, 0, 0, -30_000, 30_000, -60_000, 30_500]);
    const { rows } = await rival.query('select * from ledger.verify()');
    expect(rows).toEqual([]);
  });

  it('is refused with what is free where the loss is more, and changes nothing', async () => {
    const id = await planned();
    await here.released(id, rate);
    // All but 100.00 of what is free is set aside.
    const [all = 0] = await here.figures();
    const { roundId } = await here.inReview(all - 10_000, []);
    here.at('2027-01-30T12:00:00Z');
    const before = await here.figures();
    const settle = (chargedCents: number) =>
      here.post('jonas', `instalments/${id}/settle`, { settledOn: '2027-01-30', chargedCents });
    const { status, json } = await settle(30_000 + 10_001);
    expect([status, json.detail]).toEqual([
      409,
      expect.stringMatching(/^The exchange lost \$[\d,.]+, and the fund has \$[\d,.]+ free for this project\. Record/),
    ]);
    expect(await since(before)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect((await get('aud', `instalments/${id}`)).status).toBe('released');
    expect((await settle(30_000)).status).toBe(200);
    await here.did('amara', `rounds/${roundId}/lower-budget`, { cents: all - 10_001 });
  });

  it('costs at most what an exchange can cost; what the bank took besides is for several people', async () => {
    const id = await planned();
    await here.released(id, rate);
    const before = await here.figures();
    const settle = (chargedCents: number) =>
      here.post('jonas', `instalments/${id}/settle`, { settledOn: '2027-01-30', chargedCents });
    for (const chargedCents of [60_001, 14_999]) {
      const { status, json } = await settle(chargedCents);
      expect([status, json.errors.chargedCents]).toEqual([
        422,
        [expect.stringMatching(/too far from \$300\.00 to come from the exchange\. Ask the bank/)],
      ]);
    }
    expect(await since(before)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect((await settle(15_000)).status).toBe(200);
    expect(await since(before)).toEqual([15_000, 0, 0, -30_000, 0, -30_000, 15_000]);
  });
});

describe('forty clicks at once', () => {
  async function clicks(name: Name, path: string, body: object, key: () => string) {
    const answers = await Promise.all(Array.from({ length: 40 }, () => here.post(name, path, body, key())));
    const ok = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status !== 200);
    const sentences = refused.every(({ json }) => json.detail.length > 20);
    return [
      ok.length,
      new Set(ok.map(({ text }) => text)).size,
      sentences,
      ...new Set(refused.map((one) => one.status)),
    ];
  }
  const on = '2027-01-30';
  const exchange = { rate: '1', rateSource: 'The bank', rateOn: on };
  /** Of both instalments together: committed, payable, in transit, disbursed. */
  const cases: [string, Name, object, () => Promise<string>, number[]][] = [
    ['request', 'contributor', {}, planned, [0, 0, 0, 0]],
    ['approve', 'tomas', {}, endorsed, [0, 60_000, 0, 0]],
    ['release', 'jonas', exchange, approved, [0, -60_000, 60_000, 0]],
    ['settle', 'jonas', { settledOn: on }, yen, [-60_000, 0, -60_000, 60_000]],
    ['fail', 'jonas', { reason: 'Closed.' }, yen, [0, 60_000, -60_000, 0]],
    ['give-back', 'jonas', { returnedOn: on, reason: 'Closed.' }, paid, [60_000, 60_000, 0, -60_000]],
  ];

  async function endorsed(): Promise<string> {
    const id = await planned();
    await here.did('contributor', `instalments/${id}/request`);
    await here.did('priya', `instalments/${id}/approve`);
    return id;
  }

  async function yen(): Promise<string> {
    const id = await planned();
    await here.released(id, exchange);
    return id;
  }

  async function paid(): Promise<string> {
    const id = await yen();
    await here.did('jonas', `instalments/${id}/settle`, { settledOn: on });
    return id;
  }

  it.each(cases)('%s once', async (move, name, body, prepare, moved) => {
    const [one, two] = [await prepare(), await prepare()];
    const before = await here.figures();
    expect(await clicks(name, `instalments/${one}/${move}`, body, () => `${move}-${one}`)).toEqual([40, 1, true]);
    expect(await clicks(name, `instalments/${two}/${move}`, body, randomUUID)).toEqual([1, 1, true, 409]);
    expect((await since(before)).slice(3)).toEqual(moved);
  });

  /** Lets each of them get as far as it can while the ledger is held, and then go on. */
  async function together(...steps: (() => Promise<{ status: number }>)[]): Promise<number[]> {
    await rival.query('begin');
    await rival.query('select 1 from ledger.head for update');
    const answers = steps.map((step) => step());
    await sleep(300);
    await rival.query('rollback');
    return (await Promise.all(answers)).map(({ status }) => status).sort();
  }

  it('two approvers racing approve once together', async () => {
    const id = await planned();
    await here.did('contributor', `instalments/${id}/request`);
    const before = await here.figures();
    const approve = (name: Name) => () => here.post(name, `instalments/${id}/approve`);
    expect(await together(approve('priya'), approve('tomas'), approve('jonas'))).toEqual([200, 200, 409]);
    expect((await since(before))[4]).toBe(30_000);
  });

  it('settle and fail: one of them, and the money is in one place', async () => {
    const id = await yen();
    const before = await here.figures();
    const post = (move: string, body: object) => () => here.post('jonas', `instalments/${id}/${move}`, body);
    expect(await together(post('settle', { settledOn: on }), post('fail', { reason: 'Closed.' }))).toEqual([200, 409]);
    const { status } = await get('aud', `instalments/${id}`);
    const moved = { settled: [-30_000, 0, -30_000, 30_000], failed: [0, 30_000, -30_000, 0] };
    expect((await since(before)).slice(3)).toEqual(moved[status as keyof typeof moved]);
    const other = status === 'settled' ? post('fail', { reason: 'Late.' }) : post('settle', { settledOn: on });
    expect((await other()).json.detail).toMatch(/^This instalment is (settled|failed): /);
  });

  it('a grant is not cancelled while its money is on its way', async () => {
    const id = await approved();
    const { awardId } = (await here.as('aud').get<{ awardId: string }>(`/api/instalments/${id}`)).json;
    const before = await here.figures();
    const cancel = () => here.post('amara', `awards/${awardId}/cancel`, { reason: 'The city merged.' });
    const release = () => here.post('jonas', `instalments/${id}/release`, exchange);
    expect(await together(cancel, release)).toEqual([200, 409]);
    expect((await cancel()).json.detail).toMatch(/approved for payment or on its way/);
    expect((await since(before)).slice(3)).toEqual([0, -30_000, 30_000, 0]);
  });

  it('a request that is sent back while it is approved ends in one state', async () => {
    const id = await endorsed();
    const before = await here.figures();
    const approve = () => here.post('tomas', `instalments/${id}/approve`);
    const back = () => here.post('priya', `instalments/${id}/send-back`, { reason: 'Wait.' });
    expect(await together(approve, back)).toEqual([200, 409]);
    const { status } = await get('aud', `instalments/${id}`);
    expect((await since(before))[4]).toBe(status === 'approved' ? 30_000 : 0);
  });
});
