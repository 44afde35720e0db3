import { randomUUID } from 'node:crypto';
import { Awarding, decided, type Moved, type Name } from './support/awarding';

let here: Awarding;
let ids: string[];
beforeAll(async () => {
  here = await Awarding.prepare();
  ({ ids } = await here.inReview(
    750_000,
    Array.from({ length: 25 }, () => 30_000),
  ));
});
afterAll(() => here.world.close());

const next = (): string => ids.shift() ?? '';
const moves = ({ moves: open }: Moved): string[] => open.map(({ move }) => move);
const get = async (name: Name, path: string): Promise<Moved> => (await here.as(name).get<Moved>(`/api/${path}`)).json;
const dueOn = '2027-02-15';

/** A grant whose instalments are planned by Amara. */
async function planned(...amounts: number[]): Promise<{ award: string; parts: string[] }> {
  return plannedAs(amounts.map((amountCents) => ({ amountCents, dueOn })));
}

async function plannedAs(instalments: object[]): Promise<{ award: string; parts: string[] }> {
  const award = await here.accepted(next(), 30_000);
  const plan = await here.did('amara', `awards/${award}/instalments`, { instalments });
  return { award, parts: plan.instalments.map(({ id }) => id) };
}

async function approved(): Promise<string> {
  const { parts } = await planned(30_000);
  await here.payable(parts[0] ?? '');
  return parts[0] ?? '';
}

/** What changed in the fund since then: free, reserved, offered, committed, payable, in transit, disbursed. */
async function since(before: number[]): Promise<number[]> {
  const now = await here.figures();
  return now.map((cents, i) => cents - (before[i] ?? 0));
}

/** The amounts and states of a plan, in its order. */
const parts = async (award: string) =>
  (await get('aud', `awards/${award}/instalments`)).instalments.map(({ number, amountCents, status }) => [
    ...[number, amountCents, status],
  ]);

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

  it('is written anew as far as nobody has requested it; what is requested stays', async () => {
    const { award, parts: rows } = await planned(10_000, 5_000, 15_000);
    await here.did('contributor', `instalments/${rows[1]}/request`);
    const anew = (...amounts: number[]) =>
      here.post('amara', `awards/${award}/instalments`, {
        instalments: amounts.map((amountCents) => ({ amountCents, dueOn })),
      });
    expect((await anew(12_000, 12_999)).json.errors.instalments).toEqual([
      'The instalments add up to $249.99; of the award of $300.00, $50.00 are requested, approved or paid, and $250.00 are to be planned: $0.01 short.',
    ]);
    expect((await anew(12_000, 6_000, 7_000)).status).toBe(201);
    expect(await parts(award)).toEqual([
      [1, 12_000, 'planned'],
      [2, 5_000, 'requested'],
      [3, 6_000, 'planned'],
      [4, 7_000, 'planned'],
    ]);
    await here.did('priya', `instalments/${rows[1]}/send-back`, { reason: 'Too early.' });
    expect((await anew(30_000)).status).toBe(201);
    // What was sent back has a history, so it stays to be found.
    expect(await parts(award)).toEqual([
      [1, 30_000, 'planned'],
      [2, 5_000, 'dropped'],
    ]);
    const { instalments } = await get('amara', `awards/${award}/instalments`);
    await here.payable(instalments[0]?.id ?? '');
    const late = await anew(30_000);
    expect([late.status, late.json.detail]).toEqual([
      409,
      'All of this award is requested, approved or paid: it stays as it is. Send a request back to plan it anew.',
    ]);
    expect(moves(await get('amara', `awards/${award}/instalments`))).toEqual([]);
  });

  it('follows the award: more is added to the last one planned, less is taken from the last ones', async () => {
    const { award, parts: rows } = await planned(10_000, 8_000, 12_000);
    const amended = async (changeCents: number): Promise<{ status: number; detail: string }> => {
      const { amountCents } = await get('aud', `awards/${award}`);
      const budgetLines = [{ item: 'Pump', cents: amountCents + changeCents }];
      const change = { changeCents, budgetLines, reason: 'Agreed.' };
      const { id } = await here.did('amara', `awards/${award}/amendments`, change);
      await here.did('priya', `amendments/${id}/approve`);
      const { status, json } = await here.post('tomas', `amendments/${id}/approve`);
      if (status !== 200) await here.did('priya', `amendments/${id}/reject`, { reason: 'Not possible.' });
      return { status, detail: json.detail };
    };
    expect((await amended(3_000)).status).toBe(200);
    expect((await parts(award)).at(-1)).toEqual([3, 15_000, 'planned']);
    // 17,000 less: all of the third, 2,000 of the second.
    await here.did('contributor', `instalments/${rows[0]}/request`);
    expect((await amended(-17_000)).status).toBe(200);
    expect(await parts(award)).toEqual([
      [1, 10_000, 'requested'],
      [2, 6_000, 'planned'],
      [3, 15_000, 'dropped'],
    ]);
    expect(await amended(-6_001)).toEqual({
      status: 409,
      detail:
        'The award cannot shrink by that much: $60.01 would have to go, and $60.00 are planned and not yet requested. Send requests back, or revoke approvals, first.',
    });
    expect((await amended(-6_000)).status).toBe(200);
    // Nothing is planned any more, so more is planned anew, a month from now.
    expect((await amended(100)).status).toBe(200);
    expect(await parts(award)).toEqual([
      [1, 10_000, 'requested'],
      [2, 6_000, 'dropped'],
      [3, 15_000, 'dropped'],
      [4, 100, 'planned'],
    ]);
    const { instalments } = await get('aud', `awards/${award}/instalments`);
    expect(instalments.at(-1)?.dueOn).toBe('2027-02-21');
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
  it('waits until its report is accepted, and says so to whoever wants to request or approve it', async () => {
    const award = await here.accepted(next(), 30_000);
    const input = { kind: 'final', title: 'Final', dueOn: '2027-06-30' };
    const report = await here.did('amara', `awards/${award}/reports`, input);
    const instalments = [{ amountCents: 30_000, dueOn, reportId: report.id }];
    const plan = await here.did('amara', `awards/${award}/instalments`, { instalments });
    const [{ id = '' } = {}] = plan.instalments;
    const early = await here.post('contributor', `instalments/${id}/request`);
    expect([early.status, early.json.detail]).toEqual([409, 'Waits until the report “Final” is accepted.']);
    const shown = await get('priya', `instalments/${id}`);
    expect([shown.held, shown.moves]).toEqual(['Waits until the report “Final” is accepted.', []]);
    expect(shown.obligations).toEqual([
      { kind: 'report', text: 'The report “Final” is accepted', met: false, metOn: null },
      { kind: 'bank_details', text: 'The payee’s bank details are confirmed', met: true, metOn: '2027-01-10' },
    ]);
    const sent = { narrative: 'n', lessons: 'l', spentCents: 0, version: 1 };
    await here.as('signatory').put(`/api/reports/${report.id}`, sent);
    await here.did('signatory', `reports/${report.id}/submit`);
    await here.did('amara', `reports/${report.id}/accept`);
    const freed = await get('priya', `instalments/${id}`);
    expect([freed.held, moves(freed)]).toEqual([null, ['request']]);
  });

  it('waits for the agreement, for its day and for what the city shows, one sentence after the other', async () => {
    const evidence = 'a photo of the pump';
    const first = { amountCents: 30_000, dueOn, needsAgreement: true, notBefore: '2027-01-25', evidence };
    const { award, parts: rows } = await plannedAs([first]);
    const [id = ''] = rows;
    const refused = async () => (await here.post('signatory', `instalments/${id}/request`)).json.detail;
    expect(await refused()).toBe('Waits until the agreement is signed.');
    await here.world.sql(`update award set agreement_signed_on = '2027-01-20' where id = $1`, [award]);
    expect(await refused()).toBe('Waits until 25 January 2027.');
    here.at('2027-01-25T00:00:01Z');
    expect(await refused()).toBe('Waits until the city shows: a photo of the pump.');
    const [photo, foreign] = [await here.uploaded('contributor'), await here.uploaded('stranger')];
    const show = (name: Name, fileId: unknown) => here.post(name, `instalments/${id}/evidence`, { fileId });
    expect((await show('contributor', foreign)).json.errors.fileId).toBeDefined();
    expect((await show('contributor', null)).json.errors).toEqual({ fileId: ['Choose a file.'] });
    expect((await show('stranger', foreign)).status).toBe(404);
    expect((await show('viewer', photo)).status).toBe(409);
    expect((await show('contributor', photo)).status).toBe(200);
    expect(await refused()).toBe('Waits until the program staff accept what the city shows: a photo of the pump.');
    expect((await here.as('stranger').get(`/api/instalments/${id}/evidence`)).status).toBe(404);
    expect((await here.as('viewer').get(`/api/instalments/${id}/evidence`)).text).toContain('%PDF');
    await here.did('amara', `instalments/${id}/refuse-evidence`, { reason: 'It shows a boiler.' });
    expect(await refused()).toBe('Waits until the city shows: a photo of the pump.');
    expect((await here.post('amara', `instalments/${id}/accept-evidence`)).json.detail).toBe(
      'The city has not shown anything yet.',
    );
    await show('contributor', await here.uploaded('contributor'));
    // A plan that asks for the same keeps what was shown for it.
    const anew = [
      { ...first, amountCents: 20_000 },
      { amountCents: 10_000, dueOn },
    ];
    const [{ id: again = '' } = {}] = (await here.did('amara', `awards/${award}/instalments`, { instalments: anew }))
      .instalments;
    const accepted = await here.did('amara', `instalments/${again}/accept-evidence`);
    expect(accepted.obligations.map(({ kind, met, metOn }) => [kind, met, metOn])).toEqual([
      ['agreement', true, '2027-01-20'],
      ['date', true, '2027-01-25'],
      ['evidence', true, '2027-01-25'],
      ['bank_details', true, '2027-01-10'],
    ]);
    const asked = await here.did('contributor', `instalments/${again}/request`, { note: 'We have paid the fitter.' });
    expect([asked.status, asked.held]).toEqual(['requested', null]);
    here.at(decided);
  });

  it('is approved by two who neither planned nor requested it', async () => {
    const { parts: rows } = await planned(30_000);
    const id = rows[0] ?? '';
    const before = await here.figures();
    const approve = (name: Name) => here.post(name, `instalments/${id}/approve`);
    expect((await approve('priya')).json.detail).toBe('This instalment is planned: approve is not possible now.');
    expect((await here.post('viewer', `instalments/${id}/request`)).json.detail).toMatch(/^You can read this grant;/);
    expect((await here.post('stranger', `instalments/${id}/request`)).status).toBe(404);
    await here.did('tomas', `instalments/${id}/request`, { note: 'The city asked by phone.' });
    expect((await approve('amara')).json.detail).toBe('You proposed this instalment: other people have to approve it.');
    expect((await approve('tomas')).json.detail).toBe(
      'You requested this instalment: other people have to approve it.',
    );
    expect([(await approve('priya')).status, (await approve('priya')).status]).toEqual([200, 409]);
    for (const name of ['ada', 'aud', 'rita', 'signatory'] as const) expect((await approve(name)).status).toBe(403);
    expect(await since(before)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect((await approve('jonas')).json.status).toBe('approved');
    expect(await since(before)).toEqual([0, 0, 0, 0, 30_000, 0, 0]);
    expect((await here.post('priya', `instalments/${id}/release`)).status).toBe(403);
  });

  it('is requested and approved anew by everybody after it was sent back or its approval revoked', async () => {
    const { parts: rows } = await planned(30_000);
    const id = rows[0] ?? '';
    await here.did('contributor', `instalments/${id}/request`, { note: 'Please.' });
    await here.did('priya', `instalments/${id}/approve`);
    const back = await here.did('tomas', `instalments/${id}/send-back`, { reason: 'Which pump?' });
    expect([back.status, back.approvals.by]).toEqual(['planned', []]);
    await here.payable(id);
    const before = await here.figures();
    const bare = await here.post('priya', `instalments/${id}/revoke`, {});
    expect(bare.json.errors).toEqual({ reason: ['Enter a reason.'] });
    await here.did('priya', `instalments/${id}/revoke`, { reason: 'The account is wrong.' });
    expect(await since(before)).toEqual([0, 0, 0, 0, -30_000, 0, 0]);
    expect((await get('aud', `instalments/${id}`)).approvals.by).toEqual([]);
    await here.payable(id);
    expect(await since(before)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('is its own city’s to see, and nobody else’s', async () => {
    const id = await approved();
    const city = await here.as('viewer').get<Moved>(`/api/instalments/${id}`);
    expect([city.status, city.json.moves, city.text.includes('Priya')]).toEqual([200, [], false]);
    const history = await here.as('viewer').get(`/api/instalments/${id}/history`);
    expect(history.text).toContain('approved instalment 1');
    expect(history.text).not.toContain('one more person');
    for (const path of [`instalments/${id}`, `instalments/${id}/history`, `instalments/${id}/evidence`])
      expect((await here.as('stranger').get(`/api/${path}`)).status).toBe(404);
    expect((await here.as('aud').get(`/api/instalments/${randomUUID()}`)).status).toBe(404);
    expect((await here.as('aud').get('/api/instalments/x')).status).toBe(404);
  });
});

describe('the plan in the browser', () => {
  it('splits an award into equal parts without a script, keeps what was typed, and plans it', async () => {
    const award = await here.accepted(next(), 30_000);
    const amara = here.as('amara');
    const split = await amara.get(`/awards/${award}?do=plan&way=equal&parts=7&firstOn=2027-03-31&every=1`);
    const amounts = [...split.text.matchAll(/name="instalments\[\d\]\[amountCents\]"[^>]*value="([\d.]*)"/g)].map(
      ([, text]) => text,
    );
    expect(amounts.slice(0, 7)).toEqual(['42.86', '42.86', '42.86', '42.86', '42.86', '42.85', '42.85']);
    for (const on of ['2027-03-31', '2027-04-30', '2027-09-30']) expect(split.text).toContain(`value="${on}"`);
    const percents = await amara.get(`/awards/${award}?do=plan&way=percent&percents=50,+49.99&parts=&firstOn=&every=6`);
    expect(percents.text).toContain('The percentages add up to 99.99; they have to be 100.');
    expect(percents.text).toContain('value="50, 49.99"');
    const draft = await here.as('amara').get(`/api/awards/${award}/instalments/draft?way=percent&percents=60,40`);
    expect(draft.json).toEqual({
      instalments: [
        { amountCents: 18_000, dueOn: '2027-02-21' },
        { amountCents: 12_000, dueOn: '2027-08-21' },
      ],
      ...{ toPlanCents: 30_000, currency: 'USD' },
    });
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

  it('tells a city what is missing for the next payment, takes a file for it, and the request', async () => {
    const evidence = 'A photo of the pump.';
    const { award, parts: rows } = await plannedAs([{ amountCents: 30_000, dueOn, needsAgreement: true, evidence }]);
    const [id = ''] = rows;
    const page = async (name: Name) => (await here.as(name).get(`/awards/${award}`)).text;
    expect(await page('contributor')).toContain(
      'The next payment is $300.00, planned for 15 February 2027. Waits until the agreement is signed. Program staff record it.',
    );
    await here.world.sql(`update award set agreement_signed_on = '2027-01-20' where id = $1`, [award]);
    expect(await page('contributor')).toContain('Waits until the city shows: A photo of the pump. A signatory');
    const tasks = async () =>
      (
        await here.as('contributor').get<{ items: { kind: string; about: string; href: string }[] }>('/api/tasks')
      ).json.items
        .filter(({ href }) => href.startsWith(`/awards/${award}`))
        .map(({ kind, about }) => [kind, about]);
    expect(await tasks()).toEqual([['evidence', 'Instalment 1: A photo of the pump.']]);
    const contributor = here.as('contributor');
    const upload = (content: string) => {
      const parts = [
        `--b\r\ncontent-disposition: form-data; name="_page"\r\n\r\n/awards/${award}?do=evidence-${id}\r\n`,
        `--b\r\ncontent-disposition: form-data; name="_key"\r\n\r\n${randomUUID()}\r\n`,
        `--b\r\ncontent-disposition: form-data; name="fileId"; filename="pump.pdf"\r\ncontent-type: application/pdf\r\n\r\n${content}\r\n--b--\r\n`,
      ].join('');
      const headers = { 'content-type': 'multipart/form-data; boundary=b' };
      return contributor.send('POST', `/instalments/${id}/evidence`, parts, { headers });
    };
    expect((await contributor.follow(await upload(''))).text).toMatch(/There is a problem|is empty/);
    expect((await upload('%PDF-1.4\n%%EOF\n')).to).toBe(`/awards/${award}#instalments`);
    expect(await page('contributor')).toContain(`href="/instalments/${id}/evidence"`);
    expect((await here.as('amara').form(`/instalments/${id}/accept-evidence`)).to).toBe(`/awards/${award}#instalments`);
    expect(await tasks()).toEqual([['request payment', 'Instalment 1']]);
    const asked = await here.as('contributor').form(`/instalments/${id}/request`, { note: 'The fitter is paid.' });
    expect(asked.to).toBe(`/awards/${award}#instalments`);
    expect(await tasks()).toEqual([]);
    const read = await page('priya');
    expect(read).toContain('“The fitter is paid.”');
    expect(read).toContain('have to approve it; nobody has yet.');
    expect(read).toContain(`action="/instalments/${id}/approve"`);
    expect(await page('viewer')).toContain('The fund’s staff approve it next.');
  });
});
