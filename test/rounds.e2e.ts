import { randomUUID } from 'node:crypto';
import { Contributions } from '../src/fund/contributions.service';
import { Funds } from '../src/fund/funds.service';
import type { Actor } from '../src/kernel/access';
import { Call } from './support/call';
import { createWorld, type World } from './support/world';

let world: World;
let call: Call;

beforeAll(async () => {
  world = await createWorld();
  world.clock.pin(new Date('2027-02-01T00:00:00Z'));
  call = await Call.prepare(world);
});
afterAll(() => world.close());

interface Problem {
  detail: string;
  errors: Record<string, string[]>;
}

interface Round {
  id: string;
  status: string;
  version: number;
  deadlineAt: string;
  editable: boolean;
  moves: { move: string }[];
}

const movesOf = ({ moves }: Round): string[] => moves.map(({ move }) => move);

async function plan(changes: object = {}): Promise<Round> {
  const { status, json, text } = await call.staff.post<Round & Record<string, unknown>>(
    '/api/rounds',
    call.terms(changes),
  );
  if (status !== 201) throw new Error(text);
  return json;
}

describe('a round over the API', () => {
  it('goes from a draft to the archive, and its history says nothing of who applied', async () => {
    const { id, ...draft } = await plan();
    expect(draft).toMatchObject({
      status: 'draft',
      version: 1,
      editable: true,
      deadlineAt: '2027-02-01T04:59:59.000Z',
    });
    const open = await call.staff.post<Round & Record<string, unknown>>(`/api/rounds/${id}/open`);
    expect([open.status, open.json.status, movesOf(open.json)]).toEqual([
      200,
      'open',
      ['postpone', 'raise-budget', 'lower-budget'],
    ]);
    const draftOf = await call.draft(id);
    expect((await call.writer.post(`/api/applications/${draftOf.id}/submit`)).status).toBe(200);
    world.clock.pin(new Date('2027-02-01T05:00:00Z'));
    for (const [move, status] of [
      ['close', 'closed'],
      ['start-review', 'in_review'],
      ['decide', 'decided'],
      ['archive', 'archived'],
    ]) {
      const moved = await call.staff.post(`/api/rounds/${id}/${move ?? ''}`);
      expect([moved.status, moved.json.status]).toEqual([200, status]);
    }
    world.clock.pin(new Date('2027-02-01T00:00:00Z'));
    const { json } = await call.writer.get<{ items: { sentence: string; who: string }[] }>(`/api/rounds/${id}/history`);
    expect(json.items.map(({ sentence }) => sentence)).toEqual([
      'archived the round',
      'marked the round as decided',
      'started the reviews',
      'closed the round',
      'opened the round and set its budget aside',
    ]);
  });

  it('is not closed before its deadline, and has one effect however often it is opened', async () => {
    const { id } = await plan();
    const [one, two] = await Promise.all(
      ['a', 'b'].map((key) =>
        call.staff.post<Problem & Record<string, unknown>>(`/api/rounds/${id}/open`, {}, { key: key + id }),
      ),
    );
    expect([one?.status, two?.status].sort()).toEqual([200, 409]);
    const early = await call.staff.post(`/api/rounds/${id}/close`);
    expect([early.status, early.json.detail]).toEqual([
      409,
      'The deadline has not passed yet: cities may still submit.',
    ]);
  });

  it('is hidden while it is a draft from everybody but staff and auditors', async () => {
    const { id } = await plan();
    const auditor = world.as(await world.person({ role: 'auditor' }));
    const reviewer = world.as(await world.person({ role: 'reviewer' }));
    for (const agent of [world.as(), call.writer, reviewer]) {
      expect((await agent.get(`/api/rounds/${id}`)).status).toBe(404);
      expect((await agent.get(`/rounds/${id}`)).status).toBe(404);
      expect((await agent.get('/api/rounds')).text).not.toContain(id);
      expect((await agent.get('/rounds')).text).not.toContain(id);
    }
    for (const agent of [auditor, call.staff]) {
      expect((await agent.get(`/api/rounds/${id}`)).status).toBe(200);
      expect((await agent.get('/rounds')).text).toContain(id);
    }
    expect((await world.as().get(`/api/rounds/${id}/history`)).status).toBe(401);
    expect((await call.writer.get(`/api/rounds/${id}/history`)).status).toBe(404);
  });

  it('changes while it is a draft, once for each version that was read', async () => {
    const { id } = await plan();
    const changed = await call.staff.put(`/api/rounds/${id}`, call.terms({ name: `B ${id}`, version: 1 }));
    expect([changed.status, changed.json.version]).toEqual([200, 2]);
    const late = await call.staff.put(`/api/rounds/${id}`, call.terms({ name: `C ${id}`, version: 1 }));
    expect([late.status, late.json.detail]).toEqual([
      409,
      'Somebody else changed this round meanwhile. Look at it again first.',
    ]);
    await call.staff.post(`/api/rounds/${id}/open`);
    const fixed = await call.staff.put(`/api/rounds/${id}`, call.terms({ name: `D ${id}`, version: 2 }));
    expect([fixed.status, fixed.json.detail]).toEqual([
      409,
      'This round is open: its terms stay as cities have read them.',
    ]);
  });

  it('moves its deadline only to a later time', async () => {
    const { id } = await call.openRound();
    const to = (deadlineLocal: string) =>
      call.staff.post<Round & Problem & Record<string, unknown>>(`/api/rounds/${id}/postpone`, {
        deadlineLocal,
        deadlineZone: 'Europe/Oslo',
      });
    expect((await to('2027-02-03T00:00:00')).json.deadlineAt).toBe('2027-02-02T23:00:00.000Z');
    const earlier = await to('2027-02-02T00:00:00');
    expect([earlier.status, earlier.json.errors.deadlineLocal]).toEqual([
      422,
      ['A deadline that cities count on only moves to a later time.'],
    ]);
  });

  it('is run by the program staff alone', async () => {
    const { id } = await plan();
    for (const role of ['reviewer', 'finance', 'admin', 'auditor'] as const) {
      const agent = world.as(await world.person({ role }));
      expect((await agent.post('/api/rounds', call.terms())).status).toBe(403);
      expect((await agent.post(`/api/rounds/${id}/open`)).status).toBe(403);
    }
    expect((await call.writer.put(`/api/rounds/${id}`, call.terms({ version: 1 }))).status).toBe(403);
    expect((await world.as().post(`/api/rounds/${id}/open`)).status).toBe(401);
  });

  it.each([
    ['no fund', { fundId: undefined }, 'fundId'],
    ['no such fund at all', { fundId: 'x' }, 'fundId'],
    ['no name', { name: ' ' }, 'name'],
    ['a float', { budgetCents: 12.345 }, 'budgetCents'],
    ['a debt', { budgetCents: -1 }, 'budgetCents'],
    ['a text', { budgetCents: '1e9' }, 'budgetCents'],
    ['too much', { budgetCents: 1e15 }, 'budgetCents'],
    ['sizes the wrong way round', { floorCents: 2, ceilingCents: 1 }, 'ceilingCents'],
    ['a size over the budget', { floorCents: 2_000_000, ceilingCents: null }, 'budgetCents'],
    ['no sectors', { sectors: [] }, 'sectors'],
    ['a foreign sector', { sectors: ['space'] }, 'sectors'],
    ['stages that are no list', { stages: { a: 1 } }, 'stages'],
    ['a day that is not', { deadlineLocal: '2027-02-30T10:00:00' }, 'deadlineLocal'],
    ['a zone that is not', { deadlineZone: 'Mars/Base' }, 'deadlineZone'],
    ['questions that are no list', { questions: 'abc' }, 'questions'],
    ['a question that is none', { questions: [null] }, 'questions[0]'],
    ['two of one key', { questions: [1, 2].map(() => ({ key: 'a', text: 'A?' })) }, 'questions'],
    ['a key that forms cannot carry', { questions: [{ key: 'constructor', text: 'A?' }] }, 'questions[0][key]'],
    ['weights beside 100', { rubric: [{ key: 'a', name: 'A', weight: 99 }] }, 'rubric'],
    ['a field that is not', { colour: 'green' }, 'colour'],
  ])('refuses %s in a sentence', async (_, changes, field) => {
    const { status, json } = await call.staff.post<Problem & Record<string, unknown>>(
      '/api/rounds',
      call.terms(changes),
    );
    expect([status, json.errors[field]?.length]).toEqual([422, 1]);
  });

  it('refuses unknown ids, a fund that is not there and a name that is taken', async () => {
    expect((await call.staff.get(`/api/rounds/${randomUUID()}`)).status).toBe(404);
    expect((await call.staff.get('/api/rounds/17')).status).toBe(404);
    expect((await call.staff.post('/api/rounds', call.terms({ fundId: randomUUID() }))).status).toBe(404);
    const { id } = await plan({ name: 'Taken' });
    const again = await call.staff.post<Problem & Record<string, unknown>>(
      '/api/rounds',
      call.terms({ name: 'Taken' }),
    );
    expect([again.status, Object.keys(again.json.errors)]).toEqual([422, ['name']]);
    expect(id).toBeDefined();
  });

  it('does not open a round without a rubric, past its deadline, or over the free money', async () => {
    const open = async (changes: object) => {
      const { id } = await plan(changes);
      const { status, json } = await call.staff.post<Problem & Record<string, unknown>>(`/api/rounds/${id}/open`);
      return `${status} ${json.detail}`;
    };
    expect(await open({ rubric: [] })).toMatch(/^409 The rubric has no criteria yet/);
    expect(await open({ deadlineLocal: '2027-01-01T00:00:00' })).toMatch(/^409 The deadline lies in the past/);
    expect(await open({ budgetCents: 9_000_000_000 })).toMatch(
      /^409 .* needs \$90,000,000.00, and Innovation Fund has \$/,
    );
  });
});

describe('a round in the browser', () => {
  const typed = (changes: object = {}): Record<string, unknown> => ({
    fundId: call.fundId,
    name: `Typed ${randomUUID().slice(0, 8)}`,
    summary: 'What it is for.',
    budgetCents: '10,000.00',
    floorCents: '',
    ceilingCents: '5000',
    sectors: ['energy use'],
    stages: ['develop'],
    deadlineLocal: '2027-02-01T11:59',
    deadlineZone: 'Europe/Oslo',
    questions: [{ text: '' }, { text: 'Who can copy this?', maxWords: '50', required: 'true' }],
    rubric: [{ name: 'Impact', weight: '100', max: '5' }],
    ...changes,
  });
  const page = '/rounds/new';

  it('is planned, changed, opened and postponed with forms', async () => {
    const planned = await call.staff.form('/rounds', { ...typed(), _page: page });
    expect(planned.to).toMatch(/^\/rounds\/[0-9a-f-]{36}$/);
    const way = planned.to;
    const shown = await call.staff.get(way);
    expect(shown.text).toContain('Cities do not see this draft yet.');
    expect(shown.text).toContain('1 February 2027, 11:59 (Europe/Oslo)');
    const more = await call.staff.form(way, { ...typed({ version: '1', name: 'More rows' }), then: 'questions' });
    expect(more.to).toBe(`${way}/edit#questions`);
    expect((await call.staff.form(`${way}/open`)).to).toBe(way);
    const open = (await call.writer.get(way)).text;
    expect(open).toContain('10 hours left');
    expect(open).toContain(`/applications/new?round=${way.split('/')[2] ?? ''}`);
    const later = await call.staff.form(`${way}/postpone`, {
      deadlineLocal: '2027-02-28T12:00',
      deadlineZone: 'UTC',
      _page: way,
    });
    expect([later.status, later.to]).toEqual([303, way]);
    expect((await call.staff.get(way)).text).toContain('28 February 2027, 12:00 (UTC)');
    expect((await world.as().get(way)).text).toContain('Sign in to start an application');
  });

  it('says what a draft lacks, lets the deadline be anywhere, and Enter in a field saves', async () => {
    const bare = typed({ name: 'Bare', rubric: [], deadlineZone: 'Pacific/Auckland' });
    const { to } = await call.staff.form('/rounds', { ...bare, _page: page });
    const { text } = await call.staff.get(to);
    expect(text).toContain('Add at least one criterion; then you can open it.');
    expect(text).not.toContain('Open the round</button>');
    const { text: form } = await call.staff.get(`${to}/edit`);
    expect(form).toMatch(/<option value="Pacific\/Auckland" selected/);
    const main = form.slice(form.indexOf('<main'));
    expect(/<button type="submit"[^>]*>([^<]*)/.exec(main)?.[1]).toBe('Save the round');
  });

  it('comes back with everything typed and a sentence at each fault', async () => {
    const wrong = typed({
      name: '',
      budgetCents: '12.345',
      questions: [{ text: '' }, { text: 'Why?', maxWords: 'many' }],
    });
    const { to } = await call.staff.form('/rounds', { ...wrong, _page: page });
    expect(to).toMatch(/^\/rounds\/new\?refused=/);
    const { text } = await call.staff.get(to);
    expect(text).toContain('There is a problem');
    expect(text).toContain('“12.345” is not an amount');
    expect(text).toContain('href="#questions-0-maxWords"');
    expect(text).toMatch(/name="questions\[0\]\[text\]"[^>]*value="Why\?"/);
    expect(text).toMatch(/name="questions\[0\]\[maxWords\]"[^>]*value="many"/);
    expect(text).toContain('What it is for.');
  });

  it('shows both when somebody else saved meanwhile, and saves the second time', async () => {
    const { to: way } = await call.staff.form('/rounds', { ...typed({ name: 'Once' }), _page: page });
    await call.staff.form(way, typed({ name: 'First', version: '1' }));
    const late = await call.staff.form(way, { ...typed({ name: 'Second', version: '1' }), _page: `${way}/edit` });
    const { text } = await call.staff.get(late.to);
    expect(text).toContain('What is saved now');
    expect(text).toContain('value="Second"');
    expect(text).toMatch(/name="version" value="2"/);
    expect((await call.staff.form(way, typed({ name: 'Second', version: '2' }))).to).toBe(way);
  });

  it.each([
    ['questions=abc', { questions: 'abc' }],
    ['rubric as text in a row', { rubric: ['abc'] }],
    ['deep rows', { questions: [{ text: { a: { b: 'c' } } }] }],
    ['an object for a name', { name: { a: 'b' } }],
    ['an object for an amount', { budgetCents: { a: 'b' } }],
    ['NUL', { name: 'a\u0000b' }],
    [
      'nothing',
      Object.fromEntries(['name', 'sectors', 'stages', 'fundId', 'deadlineLocal'].map((name) => [name, undefined])),
    ],
  ])('survives %s', async (_, changes) => {
    const { status, to } = await call.staff.form('/rounds', { ...typed(changes), _page: page });
    expect([status, to.startsWith('/rounds/new?refused=')]).toEqual([303, true]);
    expect((await call.staff.get(to)).text).toContain('There is a problem');
  });

  it('survives bodies that are no forms', async () => {
    for (const body of [null, [], 'text', 5, { questions: [null, 5], rubric: { a: null } }]) {
      expect((await call.staff.post('/rounds', body)).status).toBeLessThan(500);
    }
  });

  it('is told by nobody but the program staff', async () => {
    expect((await call.writer.get(page)).status).toBe(403);
    expect((await world.as().get(page)).to).toBe('/sign-in?to=%2Frounds%2Fnew');
  });
});

describe('the budget of a round', () => {
  type Pots = { source: string; restriction: string; reservedCents: number; awardedCents: number }[];
  let finance: Actor;
  let funder: string;
  let count = 0;

  beforeAll(async () => {
    finance = world.actor(await world.person({ role: 'finance' }));
    ({ id: funder } = await world.organisation('Barr Foundation', 'funder'));
  });

  const fund = async (): Promise<string> =>
    (
      await world
        .get(Funds)
        .open(finance, { name: `Fund ${++count}`, purpose: '', currency: 'USD', approvalsRequired: 2 })
    ).id;
  const gives = async (fundId: string, grossCents: number, reference: string, terms?: object): Promise<string> => {
    const name = `Only ${reference}`;
    const restrictionId = terms ? (await world.get(Funds).restrict(finance, fundId, { name, ...terms })).id : null;
    const money = { funderId: funder, grossCents, feeCents: 0, receivedOn: '2026-01-15', reference, restrictionId };
    return (await world.get(Contributions).receive(finance, fundId, money)).id;
  };
  const small = (fundId: string, budgetCents: number, changes: object = {}) =>
    plan({ fundId, budgetCents, floorCents: null, ceilingCents: null, ...changes });
  const open = (id: string) => call.staff.post<Problem & Record<string, unknown>>(`/api/rounds/${id}/open`);
  const raise = (id: string, body: object) =>
    call.staff.post<Problem & Record<string, unknown>>(`/api/rounds/${id}/raise-budget`, body);
  const lower = (id: string, cents: number) =>
    call.staff.post<Problem & Record<string, unknown>>(`/api/rounds/${id}/lower-budget`, { cents });
  const stands = async (id: string) => {
    const { json } = await call.staff.get<{ budgetCents: number; reservedCents: number; pots: Pots }>(
      `/api/rounds/${id}/budget`,
    );
    const pots = json.pots.map(({ source, restriction, reservedCents }) => `${source} ${restriction} ${reservedCents}`);
    return [json.budgetCents, json.reservedCents, ...pots];
  };
  const free = async (fundId: string) =>
    (await call.staff.get<{ balance: { freeCents: number } }>(`/api/funds/${fundId}`)).json.balance.freeCents;
  const day = 'Barr Foundation, 15 January 2026';

  it('is drawn from the contributions that are named, and from no other', async () => {
    const fundId = await fund();
    const [one, two] = [await gives(fundId, 700, 'A'), await gives(fundId, 500, 'B')];
    const { id } = await small(fundId, 600, { contributionIds: [two] });
    const short = await open(id);
    expect([short.status, short.json.detail]).toEqual([
      409,
      expect.stringMatching(
        /^Round \w+ needs \$6\.00, and the contributions that are chosen for it have \$5\.00 free for its sectors\. Lower the amount/,
      ),
    ]);
    await call.staff.put(`/api/rounds/${id}`, {
      ...call.terms({ fundId, budgetCents: 450, floorCents: null, ceilingCents: null, contributionIds: [two] }),
      version: 1,
    });
    expect((await open(id)).json.contributionIds).toEqual([two]);
    expect(await stands(id)).toEqual([450, 450, `${day} (B) Unrestricted 450`]);
    expect((await raise(id, { cents: 51 })).json.detail).toContain('have $0.50 free');
    expect((await raise(id, { cents: 150, contributionIds: [one, two] })).json).toMatchObject({
      budgetCents: 600,
      contributionIds: [two, one],
    });
    expect(await stands(id)).toEqual([600, 600, `${day} (A) Unrestricted 150`, `${day} (B) Unrestricted 450`]);
    expect(await free(fundId)).toBe(600);
    for (const agent of [world.as(), call.writer]) {
      expect((await agent.get(`/api/rounds/${id}`)).text).not.toContain(one);
      expect((await agent.get(`/rounds/${id}`)).text).not.toContain('Barr');
    }
  });

  it('says why chosen money is not for it: another sector, and a restriction that ended', async () => {
    const fundId = await fund();
    const transport = await gives(fundId, 300, 'T', { sectors: ['urban transportation'] });
    const ended = await gives(fundId, 300, 'E', { endsOn: '2026-12-31' });
    const fits = await gives(fundId, 300, 'F', { sectors: ['energy use'] });
    const { id } = await small(fundId, 400, { contributionIds: [transport, ended, fits] });
    const { detail } = (await open(id)).json;
    expect(detail).toContain('have $3.00 free for its sectors. “Only ');
    expect(detail).toContain(' “Only T” is for urban transportation only. ');
    expect(detail).toContain(' “Only E” ended on 31 December 2026. ');
    expect(detail).not.toContain('“Only F”');
    const { id: any } = await small(fundId, 301);
    expect((await open(any)).json.detail).toContain(`has $3.00 free for its sectors.`);
  });

  it('is raised and lowered while it runs, and never by more than there is', async () => {
    const fundId = await fund();
    await gives(fundId, 1_000, 'A');
    const { id } = await small(fundId, 400);
    const early = await raise(id, { cents: 1 });
    expect([early.status, early.json.detail]).toEqual([409, 'This round is draft: it has no budget set aside now.']);
    await open(id);
    expect((await raise(id, { cents: 601 })).json.detail).toContain('needs $6.01, and Fund');
    expect((await raise(id, { cents: 600 })).json.budgetCents).toBe(1_000);
    expect((await lower(id, 1_000)).json.errors).toEqual({
      cents: ['The whole budget is $10.00. Lower it by less; what is left goes back when the round is archived.'],
    });
    expect((await lower(id, 700)).json.budgetCents).toBe(300);
    expect([await free(fundId), (await stands(id))[1]]).toEqual([700, 300]);
    expect((await raise(id, { cents: 1.5 })).json.errors).toHaveProperty('cents');
    expect((await raise(id, { cents: 1, contributionIds: [randomUUID()] })).json.errors).toEqual({
      contributionIds: ['One of these is not a contribution of this fund. Choose those of the list.'],
    });
    const { json } = await call.staff.get<{ items: { sentence: string }[] }>(`/api/rounds/${id}/history`);
    expect(json.items.slice(0, 2).map(({ sentence }) => sentence)).toEqual([
      'gave some of the round’s budget back',
      'set more aside for the round',
    ]);
    const key = { key: `raise-${id}` };
    await Promise.all([1, 2, 3].map(() => call.staff.post(`/api/rounds/${id}/raise-budget`, { cents: 100 }, key)));
    expect(await stands(id)).toEqual([400, 400, `${day} (A) Unrestricted 400`]);
  });

  it('never adds up to more than is free, whoever comes first', async () => {
    const fundId = await fund();
    await gives(fundId, 1_000, 'A');
    const [one, two] = [await small(fundId, 600), await small(fundId, 600)];
    const opened = await Promise.all([open(one.id), open(two.id)]);
    expect(opened.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(opened.find(({ status }) => status === 409)?.json.detail).toContain('has $4.00 free');
    const { id = '' } = opened[0]?.status === 200 ? one : two;
    const raised = await Promise.all(Array.from({ length: 20 }, () => raise(id, { cents: 30 })));
    expect(raised.filter(({ status }) => status === 200)).toHaveLength(13);
    expect(raised.filter(({ status, json }) => status === 409 && /has \$0\.10 free/.test(json.detail))).toHaveLength(7);
    expect([await free(fundId), ...(await stands(id)).slice(0, 2)]).toEqual([10, 990, 990]);
    const lowered = await Promise.all(Array.from({ length: 20 }, () => lower(id, 100)));
    expect(lowered.filter(({ status }) => status === 200)).toHaveLength(9);
    expect([await free(fundId), ...(await stands(id)).slice(0, 2)]).toEqual([910, 90, 90]);
  });

  it('is chosen, raised and lowered with forms', async () => {
    const fundId = await fund();
    const [one, two] = [await gives(fundId, 700, 'A'), await gives(fundId, 500, 'B', { sectors: ['energy use'] })];
    const { id } = await small(fundId, 400, { contributionIds: [one] });
    const way = `/rounds/${id}`;
    const edit = (await call.staff.get(`${way}/edit`)).text;
    expect(edit).toContain(`${day} (A): $7.00 free`);
    expect(edit).toContain('Only B');
    expect(edit).toMatch(new RegExp(`value="${one}" checked`));
    await open(id);
    const wrong = await call.staff.form(`${way}/raise-budget`, {
      cents: '12.345',
      contributionIds: [two],
      _page: `${way}?do=raise-budget`,
    });
    const refused = (await call.staff.get(wrong.to)).text;
    expect(refused).toContain('“12.345” is not an amount');
    expect(refused).toMatch(new RegExp(`value="${two}" checked`));
    const raised = await call.staff.form(`${way}/raise-budget`, { cents: '2.50', contributionIds: [two], _page: way });
    expect([raised.status, raised.to]).toEqual([303, `${way}#budget`]);
    expect(await stands(id)).toEqual(
      [650, 650, `${day} (A) Unrestricted 400`, `${day} (B) Only B 250`].sort(byRestriction),
    );
    await call.staff.form(`${way}/lower-budget`, { cents: '4', _page: way });
    // What was drawn last goes back first: unrestricted money.
    expect(await stands(id)).toEqual([250, 250, `${day} (B) Only B 250`]);
    const { text } = await call.staff.get(way);
    expect(text).toContain('Where its budget comes from');
    expect(text).toContain('At most what is not awarded yet: $2.50.');
  });
});

/** Amounts first, then restricted money, then what is not. */
const byRestriction = (one: unknown, two: unknown): number =>
  Number(String(one).includes('Unrestricted')) - Number(String(two).includes('Unrestricted'));
