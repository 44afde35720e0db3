import { buildAssets } from '../src/kernel/page/build';
import { Contributions } from '../src/fund/contributions.service';
import { Funds } from '../src/fund/funds.service';
import { Awarding, decided, type Moved, type Name, type Problem } from './support/awarding';
import { Description, type Document } from './support/openapi';

interface Line {
  item: string;
  cents: number;
}
interface Amendment extends Problem {
  id: string;
  number: number;
  status: string;
  needsApproval: boolean;
  changeCents: number;
  before: { amountCents: number; endsOn: string | null; scope: string; budgetLines: Line[] };
  after: { amountCents: number; endsOn: string | null; scope: string; budgetLines: Line[] };
  lines: { item: string; fromCents: number | null; toCents: number | null; large: boolean }[];
  approvals: { by: { name: string }[]; needed: number };
  moves: { move: string }[];
  cannotCloseOut: string | null;
  unpaidCents: number;
  items: Amendment[];
}

let here: Awarding;
beforeAll(async () => {
  here = await Awarding.prepare(2, 700_000, 300_000);
});
afterAll(() => here.world.close());

const post = (name: Name, path: string, body: object = {}, key?: string) =>
  here.as(name).post<Amendment>(`/api/${path}`, body, key === undefined ? {} : { key });
const get = async <T = Amendment>(name: Name, path: string) => (await here.as(name).get<T>(`/api/${path}`)).json;
const names = ({ moves }: { moves: { move: string }[] }): string[] => moves.map(({ move }) => move);
const told = ({ status, json }: { status: number; json: Problem }) => [
  status,
  Object.values(json.errors).flat()[0] ?? json.detail,
];
const lines = (...cents: number[]): Line[] =>
  cents.map((one, i) => ({ item: ['Pump', 'Staff', 'Travel'][i] ?? `${i}`, cents: one }));
const reason = 'Prices changed.';

/** A grant that the city has accepted, its plan if there is one, and the round that it comes from. */
async function grant(budgetCents: number, cents: number, parts: number[] = []) {
  const { ids, roundId } = await here.inReview(budgetCents, [cents]);
  const award = await here.accepted(ids[0] ?? '', cents);
  const instalments = parts.map((amountCents) => ({ amountCents, dueOn: '2027-02-01' }));
  const plan = parts.length > 0 ? await here.did('amara', `awards/${award}/instalments`, { instalments }) : null;
  return { award, roundId, instalments: (plan?.instalments ?? []).map(({ id }) => id) };
}

const propose = (award: string, change: object, name: Name = 'amara') =>
  post(name, `awards/${award}/amendments`, { reason, ...change });
async function amended(award: string, change: object): Promise<Amendment> {
  const { json, text, status } = await propose(award, change);
  if (status !== 201) throw new Error(text);
  await post('priya', `amendments/${json.id}/approve`);
  return (await post('jonas', `amendments/${json.id}/approve`)).json;
}

const standing = async (award: string) => {
  const [row] = await here.world.sql<Record<string, unknown>>(
    `select amount_cents::int as cents, budget_lines as lines, ends_on::text as ends, scope,
            (select coalesce(sum(amount_cents), 0)::int from instalment where award_id = a.id and status <> 'dropped') as planned
       from award a where id = $1`,
    [award],
  );
  return row ?? {};
};

const settled = async (instalment: string): Promise<void> => {
  await here.released(instalment);
  await here.did('jonas', `instalments/${instalment}/settle`, { settledOn: '2027-01-21', bankReference: 'B' });
};

describe('a change of budget lines', () => {
  let award: string;
  beforeAll(async () => {
    ({ award } = await grant(400_000, 400_000));
  });

  it('is approved by two others where a line comes or goes', async () => {
    const { status, json } = await propose(award, { budgetLines: lines(200_000, 150_000, 50_000) });
    expect([status, json.status, json.needsApproval, json.number]).toEqual([201, 'proposed', true, 1]);
    expect(json.lines).toEqual([
      { item: 'Pump', fromCents: 400_000, toCents: 200_000, large: true },
      { item: 'Staff', fromCents: null, toCents: 150_000, large: true },
      { item: 'Travel', fromCents: null, toCents: 50_000, large: true },
    ]);
    expect((await standing(award)).lines).toEqual(lines(400_000));
    const first = await post('priya', `amendments/${json.id}/approve`);
    expect([first.json.status, first.json.approvals]).toEqual([
      'proposed',
      { by: [{ id: here.people.priya.id, name: 'Priya Raman' }], needed: 2 },
    ]);
    const last = await post('jonas', `amendments/${json.id}/approve`);
    expect(last.json.status).toBe('approved');
    expect((await standing(award)).lines).toEqual(lines(200_000, 150_000, 50_000));
  });

  it('is noted at once where each line differs by at most a tenth, to the cent', async () => {
    const beyond = await propose(award, { budgetLines: lines(220_001, 135_000, 44_999) });
    expect([beyond.json.status, beyond.json.lines.map(({ large }) => large)]).toEqual([
      'proposed',
      [true, false, true],
    ]);
    await post('amara', `amendments/${beyond.json.id}/reject`, { reason: 'Too much.' });
    const within = await propose(award, { budgetLines: lines(220_000, 135_000, 45_000) }, 'contributor');
    expect([within.json.status, within.json.needsApproval, names(within.json)]).toEqual(['noted', false, []]);
    expect((await standing(award)).lines).toEqual(lines(220_000, 135_000, 45_000));
  });

  it('is measured by what was last approved, so that small changes do not add up', async () => {
    const { json } = await propose(award, { budgetLines: lines(225_000, 130_000, 45_000) });
    expect([json.status, json.lines.map(({ large }) => large)]).toEqual(['proposed', [false, false, false]]);
    await post('amara', `amendments/${json.id}/reject`, { reason: 'Wait.' });
    const back = await propose(award, { budgetLines: lines(200_000, 150_000, 50_000) });
    expect(back.json.status).toBe('noted');
  });

  it.each<[string, object, string]>([
    [
      'a cent short',
      { budgetLines: lines(200_000, 150_000, 49_999) },
      'The lines add up to $3,999.99; the award is to be $4,000.00: $0.01 short.',
    ],
    [
      'a cent too much',
      { budgetLines: lines(200_000, 150_000, 50_001) },
      'The lines add up to $4,000.01; the award is to be $4,000.00: $0.01 too much.',
    ],
    [
      'no line at all',
      { budgetLines: [] },
      'The lines add up to $0.00; the award is to be $4,000.00: $4,000.00 short.',
    ],
    [
      'nothing new',
      { budgetLines: lines(200_000, 150_000, 50_000) },
      'Nothing changes. Enter another amount, date, scope or budget line.',
    ],
    ['a line below zero', { budgetLines: lines(-1) }, 'Enter an amount that is not negative.'],
    ['a nameless line', { budgetLines: [{ item: ' ', cents: 1 }] }, 'Enter what it is for.'],
    [
      'more money and the same lines',
      { changeCents: 1 },
      'The amount changes: say what each line is to be, so that they add up to $4,000.01.',
    ],
    [
      'nothing left',
      { changeCents: -400_000 },
      'This takes the whole award away. Lower it by less, or cancel the award.',
    ],
    [
      'less than nothing',
      { changeCents: -400_001 },
      'This takes the whole award away. Lower it by less, or cancel the award.',
    ],
    [
      'half a cent',
      { changeCents: 0.5 },
      '“0.5” is not an amount: send whole minor units as a number, like 5000000 for 50,000.00.',
    ],
    ['more than can be counted', { changeCents: 2 ** 53 }, 'This amount is larger than the system can keep.'],
    [
      'an end before the beginning',
      { startsOn: '2027-05-01', endsOn: '2027-04-30' },
      'The grant would end before it begins. Choose a later day.',
    ],
    ['no date', { endsOn: '2027-02-29' }, '“2027-02-29” is not a date like 2026-11-30.'],
    ['no reason', { endsOn: '2027-03-01', reason: ' ' }, 'Enter a reason.'],
    [
      'nobody’s file',
      { endsOn: '2027-03-01', fileId: '11111111-1111-4111-8111-111111111111' },
      'There is no such file of yours. Upload it again.',
    ],
  ])('is refused with %s', async (_, change, sentence) => {
    expect(told(await propose(award, change))).toEqual([422, sentence]);
    expect((await get('amara', `awards/${award}/amendments`)).items.some(({ status }) => status === 'proposed')).toBe(
      false,
    );
  });
});

describe('more money', () => {
  it('comes from the round while it holds enough, then from what is free and fits, and never beyond', async () => {
    const begin = await here.figures();
    const { award } = await grant(100_000, 80_000, [50_000, 30_000]);
    const free = (begin[0] ?? 0) - 100_000;
    const committed = begin[3] ?? 0;
    expect(await here.figures()).toEqual([free, 20_000, 0, committed + 80_000, 0, 0, 0]);

    const one = await amended(award, { changeCents: 20_000, budgetLines: lines(100_000) });
    expect([one.status, one.before.amountCents, one.after.amountCents]).toEqual(['approved', 80_000, 100_000]);
    expect(await here.figures()).toEqual([free, 0, 0, committed + 100_000, 0, 0, 0]);
    expect(await standing(award)).toMatchObject({ cents: 100_000, planned: 100_000, lines: lines(100_000) });

    await amended(award, { changeCents: 30_000, budgetLines: lines(130_000) });
    expect(await here.figures()).toEqual([free - 30_000, 0, 0, committed + 130_000, 0, 0, 0]);
    expect(await standing(award)).toMatchObject({ cents: 130_000, planned: 130_000 });

    // Money for transport is free too, and does not fit.
    const actor = here.world.actor(here.people.tomas);
    const { id: restrictionId } = await here.world
      .get(Funds)
      .restrict(actor, here.fundId, { name: 'Transport only', sectors: ['urban transportation'] });
    const funder = await here.world.organisation('Another Foundation', 'funder');
    const gift = {
      funderId: funder.id,
      feeCents: 0,
      receivedOn: '2026-02-15',
      reference: '',
      grossCents: 50_000,
      restrictionId,
    };
    await here.world.get(Contributions).receive(actor, here.fundId, gift);
    const left = free - 30_000;
    const over = await propose(award, { changeCents: left + 1, budgetLines: lines(130_000 + left + 1) });
    expect(over.status).toBe(409);
    expect(over.json.detail).toMatch(
      /^\$4,700\.00 is free for this project, and the amendment needs \$4,700\.01 more\./,
    );
    expect(left).toBe(470_000);
  });

  it('is refused at the last approval where it has gone meanwhile, and nothing is half done', async () => {
    const { award } = await grant(10_000, 10_000);
    const [free = 0] = await here.figures();
    const fits = free - 50_000;
    const { json } = await propose(award, { changeCents: fits, budgetLines: lines(10_000 + fits) });
    await post('priya', `amendments/${json.id}/approve`);
    await grant(20_000, 20_000);
    const before = await here.figures();
    const last = await post('jonas', `amendments/${json.id}/approve`);
    expect([last.status, last.json.detail]).toEqual([
      409,
      expect.stringMatching(/ is free for this project, and the amendment needs /),
    ]);
    expect(await here.figures()).toEqual(before);
    expect(await standing(award)).toMatchObject({ cents: 10_000 });
    const still = await get('jonas', `amendments/${json.id}`);
    expect([still.status, still.approvals.by.length, names(still)]).toEqual(['proposed', 1, ['approve', 'reject']]);
  });
});

describe('less money', () => {
  it('goes back to the round, or is free once the round is archived; the plan follows', async () => {
    const { award, roundId } = await grant(60_000, 60_000, [30_000, 30_000]);
    const before = await here.figures();
    const moved = (free: number, reserved: number, committed: number): number[] =>
      before.map((cents, i) => cents + ([free, reserved, 0, committed][i] ?? 0));
    await amended(award, { changeCents: -10_000, budgetLines: lines(50_000) });
    expect(await here.figures()).toEqual(moved(0, 10_000, -10_000));
    expect(await standing(award)).toMatchObject({ cents: 50_000, planned: 50_000 });
    await here.did('amara', `rounds/${roundId}/decide`);
    await here.did('amara', `rounds/${roundId}/archive`);
    await amended(award, { changeCents: -25_000, budgetLines: lines(25_000) });
    expect(await here.figures()).toEqual(moved(35_000, 0, -35_000));
    expect(await standing(award)).toMatchObject({ cents: 25_000, planned: 25_000 });
    await amended(award, { changeCents: 5000, budgetLines: lines(30_000) });
    expect(await here.figures()).toEqual(moved(30_000, 0, -30_000));
    expect(await here.world.sql('select * from ledger.verify()')).toEqual([]);
  });

  it('is never what is approved for payment or paid', async () => {
    const { award, instalments } = await grant(30_000, 30_000, [20_000, 10_000]);
    await here.payable(instalments[0] ?? '');
    const over = await propose(award, { changeCents: -10_001, budgetLines: lines(19_999) });
    expect(told(over)).toEqual([
      409,
      '$100.00 of this award is neither approved for payment nor paid, so $100.01 cannot be taken from it. Lower it by less, or revoke an approval first.',
    ]);
    await amended(award, { changeCents: -10_000, budgetLines: lines(20_000) });
    expect(await standing(award)).toMatchObject({ cents: 20_000, planned: 20_000 });
  });
});

describe('who amends', () => {
  let award: string;
  beforeAll(async () => {
    ({ award } = await grant(10_000, 10_000));
  });
  const later = { endsOn: '2028-03-31', scope: 'Two pumps instead of one.' };

  it('is the staff or the city, one amendment at a time; others approve', async () => {
    expect(told(await propose(award, later, 'viewer'))).toEqual([
      409,
      'You may only read this grant. A signatory or contributor of your city can ask for an amendment.',
    ]);
    expect((await propose(award, later, 'stranger')).status).toBe(404);
    for (const name of ['jonas', 'ada', 'aud', 'rita'] as const)
      expect((await propose(award, later, name)).status).toBe(403);
    const { status, json } = await propose(award, later, 'contributor');
    expect([status, json.status, names(json)]).toEqual([201, 'proposed', ['withdraw']]);
    expect(told(await propose(award, { endsOn: '2028-01-31' }))).toEqual([
      409,
      'Another amendment of this grant is open. It is approved or rejected first.',
    ]);
    for (const name of ['signatory', 'ada', 'aud', 'rita'] as const)
      expect((await post(name, `amendments/${json.id}/approve`)).status).toBe(403);
    expect((await post('viewer', `amendments/${json.id}/withdraw`)).status).toBe(409);
    for (const path of ['', '/history', '/file'])
      expect((await here.as('stranger').get(`/api/amendments/${json.id}${path}`)).status).toBe(404);
    await post('amara', `amendments/${json.id}/approve`);
    const city = await here.as('viewer').get(`/api/amendments/${json.id}`);
    expect(city.text).not.toMatch(/Amara|approvals/);
    const done = await post('tomas', `amendments/${json.id}/approve`);
    expect(done.json.status).toBe('approved');
    expect(await standing(award)).toMatchObject({ ends: '2028-03-31', scope: later.scope, cents: 10_000 });
  });

  it('is never the proposer alone, and nobody twice', async () => {
    const { json } = await propose(award, { endsOn: '2028-06-30' });
    expect(told(await post('amara', `amendments/${json.id}/approve`))).toEqual([
      409,
      'You proposed this amendment: other people have to approve it.',
    ]);
    await post('priya', `amendments/${json.id}/approve`);
    expect(told(await post('priya', `amendments/${json.id}/approve`))[1]).toMatch(
      /^You have approved this amendment already/,
    );
    const out = await post('jonas', `amendments/${json.id}/reject`, { reason: 'Too late.' });
    expect([out.json.status, (await standing(award)).ends]).toEqual(['rejected', '2028-03-31']);
    expect((await post('tomas', `amendments/${json.id}/approve`)).status).toBe(409);
  });

  it('takes its own request back', async () => {
    const own = await propose(award, { endsOn: '2028-07-31' }, 'signatory');
    expect((await post('contributor', `amendments/${own.json.id}/withdraw`)).json.status).toBe('rejected');
    const theirs = await propose(award, { endsOn: '2028-07-31' });
    expect(names(await get('signatory', `amendments/${theirs.json.id}`))).toEqual([]);
    expect(told(await post('signatory', `amendments/${theirs.json.id}/withdraw`))[0]).toBe(409);
    await post('amara', `amendments/${theirs.json.id}/reject`, { reason: 'Not now.' });
  });

  it('are more people from a threshold of the new amount on', async () => {
    await here.world.sql('insert into approval_threshold (fund_id, from_cents, approvals) values ($1, 10500, 3)', [
      here.fundId,
    ]);
    const { json } = await propose(award, { changeCents: 500, budgetLines: lines(10_500) });
    expect(json.status === 'proposed' && (await get('amara', `amendments/${json.id}`)).approvals.needed).toBe(3);
    for (const name of ['priya', 'jonas'] as const)
      expect((await post(name, `amendments/${json.id}/approve`)).json.status).toBe('proposed');
    expect((await post('tomas', `amendments/${json.id}/approve`)).json.status).toBe('approved');
    const less = await propose(award, { changeCents: -1, budgetLines: lines(10_499) });
    expect((await get('amara', `amendments/${less.json.id}`)).approvals.needed).toBe(2);
    await post('amara', `amendments/${less.json.id}/reject`, { reason: 'Never mind.' });
    await here.world.sql('delete from approval_threshold where fund_id = $1', [here.fundId]);
  });

  it('adds a document that the other side reads', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    const sent = await here
      .as('contributor')
      .send<{ id: string }>('POST', '/api/files?name=letter.txt', 'Dear fund, …', { headers });
    expect(sent.status).toBe(201);
    const stolen = await propose(award, { endsOn: '2029-01-31', fileId: sent.json.id });
    expect(told(stolen)).toEqual([422, 'There is no such file of yours. Upload it again.']);
    const { json } = await propose(award, { endsOn: '2029-01-31', fileId: sent.json.id }, 'contributor');
    const read = await here.as('jonas').get(`/amendments/${json.id}/file`);
    expect([read.status, read.text, read.headers.get('content-disposition')]).toEqual([
      200,
      'Dear fund, …',
      expect.stringContaining('letter.txt'),
    ]);
    expect((await here.as('stranger').get(`/amendments/${json.id}/file`)).status).toBe(404);
    await post('amara', `amendments/${json.id}/reject`, { reason: 'Unsigned.' });
    const { items } = await get<{ items: { sentence: string; who: string }[] }>(
      'viewer',
      `amendments/${json.id}/history`,
    );
    expect(items.map(({ who, sentence }) => `${who} ${sentence}`)).toEqual([
      'Amara Okafor rejected the amendment',
      expect.stringMatching(/proposed an amendment$/),
    ]);
  });

  it('is held by the database too', async () => {
    const { json } = await propose(award, { changeCents: 500, budgetLines: lines(11_000) });
    const run = (text: string, id = json.id) => here.world.sql(text, [id]);
    await expect(run(`update amendment set status = 'approved' where id = $1`)).rejects.toMatchObject({
      constraint: 'enough_approvals',
    });
    await expect(run('update amendment set change_cents = 1 where id = $1')).rejects.toMatchObject({
      constraint: 'proposal_stays',
    });
    await expect(run(`update amendment set was = '{}' where id = $1`)).rejects.toMatchObject({
      constraint: 'proposal_stays',
    });
    await expect(run('update award set amount_cents = amount_cents + 1 where id = $1', award)).rejects.toMatchObject({
      constraint: 'amount_adds_up',
    });
    await expect(run('delete from amendment where id = $1')).rejects.toThrow(/permission denied/);
    const copy = `insert into amendment (award_id, number, change_cents, currency, reason, needs_approval, status, proposed_by, proposed_at)
      select award_id, number + 1, $2, currency, reason, $3, $4, proposed_by, proposed_at from amendment where id = $1`;
    const insert = (...values: unknown[]) => here.world.sql(copy, [json.id, ...values]);
    await expect(insert(500, true, 'proposed')).rejects.toMatchObject({ constraint: 'amendment_one_open' });
    await expect(insert(500, false, 'approved')).rejects.toMatchObject({ constraint: 'amendment_money' });
    await expect(insert(0, true, 'noted')).rejects.toMatchObject({ constraint: 'amendment_noted' });
    await post('amara', `amendments/${json.id}/reject`, { reason: 'Tried.' });
  });

  it('is nobody once the grant has ended', async () => {
    const { json } = await propose(award, { endsOn: '2028-12-31' });
    await here.did('amara', `awards/${award}/cancel`, { reason: 'The city merged.' });
    expect(told(await post('priya', `amendments/${json.id}/approve`))).toEqual([
      409,
      'This amendment is rejected: approve is not possible now.',
    ]);
    expect(names(await get('priya', `amendments/${json.id}`))).toEqual([]);
    expect(told(await propose(award, { endsOn: '2029-12-31' }))[0]).toBe(409);
    expect(names(await get('amara', `awards/${award}/amendments`))).toEqual([]);
  });
});

describe('what is open when the grant ends', () => {
  const ends: [string, (award: string, instalment: string) => Promise<unknown>][] = [
    ['cancelled', (award) => here.did('amara', `awards/${award}/cancel`, { reason: 'The city merged.' })],
    [
      'completed',
      async (award, instalment) => {
        await settled(instalment);
        await here.did('amara', `awards/${award}/complete`);
      },
    ],
  ];
  it.each(ends)('is rejected with it: %s', async (how, end) => {
    const { award, instalments } = await grant(5000, 5000, [5000]);
    const { json } = await propose(award, { endsOn: '2028-12-31' }, 'contributor');
    await end(award, instalments[0] ?? '');
    const why = `The grant was ${how} before this was decided.`;
    const amendment = await get<Amendment & { rejectReason: string }>('viewer', `amendments/${json.id}`);
    expect([amendment.status, amendment.rejectReason]).toEqual(['rejected', why]);
    const { items } = await get<{ items: { sentence: string; reason: string | null }[] }>(
      'viewer',
      `amendments/${json.id}/history`,
    );
    expect(items[0]).toMatchObject({ sentence: 'rejected the amendment', reason: why });
    // What was not carried out changed nothing.
    expect(await standing(award)).toMatchObject({ cents: 5000, ends: null });
  });

  it('and a grant that is cancelled while it is decided about ends in one state', async () => {
    for (let round = 0; round < 4; round++) {
      const { award } = await grant(5000, 5000, [5000]);
      const { json } = await propose(award, { changeCents: -1000, budgetLines: lines(4000) });
      await post('priya', `amendments/${json.id}/approve`);
      const race = [
        () => post('jonas', `amendments/${json.id}/approve`),
        () => post('amara', `awards/${award}/cancel`, { reason: 'The city merged.' }),
      ];
      const answers = await Promise.all((round % 2 === 0 ? race : race.toReversed()).map((go) => go()));
      const { status } = await get('aud', `amendments/${json.id}`);
      expect(answers.map((answer) => answer.status).sort()).toEqual(status === 'approved' ? [200, 200] : [200, 409]);
      expect(await standing(award)).toMatchObject({ cents: status === 'approved' ? 4000 : 5000 });
    }
    expect(await here.world.sql('select * from ledger.verify()')).toEqual([]);
  });
});

describe('the close-out', () => {
  const close = (award: string, name: Name = 'amara') =>
    post(name, `awards/${award}/close-out`, { reason: 'The work is done.' });

  it('frees what was never paid, drops the rest of the plan and completes the grant', async () => {
    const { award, instalments } = await grant(50_000, 50_000, [30_000, 15_000, 5000]);
    const report = await here.did('amara', `awards/${award}/reports`, {
      kind: 'final',
      title: 'Final',
      dueOn: '2027-06-30',
    });
    expect(told(await close(award))).toEqual([
      409,
      'Nothing of this award was ever paid, so there is nothing to close out. Cancel it instead.',
    ]);
    await here.payable(instalments[0] ?? '');
    expect(told(await close(award))[1]).toMatch(/^Money of this award is approved for payment or on its way\./);
    await here.did('jonas', `instalments/${instalments[0] ?? ''}/release`);
    expect(told(await close(award))[1]).toMatch(/^Money of this award is approved for payment or on its way\./);
    await here.did('jonas', `instalments/${instalments[0] ?? ''}/settle`, { settledOn: '2027-01-21' });
    expect(told(await close(award))).toEqual([409, 'The report “Final” is not accepted yet.']);
    await here
      .as('contributor')
      .put(`/api/reports/${report.id}`, { narrative: 'Done.', lessons: 'Dig.', spentCents: 30_000, version: 1 });
    await here.did('contributor', `reports/${report.id}/submit`);
    await here.did('amara', `reports/${report.id}/accept`);
    const open = await propose(award, { endsOn: '2028-01-31' });
    expect(told(await close(award))).toEqual([409, 'An amendment of this grant is open. Approve or reject it first.']);
    await post('amara', `amendments/${open.json.id}/reject`, { reason: 'No need.' });
    for (const name of ['jonas', 'ada', 'aud', 'rita', 'signatory'] as const)
      expect((await close(award, name)).status).toBe(403);

    const list = await get('amara', `awards/${award}/amendments`);
    expect([names(list), list.unpaidCents, list.cannotCloseOut]).toEqual([['amend', 'close-out'], 20_000, null]);
    const before = await here.figures();
    const done = await close(award);
    expect([done.status, done.json.status]).toEqual([200, 'completed']);
    expect(await here.figures()).toEqual(before.map((cents, i) => cents + ([0, 20_000, 0, -20_000][i] ?? 0)));
    expect(await standing(award)).toMatchObject({ cents: 30_000, planned: 30_000 });
    const plan = await get<Moved>('amara', `awards/${award}/instalments`);
    expect(plan.instalments.map(({ status }) => status)).toEqual(['settled', 'dropped', 'dropped']);
    const [out] = (await get('viewer', `awards/${award}/amendments`)).items;
    expect(out).toMatchObject({ kind: 'close_out', status: 'approved', changeCents: -20_000, needsApproval: false });
    const { items } = await get<{ items: { sentence: string; reason: string | null }[] }>(
      'viewer',
      `awards/${award}/history`,
    );
    expect(items.find(({ sentence }) => sentence.startsWith('closed the grant out'))?.reason).toBe('The work is done.');
    expect((await close(award)).status).toBe(409);
    expect(await here.world.sql('select * from ledger.verify()')).toEqual([]);
  });

  it('completes a grant that was paid in full, without an amendment', async () => {
    const { award, instalments } = await grant(10_000, 10_000, [10_000]);
    await settled(instalments[0] ?? '');
    const list = await get('amara', `awards/${award}/amendments`);
    expect([names(list), list.unpaidCents]).toEqual([['amend'], 0]);
    expect((await close(award)).json.status).toBe('completed');
    expect((await get('amara', `awards/${award}/amendments`)).items).toEqual([]);
  });

  it('ends a suspended grant too', async () => {
    const { award, instalments } = await grant(10_000, 10_000, [4000, 6000]);
    await settled(instalments[0] ?? '');
    await here.did('amara', `awards/${award}/suspend`, { reason: 'No report.' });
    expect((await close(award)).json.status).toBe('completed');
    expect(await standing(award)).toMatchObject({ cents: 4000, planned: 4000 });
  });
});

describe('at the same time', () => {
  it('two people on the last approval make one amendment', async () => {
    const { award } = await grant(10_000, 10_000);
    const { json } = await propose(award, { changeCents: -1000, budgetLines: lines(9000) });
    await post('priya', `amendments/${json.id}/approve`);
    const all = await Promise.all(
      (['jonas', 'tomas'] as const).map((name) => post(name, `amendments/${json.id}/approve`)),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(all.find(({ status }) => status === 409)?.json.detail).toBe(
      'This amendment is approved: approve is not possible now.',
    );
    expect(await standing(award)).toMatchObject({ cents: 9000 });
    const entries = await here.world.sql(
      `select 1 from ledger.transaction where kind = 'award.decommitted' and subject = $1`,
      [`award:${award}`],
    );
    expect(entries).toHaveLength(1);
  });

  it('40 clicks under one key approve once, with equal answers', async () => {
    const { award } = await grant(20_000, 10_000);
    const { json } = await propose(award, { changeCents: 1000, budgetLines: lines(11_000) });
    await post('priya', `amendments/${json.id}/approve`);
    const all = await Promise.all(
      Array.from({ length: 40 }, () => post('jonas', `amendments/${json.id}/approve`, {}, 'a-40')),
    );
    expect([new Set(all.map(({ status }) => status)), new Set(all.map(({ text }) => text)).size]).toEqual([
      new Set([200]),
      1,
    ]);
    expect(await standing(award)).toMatchObject({ cents: 11_000 });
  });

  it('of two proposals one is open', async () => {
    const { award } = await grant(10_000, 10_000);
    const all = await Promise.all([
      propose(award, { endsOn: '2028-01-31' }),
      propose(award, { endsOn: '2028-02-28' }, 'signatory'),
    ]);
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('less money and the approval of the instalment that it is planned for: one of them holds', async () => {
    const seen = new Set<string>();
    for (let i = 0; i < 6; i += 1) {
      const { award, instalments } = await grant(10_000, 10_000, [2000, 8000]);
      const [, two = ''] = instalments;
      const { json } = await propose(award, { changeCents: -7000, budgetLines: lines(3000) });
      await post('priya', `amendments/${json.id}/approve`);
      await here.did('contributor', `instalments/${two}/request`);
      await here.did('priya', `instalments/${two}/approve`);
      const steps = [
        () => post('jonas', `amendments/${json.id}/approve`),
        () => post('tomas', `instalments/${two}/approve`),
      ];
      const answers = await Promise.all((i % 2 === 0 ? steps : steps.toReversed()).map((step) => step()));
      const [less, pay] = i % 2 === 0 ? answers : answers.toReversed();
      expect([less?.status, pay?.status].filter((status) => status === 200).length).toBe(1);
      seen.add(less?.status === 200 ? 'less' : 'pay');
      const loser = less?.status === 200 ? pay : less;
      expect([404, 409]).toContain(loser?.status);
      expect(loser?.json.detail).toMatch(/\w/);
      const { cents, planned } = await standing(award);
      expect([cents, planned]).toEqual(less?.status === 200 ? [3000, 3000] : [10_000, 10_000]);
    }
    expect(seen.size).toBeGreaterThan(0);
    expect(await here.world.sql('select * from ledger.verify()')).toEqual([]);
  });
});

describe('the description', () => {
  it('says what is answered, to staff and to cities', async () => {
    const { award } = await grant(10_000, 10_000, [10_000]);
    const { json } = await propose(award, { endsOn: '2028-01-31', scope: 'Less.' });
    const id = json.id;
    const description = new Description((await here.world.as().get<Document>('/api/docs-json')).json);
    for (const name of ['priya', 'viewer'] as const)
      for (const path of [`/api/amendments/${id}`, `/api/awards/${award}/amendments`]) {
        const operation = description.find('GET', path);
        const schema = operation && description.answer(operation, 200);
        const answer = await here.as(name).get(path);
        expect(schema && description.faults(answer.json, schema)).toEqual([]);
      }
  });
});

describe('what waits', () => {
  const tasks = async (name: Name, kind: string): Promise<{ title: string; href: string; about: string }[]> =>
    (
      await here.as(name).get<{ items: { kind: string; title: string; href: string; about: string }[] }>('/api/tasks')
    ).json.items.filter((task) => task.kind === kind);

  it('is an open amendment, for those who may still approve it', async () => {
    const { award } = await grant(10_000, 10_000);
    const { json } = await propose(award, { endsOn: '2028-01-31' });
    const mine = async (name: Name) =>
      (await tasks(name, 'approve amendment')).some(({ href }) => href === `/amendments/${json.id}`);
    expect([await mine('amara'), await mine('priya'), await mine('jonas')]).toEqual([false, true, true]);
    await post('priya', `amendments/${json.id}/approve`);
    expect([await mine('priya'), await mine('jonas')]).toEqual([false, true]);
  });

  it('is a grant in which no money has moved for as long as the fund says', async () => {
    const { award, instalments } = await grant(10_000, 10_000, [4000, 6000]);
    const stale = async () =>
      (await tasks('amara', 'stale'))
        .filter(({ href }) => href.startsWith(`/awards/${award}`))
        .map(({ about }) => about);
    await here.world.sql('update fund set stale_days = 30 where id = $1', [here.fundId]);
    expect(await stale()).toEqual([]);
    here.at('2027-02-20T12:00:01Z');
    expect(await stale()).toEqual(['Oslo, for 30 days']);
    await settledOn(instalments[0] ?? '', '2027-02-20');
    expect(await stale()).toEqual([]);
    here.at('2027-03-25T12:00:00Z');
    expect(await stale()).toEqual(['Oslo, for 33 days']);
    await here.world.sql('update fund set stale_days = 180 where id = $1', [here.fundId]);
    here.at(decided);
  });

  const settledOn = async (instalment: string, on: string): Promise<void> => {
    await here.released(instalment);
    await here.did('jonas', `instalments/${instalment}/settle`, { settledOn: on, bankReference: 'B' });
  };
});

describe('on the pages', () => {
  let award: string;
  beforeAll(async () => {
    await buildAssets();
    ({ award } = await grant(40_000, 30_000, [10_000, 20_000]));
  });

  it('is typed, refused with what was typed, proposed, read before and after, and approved', async () => {
    const staff = here.as('amara');
    expect((await staff.get(`/awards/${award}`)).text).toContain(`href="/awards/${award}/amend"`);
    const form = await staff.get(`/awards/${award}/amend`);
    expect(form.text).toContain('value="300.00"');
    const typed = {
      ...{ _key: 'p-1', _page: `/awards/${award}/amend`, amount: 'more', changeCents: '50.00', endsOn: '2028-05-31' },
      ...{
        startsOn: '',
        scope: '',
        reason: 'Steel.',
        budgetLines: [
          { item: 'Pump', cents: '340' },
          { item: '', cents: '' },
        ],
      },
    };
    const wrong = await staff.form(`/awards/${award}/amendments`, typed);
    const refused = await staff.follow(wrong);
    expect(refused.text).toContain('The lines add up to $340.00; the award is to be $350.00: $10.00 short.');
    for (const kept of ['value="340"', 'value="50.00"', 'value="2028-05-31"', 'Steel.'])
      expect(refused.text).toContain(kept);
    const lost = await staff.follow(
      await staff.form(`/awards/${award}/amendments`, { ...typed, _key: 'p-2', changeCents: '' }),
    );
    expect(lost.text).toContain('Enter an amount, like 50,000.00.');
    const lines = [{ item: 'Pump', cents: '350' }];
    const done = await staff.form(`/awards/${award}/amendments`, { ...typed, _key: 'p-3', budgetLines: lines });
    expect(done.to).toMatch(/^\/amendments\/[0-9a-f-]{36}$/);
    const { text } = await staff.follow(done);
    for (const part of ['$300.00', '$350.00', '31 May 2028', 'Not said', '+$50.00 (+16.7 %)', 'Over 10 %'])
      expect(text).toContain(part);
    await here.as('priya').form(`${done.to}/approve`, { _key: 'p-4', _page: done.to });
    await here.as('jonas').form(`${done.to}/approve`, { _key: 'p-5', _page: done.to });
    const city = await here.as('viewer').get(`/awards/${award}`);
    expect(city.text).toContain('$50.00 more, dates, budget lines');
    expect(city.text).toContain(`href="${done.to}"`);
    expect((await here.as('stranger').get(done.to)).status).toBe(404);
    expect(await standing(award)).toMatchObject({ cents: 35_000, planned: 35_000, ends: '2028-05-31' });
  });

  it('closes the grant out', async () => {
    const { instalments } = await get<Moved>('amara', `awards/${award}/instalments`);
    const first = instalments.find(({ amountCents }) => amountCents === 10_000);
    await settled(first?.id ?? '');
    const page = await here.as('amara').get(`/awards/${award}`);
    expect(page.text).toContain('$250.00 of this grant was never paid and is free again.');
    const _page = `/awards/${award}?do=close-out`;
    const empty = await here.as('amara').form(`/awards/${award}/close-out`, { _key: 'c-1', _page, reason: '' });
    expect((await here.as('amara').follow(empty)).text).toContain('Enter a reason.');
    const done = await here.as('amara').form(`/awards/${award}/close-out`, { _key: 'c-2', _page, reason: 'All done.' });
    expect([done.to, (await standing(award)).cents]).toEqual([`/awards/${award}`, 10_000]);
  });
});

it('of an award that is less than what was asked for, lines that stay need not add up', async () => {
  const { ids } = await here.inReview(4000, [4500]);
  const award = await here.accepted(ids[0] ?? '', 4000);
  const same = await propose(award, { endsOn: '2028-01-31', budgetLines: lines(4500) });
  expect([same.status, same.json.status, same.json.after.budgetLines]).toEqual([201, 'proposed', lines(4500)]);
  await post('amara', `amendments/${same.json.id}/reject`, { reason: 'Not yet.' });
  const other = await propose(award, { budgetLines: lines(3000, 1500) });
  expect(told(other)[1]).toBe('The lines add up to $45.00; the award is to be $40.00: $5.00 too much.');
  expect((await propose(award, { budgetLines: lines(4000) })).json.status).toBe('proposed');
  await here.did('amara', `awards/${award}/cancel`, { reason: 'Tried.' });
});

describe('at the same time', () => {
  it('more amendments are asked for than the database has connections, each with what is free', async () => {
    const many = Array.from({ length: 16 }, () => 1000);
    const { ids } = await here.inReview(16_000, many);
    const awards: string[] = [];
    for (const id of ids) awards.push(await here.accepted(id, 1000));
    const change = { changeCents: 100, budgetLines: lines(1100) };
    const all = await Promise.all(awards.map((award) => propose(award, change)));
    expect(all.map(({ status }) => status)).toEqual(many.map(() => 201));
  });
});
