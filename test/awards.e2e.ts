import { buildAssets } from '../src/kernel/page/build';
import { randomUUID } from 'node:crypto';
import { Awarding, decided, type Moved, type Name } from './support/awarding';

let here: Awarding;
beforeAll(async () => {
  here = await Awarding.prepare();
});
afterAll(() => here.world.close());

const moves = ({ moves: open }: Moved): string[] => open.map(({ move }) => move);
const reason = { reason: 'Because.' };

describe('an award from the proposal to the completed grant', () => {
  let award: string;
  let application: string;
  const post = (name: Name, path: string, body?: object) => here.did(name, path, body);

  beforeAll(async () => {
    ({
      ids: [application = ''],
    } = await here.inReview(600_000, [450_000]));
  });

  it('sets the money aside with the second approval, and commits it when the city accepts', async () => {
    expect(await here.figures()).toEqual([400_000, 600_000, 0, 0, 0, 0, 0]);
    award = await here.proposed(application, 400_000);
    expect(await here.figures()).toEqual([400_000, 600_000, 0, 0, 0, 0, 0]);
    const first = await post('priya', `awards/${award}/approve`);
    expect([first.status, first.approvals]).toEqual([
      'proposed',
      { by: [{ id: here.people.priya.id, name: 'Priya Raman' }], needed: 2 },
    ]);
    expect(await here.figures()).toEqual([400_000, 600_000, 0, 0, 0, 0, 0]);
    expect((await post('jonas', `awards/${award}/approve`)).status).toBe('approved');
    expect(await here.figures()).toEqual([400_000, 200_000, 400_000, 0, 0, 0, 0]);
    expect((await post('amara', `awards/${award}/offer`, { expiresOn: '2027-03-31' })).status).toBe('offered');
    expect(await here.figures()).toEqual([400_000, 200_000, 400_000, 0, 0, 0, 0]);
    expect((await post('signatory', `awards/${award}/accept`)).status).toBe('accepted');
    expect(await here.figures()).toEqual([400_000, 200_000, 0, 400_000, 0, 0, 0]);
  });

  it('pays in two instalments, the second once a report is accepted, and is complete', async () => {
    const report = await post('amara', `awards/${award}/reports`, {
      kind: 'interim',
      title: 'Interim',
      dueOn: '2027-06-30',
    });
    const instalments = [
      { amountCents: 250_000, dueOn: '2027-02-15' },
      { amountCents: 150_000, dueOn: '2027-07-31', reportId: report.id },
    ];
    const plan = await post('amara', `awards/${award}/instalments`, { instalments });
    const [one = '', two = ''] = plan.instalments.map(({ id }) => id);
    expect(plan.instalments[1]?.held).toBe('Waits until the report “Interim” is accepted.');
    expect(await here.figures()).toEqual([400_000, 200_000, 0, 400_000, 0, 0, 0]);

    for (const name of ['priya', 'tomas'] as const) await post(name, `instalments/${one}/approve`);
    expect(await here.figures()).toEqual([400_000, 200_000, 0, 400_000, 250_000, 0, 0]);
    await post('jonas', `instalments/${one}/release`);
    expect(await here.figures()).toEqual([400_000, 200_000, 0, 400_000, 0, 250_000, 0]);
    await post('jonas', `instalments/${one}/settle`, { settledOn: '2027-01-22', bankReference: 'B-1' });
    expect(await here.figures()).toEqual([400_000, 200_000, 0, 150_000, 0, 0, 250_000]);

    const early = await here.post('amara', `awards/${award}/complete`);
    expect([early.status, early.json.detail]).toEqual([409, 'Not every instalment is settled yet.']);
    const written = { narrative: 'Done.', lessons: 'Ask early.', spentCents: 100_000, version: 1 };
    expect((await here.as('contributor').put<Moved>(`/api/reports/${report.id}`, written)).json.status).toBe('draft');
    await post('contributor', `reports/${report.id}/submit`);
    await post('amara', `reports/${report.id}/accept`);
    for (const name of ['priya', 'tomas'] as const) await post(name, `instalments/${two}/approve`);
    await post('jonas', `instalments/${two}/release`);
    await post('jonas', `instalments/${two}/settle`, { settledOn: '2027-01-21' });
    expect(await here.figures()).toEqual([400_000, 200_000, 0, 0, 0, 0, 400_000]);
    expect((await post('amara', `awards/${award}/complete`)).status).toBe('completed');
    expect(await here.figures()).toEqual([400_000, 200_000, 0, 0, 0, 0, 400_000]);
  });

  it('shows whose restrictions its money carried: what fits first, unrestricted last', async () => {
    const { json } = await here.as('aud').get(`/api/awards/${award}/money`);
    const paid = { offeredCents: 0, committedCents: 0, payableCents: 0, inTransitCents: 0 };
    expect(json).toMatchObject({
      stages: { ...paid, disbursedCents: 400_000, totalCents: 400_000 },
      restrictions: [
        { name: 'Energy only', stages: { ...paid, disbursedCents: 300_000 } },
        { restrictionId: null, name: 'Unrestricted', stages: { ...paid, disbursedCents: 100_000 } },
      ],
    });
  });

  it('tells each reader its history: not the city how it was decided', async () => {
    const told = async (name: Name, path: string) =>
      (await here.as(name).get<{ items: { sentence: string }[] }>(`/api/${path}/history`)).json.items.map(
        ({ sentence }) => sentence,
      );
    const staff = await told('aud', `awards/${award}`);
    expect(staff.at(-1)).toBe('proposed the award');
    expect(staff[0]).toBe('completed the grant');
    const city = await told('viewer', `awards/${award}`);
    expect(city.at(-1)).toBe('offered the award');
    expect(city.filter((line) => /proposed|one more|set aside/.test(line))).toEqual([]);
  });
});

describe('who may decide', () => {
  let award: string;
  beforeAll(async () => {
    const { ids } = await here.inReview(50_000, [10_000]);
    award = await here.proposed(ids[0] ?? '', 10_000);
  });

  it('is never the proposer, and nobody twice', async () => {
    const own = await here.post('amara', `awards/${award}/approve`);
    expect([own.status, own.json.detail]).toEqual([409, 'You proposed this award: other people have to approve it.']);
    await here.did('priya', `awards/${award}/approve`);
    const twice = await here.post('priya', `awards/${award}/approve`);
    expect([twice.status, twice.json.detail]).toEqual([
      409,
      'You have approved this award already: the next approval is somebody else’s.',
    ]);
    const shown = async (name: Name) => moves((await here.as(name).get<Moved>(`/api/awards/${award}`)).json);
    expect(await Promise.all((['amara', 'priya', 'jonas', 'ada', 'aud'] as const).map(shown))).toEqual([
      ['reject'],
      ['reject'],
      ['approve', 'reject'],
      [],
      [],
    ]);
  });

  it('is neither administrator, auditor, reviewer nor city', async () => {
    for (const name of ['ada', 'aud', 'rita', 'signatory'] as const) {
      expect((await here.post(name, `awards/${award}/approve`)).status).toBe(403);
    }
    expect((await here.as('rita').get('/api/awards')).status).toBe(403);
    expect((await here.world.as().get('/api/awards')).status).toBe(401);
  });

  it('is held by the database too', async () => {
    const { sql } = here.world;
    const run = (text: string) => sql.call(here.world, text, [award]);
    await expect(run(`update award set status = 'approved' where id = $1`)).rejects.toMatchObject({
      constraint: 'enough_approvals',
    });
    await expect(run(`update approval set at = now() where subject_id = $1`)).rejects.toThrow(
      /permission denied|append-only/,
    );
    await expect(run(`delete from approval where subject_id = $1`)).rejects.toThrow(/permission denied|append-only/);
    const insert = `insert into approval (subject_kind, subject_id, approver_id, at) select 'award', id, proposed_by, now() from award where id = $1`;
    await expect(run(insert)).rejects.toMatchObject({ constraint: 'approval_by_another' });
    await expect(run('update award set amount_cents = 1 where id = $1')).rejects.toMatchObject({
      constraint: 'proposal_stays',
    });
  });
});

describe('an offer', () => {
  let ids: string[];
  beforeAll(async () => {
    ({ ids } = await here.inReview(90_000, [30_000, 30_000, 30_000, 30_000, 30_000]));
  });
  const next = (): string => ids.shift() ?? '';

  it('is nothing that the city sees before it is made', async () => {
    const application = next();
    const award = await here.approved(application, 30_000);
    const asked = await here.as('signatory').get(`/api/awards/${award}`);
    expect([asked.status, (await here.as('signatory').get(`/awards/${award}`)).status]).toEqual([404, 404]);
    for (const path of ['history', 'instalments', 'reports'])
      expect((await here.as('signatory').get(`/api/awards/${award}/${path}`)).status).toBe(404);
    await here.did('amara', `awards/${award}/cancel`, { reason: 'The mayor resigned.' });
    for (const path of [`/api/applications/${application}/history`, `/applications/${application}`]) {
      const { text } = await here.as('signatory').get(path);
      expect(text).not.toMatch(/mayor|the award/i);
    }
    expect((await here.as('amara').get(`/api/applications/${application}/history`)).text).toContain(
      'The mayor resigned',
    );
    expect((await here.as('signatory').get(`/api/awards/${award}`)).status).toBe(404);
    expect((await here.as('signatory').get<Moved>('/api/awards')).json.items.map(({ id }) => id)).not.toContain(award);
  });

  it('is answered by a signatory of its own city alone', async () => {
    const award = await here.offered(next(), 30_000);
    for (const name of ['viewer', 'contributor'] as const) {
      const { status, json } = await here.post(name, `awards/${award}/accept`);
      expect([status, json.detail]).toEqual([409, 'Only the signatory of the city can answer an offer.']);
      expect(moves((await here.as(name).get<Moved>(`/api/awards/${award}`)).json)).toEqual([]);
    }
    expect((await here.post('stranger', `awards/${award}/accept`)).status).toBe(404);
    expect((await here.as('stranger').get(`/api/awards/${award}`)).status).toBe(404);
    const city = await here.as('signatory').get<Moved>(`/api/awards/${award}`);
    expect(moves(city.json)).toEqual(['accept', 'decline']);
    expect(city.text).not.toContain('Ranked first.');
    expect(city.text).not.toContain('Priya');
    await here.did('amara', `awards/${award}/cancel`, reason);
    const after = await here.as('signatory').get<Moved>(`/api/awards/${award}`);
    expect(after.json.status).toBe('cancelled');
  });

  it('gives the money back when it is declined, so that the next can have it', async () => {
    const [before, declining] = [await here.figures(), next()];
    const award = await here.offered(declining, 30_000);
    await here.did('signatory', `awards/${award}/decline`, { reason: 'We found another way.' });
    expect(await here.figures()).toEqual(before);
    expect((await here.as('aud').get(`/api/applications/${declining}`)).json.status).toBe('withdrawn');
    const second = await here.offered(next(), 30_000);
    const again = await here.post('signatory', `awards/${second}/decline`, {});
    expect([again.status, again.json.errors]).toEqual([422, { reason: ['Enter a reason.'] }]);
    await here.did('amara', `awards/${second}/cancel`, reason);
  });

  it('expires after its last second in the city, not before', async () => {
    const before = await here.figures();
    const application = next();
    const award = await here.offered(application, 30_000);
    here.at('2027-03-31T21:59:59Z');
    const early = await here.post('amara', `awards/${award}/expire`);
    expect([early.status, early.json.detail]).toEqual([409, 'The city can still answer this offer.']);
    here.at('2027-03-31T22:00:01Z');
    const late = await here.post('signatory', `awards/${award}/accept`);
    expect(late.json.detail).toBe('This offer has expired. Write to the fund’s staff if the city still wants it.');
    expect((await here.did('amara', `awards/${award}/expire`)).status).toBe('expired');
    expect(await here.figures()).toEqual(before);
    here.at(decided);
    expect(await here.proposed(application, 20_000)).toBeDefined();
  });

  it('cannot end on a day that has passed, and says which day it means', async () => {
    const { ids: more } = await here.inReview(10_000, [10_000]);
    const award = await here.approved(more[0] ?? '', 10_000);
    const offer = (expiresOn: unknown) => here.post('amara', `awards/${award}/offer`, { expiresOn });
    expect((await offer('2027-01-20')).json.errors).toEqual({ expiresOn: ['Choose a day that is still to come.'] });
    expect((await offer('soon')).json.errors).toEqual({ expiresOn: ['“soon” is not a date like 2026-11-30.'] });
    expect((await offer(undefined)).json.errors).toEqual({ expiresOn: ['Enter a date.'] });
    const city = await here.did('amara', `awards/${award}/offer`, { expiresOn: '2027-01-21' });
    expect(city).toMatchObject({ offerExpiresAt: '2027-01-21T22:59:59.000Z', offerExpiresZone: 'Europe/Oslo' });
  });
});

describe('an award that is cancelled', () => {
  it('frees what was not paid, and keeps what was', async () => {
    const { ids } = await here.inReview(40_000, [40_000]);
    const before = await here.figures();
    const award = await here.accepted(ids[0] ?? '', 40_000);
    const plan = [15_000, 25_000].map((amountCents) => ({ amountCents, dueOn: '2027-02-15' }));
    const { instalments } = await here.did('amara', `awards/${award}/instalments`, { instalments: plan });
    const [one = '', two = ''] = instalments.map(({ id }) => id);
    for (const name of ['priya', 'tomas'] as const) await here.did(name, `instalments/${one}/approve`);
    const moving = await here.post('amara', `awards/${award}/cancel`, reason);
    expect([moving.status, moving.json.detail]).toEqual([
      409,
      'Money of this award is approved for payment or on its way. Settle it or revoke its approval first.',
    ]);
    await here.did('jonas', `instalments/${one}/release`);
    await here.did('jonas', `instalments/${one}/settle`, { settledOn: '2027-01-21' });
    expect((await here.did('amara', `awards/${award}/cancel`, reason)).status).toBe('cancelled');
    const [free = 0, reserved = 0, offered, committed, payable, transit, paid = 0] = before;
    expect(await here.figures()).toEqual([
      free,
      reserved - 15_000,
      offered,
      committed,
      payable,
      transit,
      paid + 15_000,
    ]);
    const refused = await here.post('priya', `instalments/${two}/approve`);
    expect([refused.status, refused.json.detail]).toEqual([409, 'The grant is not running, so nothing is paid.']);
    const left = await here.as('priya').get<Moved>(`/api/instalments/${two}`);
    expect([left.json.held, left.json.moves]).toEqual(['Is not paid: the award is cancelled.', []]);
  });
});

describe('an award that does not fit', () => {
  it('is refused with what is free, when proposed and when approved', async () => {
    const { ids, roundId } = await here.inReview(60_000, [70_000, 50_000, 50_000]);
    const [large = '', one = '', two = ''] = ids;
    const over = await here.post('amara', `applications/${large}/awards`, { amountCents: 60_001, reason: 'r' });
    expect([over.status, over.json.detail]).toEqual([
      409,
      expect.stringMatching(/^Round \d+ has \$600\.00 free for this project, and the award is \$600\.01\./),
    ]);
    const asked = await here.post('amara', `applications/${one}/awards`, { amountCents: 50_001, reason: 'r' });
    expect(asked.json.errors).toEqual({ amountCents: ['An award is at most what the city asks for: $500.00.'] });
    const [first, second] = [await here.proposed(one, 50_000), await here.proposed(two, 50_000)];
    for (const name of ['priya', 'jonas'] as const) await here.did(name, `awards/${first}/approve`);
    await here.did('priya', `awards/${second}/approve`);
    const late = await here.post('jonas', `awards/${second}/approve`);
    expect([late.status, late.json.detail]).toEqual([409, expect.stringContaining('has $100.00 free')]);
    const still = await here.as('aud').get<Moved>(`/api/awards/${second}`);
    expect([still.json.status, still.json.approvals.by.length]).toEqual(['proposed', 1]);
    const { json } = await here.as('amara').get(`/api/applications/${large}/drawable?amountCents=25000`);
    expect(json).toMatchObject({ leftCents: 10_000, shortCents: 15_000, amountCents: 25_000 });
    const listed = await here.as('aud').get<Moved>(`/api/awards?round=${roundId}&status=proposed`);
    expect(listed.json.items.map(({ id }) => id)).toEqual([second]);
  });

  it.each([
    ['12.345', 'is not an amount'],
    [-1, 'Enter an amount above zero.'],
    [1e15, 'larger than the system can keep'],
    [1.5, 'is not an amount'],
    [0, 'Enter an amount above zero.'],
    [undefined, 'Enter an amount'],
  ])('has a sentence for the amount %p', async (amountCents, sentence) => {
    const { ids } = await here.inReview(100, [100]);
    const { status, json } = await here.post('amara', `applications/${ids[0]}/awards`, { amountCents, reason: 'r' });
    expect([status, json.errors.amountCents?.join()]).toEqual([422, expect.stringContaining(sentence)]);
  });

  it('is not approved once its application is withdrawn', async () => {
    const { ids } = await here.inReview(100, [100]);
    const award = await here.proposed(ids[0] ?? '', 100);
    const second = await here.post('priya', `applications/${ids[0]}/awards`, { amountCents: 100, reason: 'r' });
    expect([second.status, second.json.detail]).toEqual([409, 'This application already has an award.']);
    await here.did('signatory', `applications/${ids[0]}/withdraw`);
    const { status, json } = await here.post('priya', `awards/${award}/approve`);
    expect([status, json.detail]).toEqual([
      409,
      'The application has been decided or withdrawn meanwhile, so nothing can be awarded to it. Reject this proposal.',
    ]);
    const { json: read } = await here.as('priya').get<Moved>(`/api/awards/${award}`);
    expect(read.moves.map(({ move }) => move)).toEqual(['reject']);
    expect((await here.did('priya', `awards/${award}/reject`, reason)).status).toBe('rejected');
  });
});

it('is not offered once its application is withdrawn, and its money comes back', async () => {
  const { ids } = await here.inReview(100, [100]);
  const award = await here.approved(ids[0] ?? '', 100);
  const before = await here.figures();
  await here.did('signatory', `applications/${ids[0]}/withdraw`);
  const { json } = await here.as('amara').get<Moved>(`/api/awards/${award}`);
  expect(json.moves.map(({ move }) => move)).toEqual(['cancel']);
  const offer = await here.post('amara', `awards/${award}/offer`, { expiresOn: '2027-03-31' });
  expect([offer.status, offer.json.detail]).toEqual([409, expect.stringContaining('Cancel this award.')]);
  await here.did('amara', `awards/${award}/cancel`, reason);
  expect((await here.figures())[2]).toBe((before[2] ?? 0) - 100);
});

it('names to a city no round in which nothing was offered to it', async () => {
  await buildAssets();
  const { roundId, ids } = await here.inReview(100, [100]);
  await here.proposed(ids[0] ?? '', 100);
  const page = '/awards?status=offered';
  expect((await here.as('amara').get(page)).text).toContain(roundId);
  expect((await here.as('signatory').get(page)).text).not.toContain(roundId);
});

describe('forty clicks at once', () => {
  const clicks = async (name: Name, path: string, body: object, key: () => string) => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => here.post(name, path, body, key())));
    const ok = answers.filter(({ status }) => status === 200);
    const rest = answers.filter(({ status }) => status !== 200);
    return { ok, bodies: new Set(ok.map(({ text }) => text)).size, refused: new Set(rest.map(({ status }) => status)) };
  };

  it('accept an award once', async () => {
    const { ids } = await here.inReview(20_000, [10_000, 10_000]);
    const before = await here.figures();
    const [one, two] = [await here.offered(ids[0] ?? '', 10_000), await here.offered(ids[1] ?? '', 10_000)];
    const same = await clicks('signatory', `awards/${one}/accept`, {}, () => `accept-${one}`);
    expect([same.ok.length, same.bodies]).toEqual([40, 1]);
    const different = await clicks('signatory', `awards/${two}/accept`, {}, randomUUID);
    expect([different.ok.length, [...different.refused]]).toEqual([1, [409]]);
    const [free, reserved = 0, offered, committed = 0, ...rest] = before;
    expect(await here.figures()).toEqual([free, reserved - 20_000, offered, committed + 20_000, ...rest]);
  });

  it('approve an award once for each person', async () => {
    const { ids } = await here.inReview(20_000, [10_000, 10_000]);
    const [one, two] = [await here.proposed(ids[0] ?? '', 10_000), await here.proposed(ids[1] ?? '', 10_000)];
    const same = await clicks('priya', `awards/${one}/approve`, {}, () => `approve-${one}`);
    expect([same.ok.length, same.bodies, same.ok[0]?.json.approvals.by.length]).toEqual([40, 1, 1]);
    await here.did('jonas', `awards/${one}/approve`);
    const repeated = await here.post('priya', `awards/${one}/approve`, {}, `approve-${one}`);
    expect(repeated.text).toBe(same.ok[0]?.text);
    const different = await clicks('priya', `awards/${two}/approve`, {}, randomUUID);
    expect([different.ok.length, [...different.refused]]).toEqual([1, [409]]);
  });
});

describe('two hundred last approvals on a pot for a hundred', () => {
  it('let exactly a hundred through, and tell each of the others what is free', async () => {
    const pot = await Awarding.prepare(1, 1_000_000, 0);
    try {
      const { roundId, ids } = await pot.inReview(100_000, [1_000]);
      const fields = `round_id, lead_id, title, sectors, currency, status, requested_cents, created_at, created_by, updated_at, updated_by`;
      await pot.world.sql(
        `insert into application (${fields}) select ${fields.replace('title', `title || n`)} from application, generate_series(1, 199) n where id = $1`,
        [ids[0]],
      );
      const rows = await pot.world.sql<{ id: string }>(
        `insert into award (application_id, round_id, fund_id, lead_id, title, sectors, amount_cents, currency, proposed_by, proposed_at)
         select id, round_id, $2, lead_id, title, sectors, 1000, currency, $3, now() from application where round_id = $1 returning id`,
        [roundId, pot.fundId, pot.people.amara.id],
      );
      expect(rows).toHaveLength(200);
      const answers = await Promise.all(rows.map(({ id }) => pot.post('priya', `awards/${id}/approve`)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
      const losers = answers.filter(({ status }) => status === 409).map(({ json }) => json.detail);
      expect(losers).toHaveLength(100);
      expect(losers.filter((detail) => !detail.includes('has $0.00 free for this project'))).toEqual([]);
      expect(await pot.figures()).toEqual([900_000, 0, 100_000, 0, 0, 0, 0]);
    } finally {
      await pot.world.close();
    }
  });
});
