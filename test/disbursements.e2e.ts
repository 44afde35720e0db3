import { randomUUID } from 'node:crypto';
import { Awarding, type Moved, type Name } from './support/awarding';

let here: Awarding;
let ids: string[];
beforeAll(async () => {
  here = await Awarding.prepare();
  ({ ids } = await here.inReview(
    600_000,
    Array.from({ length: 20 }, () => 30_000),
  ));
});
afterAll(() => here.world.close());

const next = (): string => ids.shift() ?? '';
const moves = ({ moves: open }: Moved): string[] => open.map(({ move }) => move);
const get = async (name: Name, path: string): Promise<Moved> => (await here.as(name).get<Moved>(`/api/${path}`)).json;
const dueOn = '2027-02-15';

/** A grant whose instalments are planned by Amara. */
async function planned(...amounts: number[]): Promise<{ award: string; parts: string[] }> {
  const award = await here.accepted(next(), 30_000);
  const instalments = amounts.map((amountCents) => ({ amountCents, dueOn }));
  const plan = await here.did('amara', `awards/${award}/instalments`, { instalments });
  return { award, parts: plan.instalments.map(({ id }) => id) };
}

async function approved(): Promise<string> {
  const { parts } = await planned(30_000);
  for (const name of ['priya', 'tomas'] as const) await here.did(name, `instalments/${parts[0]}/approve`);
  return parts[0] ?? '';
}

/** What changed in the fund since then: free, reserved, offered, committed, payable, in transit, disbursed. */
async function since(before: number[]): Promise<number[]> {
  const now = await here.figures();
  return now.map((cents, i) => cents - (before[i] ?? 0));
}

describe('a plan', () => {
  it('adds up to the award exactly, and says by how much it does not', async () => {
    const award = await here.accepted(next(), 30_000);
    const plan = (...amounts: unknown[]) =>
      here.post('amara', `awards/${award}/instalments`, {
        instalments: amounts.map((amountCents) => ({ amountCents, dueOn })),
      });
    expect((await plan(10_000, 19_999)).json.errors).toEqual({
      instalments: ['The instalments add up to $299.99; the award is $300.00: $0.01 short.'],
    });
    expect((await plan(10_000, 20_001)).json.errors.instalments?.[0]).toMatch(/: \$0\.01 too much\.$/);
    expect((await plan()).json.errors).toEqual({ instalments: ['Plan at least one instalment.'] });
    expect((await plan(10_000, '20,000')).status).toBe(422);
    expect((await plan(30_000, 0)).json.errors).toEqual({
      'instalments[1][amountCents]': ['Enter an amount above zero.'],
    });
    expect((await plan(...Array.from({ length: 61 }, () => 1))).json.errors).toEqual({
      instalments: ['At most 60 instalments.'],
    });
    const foreign = { instalments: [{ amountCents: 30_000, dueOn, reportId: randomUUID() }] };
    expect((await here.post('amara', `awards/${award}/instalments`, foreign)).json.errors).toEqual({
      'instalments[0][reportId]': ['This is not a report of this award.'],
    });
    expect((await get('aud', `awards/${award}`)).status).toBe('accepted');
    const written = await plan(10_000, 20_000);
    expect([written.status, written.json.instalments.length]).toEqual([201, 2]);
    expect((await get('aud', `awards/${award}`)).status).toBe('active');
  });

  it('is held to the award by the database too', async () => {
    const { parts } = await planned(10_000, 20_000);
    const remove = here.world.sql('delete from instalment where id = $1', [parts[0]]);
    await expect(remove).rejects.toMatchObject({ constraint: 'plan_adds_up' });
  });

  it('is written anew while nothing is approved, and stays afterwards', async () => {
    const { award, parts } = await planned(30_000);
    await here.did('priya', `instalments/${parts[0]}/approve`);
    const halves = { instalments: [15_000, 15_000].map((amountCents) => ({ amountCents, dueOn })) };
    const again = await here.did('amara', `awards/${award}/instalments`, halves);
    expect(again.instalments.map(({ approvals }) => approvals.by)).toEqual([[], []]);
    for (const name of ['priya', 'tomas'] as const)
      await here.did(name, `instalments/${again.instalments[0]?.id}/approve`);
    const late = await here.post('amara', `awards/${award}/instalments`, halves);
    expect([late.status, late.json.detail]).toEqual([409, 'Part of this plan has been approved: it stays as it is.']);
    expect(moves(await get('amara', `awards/${award}/instalments`))).toEqual([]);
  });

  it('is nothing for an award that the city has not accepted', async () => {
    const award = await here.offered(next(), 30_000);
    const { status, json } = await here.post('amara', `awards/${award}/instalments`, {
      instalments: [{ amountCents: 30_000, dueOn }],
    });
    expect([status, json.detail]).toEqual([
      409,
      'This award is offered: instalments are planned once the city has accepted it.',
    ]);
    await here.did('signatory', `awards/${award}/decline`, { reason: 'No.' });
  });
});

describe('an instalment', () => {
  it('waits until its report is accepted', async () => {
    const award = await here.accepted(next(), 30_000);
    const report = await here.did('amara', `awards/${award}/reports`, {
      kind: 'final',
      title: 'Final',
      dueOn: '2027-06-30',
    });
    const instalments = [{ amountCents: 30_000, dueOn, reportId: report.id }];
    const plan = await here.did('amara', `awards/${award}/instalments`, { instalments });
    const [{ id = '' } = {}] = plan.instalments;
    const early = await here.post('priya', `instalments/${id}/approve`);
    expect([early.status, early.json.detail]).toEqual([
      409,
      'The report that this instalment waits for is not accepted yet.',
    ]);
    const shown = await get('priya', `instalments/${id}`);
    expect([shown.held, shown.moves]).toEqual(['Waits until the report “Final” is accepted.', []]);
    const sent = { narrative: 'n', lessons: 'l', spentCents: 0, version: 1 };
    await here.as('signatory').put(`/api/reports/${report.id}`, sent);
    await here.did('signatory', `reports/${report.id}/submit`);
    await here.did('amara', `reports/${report.id}/accept`);
    const freed = await get('priya', `instalments/${id}`);
    expect([freed.held, moves(freed)]).toEqual([null, ['approve']]);
  });

  it('is approved by two who did not plan it', async () => {
    const { parts } = await planned(30_000);
    const before = await here.figures();
    const approve = (name: Name) => here.post(name, `instalments/${parts[0]}/approve`);
    expect((await approve('amara')).json.detail).toBe('You proposed this instalment: other people have to approve it.');
    expect([(await approve('priya')).status, (await approve('priya')).status]).toEqual([200, 409]);
    for (const name of ['ada', 'aud', 'rita', 'signatory'] as const) expect((await approve(name)).status).toBe(403);
    expect(await since(before)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect((await approve('jonas')).json.status).toBe('approved');
    expect(await since(before)).toEqual([0, 0, 0, 0, 30_000, 0, 0]);
    expect((await here.post('priya', `instalments/${parts[0]}/release`)).status).toBe(403);
  });

  it('is approved anew by everybody after its approval was revoked', async () => {
    const id = await approved();
    const before = await here.figures();
    await here.did('priya', `instalments/${id}/revoke`, { reason: 'The account is wrong.' });
    expect(await since(before)).toEqual([0, 0, 0, 0, -30_000, 0, 0]);
    expect((await get('aud', `instalments/${id}`)).approvals.by).toEqual([]);
    for (const name of ['priya', 'tomas'] as const) await here.did(name, `instalments/${id}/approve`);
    expect(await since(before)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const bare = await here.post('priya', `instalments/${id}/revoke`, {});
    expect(bare.json.errors).toEqual({ reason: ['Enter a reason.'] });
  });

  it('is released again after the bank could not pay, and settled once', async () => {
    const id = await approved();
    const before = await here.figures();
    await here.did('jonas', `instalments/${id}/release`);
    expect(await since(before)).toEqual([0, 0, 0, 0, -30_000, 30_000, 0]);
    await here.did('jonas', `instalments/${id}/fail`, { reason: 'Account closed.' });
    expect(await since(before)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    await here.did('tomas', `instalments/${id}/release`);
    const done = await here.did('tomas', `instalments/${id}/settle`, { settledOn: '2027-01-21', bankReference: 'B-2' });
    expect(done.payments).toMatchObject([
      { attempt: 1, status: 'failed', failure: 'Account closed.' },
      { attempt: 2, status: 'settled', settledOn: '2027-01-21', bankReference: 'B-2' },
    ]);
    expect(await since(before)).toEqual([0, 0, 0, -30_000, -30_000, 0, 30_000]);
    for (const move of ['release', 'settle', 'fail', 'revoke']) {
      const body = { settledOn: '2027-01-21', reason: 'r' };
      const only =
        move === 'settle' ? { settledOn: body.settledOn } : move === 'release' ? {} : { reason: body.reason };
      expect((await here.post('tomas', `instalments/${id}/${move}`, only)).status).toBe(409);
    }
  });

  it('is settled on a day that can be', async () => {
    const id = await approved();
    await here.did('jonas', `instalments/${id}/release`);
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

  it('has one live payment, whatever writes it', async () => {
    const id = await approved();
    await here.did('jonas', `instalments/${id}/release`);
    const second = here.world.sql(
      `insert into payment (instalment_id, attempt, amount_cents, currency, released_by, released_at)
       select id, 2, amount_cents, currency, planned_by, now() from instalment where id = $1`,
      [id],
    );
    await expect(second).rejects.toMatchObject({ constraint: 'payment_one_live' });
  });

  it('is its own city’s to see, and nobody else’s', async () => {
    const id = await approved();
    const city = await here.as('viewer').get<Moved>(`/api/instalments/${id}`);
    expect([city.status, city.json.moves, city.text.includes('Priya')]).toEqual([200, [], false]);
    const history = await here.as('viewer').get(`/api/instalments/${id}/history`);
    expect(history.text).toContain('approved instalment 1');
    expect(history.text).not.toContain('one more person');
    for (const path of [`instalments/${id}`, `instalments/${id}/history`])
      expect((await here.as('stranger').get(`/api/${path}`)).status).toBe(404);
    expect((await here.as('aud').get(`/api/instalments/${randomUUID()}`)).status).toBe(404);
    expect((await here.as('aud').get('/api/instalments/x')).status).toBe(404);
  });
});

describe('forty clicks at once', () => {
  async function clicks(name: Name, path: string, body: object, key: () => string) {
    const answers = await Promise.all(Array.from({ length: 40 }, () => here.post(name, path, body, key())));
    const ok = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status !== 200).map(({ status }) => status);
    return [ok.length, new Set(ok.map(({ text }) => text)).size, ...new Set(refused)];
  }

  it.each([
    ['approve', 'priya', {}],
    ['release', 'jonas', {}],
    ['settle', 'jonas', { settledOn: '2027-01-21' }],
  ] as const)('%s once', async (move, name, body) => {
    const prepared = async () => {
      if (move === 'approve') return (await planned(30_000)).parts[0] ?? '';
      const id = await approved();
      if (move === 'settle') await here.did('jonas', `instalments/${id}/release`);
      return id;
    };
    const [one, two] = [await prepared(), await prepared()];
    const before = await here.figures();
    expect(await clicks(name, `instalments/${one}/${move}`, body, () => `${move}-${one}`)).toEqual([40, 1]);
    expect(await clicks(name, `instalments/${two}/${move}`, body, randomUUID)).toEqual([1, 1, 409]);
    const moved = { approve: [0, 0, 0, 0], release: [0, -60_000, 60_000, 0], settle: [-60_000, 0, -60_000, 60_000] };
    expect((await since(before)).slice(3)).toEqual(moved[move]);
  });
});

describe('the plan in the browser', () => {
  it('splits an award into equal parts without a script, keeps what was typed, and plans it', async () => {
    const award = await here.accepted(next(), 30_000);
    const amara = here.as('amara');
    const split = await amara.get(`/awards/${award}?do=plan&parts=7`);
    const amounts = [...split.text.matchAll(/name="instalments\[\d\]\[amountCents\]"[^>]*value="([\d.]*)"/g)].map(
      ([, text]) => text,
    );
    expect(amounts).toEqual(['42.86', '42.86', '42.86', '42.86', '42.86', '42.85', '42.85']);
    const page = `/awards/${award}?do=plan`;
    const rows = [
      { amountCents: '', dueOn: '' },
      { amountCents: '100.00', dueOn },
      { amountCents: '199.99', dueOn: '' },
    ];
    const refused = await amara.form(`/awards/${award}/instalments`, {
      instalments: rows,
      _page: page,
      _key: randomUUID(),
    });
    const again = await amara.follow(refused);
    expect(again.text).toContain('Enter a date.');
    expect(again.text).toMatch(/id="instalments-1-amountCents"[^>]*value="199.99"/);
    rows[2] = { amountCents: '200', dueOn };
    const done = await amara.form(`/awards/${award}/instalments`, {
      instalments: rows,
      _page: page,
      _key: randomUUID(),
    });
    expect(done.to).toBe(`/awards/${award}#instalments`);
    expect((await get('aud', `awards/${award}/instalments`)).instalments).toHaveLength(2);
  });

  it('offers each reader their moves, and shows a refusal at its own form', async () => {
    const id = await approved();
    const { awardId } = (await here.as('aud').get<{ awardId: string }>(`/api/instalments/${id}`)).json;
    const page = async (name: Name) => (await here.as(name).get(`/awards/${awardId}`)).text;
    expect(await page('jonas')).toContain(`action="/instalments/${id}/release"`);
    for (const name of ['aud', 'ada', 'signatory'] as const)
      expect(await page(name)).not.toContain('action="/instalments/');
    await here.as('jonas').form(`/instalments/${id}/release`);
    const form = { settledOn: '2027-01-01', bankReference: 'B-77', _page: `/awards/${awardId}?do=settle-${id}` };
    const refused = await here.as('jonas').follow(await here.as('jonas').form(`/instalments/${id}/settle`, form));
    expect(refused.text).toContain('value="B-77"');
    expect(refused.text.match(/the bank cannot have paid before/g)).toHaveLength(2);
    expect(
      (await here.as('jonas').form(`/instalments/${id}/settle`, { settledOn: '2027-01-21', bankReference: '' })).to,
    ).toBe(`/awards/${awardId}#instalments`);
    expect(await page('signatory')).toContain('Payment settled on 21 January 2027');
  });
});
