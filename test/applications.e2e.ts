import { randomUUID } from 'node:crypto';
import type { Agent } from './support/agent';
import { Call } from './support/call';
import { createWorld, type World } from './support/world';

let world: World;
let call: Call;
let round: string;
let other: Agent;
let viewer: Agent;

const deadline = '2027-02-01T04:59:59.000Z';
const at = (instant: string): void => world.clock.pin(new Date(instant));

beforeAll(async () => {
  world = await createWorld();
  at('2027-02-01T00:00:00Z');
  call = await Call.prepare(world);
  ({ id: round } = await call.openRound());
  other = world.as(await world.person({ role: 'city' }));
  viewer = world.as(await world.person({ role: 'city', organisation: call.city, cityRight: 'viewer' }));
});
beforeEach(() => at('2027-02-01T00:00:00Z'));
afterAll(() => world.close());

interface View extends Record<string, unknown> {
  id: string;
  status: string;
  version: number;
  detail: string;
  errors: Record<string, string[]>;
  missing: Record<string, string[]>;
  moves: { move: string }[];
}

const movesOf = ({ moves }: View): string[] => moves.map(({ move }) => move);
const api = (id: string, move = ''): string => `/api/applications/${id}${move && `/${move}`}`;

describe('an application over the API', () => {
  it('is written, submitted, returned, submitted again and taken into review', async () => {
    const { id } = await call.draft(round, { summary: '', requestedCents: null });
    const draft = (await call.writer.get<View>(api(id))).json;
    expect(draft).toMatchObject({ status: 'draft', version: 1, editable: true, lead: 'Oslo' });
    expect(draft.missing).toEqual({ summary: ['Enter a summary.'], requestedCents: ['Enter the amount you ask for.'] });
    const saved = await call.writer.put<View>(api(id), { ...call.complete(), version: 1 });
    expect([saved.status, saved.json.version, saved.json.missing]).toEqual([200, 2, {}]);
    const submitted = await call.writer.post<View>(api(id, 'submit'));
    expect([submitted.status, submitted.json.status, movesOf(submitted.json)]).toEqual([
      200,
      'submitted',
      ['withdraw'],
    ]);
    const reason = 'Say who runs the pump.';
    const returned = await call.staff.post<View>(api(id, 'return'), { reason });
    expect([returned.status, returned.json.status]).toEqual([200, 'returned']);
    expect((await call.writer.post(api(id, 'submit'))).status).toBe(200);
    const early = await call.staff.post<View>(api(id, 'start-review'));
    expect([early.status, early.json.detail]).toEqual([
      409,
      'The round is still open: reviews start when it has closed.',
    ]);
    const history = await call.writer.get<{ items: { sentence: string; reason: string | null; who: string }[] }>(
      api(id, 'history'),
    );
    expect(history.json.items.map((line) => [line.sentence, line.reason, line.who])).toEqual([
      ['submitted the application', null, 'Ola Officer'],
      ['returned the application for changes', reason, 'Petra Program'],
      ['submitted the application', null, 'Ola Officer'],
      ['started the application', null, 'Ola Officer'],
    ]);
  });

  it('is decided by the program staff once it is in review', async () => {
    const { id: closing } = await call.openRound();
    const [waiting, declined] = [await call.draft(closing), await call.draft(closing)];
    for (const { id } of [waiting, declined]) await call.writer.post(api(id, 'submit'));
    at('2027-02-01T05:00:00Z');
    await call.staff.post(`/api/rounds/${closing}/close`);
    for (const { id } of [waiting, declined]) {
      expect((await call.staff.post<View>(api(id, 'start-review'))).json.status).toBe('in_review');
    }
    expect((await call.staff.post<View>(api(waiting.id, 'waitlist'))).json.status).toBe('waitlisted');
    expect((await call.staff.post<View>(api(declined.id, 'decline'))).json.errors.reason).toEqual(['Enter a reason.']);
    expect((await call.staff.post<View>(api(declined.id, 'decline'), { reason: 'Too dear.' })).json.status).toBe(
      'declined',
    );
    expect((await call.writer.get(`/applications/${declined.id}`)).text).toContain('The reason: “Too dear.”');
    expect((await call.writer.post<View>(api(waiting.id, 'withdraw'))).json.status).toBe('withdrawn');
  });

  it('is submitted until the very second of the deadline, and not after', async () => {
    const drafts = await Promise.all([1, 2, 3].map(() => call.draft(round)));
    const outcomes: unknown[] = [];
    for (const [index, instant] of ['2027-02-01T04:59:58Z', deadline, '2027-02-01T05:00:00Z'].entries()) {
      at(instant);
      const { status, json } = await call.writer.post<View>(api(drafts[index]?.id ?? '', 'submit'));
      outcomes.push([status, json.detail]);
    }
    expect(outcomes).toEqual([
      [200, undefined],
      [200, undefined],
      [409, 'The deadline of this round has passed.'],
    ]);
    const late = await call.writer.post<View>('/api/applications', { roundId: round, ...call.complete() });
    expect([late.status, late.json.detail]).toEqual([409, 'The deadline of this round has passed.']);
    const page = await call.writer.get(`/applications/new?round=${round}`);
    expect([page.status, page.text.includes('The deadline of this round has passed.')]).toEqual([409, true]);
    const draft = await call.writer.get(`/applications/${drafts[2]?.id ?? ''}`);
    expect(draft.text).toContain('cannot be submitted any more');
  });

  it('is submitted once: the same key gets the same answer, another key a sentence', async () => {
    const { id } = await call.draft(round);
    const send = (key: string) => call.writer.post<View>(api(id, 'submit'), {}, { key });
    const [one, again] = [await send(`one-${id}`), await send(`one-${id}`)];
    expect([one.status, again.status, again.text]).toEqual([200, 200, one.text]);
    const second = await send(`two-${id}`);
    expect([second.status, second.json.detail]).toEqual([
      409,
      'This application is submitted: submit is not possible now.',
    ]);
    const many = await Promise.all(Array.from({ length: 20 }, () => send(`one-${id}`)));
    expect(many.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const [{ count }] = (await world.sql<{ count: number }>(
      `select count(*)::int as count from event where name = 'application.submitted' and subjects @> array[$1]`,
      [`application:${id}`],
    )) as [{ count: number }];
    expect(count).toBe(1);
  });

  it('is saved once for each version that was read', async () => {
    const { id } = await call.draft(round);
    const save = (title: string) => call.writer.put<View>(api(id), { ...call.complete({ title }), version: 1 });
    const both = await Promise.all([save('Mine'), save('Yours')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.json.detail).toMatch(/^Somebody else saved this application/);
    expect((await call.writer.get<View>(api(id))).json.version).toBe(2);
  });

  it('is not submitted before everything fits, and says what does not', async () => {
    const { id } = await call.draft(round, {
      summary: 'word '.repeat(501),
      budgetLines: [{ item: 'Staff', cents: 1 }],
      answers: { risks: 'one two three four five six seven eight nine ten eleven' },
      sectors: [],
      stage: null,
    });
    const { status, json } = await call.writer.post<View>(api(id, 'submit'));
    expect([status, json.errors]).toEqual([
      422,
      {
        summary: ['The summary has 501 words; at most 500 fit.'],
        sectors: ['Choose at least one sector.'],
        stage: ['Choose the stage of the project.'],
        budgetLines: ['The budget lines add up to $0.01, and you ask for $3,000.00. Make them equal.'],
        'answers[replication]': ['Answer “Who can copy this?”'],
        'answers[risks]': ['“What may go wrong?” has 11 words; at most 10 fit.'],
      },
    ]);
    for (const [requestedCents, sentence] of [
      [0, 'Ask for an amount above zero.'],
      [99_999, 'The smallest award of this round is $1,000.00.'],
      [500_001, 'The largest award of this round is $5,000.00.'],
    ] as const) {
      const { version } = (await call.writer.get<View>(api(id))).json;
      const saved = await call.writer.put<View>(api(id), { ...call.complete({ requestedCents }), version });
      expect(saved.json.missing.requestedCents).toEqual([sentence]);
    }
  });

  it.each([
    ['no round', { roundId: undefined }, 'roundId'],
    ['no title', { title: '' }, 'title'],
    ['a long title', { title: 'x'.repeat(201) }, 'title'],
    ['a float', { requestedCents: 12.345 }, 'requestedCents'],
    ['a debt', { requestedCents: -1 }, 'requestedCents'],
    ['an amount as text', { requestedCents: '1e9' }, 'requestedCents'],
    ['too much', { requestedCents: 1e14 }, 'requestedCents'],
    [
      'a budget of too much',
      { budgetLines: [1, 2].map(() => ({ item: 'A', cents: 99_999_999_999_999 })) },
      'budgetLines',
    ],
    ['a line of nothing', { budgetLines: [{ item: '', cents: 1 }] }, 'budgetLines[0][item]'],
    ['a line of a debt', { budgetLines: [{ item: 'A', cents: -1 }] }, 'budgetLines[0][cents]'],
    ['lines that are no list', { budgetLines: 'abc' }, 'budgetLines'],
    ['partners that are none', { partners: [null] }, 'partners[0]'],
    ['a foreign sector', { sectors: ['space'] }, 'sectors'],
    ['a sector the round does not fund', { sectors: ['urban transportation'] }, 'sectors'],
    ['a foreign stage', { stage: 'dream' }, 'stage'],
    ['a stage the round does not fund', { stage: 'amplify' }, 'stage'],
    ['answers that are none', { answers: 5 }, 'answers'],
    ['an answer nobody asked for', { answers: { colour: 'green' } }, 'answers'],
    ['an answer that is no text', { answers: { risks: { deep: ['x'] } } }, 'answers[risks]'],
    ['an answer without end', { answers: { risks: 'x'.repeat(50_001) } }, 'answers[risks]'],
    ['a field that is not', { status: 'approved' }, 'status'],
  ])('refuses %s in a sentence', async (_, changes, field) => {
    const body = { roundId: round, ...call.complete(), ...changes };
    const { status, json } = await call.writer.post<View>('/api/applications', body);
    expect([status, json.errors[field]?.length]).toEqual([422, 1]);
  });

  it('refuses NUL, a megabyte and bottomless nesting', async () => {
    const send = (changes: object) =>
      call.writer.post<View>('/api/applications', { roundId: round, ...call.complete(changes) });
    expect((await send({ title: 'a\u0000b' })).status).toBe(422);
    expect((await send({ summary: 'x'.repeat(1_100_000) })).status).toBe(413);
    expect((await send({ summary: 'x'.repeat(900_000) })).json.errors.summary?.[0]).toMatch(/900,000 characters long/);
    const deep = `{"roundId":"${round}","answers":{"risks":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`;
    const json = { headers: { 'content-type': 'application/json' } };
    expect((await call.writer.send('POST', '/api/applications', deep, json)).status).toBeLessThan(500);
    expect((await call.writer.send('POST', '/api/applications', '{', json)).status).toBe(400);
  });

  it('belongs to its city: others do not learn that it is there', async () => {
    const { id } = await call.draft(round);
    const reviewer = world.as(await world.person({ role: 'reviewer' }));
    for (const path of [api(id), api(id, 'history'), `/applications/${id}`, `/applications/${id}/edit`]) {
      expect([path, (await other.get(path)).status]).toEqual([path, 404]);
      expect([path, (await reviewer.get(path)).status]).toEqual([path, 403]);
    }
    for (const move of ['submit', 'withdraw']) expect((await other.post(api(id, move))).status).toBe(404);
    expect((await other.put(api(id), { ...call.complete(), version: 1 })).status).toBe(404);
    expect((await other.form(`/applications/${id}`, { ...call.typed(), version: '1' })).status).toBe(303);
    expect((await call.writer.get<View>(api(id))).json.version).toBe(1);
    expect((await other.get('/api/applications')).text).not.toContain(id);
    expect((await other.get('/applications')).text).not.toContain(id);
    expect((await world.as().get(api(id))).status).toBe(401);
    for (const unknown of [randomUUID(), 'x', '%00']) expect((await call.writer.get(api(unknown))).status).toBe(404);
  });

  it('is read, not written, by a viewer, and not written by staff', async () => {
    const { id } = await call.draft(round);
    expect((await viewer.get<View>(api(id))).json).toMatchObject({ editable: false, moves: [], missing: {} });
    expect((await viewer.post('/api/applications', { roundId: round, ...call.complete() })).status).toBe(403);
    for (const move of ['submit', 'withdraw']) {
      const { status, json } = await viewer.post<View>(api(id, move));
      expect([status, json.detail]).toEqual([409, `You may read this application, not ${move} it.`]);
    }
    expect((await viewer.put(api(id), { ...call.complete(), version: 1 })).status).toBe(409);
    expect((await viewer.get(`/applications/${id}/edit`)).status).toBe(409);
    expect((await viewer.get(`/applications/new?round=${round}`)).status).toBe(403);
    expect((await call.staff.put(api(id), { ...call.complete(), version: 1 })).status).toBe(403);
    expect((await call.writer.post(api(id, 'return'), { reason: 'x' })).status).toBe(403);
  });
});

describe('the list', () => {
  it('has each application once, newest first, whatever the size of its parts', async () => {
    const { id: own } = await call.openRound();
    const drafts: string[] = [];
    for (let n = 0; n < 7; n++) drafts.push((await call.draft(own, { title: `No. ${n}` })).id);
    await call.writer.post(api(drafts[3] ?? '', 'submit'));
    const seen: string[] = [];
    for (let after = ''; ;) {
      const path = `/api/applications?round=${own}&limit=3${after}`;
      const { json } = await call.staff.get<{ items: View[]; next: string | null }>(path);
      seen.push(...json.items.map(({ id }) => id));
      if (json.next === null) break;
      after = `&after=${json.next}`;
    }
    expect(seen).toEqual(drafts.toReversed());
    const one = await call.staff.get<{ items: View[]; next: null }>(`/api/applications?round=${own}&status=submitted`);
    expect(one.json).toEqual({
      items: [
        expect.objectContaining({
          id: drafts[3],
          title: 'No. 3',
          lead: 'Oslo',
          requestedCents: 300_000,
          averageScore: null,
          reviewsAssigned: 0,
          deadlineAt: deadline,
        }),
      ],
      next: null,
    });
  });

  it('shows staff how reviews went, and cities nothing of it', async () => {
    const { id: own } = await call.openRound();
    const { id } = await call.draft(own);
    const reviewers = await Promise.all([1, 2, 3].map(() => world.person({ role: 'reviewer' })));
    for (const [index, score] of [81.25, 90, null].entries()) {
      await world.sql(
        `insert into review (application_id, round_id, reviewer_id, due_on, due_zone, due_at, status, score, assigned_by, assigned_at)
         values ($1, $2, $3, '2027-02-10', 'UTC', now(), $4, $5, $6, now())`,
        [id, own, reviewers[index]?.id, score === null ? 'declined' : 'submitted', score, call.program.id],
      );
    }
    const path = `/api/applications?round=${own}`;
    const staff = await call.staff.get<{ items: View[] }>(path);
    expect(staff.json.items[0]).toMatchObject({ averageScore: 85.6, reviewsAssigned: 2, reviewsSubmitted: 2 });
    expect((await call.staff.get(`/applications?round=${own}`)).text).toMatch(/85\.6[\s\S]*2 of 2/);
    const city = await call.writer.get<{ items: View[] }>(path);
    expect(city.json.items[0]?.id).toBe(id);
    for (const { text } of [city, await call.writer.get('/applications')]) expect(text).not.toMatch(/85\.6|[rR]eviews/);
  });

  it.each([
    'round=x',
    'status=won',
    'after=!',
    'after=WyJhIl0',
    'after=WzEsMl0',
    'limit=0',
    'limit=1e3',
    'colour=green',
    'round[a]=b',
  ])('refuses ?%s', async (query) => {
    expect((await call.staff.get(`/api/applications?${query}`)).status).toBe(422);
    expect((await call.staff.get(`/applications?${query}`)).status).toBe(422);
  });

  it('says what will be here while there is nothing', async () => {
    const newcomer = world.as(await world.person({ role: 'city' }));
    expect((await newcomer.get('/applications')).text).toContain('Your city has no applications yet.');
    expect((await newcomer.get('/api/applications')).json).toEqual({ items: [], next: null });
    expect((await call.staff.get('/applications?status=declined')).status).toBe(200);
  });
});

describe('an application in the browser', () => {
  const start = async (changes: object = {}) => {
    const page = `/applications/new?round=${round}`;
    return call.writer.form('/applications', { roundId: round, ...call.typed(changes), _page: page });
  };

  it('is started, completed, submitted and withdrawn with forms', async () => {
    expect((await call.writer.get(`/applications/new?round=${round}`)).text).toContain('Test');
    const { to: way } = await start({ summary: '' });
    expect(way).toMatch(/^\/applications\/[0-9a-f-]{36}$/);
    const draft = (await call.writer.get(way)).text;
    expect(draft).toContain('Complete what is missing and submit it before 1 February 2027');
    expect(draft).toContain(`href="${way}/edit#summary"`);
    expect(draft).not.toContain('Submit the application');
    const edit = (await call.writer.get(`${way}/edit`)).text;
    expect(edit).toContain('value="2,000.00"');
    expect(edit).toContain('USD 3,000.00');
    const more = await call.writer.form(way, { ...call.typed(), version: '1', then: 'budgetLines' });
    expect(more.to).toBe(`${way}/edit#budgetLines`);
    expect((await call.writer.get(way)).text).toContain('Submit the application');
    expect((await call.writer.form(`${way}/submit`, { _page: way })).to).toBe(way);
    const submitted = (await call.writer.get(way)).text;
    expect(submitted).toContain('Your application is submitted.');
    expect(submitted).toContain('This cannot be undone.');
    await call.staff.form(`${way}/return`, { reason: 'Say more.', _page: way });
    const returned = (await call.writer.get(way)).text;
    expect(returned).toContain('The reason: “Say more.”');
    expect(returned).toContain('Returned the application for changes: “Say more.”');
    expect((await call.writer.form(`${way}/withdraw`, { _page: way })).to).toBe(way);
    expect((await call.writer.get(way)).text).toContain('It has been withdrawn');
    expect((await call.writer.get(`${way}/edit`)).status).toBe(409);
  });

  it('comes back with everything typed and a sentence at each fault', async () => {
    const { to } = await start({
      title: '',
      requestedCents: '12.345',
      budgetLines: [
        { item: '', cents: '' },
        { item: 'Staff', cents: '1e9' },
      ],
      sectors: [],
    });
    expect(to).toContain('refused=');
    const { text } = await call.writer.get(to);
    expect(text).toContain('“12.345” is not an amount');
    expect(text).toContain('“1e9” is not an amount');
    expect(text).toContain('href="#budgetLines-0-cents"');
    expect(text).toMatch(/name="budgetLines\[0\]\[item\]"[^>]*value="Staff"/);
    expect(text).toContain('We take heat from sewage');
    expect(text).toContain('Every city with a sewer.');
  });

  it('keeps both texts when somebody else saved meanwhile, and saves the second time', async () => {
    const { to: way } = await start();
    const colleague = world.as(await world.person({ role: 'city', organisation: call.city, cityRight: 'contributor' }));
    await colleague.form(way, { ...call.typed({ summary: 'What the colleague wrote.' }), version: '1' });
    const mine = { ...call.typed({ summary: 'What I wrote.' }), _page: `${way}/edit` };
    const late = await call.writer.form(way, { ...mine, version: '1' });
    expect(late.to).toContain(`${way}/edit?refused=`);
    const { text } = await call.writer.get(late.to);
    expect(text).toContain('Somebody else saved this application');
    expect(text).toContain('What the colleague wrote.');
    expect(text).toMatch(/<textarea[^>]*>What I wrote\./);
    expect(text).toMatch(/name="version" value="2"/);
    expect((await call.writer.form(way, { ...mine, version: '2' })).to).toBe(way);
    expect((await call.writer.get(way)).text).toContain('What I wrote.');
  });

  it('says at the top of its page what was missing when it was submitted all the same', async () => {
    const { to: way } = await start({ summary: '' });
    const refused = await call.writer.form(`${way}/submit`, { _page: way });
    const { text } = await call.writer.get(refused.to);
    expect(text).toContain('The application is not complete yet.');
    expect(text).toContain('id="summary"');
  });

  it('asks for the reason again when it was left out', async () => {
    const { to: way } = await start();
    await call.writer.form(`${way}/submit`);
    const refused = await call.staff.form(`${way}/return`, { reason: ' ', _page: way });
    const { text } = await call.staff.get(refused.to);
    expect(text).toContain('Enter a reason.');
    expect(text).toMatch(/<details[^>]* open/);
  });

  it.each([
    ['budgetLines=abc', { budgetLines: 'abc' }],
    ['rows of text', { budgetLines: ['abc'], partners: ['x'] }],
    ['deep rows', { budgetLines: [{ item: { a: { b: 'c' } }, cents: { a: 'b' } }] }],
    ['answers=5', { answers: '5' }],
    ['deep answers', { answers: { risks: { a: { b: 'c' } } } }],
    ['an object for a title', { title: { a: 'b' } }],
    ['an object for a sector', { sectors: { a: 'b' } }],
    ['NUL', { title: 'a\u0000b' }],
    ['another city’s trick', { leadId: randomUUID(), title: '' }],
    ['no round', { roundId: 'x' }],
  ])('survives %s', async (_, changes) => {
    const { status, to } = await start(changes);
    expect([status, to.includes('refused=')]).toEqual([303, true]);
    const shown = await call.writer.get(to);
    expect([shown.status, shown.text.includes('There is a problem')]).toEqual([200, true]);
  });

  it('survives bodies that are no forms, and forms without end', async () => {
    const { to: way } = await start();
    for (const path of ['/applications', way, `${way}/return`]) {
      for (const body of [null, [], 'text', 5, { budgetLines: [null, 5], partners: { a: null }, answers: [] }]) {
        expect((await call.writer.post(path, body)).status).toBeLessThan(500);
      }
    }
    expect((await start({ a: { b: { c: { d: { e: { f: { g: { h: 'i' } } } } } } } })).status).toBe(400);
    expect((await start({ summary: 'x'.repeat(1_100_000) })).status).toBe(413);
  });
});
