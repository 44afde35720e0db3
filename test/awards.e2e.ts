import { buildAssets } from '../src/kernel/page/build';
import { randomUUID } from 'node:crypto';
import { Funds } from '../src/fund/funds.service';
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

    await here.payable(one);
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
    await here.payable(two);
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
    const kept = (set: string, constraint: string) =>
      expect(run(`update award set ${set} where id = $1`)).rejects.toMatchObject({ constraint });
    await kept('amount_cents = 1', 'amount_adds_up');
    await kept('original_cents = 1', 'proposal_stays');
    await kept(`split = '[]'`, 'proposal_stays');
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
    await here.payable(one);
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
    const refused = await here.post('contributor', `instalments/${two}/request`);
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
    const pot = await Awarding.prepare(2, 1_000_000, 0);
    try {
      const { roundId, ids } = await pot.inReview(100_000, [1_000]);
      const fields = `round_id, lead_id, title, sectors, currency, status, requested_cents, created_at, created_by, updated_at, updated_by`;
      await pot.world.sql(
        `insert into application (${fields}) select ${fields.replace('title', `title || n`)} from application, generate_series(1, 199) n where id = $1`,
        [ids[0]],
      );
      const rows = await pot.world.sql<{ id: string }>(
        `insert into award (application_id, round_id, fund_id, lead_id, title, sectors, amount_cents, original_cents, currency, proposed_by, proposed_at)
         select id, round_id, $2, lead_id, title, sectors, 1000, 1000, currency, $3, now() from application where round_id = $1 returning id`,
        [roundId, pot.fundId, pot.people.amara.id],
      );
      expect(rows).toHaveLength(200);
      await pot.world.sql(
        `insert into approval (subject_kind, subject_id, approver_id, at) select 'award', id, $1, now() from award`,
        [pot.people.tomas.id],
      );
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

describe('the money that an award draws on', () => {
  type Pot = { restriction: string; source: string; leftCents: number; drawnCents: number };
  type Split = { restrictionId: string | null; contributionId?: string | null; cents: unknown }[];
  let pot: Awarding;
  let energy: string;
  let count = 0;
  const source = 'A Foundation, 15 January 2026';
  beforeAll(async () => {
    pot = await Awarding.prepare(2, 2_000_000, 600_000);
    const [row] = await pot.world.sql<{ id: string }>(`select id from restriction where name = 'Energy only'`);
    energy = row?.id ?? '';
  });
  afterAll(() => pot.world.close());

  const restrict = async (terms: object): Promise<string> =>
    (
      await pot.world
        .get(Funds)
        .restrict(pot.world.actor(pot.people.tomas), pot.fundId, { name: `Old ${++count}`, ...terms })
    ).id;
  const propose = (
    application: string,
    amountCents: number,
    split: Split | undefined,
    splitReason = 'Energy is short.',
  ) => pot.post('amara', `applications/${application}/awards`, { amountCents, reason: 'r', split, splitReason });
  const drawn = async (award: string) => {
    const { json } = await pot
      .as('aud')
      .get<{ pots: { restriction: string; source: string; stages: { totalCents: number } }[] }>(
        `/api/awards/${award}/money`,
      );
    return json.pots.map(({ restriction, source: from, stages }) => [restriction, from, stages.totalCents]);
  };

  it('is what fits first, seen before and after, by restriction and contribution', async () => {
    const { ids, roundId } = await pot.inReview(700_000, [700_000]);
    const { json } = await pot
      .as('amara')
      .get<{ pots: Pot[] }>(`/api/applications/${ids[0]}/drawable?amountCents=650000`);
    expect(
      json.pots.map(({ restriction, source: from, leftCents, drawnCents }) => [
        restriction,
        from,
        leftCents,
        drawnCents,
      ]),
    ).toEqual([
      ['Energy only', source, 600_000, 600_000],
      ['Unrestricted', source, 100_000, 50_000],
    ]);
    const award = await pot.proposed(ids[0] ?? '', 650_000);
    const { json: before } = await pot.as('jonas').get<{ wouldDraw: Pot[] }>(`/api/awards/${award}/money`);
    expect(before.wouldDraw.map(({ restriction, drawnCents }) => [restriction, drawnCents])).toEqual([
      ['Energy only', 600_000],
      ['Unrestricted', 50_000],
    ]);
    for (const name of ['priya', 'jonas'] as const) await pot.did(name, `awards/${award}/approve`);
    expect(await drawn(award)).toEqual([
      ['Energy only', source, 600_000],
      ['Unrestricted', source, 50_000],
    ]);
    await pot.did('amara', `awards/${award}/cancel`, reason);
    for (const move of ['decide', 'archive']) await pot.did('amara', `rounds/${roundId}/${move}`);
  });

  describe('where it is not the usual order', () => {
    let ids: string[];
    let roundId: string;
    let gift: string;
    beforeAll(async () => {
      ({ ids, roundId } = await pot.inReview(900_000, [300_000, 300_000, 300_000, 300_000]));
      const [row] = await pot.world.sql<{ id: string }>('select id from contribution where restriction_id = $1', [
        energy,
      ]);
      gift = row?.id ?? '';
    });

    it('is what the proposer chose, with the reason that those who approve have read', async () => {
      const split = [
        { restrictionId: null, cents: 100_000 },
        { restrictionId: energy, contributionId: gift, cents: 200_000 },
      ];
      const { status, json } = await propose(ids[0] ?? '', 300_000, split);
      expect([status, json]).toEqual([
        201,
        expect.objectContaining({
          splitReason: 'Energy is short.',
          split: [
            { restrictionId: null, restriction: 'Unrestricted', contributionId: null, source: null, cents: 100_000 },
            { restrictionId: energy, restriction: 'Energy only', contributionId: gift, source, cents: 200_000 },
          ],
        }),
      ]);
      const page = (await pot.as('jonas').get(`/awards/${json.id}`)).text;
      expect(page).toContain('What it is to take from where');
      expect(page).toContain('Energy is short.');
      for (const name of ['priya', 'jonas'] as const) await pot.did(name, `awards/${json.id}/approve`);
      expect(await drawn(json.id)).toEqual([
        ['Energy only', source, 200_000],
        ['Unrestricted', source, 100_000],
      ]);
      const change = pot.world.sql(`update award set split = null where id = $1`, [json.id]);
      await expect(change).rejects.toMatchObject({ constraint: 'proposal_stays' });
      const told = await pot
        .as('aud')
        .get<{ items: { sentence: string; reason: string | null }[] }>(`/api/awards/${json.id}/history`);
      expect(told.json.items).toContainEqual(
        expect.objectContaining({
          sentence: 'chose from which money the award is drawn',
          reason: 'Energy is short.',
        }),
      );
      await pot.did('amara', `awards/${json.id}/offer`, { expiresOn: '2027-03-31' });
      for (const path of [`/api/awards/${json.id}`, `/api/awards/${json.id}/history`, `/awards/${json.id}`]) {
        const city = await pot.as('signatory').get(path);
        expect([city.status, /Energy is short|Energy only|splitReason/.test(city.text)]).toEqual([200, false]);
      }
    });

    it.each<[string, () => Split | undefined | Promise<Split>, string, object]>([
      [
        'a cent short',
        () => [{ restrictionId: energy, cents: 299_999 }],
        'r',
        { split: ['The parts add up to $2,999.99; the award is $3,000.00: $0.01 short.'] },
      ],
      [
        'a cent too much',
        () => [{ restrictionId: null, cents: 300_001 }],
        'r',
        {
          split: ['The parts add up to $3,000.01; the award is $3,000.00: $0.01 too much.'],
          'split[0][cents]': [
            expect.stringMatching(/^Round \d+ has \$2,000\.00 of this, and the split takes \$3,000\.01\.$/),
          ],
        },
      ],
      [
        'a restriction that ended',
        async () => [{ restrictionId: await restrict({ endsOn: '2026-12-31' }), cents: 300_000 }],
        'r',
        { 'split[0][restrictionId]': [expect.stringMatching(/^“Old \d+” ended on 31 December 2026\.$/)] },
      ],
      [
        'a restriction that has not begun',
        async () => [{ restrictionId: await restrict({ startsOn: '2028-01-01' }), cents: 300_000 }],
        'r',
        { 'split[0][restrictionId]': [expect.stringMatching(/^“Old \d+” begins on 1 January 2028\.$/)] },
      ],
      [
        'money for another sector',
        async () => [{ restrictionId: await restrict({ sectors: ['waste systems'] }), cents: 300_000 }],
        'r',
        { 'split[0][restrictionId]': [expect.stringMatching(/^“Old \d+” is for waste systems only\.$/)] },
      ],
      [
        'money for other cities',
        async () => [
          { restrictionId: await restrict({ cityIds: [pot.people.stranger.organisationId] }), cents: 300_000 },
        ],
        'r',
        { 'split[0][restrictionId]': [expect.stringMatching(/^“Old \d+” is for other cities\.$/)] },
      ],
      [
        'what is no restriction of the fund',
        () => [{ restrictionId: randomUUID(), cents: 300_000 }],
        'r',
        { 'split[0][restrictionId]': ['This is not a restriction of the fund.'] },
      ],
      [
        'what is no contribution of the fund',
        () => [{ restrictionId: null, contributionId: randomUUID(), cents: 300_000 }],
        'r',
        { 'split[0][contributionId]': ['This is not a contribution of the fund.'] },
      ],
      [
        'a contribution that brought nothing under it',
        () => [{ restrictionId: null, contributionId: gift, cents: 300_000 }],
        'r',
        { 'split[0][cents]': [expect.stringContaining('has $0.00 of this, and the split takes $3,000.00.')] },
      ],
      [
        'the same money twice',
        () => [
          { restrictionId: energy, cents: 100_000 },
          { restrictionId: energy, contributionId: gift, cents: 200_000 },
        ],
        'r',
        { 'split[1][cents]': ['This money stands in the split twice. Add the two amounts up.'] },
      ],
      [
        'no reason',
        () => [{ restrictionId: null, cents: 300_000 }],
        ' ',
        { splitReason: ['Say why the usual order is not followed.'] },
      ],
      [
        'a reason alone',
        () => undefined,
        'r',
        { split: ['Enter what is to be taken from where, or leave the reason empty.'] },
      ],
      ['nothing', () => [], 'r', { split: ['A split has at least one part. Leave it out for the usual order.'] }],
      [
        'fractions of a cent',
        () => [{ restrictionId: null, cents: 1.5 }],
        'r',
        { 'split[0][cents]': [expect.stringContaining('is not an amount')] },
      ],
    ])('refuses %s', async (_, split, because, errors) => {
      const { status, json } = await propose(ids[1] ?? '', 300_000, await split(), because);
      expect([status, json.errors]).toEqual([422, errors]);
    });

    it('is refused at the last approval where somebody else took it meanwhile', async () => {
      const all = [{ restrictionId: energy, cents: 300_000 }];
      const [one, two] = [
        (await propose(ids[1] ?? '', 300_000, all)).json.id,
        (await propose(ids[2] ?? '', 300_000, all)).json.id,
      ];
      await pot.did('priya', `awards/${two}/approve`);
      for (const name of ['priya', 'jonas'] as const) await pot.did(name, `awards/${one}/approve`);
      const late = await pot.post('jonas', `awards/${two}/approve`);
      expect([late.status, late.json.detail]).toEqual([
        409,
        expect.stringMatching(
          /^The money that was chosen for this award is not there any more\. Round \d+ has \$1,000\.00 of this, and the split takes \$3,000\.00\. Reject it and propose it anew\.$/,
        ),
      ]);
      await pot.did('jonas', `awards/${two}/reject`, reason);
    });

    it('is chosen in a form that keeps what was typed, each amount at its money', async () => {
      await buildAssets();
      const way = `/applications/${ids[3]}/award`;
      const { text } = await pot.as('amara').get(way);
      expect(text).toContain('Draw on other money than this');
      const typed = (cents: string, more: object = {}) => ({
        ...{ amountCents: '1,500.00', reason: 'r', conditions: '', startsOn: '2027-04-01', endsOn: '2028-03-31' },
        ...{ payeeId: pot.people.stranger.organisationId, splitReason: 'Energy is short.', _page: way },
        split: [
          { restrictionId: energy, contributionId: gift, cents: '' },
          { restrictionId: '', contributionId: '', cents },
        ],
        ...more,
      });
      const wrong = await pot.as('amara').form(way, typed('1,499.99', { endsOn: '2027-03-31' }));
      expect(wrong.to).toContain('refused=');
      const wrongPage = (await pot.as('amara').get(wrong.to)).text;
      expect(wrongPage).toContain('The project ends before it begins.');
      const short = await pot.as('amara').form(way, typed('1,499.99'));
      const refused = (await pot.as('amara').get(short.to)).text;
      expect(refused).toContain('The parts add up to $1,499.99; the award is $1,500.00: $0.01 short.');
      expect(refused).toContain('value="1,499.99"');
      const done = await pot.as('amara').form(way, typed('1500'));
      expect(done.to).toMatch(/^\/awards\/[-0-9a-f]{36}$/);
      const page = (await pot.as('priya').get(done.to)).text;
      expect(page).toContain('1 April 2027 to 31 March 2028');
      expect(page).toMatch(/Paid to<\/dt><dd[^>]*>[^<]*City/);
      const { json } = await pot.as('priya').get(`/api${done.to}`);
      expect(json).toMatchObject({
        ...{ startsOn: '2027-04-01', endsOn: '2028-03-31', originalCents: 150_000, amountCents: 150_000 },
        split: [{ restriction: 'Unrestricted', cents: 150_000 }],
        payee: { id: pot.people.stranger.organisationId },
        budgetLines: [{ item: 'Pump', cents: 300_000 }],
      });
      expect(roundId).toBeDefined();
    });
  });
});

describe('a fund that asks for three from an amount on', () => {
  it('approves with the third, and with the second below', async () => {
    const { ids } = await here.inReview(30_000, [15_000, 14_999]);
    await here.world.sql('insert into approval_threshold (fund_id, from_cents, approvals) values ($1, 15000, 3)', [
      here.fundId,
    ]);
    const [large, small] = [await here.proposed(ids[0] ?? '', 15_000), await here.proposed(ids[1] ?? '', 14_999)];
    const states: [string, number][] = [];
    for (const name of ['priya', 'jonas', 'tomas'] as const) {
      const { status, approvals } = await here.did(name, `awards/${large}/approve`);
      states.push([status, approvals.needed]);
    }
    expect(states).toEqual([
      ['proposed', 3],
      ['proposed', 3],
      ['approved', 3],
    ]);
    for (const name of ['priya', 'jonas'] as const) await here.did(name, `awards/${small}/approve`);
    expect((await here.as('aud').get<Moved>(`/api/awards/${small}`)).json).toMatchObject({
      status: 'approved',
      approvals: { needed: 2 },
    });
    await here.world.sql('delete from approval_threshold');
  });
});

describe('a grant that runs', () => {
  let award: string;
  let instalment: string;
  beforeAll(async () => {
    const { ids } = await here.inReview(20_000, [20_000]);
    award = await here.accepted(ids[0] ?? '', 20_000);
  });

  it('carries its agreement from the day on which it is recorded', async () => {
    const offered = await here.offered((await here.inReview(100, [100])).ids[0] ?? '', 100);
    const fileId = await here.uploaded('amara', 'agreement.pdf');
    const record = (to: string, body: object, name: Name = 'amara') => here.post(name, `awards/${to}/agreement`, body);
    const early = await record(offered, { signedOn: '2027-01-21', fileId });
    expect([early.status, early.json.detail]).toEqual([
      409,
      'This award is offered: an agreement is recorded once the city has accepted.',
    ]);
    for (const signedOn of ['2027-01-20', '2027-01-22'])
      expect((await record(award, { signedOn, fileId })).json.errors).toEqual({
        signedOn: ['Enter a day from 21 January 2027, when it was proposed, to today.'],
      });
    const foreign = await record(award, { signedOn: '2027-01-21', fileId: await here.uploaded('priya') });
    expect(foreign.json.errors).toEqual({ fileId: ['There is no such file of yours. Upload it again.'] });
    expect((await record(award, { signedOn: '2027-01-21' })).json.errors).toEqual({
      fileId: ['Choose the file of the signed agreement.'],
    });
    expect((await here.as('signatory').get(`/api/awards/${award}/agreement`)).status).toBe(404);
    expect((await record(award, { signedOn: '2027-01-21', fileId }, 'signatory')).status).toBe(403);
    expect((await record(award, { signedOn: '2027-01-21', fileId })).json).toMatchObject({
      agreementSignedOn: '2027-01-21',
    });
    for (const name of ['signatory', 'viewer', 'jonas', 'aud'] as const) {
      const file = await here.as(name).get(`/awards/${award}/agreement`);
      expect([file.status, file.text.slice(0, 5)]).toEqual([200, '%PDF-']);
      expect((await here.as(name).get(`/awards/${award}`)).text).toContain('Download the agreement');
    }
    expect((await here.as('stranger').get(`/awards/${award}/agreement`)).status).toBe(404);
    expect((await here.as('signatory').get(`/api/awards/${award}/history`)).text).toContain(
      'recorded the signed agreement',
    );
  });

  it('takes a file with the form of its page, and keeps it where the day is wrong', async () => {
    const send = (signedOn: string, file: string | Blob) => {
      const form = new FormData();
      form.set('_page', `/awards/${award}?do=agreement`);
      form.set('signedOn', signedOn);
      if (typeof file === 'string') form.set('fileId', file);
      else form.set('fileId', file, 'signed.pdf');
      return form;
    };
    await here.as('amara').get(`/awards/${award}`);
    const cookie = [...here.as('amara').cookies].map((pair) => pair.join('=')).join('; ');
    const post = (body: FormData) =>
      fetch(`${here.world.url}/awards/${award}/agreement`, {
        ...{ method: 'POST', redirect: 'manual', body },
        headers: { cookie, origin: here.world.url },
      });
    const refused = await post(send('2027-02-01', new Blob(['%PDF-1.4\n%%EOF\n'])));
    const { text } = await here.as('amara').get(refused.headers.get('location') ?? '');
    expect(text).toContain('Enter a day from 21 January 2027');
    const kept = /<input type="hidden" name="fileId" value="([-0-9a-f]{36})"/.exec(text)?.[1] ?? '';
    const done = await post(send('2027-01-21', kept));
    expect([done.status, done.headers.get('location')]).toEqual([303, `/awards/${award}`]);
  });

  it('stands still while it is suspended, but for what is on its way, and goes on after', async () => {
    const rows = [10_000, 10_000].map((amountCents) => ({ amountCents, dueOn: '2027-02-15' }));
    const plan = await here.did('amara', `awards/${award}/instalments`, { instalments: rows });
    const [moving = '', waiting = ''] = plan.instalments.map(({ id }) => id);
    instalment = waiting;
    await here.released(moving);
    const early = await here.post('amara', `awards/${award}/suspend`, {});
    expect(early.json.errors).toEqual({ reason: ['Enter a reason.'] });
    const suspended = await here.did('amara', `awards/${award}/suspend`, { reason: 'The team has left.' });
    expect([suspended.status, moves(suspended)]).toEqual(['suspended', ['resume', 'agreement']]);
    const request = await here.post('contributor', `instalments/${instalment}/request`);
    expect([request.status, request.json.detail]).toEqual([409, 'The grant is not running, so nothing is paid.']);
    const { text } = await here.as('signatory').get(`/awards/${award}`);
    expect(text).toContain('The reason: “The team has left.”');
    await here.did('jonas', `instalments/${moving}/settle`, { settledOn: '2027-01-21' });
    expect(moves((await here.as('amara').get<Moved>(`/api/awards/${award}`)).json)).toContain('cancel');
    const twice = await here.post('amara', `awards/${award}/suspend`, { reason: 'r' });
    expect([twice.status, twice.json.detail]).toEqual([409, 'This award is suspended: suspend is not possible now.']);
    const resumed = await here.did('amara', `awards/${award}/resume`);
    expect(resumed).toMatchObject({ status: 'active', suspendedReason: '' });
    await here.did('contributor', `instalments/${instalment}/request`);
  });

  it('is cancelled from there too, and frees what was not paid', async () => {
    await here.did('priya', `instalments/${instalment}/send-back`, reason);
    await here.did('amara', `awards/${award}/suspend`, reason);
    const [, reserved = 0, , committed = 0] = await here.figures();
    expect((await here.did('amara', `awards/${award}/cancel`, reason)).status).toBe('cancelled');
    const after = await here.figures();
    expect([after[1], after[3]]).toEqual([reserved + 10_000, committed - 10_000]);
  });
});

describe('somebody who approved and has left', () => {
  it('does not count while the award waits, so that others can approve it', async () => {
    const { ids } = await here.inReview(10_000, [10_000]);
    const id = await here.proposed(ids[0] ?? '', 10_000);
    const leaver = await here.world.person({ role: 'program', name: 'Lea Leaver' });
    await here.world.as(leaver).post(`/api/awards/${id}/approve`);
    await here.world.sql('update person set disabled_at = now() where id = $1', [leaver.id]);
    const first = await here.did('priya', `awards/${id}/approve`);
    expect([first.status, first.approvals.by.map(({ name }) => name)]).toEqual(['proposed', ['Priya Raman']]);
    expect((await here.did('jonas', `awards/${id}/approve`)).status).toBe('approved');
  });
});

describe('a payee', () => {
  it('is a city or a partner: a funder has no bank details here', async () => {
    const { ids } = await here.inReview(10_000, [10_000]);
    const funder = await here.world.organisation('Another Foundation', 'funder');
    const terms = { amountCents: 10_000, reason: 'r', payeeId: funder.id };
    const { status, json } = await here.post('amara', `applications/${ids[0]}/awards`, terms);
    expect([status, json.errors.payeeId]).toEqual([
      422,
      ['There is no such organisation that can be paid. Choose one of the list.'],
    ]);
    const page = (await here.as('amara').get(`/applications/${ids[0]}/award`)).text;
    expect(page).not.toContain('Another Foundation</option>');
  });
});

describe('the plan of a cancelled award', () => {
  it('is foreseen no more', async () => {
    const leaves = async (): Promise<number> => {
      const { json } = await here
        .as('aud')
        .get<{ months: { outCents: number }[] }>(`/api/funds/${here.fundId}/forecast`);
      return json.months.reduce((sum, { outCents }) => sum + outCents, 0);
    };
    const { ids } = await here.inReview(10_000, [10_000]);
    const before = await leaves();
    const id = await here.accepted(ids[0] ?? '', 10_000);
    const instalments = [
      { amountCents: 6000, dueOn: '2027-02-01' },
      { amountCents: 4000, dueOn: '2027-03-01' },
    ];
    const plan = await here.did('amara', `awards/${id}/instalments`, { instalments });
    await here.did('contributor', `instalments/${plan.instalments[0]?.id}/request`);
    expect((await leaves()) - before).toBe(10_000);
    await here.did('amara', `awards/${id}/cancel`, { reason: 'The project ended.' });
    expect((await leaves()) - before).toBe(0);
  });
});
