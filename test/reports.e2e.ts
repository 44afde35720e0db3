import { randomUUID } from 'node:crypto';
import { Awarding, decided, type Moved, type Name } from './support/awarding';
import { DueBook } from './support/due';

let here: Awarding;
let award: string;
beforeAll(async () => {
  here = await Awarding.prepare();
  const { ids } = await here.inReview(600_000, [30_000]);
  award = await here.accepted(ids[0] ?? '', 30_000);
});
afterAll(() => here.world.close());

const get = async (name: Name, path: string): Promise<Moved> => (await here.as(name).get<Moved>(`/api/${path}`)).json;
const scheduled = async (dueOn = '2027-06-30', title = 'Interim report'): Promise<string> =>
  (await here.did('amara', `awards/${award}/reports`, { kind: 'interim', title, dueOn })).id;
const put = (name: Name, id: string, body: object) => here.as(name).put<Moved>(`/api/reports/${id}`, body);
const text = { narrative: 'We dug a hole.', lessons: 'Holes fill up.', spentCents: 1000 };

/** The mornings on which the signatory is still to be reminded. */
const reminders = (id: string): Promise<string[]> =>
  new DueBook(here.world).mornings(`report:${id}`, 'report_due', here.people.signatory.name);

describe('a report', () => {
  it('is scheduled with its reminders, which move with the date and end when it is submitted', async () => {
    const id = await scheduled();
    // From the third day before on, all but the day itself fall on weekends.
    const mornings = ['-14 06-16', '-3 06-28', '0 06-30', '3 07-05', '10 07-12', '17 07-19', '24 07-26'];
    expect(await reminders(id)).toEqual(mornings.map((morning) => `${morning} 07:00`));
    const moved = await here.did('amara', `reports/${id}/reschedule`, { dueOn: '2027-01-25' });
    expect(moved).toMatchObject({ dueOn: '2027-01-25', dueZone: 'Europe/Oslo', dueAt: '2027-01-25T22:59:59.000Z' });
    const sooner = ['-3 01-22', '0 01-25', '3 01-28', '10 02-04', '17 02-11', '24 02-18'];
    expect(await reminders(id)).toEqual(sooner.map((morning) => `${morning} 08:00`));
    await put('contributor', id, { ...text, version: 1 });
    await here.did('contributor', `reports/${id}/submit`);
    expect(await reminders(id)).toEqual([]);
    const returned = await here.did('amara', `reports/${id}/return`, { reason: 'How deep?', dueOn: '2027-02-28' });
    // A Sunday: on the day is the Friday before, and two weeks before is the Monday after.
    const again = ['-14 02-15', '-3 02-25', '0 02-26', '3 03-03', '10 03-10', '17 03-17', '24 03-24'];
    expect([returned.status, ...(await reminders(id))]).toEqual(['returned', ...again.map((day) => `${day} 08:00`)]);
    await here.did('signatory', `reports/${id}/submit`);
    expect(await reminders(id)).toEqual([]);
    expect((await here.did('amara', `reports/${id}/accept`)).status).toBe('accepted');
    const late = await here.post('amara', `reports/${id}/reschedule`, { dueOn: '2027-03-01' });
    expect([late.status, late.json.detail]).toEqual([409, 'This report is accepted: nothing is due any more.']);
  });

  it('says what is missing before it can be submitted', async () => {
    const id = await scheduled();
    const empty = await here.post('signatory', `reports/${id}/submit`);
    expect([empty.status, empty.json.errors]).toEqual([
      422,
      {
        narrative: ['Write what was done and what came of it.'],
        lessons: ['Write what other cities can learn from it.'],
        spentCents: ['Enter what was spent so far; 0 if nothing was.'],
      },
    ]);
    expect((await get('signatory', `reports/${id}`)).status).toBe('due');
    for (const [spentCents, sentence] of [
      [-1, 'Enter an amount that is not negative.'],
      ['1e9', 'is not an amount'],
    ]) {
      const { status, json } = await put('signatory', id, { ...text, spentCents, version: 1 });
      expect([status, json.errors.spentCents?.join()]).toEqual([422, expect.stringContaining(String(sentence))]);
    }
    const bare = await here.post('amara', `reports/${id}/return`, { reason: '', dueOn: 'soon' });
    expect(Object.keys(bare.json.errors)).toEqual(['reason', 'dueOn']);
  });

  it('is scheduled for a day to come, once the city has accepted', async () => {
    const input = { kind: 'final', title: 'F', dueOn: '2027-01-20' };
    const past = await here.post('amara', `awards/${award}/reports`, input);
    expect(past.json.errors).toEqual({ dueOn: ['Choose a day that is still to come.'] });
    const odd = await here.post('amara', `awards/${award}/reports`, { kind: 'x', title: ' ', dueOn: '' });
    expect(Object.keys(odd.json.errors)).toEqual(['kind', 'title', 'dueOn']);
    const { ids } = await here.inReview(100, [100]);
    const offered = await here.offered(ids[0] ?? '', 100);
    const early = await here.post('amara', `awards/${offered}/reports`, { ...input, dueOn: '2027-06-30' });
    expect([early.status, early.json.detail]).toEqual([
      409,
      'Reports are scheduled once the city has accepted the award, and until the grant is completed.',
    ]);
  });
});

describe('two people at one report', () => {
  it('lose nothing of either', async () => {
    const id = await scheduled();
    await put('signatory', id, { ...text, version: 1 });
    const second = await put('contributor', id, { ...text, narrative: 'Mine', version: 1 });
    expect([second.status, second.json.detail]).toEqual([
      409,
      'Somebody else saved this report while you were writing, or you did in another window. Compare what is saved now with your text, then save again.',
    ]);
    expect((await get('viewer', `reports/${id}`)).narrative).toBe('We dug a hole.');
  });

  it('see both texts on the page, and go on from there', async () => {
    const id = await scheduled();
    const page = `/reports/${id}/edit`;
    const [one, two] = [here.as('signatory'), here.as('contributor')];
    const typed = (narrative: string, version: number) => ({
      narrative,
      lessons: '',
      spentCents: '',
      version,
      _page: page,
    });
    expect((await one.form(page, typed('The first text', 1))).to).toBe(`/reports/${id}`);
    const clash = await two.follow(await two.form(page, typed('The second text', 1)));
    expect(clash.text).toContain('Saved while you were writing');
    expect(clash.text.indexOf('The first text')).toBeLessThan(clash.text.indexOf('The second text'));
    expect(clash.text).toContain('name="version" value="2"');
    expect((await two.form(page, typed('Both texts', 2))).to).toBe(`/reports/${id}`);
    expect((await get('viewer', `reports/${id}`)).narrative).toBe('Both texts');
  });

  it('are kept what they wrote where it cannot be submitted yet, and submit once however often they click', async () => {
    const id = await scheduled();
    const city = here.as('signatory');
    const page = `/reports/${id}/edit`;
    const typed = { narrative: 'Half of it', lessons: '', spentCents: 'lots', version: 1, _page: page };
    const odd = await city.follow(await city.form(`/reports/${id}/send`, typed));
    expect(odd.text).toContain('“lots” is not an amount');
    const half = await city.follow(await city.form(`/reports/${id}/send`, { ...typed, spentCents: '1,000.50' }));
    expect(half.text).toContain('The report is not complete yet.');
    expect(half.text).toContain('href="#lessons"');
    const kept = await get('viewer', `reports/${id}`);
    expect([kept.status, kept.narrative, kept.version]).toEqual(['draft', 'Half of it', 2]);
    const whole = { ...typed, spentCents: '1,000.50', lessons: 'Some', version: 2, _key: randomUUID() };
    const clicks = await Promise.all(Array.from({ length: 8 }, () => city.form(`/reports/${id}/send`, whole)));
    expect(new Set(clicks.map(({ status, to }) => `${status} ${to}`))).toEqual(new Set([`303 /reports/${id}`]));
    expect(await get('aud', `reports/${id}`)).toMatchObject({ status: 'submitted', spentCents: 100_050 });
  });
});

describe('who reads a report', () => {
  const secret = 'Zwischenstand-4711';

  it('is the city alone while it writes, also when it writes again', async () => {
    const id = await scheduled();
    const elsewhere = ['amara', 'tomas', 'ada', 'aud'] as const;
    const paths = [
      `/api/reports/${id}`,
      `/reports/${id}`,
      `/awards/${award}`,
      '/api/reports',
      '/reports',
      `/api/reports/${id}/history`,
    ];
    const seen = async () => {
      const found = elsewhere.flatMap((name) =>
        paths.map(async (path) => (await here.as(name).get(path)).text.includes(secret)),
      );
      return (await Promise.all(found)).filter(Boolean).length;
    };
    await put('contributor', id, { ...text, narrative: secret, version: 1 });
    expect(await seen()).toBe(0);
    expect((await here.as('viewer').get(`/reports/${id}`)).text).toContain(secret);
    await here.did('contributor', `reports/${id}/submit`);
    expect((await here.as('aud').get(`/reports/${id}`)).text).toContain(secret);
    await here.did('amara', `reports/${id}/return`, { reason: 'More.', dueOn: '2027-06-30' });
    expect(await seen()).toBe(0);
  });

  it('is nobody of another city, and no reviewer', async () => {
    const id = await scheduled();
    for (const path of [
      `/api/reports/${id}`,
      `/api/reports/${id}/history`,
      `/api/awards/${award}/reports`,
      `/reports/${id}`,
      `/reports/${id}/edit`,
    ])
      expect((await here.as('stranger').get(path)).status).toBe(404);
    expect((await put('stranger', id, { ...text, version: 1 })).status).toBe(404);
    expect((await here.as('stranger').get<Moved>('/api/reports')).json.items).toEqual([]);
    expect((await here.as('rita').get('/api/reports')).status).toBe(403);
  });

  it('reads it and no more as a viewer', async () => {
    const id = await scheduled();
    const saved = await put('viewer', id, { ...text, version: 1 });
    expect([saved.status, (await here.post('viewer', `reports/${id}/submit`)).status]).toEqual([409, 409]);
    expect((await get('viewer', `reports/${id}`)).moves).toEqual([]);
    expect((await here.as('viewer').get(`/reports/${id}/edit`)).text).not.toContain('name="narrative"');
  });

  it('finds what is due next first, and goes through the parts of the list', async () => {
    const ids = [
      await scheduled('2027-01-31', 'Third'),
      await scheduled('2027-01-29', 'First'),
      await scheduled('2027-01-30', 'Second'),
    ];
    const titles: string[] = [];
    let after = '';
    do {
      const path = `reports?award=${award}&limit=2${after && `&after=${after}`}`;
      const { json, text: said } = await here
        .as('viewer')
        .get<{ items: { title: string; status: string }[]; next: string | null }>(`/api/${path}`);
      if (!json.items) throw new Error(said);
      titles.push(...json.items.map(({ title, status }) => `${title} ${status}`));
      after = json.next ?? '';
    } while (after);
    expect(titles.slice(0, 3)).toEqual(['First due', 'Second due', 'Third due']);
    expect(titles.at(-1)).toBe('Interim report accepted');
    expect(titles.length).toBeGreaterThan(8);
    for (const place of [[1], ['x', 'y', 'z'], [0, 'soon', 1], [0, '2027-01-29', 'x']]) {
      const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
      expect((await here.as('viewer').get(`/api/reports?after=${cursor}`)).status).toBe(422);
    }
    here.at('2027-02-02T12:00:00Z');
    expect((await here.as('viewer').get('/reports')).text).toContain('3 days overdue');
    here.at(decided);
    expect(ids).toHaveLength(3);
  });
});

it('describes what every door of awards, instalments and reports takes and answers', async () => {
  const { json } = await here.world.as().get<ApiDocument>('/api/docs-json');
  const doors = Object.entries(json.paths).filter(([path]) =>
    /^\/api\/(awards|instalments|reports)|\/(awards|drawable)$/.test(path),
  );
  const faults = doors.flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { responses }]) => {
        const content = (responses[200] ?? responses[201])?.content;
        if (content?.['*/*']) return false;
        const schema = content?.['application/json']?.schema.$ref?.split('/').at(-1) ?? '';
        return json.components.schemas[schema]?.properties === undefined;
      })
      .map(([method]) => `${method} ${path}`),
  );
  expect(faults).toEqual([]);
  expect(doors.length).toBeGreaterThan(25);
});

interface ApiDocument {
  paths: Record<
    string,
    Record<string, { responses: Record<number, { content?: Record<string, { schema: { $ref?: string } }> }> }>
  >;
  components: { schemas: Record<string, { properties?: object }> };
}
