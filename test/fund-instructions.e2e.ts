import { randomUUID } from 'node:crypto';
import type { Organisation } from '../src/people/organisation.entity';
import type { Agent, Answer } from './support/agent';
import { createWorld, type World } from './support/world';

let world: World;
let barr: Organisation;
const agents = {} as Record<'finn' | 'fay' | 'pat' | 'pia' | 'ada' | 'aud', Agent>;

beforeAll(async () => {
  world = await createWorld();
  world.clock.pin(new Date('2026-06-15T12:00:00Z'));
  barr = await world.organisation('Barr Foundation', 'funder');
  const cast = [
    ['finn', 'finance'],
    ['fay', 'finance'],
    ['pat', 'program'],
    ['pia', 'program'],
    ['ada', 'admin'],
    ['aud', 'auditor'],
  ] as const;
  for (const [name, role] of cast) agents[name] = world.as(await world.person({ role, name }));
});
afterAll(() => world.close());

interface View {
  id: string;
  status: string;
  moves: { move: string }[];
  approvals: { by: { name: string }[]; needed: number };
  restrictionId: string | null;
  detail: string;
  errors: Record<string, string[]>;
  refundedCents: number;
}

/** A fund with 100.00 of Barr for buildings, 60.00 of Barr for anything, and a pledge of 50.00. */
interface Here {
  fundId: string;
  buildings: string;
  parks: string;
  restricted: string;
  free: string;
  pledge: string;
}

async function prepare(): Promise<Here> {
  const fundId = (await agents.ada.post<View>('/api/funds', { name: `Fund ${randomUUID()}`, currency: 'USD' })).json.id;
  const restrict = async (terms: { name: string; endsOn?: string }): Promise<string> => {
    const { json } = await agents.finn.post<{ restrictions: { id: string; name: string }[] }>(
      `/api/funds/${fundId}/restrictions`,
      terms,
    );
    return json.restrictions.find(({ name }) => name === terms.name)?.id ?? '';
  };
  const [buildings, parks] = [
    await restrict({ name: 'Buildings' }),
    await restrict({ name: 'Parks', endsOn: '2026-06-14' }),
  ];
  const give = async (grossCents: number, restrictionId: string | null): Promise<string> => {
    const gift = { funderId: barr.id, grossCents, receivedOn: '2026-01-15', restrictionId };
    return (await agents.finn.post<View>(`/api/funds/${fundId}/contributions`, gift)).json.id;
  };
  const [restricted, free] = [await give(100_00, buildings), await give(60_00, null)];
  const parts = [{ dueOn: '2026-12-31', amountCents: 50_00 }];
  const signed = { funderId: barr.id, amountCents: 50_00, signedOn: '2026-01-15', parts };
  const pledge = (await agents.finn.post<View>(`/api/funds/${fundId}/pledges`, signed)).json.id;
  return { fundId, buildings, parks, restricted, free, pledge };
}

const propose = ({ fundId }: Here, body: object): Promise<Answer<View>> =>
  agents.finn.post<View>(`/api/funds/${fundId}/instructions`, { reason: 'Their letter of May.', ...body });
const proposed = async (here: Here, body: object): Promise<string> => {
  const { status, json, text } = await propose(here, body);
  if (status !== 201) throw new Error(text);
  return json.id;
};
const approve = (name: keyof typeof agents, id: string): Promise<Answer<View>> =>
  agents[name].post<View>(`/api/instructions/${id}/approve`);
const carryOut = async (here: Here, body: object): Promise<string> => {
  const id = await proposed(here, body);
  await approve('pat', id);
  const { json, text } = await approve('fay', id);
  if (json.status !== 'carried_out') throw new Error(text);
  return id;
};
const letter = async (): Promise<string> => {
  const headers = { 'content-type': 'application/octet-stream' };
  const sent = await agents.finn.send<View>('POST', '/api/files?name=letter.pdf', '%PDF-1.4\n%%EOF\n', { headers });
  return sent.json.id;
};
/** Free money by restriction, then what is in each of the books of accounts. */
const figures = async ({ fundId, buildings }: Here) => {
  const { json } = await agents.aud.get<{
    balance: { raisedCents: number; overheadCents: number };
    restrictions: { id: string; balance: { freeCents: number } }[];
  }>(`/api/funds/${fundId}`);
  const free = (id: string | null) => json.restrictions.find((one) => one.id === id)?.balance.freeCents;
  const rows = await world.sql<{ kind: string; cents: number }>(
    `select kind, sum(balance)::float8 as cents from ledger.account where book = 'accounts' and fund_id = $1 group by 1 having sum(balance) <> 0`,
    [fundId],
  );
  return {
    raised: json.balance.raisedCents,
    overhead: json.balance.overheadCents,
    buildings: free(buildings),
    any: free(null),
    ...Object.fromEntries(rows.map(({ kind, cents }) => [kind, cents])),
  };
};
const before = {
  raised: 160_00,
  overhead: 0,
  buildings: 100_00,
  any: 60_00,
  cash: 160_00,
  pledges: 50_00,
  revenue: 210_00,
};

it('gives free money back to a donor once two others have approved, and not a cent before', async () => {
  const here = await prepare();
  const id = await proposed(here, { kind: 'donor_refund', contributionId: here.restricted, amountCents: 30_00 });
  expect(await figures(here)).toEqual(before);
  const own = await approve('finn', id);
  expect([own.status, own.json.detail]).toEqual([
    409,
    'You proposed this instruction: other people have to approve it.',
  ]);
  expect((await approve('pat', id)).json).toMatchObject({
    status: 'proposed',
    approvals: { by: [{ name: 'pat' }], needed: 2 },
    moves: [{ move: 'reject' }],
  });
  const twice = await approve('pat', id);
  expect([twice.status, twice.json.detail]).toEqual([
    409,
    expect.stringContaining('You have approved this instruction already'),
  ]);
  expect(await figures(here)).toEqual(before);
  expect((await approve('ada', id)).json).toMatchObject({ status: 'carried_out', moves: [] });
  expect(await figures(here)).toEqual({ ...before, raised: 130_00, buildings: 70_00, cash: 130_00, revenue: 180_00 });
  expect((await agents.aud.get<View>(`/api/contributions/${here.restricted}`)).json.refundedCents).toBe(30_00);
  expect((await approve('fay', id)).status).toBe(409);
  const less = await agents.finn.post<View>(`/api/contributions/${here.restricted}/correct`, {
    grossCents: 29_99,
    reason: 'Slip.',
  });
  expect([less.status, less.json.detail]).toEqual([
    409,
    '$30.00 of it has been given back: it cannot be less than that.',
  ]);
  const history = await agents.aud.get<{ items: { sentence: string }[] }>(`/api/instructions/${id}/history`);
  expect(history.json.items.map(({ sentence }) => sentence)).toEqual([
    'approved the instruction; it is carried out',
    'approved the instruction; one more person has to',
    'proposed the instruction',
  ]);
});

it('moves what is free of one contribution to another restriction or to none, with the donor’s letter only', async () => {
  const here = await prepare();
  const move = { kind: 'restriction_move', contributionId: here.restricted, toRestrictionId: null, amountCents: 40_00 };
  expect((await propose(here, move)).json.errors).toEqual({
    fileId: ['Attach the letter in which the donor says so.'],
  });
  const id = await carryOut(here, { ...move, fileId: await letter() });
  expect(await figures(here)).toEqual({ ...before, buildings: 60_00, any: 100_00 });
  expect((await agents.aud.get(`/instructions/${id}/document`)).status).toBe(200);
  const pots = await world.sql<{ restricted: boolean; cents: number }>(
    `select restriction_id is not null as restricted, balance::float8 as cents from ledger.account where contribution_id = $1 and kind = 'available' order by 1`,
    [here.restricted],
  );
  expect(pots).toEqual([
    { restricted: false, cents: 40_00 },
    { restricted: true, cents: 60_00 },
  ]);
  const back = { kind: 'donor_refund', contributionId: here.restricted, restrictionId: null, amountCents: 40_01 };
  expect((await propose(here, back)).json.errors.amountCents?.join()).toContain(
    'Of this contribution $40.00 is free there',
  );
  const { json } = await agents.aud.get<{
    items: { name: string; balance: { raisedCents: number; freeCents: number } }[];
  }>(`/api/funds/${here.fundId}/restrictions`);
  const both = json.items.map(({ name, balance }) => [name, balance.raisedCents, balance.freeCents]);
  expect(both.sort()).toEqual([
    ['Buildings', 60_00, 60_00],
    ['Parks', 0, 0],
    ['Unrestricted', 100_00, 100_00],
  ]);
  await carryOut(here, { ...back, amountCents: 40_00 });
  expect(await figures(here)).toEqual({ ...before, raised: 120_00, buildings: 60_00, cash: 120_00, revenue: 170_00 });
  expect(await world.sql('select * from ledger.verify()')).toEqual([]);
});

it('writes the rest of a pledge off, in part or whole', async () => {
  const here = await prepare();
  const off = { kind: 'pledge_write_off', pledgeId: here.pledge };
  await carryOut(here, { ...off, amountCents: 20_00 });
  const pledge = async () => (await agents.aud.get<Record<string, unknown>>(`/api/pledges/${here.pledge}`)).json;
  expect(await pledge()).toMatchObject({ status: 'signed', writtenOffCents: 20_00, outstandingCents: 30_00 });
  expect((await propose(here, { ...off, amountCents: 30_01 })).json.errors.amountCents?.join()).toContain(
    '$30.00 is outstanding',
  );
  await carryOut(here, { ...off, amountCents: 30_00 });
  expect(await pledge()).toMatchObject({ status: 'written_off', outstandingCents: 0 });
  const { pledges: _, ...rest } = before;
  expect(await figures(here)).toEqual({ ...rest, bad_debt: 50_00 });
});

it('opens a written-off pledge again when less has arrived than was recorded', async () => {
  const here = await prepare();
  const gift = { funderId: barr.id, grossCents: 40_00, receivedOn: '2026-02-01', pledgeId: here.pledge };
  const { id } = (await agents.finn.post<View>(`/api/funds/${here.fundId}/contributions`, gift)).json;
  await carryOut(here, { kind: 'pledge_write_off', pledgeId: here.pledge, amountCents: 10_00 });
  expect(
    (await agents.finn.post(`/api/contributions/${id}/correct`, { grossCents: 35_00, reason: 'Slip.' })).status,
  ).toBe(200);
  expect((await agents.aud.get(`/api/pledges/${here.pledge}`)).json).toMatchObject({
    status: 'signed',
    receivedCents: 35_00,
    outstandingCents: 5_00,
  });
});

it('pays running costs out of money without a restriction, or out of one that is named', async () => {
  const here = await prepare();
  await carryOut(here, { kind: 'overhead', expense: 'admin_expense', amountCents: 60_00 });
  const short = await propose(here, { kind: 'overhead', expense: 'bank_fees', amountCents: 1 });
  expect(short.json.errors.amountCents).toEqual(['$0.00 is free without a restriction. Enter at most that.']);
  await carryOut(here, { kind: 'overhead', expense: 'bank_fees', amountCents: 5_00, restrictionId: here.buildings });
  expect(await figures(here)).toEqual({
    ...before,
    overhead: 65_00,
    buildings: 95_00,
    any: 0,
    cash: 95_00,
    admin_expense: 60_00,
    bank_fees: 5_00,
  });
});

it('is not carried out where the money has gone meanwhile: whoever comes second reads how much is left', async () => {
  const here = await prepare();
  const cost = { kind: 'overhead', expense: 'admin_expense', amountCents: 40_00 };
  const [first, second] = [await proposed(here, cost), await proposed(here, cost)];
  for (const id of [first, second]) await approve('pat', id);
  const answers = await Promise.all([approve('fay', first), approve('ada', second)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const loser = answers.find(({ status }) => status === 409)?.json;
  expect(loser?.detail).toBe('$20.00 is free without a restriction. Reject this instruction, and propose it anew.');
  expect((await figures(here)).overhead).toBe(40_00);
  const states = await agents.aud.get<{ items: View[] }>(`/api/funds/${here.fundId}/instructions`);
  expect(states.json.items.map(({ status }) => status).sort()).toEqual(['carried_out', 'proposed']);
});

it('has one effect however many approve it at once', async () => {
  const here = await prepare();
  const id = await proposed(here, { kind: 'donor_refund', contributionId: here.free, amountCents: 60_00 });
  const answers = await Promise.all((['pat', 'pia', 'fay', 'ada'] as const).map((name) => approve(name, id)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
  expect(await figures(here)).toMatchObject({ any: 0, raised: 100_00 });
});

it('counts nobody who has left meanwhile, so that others can approve', async () => {
  const here = await prepare();
  const id = await proposed(here, { kind: 'overhead', amountCents: 9_00, expense: 'bank_fees' });
  const leaver = await world.person({ role: 'program', name: 'lea' });
  expect((await world.as(leaver).post<View>(`/api/instructions/${id}/approve`)).status).toBe(200);
  await world.sql('update person set disabled_at = now() where id = $1', [leaver.id]);
  const first = await approve('pat', id);
  expect([first.status, first.json.status, first.json.approvals.by]).toEqual([
    200,
    'proposed',
    [{ id: expect.any(String) as string, name: 'pat' }],
  ]);
  expect((await approve('fay', id)).json.status).toBe('carried_out');
  // What is decided shows everybody who approved it.
  expect((await agents.aud.get<View>(`/api/instructions/${id}`)).json.approvals.by).toHaveLength(3);
});

it('is rejected with a reason, also by whoever proposed it, and nothing moves', async () => {
  const here = await prepare();
  const id = await proposed(here, { kind: 'donor_refund', contributionId: here.free, amountCents: 1 });
  expect((await agents.pat.post<View>(`/api/instructions/${id}/reject`, { reason: ' ' })).json.errors.reason).toEqual([
    'Enter a reason.',
  ]);
  const { json } = await agents.finn.post<View>(`/api/instructions/${id}/reject`, { reason: 'Typed twice.' });
  expect(json).toMatchObject({ status: 'rejected', rejectReason: 'Typed twice.', moves: [] });
  expect((await approve('pat', id)).status).toBe(409);
  expect(await figures(here)).toEqual(before);
});

it.each<[string, (here: Here) => object | Promise<object>, string]>([
  ['no kind', () => ({ amountCents: 1 }), 'kind'],
  ['an unknown kind', () => ({ kind: 'gift', amountCents: 1 }), 'kind'],
  ['no reason', ({ free }) => ({ kind: 'donor_refund', contributionId: free, amountCents: 1, reason: '' }), 'reason'],
  ['nothing', ({ free }) => ({ kind: 'donor_refund', contributionId: free, amountCents: 0 }), 'amountCents'],
  ['less than nothing', ({ free }) => ({ kind: 'donor_refund', contributionId: free, amountCents: -5 }), 'amountCents'],
  [
    'more than can be counted',
    ({ free }) => ({ kind: 'donor_refund', contributionId: free, amountCents: 2 ** 53 }),
    'amountCents',
  ],
  [
    'more than is free',
    ({ free }) => ({ kind: 'donor_refund', contributionId: free, amountCents: 60_01 }),
    'amountCents',
  ],
  ['no contribution', () => ({ kind: 'donor_refund', amountCents: 1 }), 'contributionId'],
  [
    'another fund’s contribution',
    async () => ({ kind: 'donor_refund', contributionId: (await prepare()).free, amountCents: 1 }),
    'contributionId',
  ],
  [
    'a pledge beside it',
    ({ free, pledge }) => ({ kind: 'donor_refund', contributionId: free, pledgeId: pledge, amountCents: 1 }),
    'pledgeId',
  ],
  ['no pledge', () => ({ kind: 'pledge_write_off', amountCents: 1 }), 'pledgeId'],
  [
    'another fund’s pledge',
    async () => ({ kind: 'pledge_write_off', pledgeId: (await prepare()).pledge, amountCents: 1 }),
    'pledgeId',
  ],
  ['no expense', () => ({ kind: 'overhead', amountCents: 1 }), 'expense'],
  ['an unknown expense', () => ({ kind: 'overhead', expense: 'cake', amountCents: 1 }), 'expense'],
  [
    'the same restriction twice',
    async ({ restricted, buildings }) => ({
      kind: 'restriction_move',
      contributionId: restricted,
      toRestrictionId: buildings,
      amountCents: 1,
      fileId: await letter(),
    }),
    'toRestrictionId',
  ],
  [
    'a restriction that has ended',
    async ({ restricted, parks }) => ({
      kind: 'restriction_move',
      contributionId: restricted,
      toRestrictionId: parks,
      amountCents: 1,
      fileId: await letter(),
    }),
    'toRestrictionId',
  ],
  [
    'a file that is not there',
    ({ free }) => ({ kind: 'donor_refund', contributionId: free, amountCents: 1, fileId: randomUUID() }),
    'fileId',
  ],
])('with %s is refused beside its field', async (_, fault, field) => {
  const here = await prepare();
  const { status, json } = await propose(here, await fault(here));
  expect([status, Object.keys(json.errors)]).toEqual([422, [field]]);
  expect(await figures(here)).toEqual(before);
});

it('is for those who may: finance proposes, staff approve, auditors read, nobody else knows', async () => {
  const here = await prepare();
  const body = { kind: 'donor_refund', contributionId: here.free, amountCents: 1, reason: 'x' };
  for (const name of ['pat', 'ada', 'aud'] as const)
    expect([name, (await agents[name].post(`/api/funds/${here.fundId}/instructions`, body)).status]).toEqual([
      name,
      403,
    ]);
  const id = await proposed(here, body);
  expect((await approve('aud', id)).status).toBe(403);
  expect((await agents.aud.get(`/instructions/${id}`)).status).toBe(200);
  const city = world.as(await world.person({ role: 'city' }));
  for (const path of [`/api/instructions/${id}`, `/instructions/${id}`, `/funds/${here.fundId}/instructions`])
    expect([path, (await city.get(path)).status]).toEqual([path, 403]);
  expect((await agents.pat.get(`/api/instructions/${randomUUID()}`)).status).toBe(404);
  expect((await agents.aud.get(`/instructions/${id}/document`)).status).toBe(404);
});

it('is proposed, approved and rejected on its pages', async () => {
  const here = await prepare();
  const list = `/funds/${here.fundId}/instructions`;
  expect((await agents.pat.get(list)).text).toContain('Nothing has been instructed yet.');
  expect((await agents.pat.get(list)).text).not.toContain('Propose an instruction');
  const form = `${list}/new?kind=donor_refund`;
  expect((await agents.finn.get(form)).text).toContain('Barr Foundation, 15 January 2026: $60.00 free, Unrestricted');
  const typed = {
    kind: 'donor_refund',
    contributionId: `${here.free}:`,
    amountCents: '60.01',
    reason: 'They asked.',
    _page: form,
  };
  const refused = await agents.finn.follow(await agents.finn.form(list, typed));
  for (const text of ['$60.00 is free there', 'value="60.01"', 'They asked.', `value="${here.free}:" selected`])
    expect(refused.text).toContain(text);
  const sent = await agents.finn.form(list, { ...typed, amountCents: '60' });
  expect((await agents.finn.follow(sent)).text).toContain('You proposed it, so it is for others.');
  await agents.pat.form(`${sent.to}/approve`, {});
  const page = await agents.fay.get(sent.to);
  for (const text of ['One more person has to approve it', 'Yours is the last approval', 'pat (1 of 2)'])
    expect(page.text).toContain(text);
  const done = await agents.fay.follow(await agents.fay.form(`${sent.to}/approve`, {}));
  expect(done.text).toContain('The instruction is approved and carried out');
  for (const [kind, text] of [
    ['restriction_move', 'Change a restriction'],
    ['pledge_write_off', '$50.00 outstanding'],
    ['overhead', 'Bank fees'],
  ])
    expect((await agents.finn.get(`${list}/new?kind=${kind}`)).text).toContain(text);
  expect((await agents.finn.get(`${list}/new?kind=gift`)).status).toBe(422);
  expect((await agents.aud.get(`${list}?status=rejected`)).text).toContain('Nothing fits your choice.');
  expect((await agents.aud.get(list)).text).toContain('2 of 2');
});

describe('the settings of a fund', () => {
  const rules = {
    purpose: 'Cities',
    approvalsRequired: 2,
    thresholds: [{ fromCents: 50_00, approvals: 3 }],
    holdDays: 5,
    staleDays: 90,
    silentDays: 7,
  };

  it('ask more people for more money, and history says what changed', async () => {
    const here = await prepare();
    const { status, json } = await agents.ada.post(`/api/funds/${here.fundId}/settings`, {
      ...rules,
      beganOn: '2026-01-15',
    });
    expect([status, json]).toEqual([
      200,
      expect.objectContaining({ ...rules, beganOn: '2026-01-15', currency: 'USD' }),
    ]);
    const [small, large] = [
      await proposed(here, {
        kind: 'overhead',
        expense: 'bank_fees',
        amountCents: 49_99,
        restrictionId: here.buildings,
      }),
      await proposed(here, {
        kind: 'overhead',
        expense: 'bank_fees',
        amountCents: 50_00,
        restrictionId: here.buildings,
      }),
    ];
    for (const id of [small, large]) for (const name of ['pat', 'fay'] as const) await approve(name, id);
    const statusOf = async (id: string) => (await agents.aud.get<View>(`/api/instructions/${id}`)).json.status;
    expect([await statusOf(small), await statusOf(large)]).toEqual(['carried_out', 'proposed']);
    expect((await approve('pia', large)).json.status).toBe('carried_out');
    const { json: lines } = await agents.aud.get<{ items: { sentence: string; reason: string }[] }>(
      `/api/funds/${here.fundId}/history`,
    );
    expect(lines.items.find(({ sentence }) => sentence === 'changed the settings of the fund')?.reason).toBe(
      'Purpose: Cities. 3 approve from $50.00 on. Changed bank details wait 5 days. A commitment is stale after 90 days. A bank is silent after 7 days. The fund began on 15 January 2026.',
    );
    const early = { funderId: barr.id, grossCents: 1, receivedOn: '2026-01-14' };
    const refused = await agents.finn.post<View>(`/api/funds/${here.fundId}/contributions`, early);
    expect(refused.json.errors.receivedOn?.join()).toContain('from 15 January 2026, when the fund began');
  });

  it.each<[string, object, string, string]>([
    ['one approval', { approvalsRequired: 1 }, 'approvalsRequired', 'from 2 to 5'],
    ['six', { approvalsRequired: 6 }, 'approvalsRequired', 'from 2 to 5'],
    ['half a day', { holdDays: 0.5 }, 'holdDays', 'from 0 to 60'],
    [
      'a threshold that changes nothing',
      { thresholds: [{ fromCents: 50_00, approvals: 2 }] },
      'thresholds[0][approvals]',
      '2 people approve below $50.00 already',
    ],
    [
      'a threshold twice',
      {
        thresholds: [
          { fromCents: 5, approvals: 3 },
          { fromCents: 5, approvals: 4 },
        ],
      },
      'thresholds[1][fromCents]',
      'twice',
    ],
    [
      'a threshold of nothing',
      { thresholds: [{ fromCents: 0, approvals: 3 }] },
      'thresholds[0][fromCents]',
      'above zero',
    ],
    ['silence of a year and a day', { silentDays: 366 }, 'silentDays', 'from 1 to 365'],
    ['a beginning after its money', { beganOn: '2026-01-16' }, 'beganOn', '15 January 2026'],
    ['a beginning to come', { beganOn: '2026-06-16' }, 'beganOn', 'to today'],
  ])('with %s are refused beside the field', async (_, fault, field, sentence) => {
    const here = await prepare();
    const { status, json } = await agents.ada.post<View>(`/api/funds/${here.fundId}/settings`, { ...rules, ...fault });
    expect([status, Object.keys(json.errors)]).toEqual([422, [field]]);
    expect(json.errors[field]?.join()).toContain(sentence);
  });

  it('are read by staff and auditors, changed by administrators on a page that keeps what was typed', async () => {
    const here = await prepare();
    const path = `/funds/${here.fundId}/settings`;
    for (const name of ['finn', 'pat', 'aud'] as const) {
      expect((await agents[name].get(path)).text).toContain('Administrators change these.');
      expect([name, (await agents[name].post(`/api${path}`, rules)).status]).toEqual([name, 403]);
    }
    const typed = {
      purpose: 'Cities',
      approvalsRequired: '3',
      holdDays: 'three',
      staleDays: '180',
      silentDays: '5',
      beganOn: '2026-01-01',
      _page: path,
    };
    const thresholds = [
      { fromCents: '1,000.00', approvals: '4' },
      { fromCents: '', approvals: '' },
    ];
    const refused = await agents.ada.follow(await agents.ada.form(path, { ...typed, thresholds }));
    for (const text of ['Enter how many days, from 0 to 60.', 'value="three"', 'value="1,000.00"'])
      expect(refused.text).toContain(text);
    const sent = await agents.ada.form(path, { ...typed, holdDays: '3', thresholds });
    expect([sent.status, sent.to]).toEqual([303, path]);
    expect((await agents.aud.get(path)).text).toContain('3 people other than the proposer; 4 from $1,000.00 on');
  });
});
