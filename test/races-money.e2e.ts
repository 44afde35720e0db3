import { randomInt, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Client } from 'pg';
import { Awarding, type Name } from './support/awarding';

/** SEED=… replays the amounts and orders. */
const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
let here: Awarding;
let owner: Client;

beforeAll(async () => {
  here = await Awarding.prepare(2, 100_000_000, 30_000_000);
  owner = new Client({ connectionString: here.world.databaseUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await here.world.close();
});

/** Sends it again under its key while the system is busy, as programs do. */
async function answered(name: Name, path: string, body: object, key: string) {
  for (let tries = 1; ; tries += 1) {
    const answer = await here.post(name, path, body, key);
    if (answer.status !== 503 || tries === 20) return answer;
  }
}

async function one<T>(sql: string, values: unknown[] = []): Promise<T> {
  const { rows } = await owner.query<{ value: T }>(sql, values);
  return rows[0]?.value as T;
}
const faults = () => one<string | null>(`select string_agg(fault, '; ') as value from ledger.verify()`);

/** So many awards of one amount, each proposed by Amara and approved once, in a round with a pot for half of them and a rest. */
async function oneApprovalShort(
  count: number,
  cents: number,
  rest: number,
): Promise<{ roundId: string; awards: string[] }> {
  const { roundId, ids } = await here.inReview((count / 2) * cents + rest, [cents]);
  const { rows } = await owner.query<{ id: string }>(
    `with applied as (
       insert into application overriding user value
       select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'title', 'Heat ' || n))).*
         from application t, generate_series(1, $2) n where t.id = $1 returning *),
     proposed as (
       insert into award (application_id, round_id, fund_id, lead_id, title, sectors, amount_cents, original_cents, currency, proposed_by, proposed_at)
       select a.id, a.round_id, $3, a.lead_id, a.title, a.sectors, $4, $4, 'USD', $5, a.created_at from applied a returning id)
     select id from proposed`,
    [ids[0], count, here.fundId, cents, here.people.amara.id],
  );
  const awards = rows.map(({ id }) => id);
  await owner.query(
    `insert into approval (subject_kind, subject_id, approver_id, at) select 'award', unnest($1::uuid[]), $2, now()`,
    [awards, here.people.priya.id],
  );
  return { roundId, awards };
}

const races = fc.sample(
  fc.record({
    cents: fc.integer({ min: 3, max: 60_000 }),
    rest: fc.integer({ min: 0, max: 2 }),
    order: fc.infiniteStream(fc.nat()),
  }),
  { numRuns: 10, seed },
);

test.each(races.map((race, index) => ({ ...race, index })))(
  `200 last approvals at once on a pot for 100 make 100 awards (SEED=${seed}, race $index: $cents each, $rest left)`,
  async ({ cents, rest, order }) => {
    const { roundId, awards } = await oneApprovalShort(200, cents, rest);
    const shuffled = awards
      .map((id) => ({ id, place: order.next().value as number }))
      .sort((a, b) => a.place - b.place);
    const answers = await Promise.all(
      shuffled.map(({ id }, i) => answered(i % 2 === 0 ? 'jonas' : 'tomas', `awards/${id}/approve`, {}, randomUUID())),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    const lost = answers.filter(({ status }) => status !== 200);
    const sentences = new Set(lost.map(({ status, json }) => `${status} ${json.detail.replace(/^Round \d+/, 'It')}`));
    const money = (amount: number) => `$${(amount / 100).toLocaleString('en', { minimumFractionDigits: 2 })}`;
    const sentence = `409 It has ${money(rest)} free for this project, and the award is ${money(cents)}. Award at most what is free.`;
    expect([...sentences]).toEqual([sentence]);
    const stages = `select jsonb_object_agg(kind, cents) as value from (select kind, sum(balance)::int as cents from ledger.account
      where book = 'budget' and (round_id = $1 or award_id = any($2)) group by kind) s`;
    expect(await one(stages, [roundId, awards])).toEqual({ reserved: rest, offered: 100 * cents });
    const approved = `select count(*)::int as value from award where id = any($1) and status = 'approved'`;
    expect(await one(approved, [awards])).toBe(100);
    expect(await faults()).toBeNull();
  },
);

interface Click {
  by: Name;
  path: string;
  body?: object;
}

const dueOn = '2027-02-15';
const next = async (cents = 30_000): Promise<string> => (await here.inReview(cents * 2, [cents])).ids[0] ?? '';
const instalment = async (): Promise<string> => {
  const award = await here.accepted(await next(), 30_000);
  const plan = await here.did('amara', `awards/${award}/instalments`, {
    instalments: [{ amountCents: 30_000, dueOn }],
  });
  return plan.instalments[0]?.id ?? '';
};
const released = async (): Promise<string> => {
  const id = await instalment();
  await here.released(id);
  return id;
};
const settlement = { settledOn: '2027-01-21', bankReference: 'B1' };
const settled = async (): Promise<[instalment: string, award: string]> => {
  const id = await released();
  await here.did('jonas', `instalments/${id}/settle`, settlement);
  return [id, await one<string>('select award_id as value from instalment where id = $1', [id])];
};
const demanded = async (): Promise<string> => {
  const [, award] = await settled();
  const demand = { amountCents: 10_000, dueOn: '2027-06-30', reason: 'Unspent.' };
  return (await here.did('jonas', `awards/${award}/refunds`, demand)).id;
};
const round = async () => (await here.inReview(1_000, [])).roundId;

/** Each move of money: who clicks on what once everything before it is done. */
const moves: Record<string, () => Promise<Click>> = {
  'a contribution': async () => {
    const funderId = await one<string>(`select id as value from organisation where kind = 'funder'`);
    return {
      by: 'jonas',
      path: `funds/${here.fundId}/contributions`,
      body: { funderId, grossCents: 5_000, receivedOn: '2026-01-15' },
    };
  },
  'a pledge': async () => {
    const funderId = await one<string>(`select id as value from organisation where kind = 'funder'`);
    const pledge = {
      funderId,
      amountCents: 5_000,
      signedOn: '2026-01-15',
      parts: [{ dueOn: '2027-03-31', amountCents: 5_000 }],
    };
    return { by: 'jonas', path: `funds/${here.fundId}/pledges`, body: pledge };
  },
  'an instruction that is carried out': async () => {
    const running = {
      kind: 'overhead',
      amountCents: 700,
      restrictionId: null,
      expense: 'admin_expense',
      reason: 'Rent.',
    };
    const { id } = await here.did('tomas', `funds/${here.fundId}/instructions`, running);
    await here.did('jonas', `instructions/${id}/approve`);
    return { by: 'ada', path: `instructions/${id}/approve` };
  },
  'more for a round': async () => ({ by: 'amara', path: `rounds/${await round()}/raise-budget`, body: { cents: 500 } }),
  'less for a round': async () => ({ by: 'amara', path: `rounds/${await round()}/lower-budget`, body: { cents: 500 } }),
  'an award that is approved': async () => {
    const id = await here.proposed(await next(), 30_000);
    await here.did('priya', `awards/${id}/approve`);
    return { by: 'jonas', path: `awards/${id}/approve` };
  },
  'an award that is accepted': async () => ({
    by: 'signatory',
    path: `awards/${await here.offered(await next(), 30_000)}/accept`,
  }),
  'an award that is declined': async () => ({
    ...{
      by: 'signatory',
      path: `awards/${await here.offered(await next(), 30_000)}/decline`,
      body: { reason: 'No staff.' },
    },
  }),
  'an award that is cancelled': async () => ({
    ...{ by: 'amara', path: `awards/${await here.accepted(await next(), 30_000)}/cancel`, body: { reason: 'Merged.' } },
  }),
  'an amendment that is approved': async () => {
    const award = await here.accepted(await next(), 30_000);
    const { id } = await here.did('amara', `awards/${award}/amendments`, {
      ...{ changeCents: 5_000, budgetLines: [{ item: 'Pump', cents: 35_000 }], reason: 'Dearer.' },
    });
    await here.did('priya', `amendments/${id}/approve`);
    return { by: 'jonas', path: `amendments/${id}/approve` };
  },
  'an instalment that is approved': async () => {
    const id = await instalment();
    await here.did('contributor', `instalments/${id}/request`);
    await here.did('priya', `instalments/${id}/approve`);
    return { by: 'tomas', path: `instalments/${id}/approve` };
  },
  'an approval that is revoked': async () => {
    const id = await instalment();
    await here.payable(id);
    return { by: 'amara', path: `instalments/${id}/revoke`, body: { reason: 'Too early.' } };
  },
  'a payment that is released': async () => {
    const id = await instalment();
    await here.payable(id);
    return { by: 'jonas', path: `instalments/${id}/release` };
  },
  'a payment that is settled': async () => ({
    by: 'jonas',
    path: `instalments/${await released()}/settle`,
    body: settlement,
  }),
  'a payment that fails': async () => ({
    by: 'jonas',
    path: `instalments/${await released()}/fail`,
    body: { reason: 'Closed.' },
  }),
  'a payment that comes back': async () => {
    const [id] = await settled();
    return { by: 'jonas', path: `instalments/${id}/give-back`, body: { returnedOn: '2027-01-21', reason: 'Closed.' } };
  },
  'a refund that is demanded': async () => {
    const [, award] = await settled();
    return {
      by: 'jonas',
      path: `awards/${award}/refunds`,
      body: { amountCents: 10_000, dueOn: '2027-06-30', reason: 'Unspent.' },
    };
  },
  'a refund that arrives': async () => ({
    ...{
      by: 'jonas',
      path: `refunds/${await demanded()}/receive`,
      body: { amountCents: 4_000, receivedOn: '2027-01-21' },
    },
  }),
};

test.each(Object.entries(moves))('%s, clicked 40 times at once, happens once and answers alike', async (_, prepare) => {
  const { by, path, body = {} } = await prepare();
  const [posted, happened] = [
    'select max(seq)::int as value from ledger.transaction',
    'select count(*)::int as value from event',
  ];
  const before = [await one<number>(posted), await one<number>(happened)] as const;
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 40 }, () => answered(by, path, body, key)));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect([answers[0]?.text, answers[0]?.status === 200 || answers[0]?.status === 201]).toEqual([
    expect.any(String),
    true,
  ]);
  expect(await one<number>(posted)).toBe(before[0] + 1);
  const events = (await one<number>(happened)) - before[1];
  expect(events).toBeGreaterThan(0);
  // Clicked once more, much later, it is still the same answer.
  const late = await answered(by, path, body, key);
  expect([late.status, late.text]).toEqual([answers[0]?.status, answers[0]?.text]);
  expect(await one<number>(happened)).toBe(before[1] + events);
});

test('after all of it the books are whole', async () => {
  expect(await faults()).toBeNull();
});
