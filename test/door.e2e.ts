import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Queries } from '../src/kernel/queries';
import { buildAssets } from '../src/kernel/page/build';
import { constraintNames, refusalOf } from '../src/kernel/refusals';
import { PeopleService } from '../src/people/people.service';
import type { PersonView } from '../src/people/people.dto';
import type { Person } from '../src/people/person.entity';
import { createWorld, type World } from './support/world';

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors: Record<string, string[]>;
  instance: string;
}

let world: World;
let admin: Person;

beforeAll(async () => {
  await buildAssets();
  world = await createWorld();
  admin = await world.person({ role: 'admin', name: 'Ada Admin' });
});
afterAll(() => world.close());
afterEach(() => jest.restoreAllMocks());

const someone = (more: object = {}) => ({ name: 'N', email: `${randomUUID()}@example.org`, role: 'auditor', ...more });
const howMany = async (email: string) => (await world.sql(`select from person where email = $1`, [email])).length;

describe('the same request again', () => {
  it('has one effect and the same answer', async () => {
    const browser = world.as(admin);
    const input = someone();
    const [first, second] = [
      await browser.post('/api/people', input, { key: 'a' }),
      await browser.post('/api/people', input, { key: 'a' }),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.json).toEqual(first.json);
    expect(await howMany(input.email)).toBe(1);
  });

  it('has one effect when twenty come at once', async () => {
    const browser = world.as(admin);
    await browser.get('/api/me');
    const input = someone();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => browser.post('/api/people', input, { key: 'b' })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await howMany(input.email)).toBe(1);
  });

  it('with another body is refused, and with another person is another request', async () => {
    const browser = world.as(admin);
    await browser.post('/api/people', someone(), { key: 'c' });
    const other = await browser.post<Problem>('/api/people', someone(), { key: 'c' });
    expect([other.status, other.json.detail]).toEqual([409, expect.stringContaining('sent before with other content')]);
    const colleague = world.as(await world.person({ role: 'admin' }));
    expect((await colleague.post('/api/people', someone(), { key: 'c' })).status).toBe(201);
  });

  it('may be made after a refusal, since a refusal keeps no key', async () => {
    const browser = world.as(admin);
    const input = someone();
    expect((await browser.post('/api/people', { ...input, role: 'king' }, { key: 'd' })).status).toBe(422);
    expect((await browser.post('/api/people', input, { key: 'd' })).status).toBe(201);
  });

  it('is known by the key in a form', async () => {
    const browser = world.as(admin);
    const input = someone({ _key: 'form-key', _page: '/people' });
    expect([(await browser.form('/people', input)).to, (await browser.form('/people', input)).to]).toEqual([
      '/people',
      '/people',
    ]);
    expect(await howMany(input.email)).toBe(1);
  });

  it.each(['', 'with space', 'x'.repeat(101), 'é'])('needs a key that can be one: %j', async (key) => {
    const refused = await world.as(admin).form('/people', { ...someone(), _key: key });
    expect([refused.status, refused.to]).toEqual([303, expect.stringMatching(/^\/people\?refused=/)]);
    if (key !== 'x'.repeat(101)) return;
    const problem = await world.as(admin).post<Problem>('/api/people', someone(), { key });
    expect([problem.status, Object.keys(problem.json.errors)]).toEqual([422, ['Idempotency-Key']]);
  });
});

describe('bad input to programs', () => {
  const problem = async (body: string, type = 'application/json') =>
    world.as(admin).send<Problem>('POST', '/api/people', body, { headers: { 'content-type': type } });

  it('is answered with a problem', async () => {
    const refused = await problem('{"name":"","role":"king","salary":1}');
    expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(refused.json).toEqual({
      type: 'urn:innovation-fund:problem:needs-mending',
      title: 'Needs mending',
      status: 422,
      detail: 'Some of what you entered needs mending.',
      errors: {
        name: ['Enter the name.'],
        email: ['Enter one email address, like name@example.org.'],
        role: [expect.stringContaining('Choose a role')],
        salary: ['There is no field called salary here.'],
      },
      instance: '/api/people',
    });
  });

  it.each([
    ['broken JSON', '{"name":', 'application/json', 400],
    ['a prototype in it', '{"__proto__":{"admin":true}}', 'application/json', 400],
    ['nothing', '', 'application/json', 422],
    ['a list', '[]', 'application/json', 422],
    ['a word', '"word"', 'application/json', 422],
    ['null', 'null', 'application/json', 422],
    ['XML', '<a/>', 'application/xml', 415],
    ['text', 'a', 'text/plain', 415],
    ['an unreadable form', Array(6000).fill('a=1').join('&'), 'application/x-www-form-urlencoded', 400],
    ['a form that is too deep', `a${'[a]'.repeat(50)}=1`, 'application/x-www-form-urlencoded', 400],
    ['NUL', JSON.stringify(someone({ name: 'a\u0000b' })), 'application/json', 422],
    ['over 1 MB', JSON.stringify(someone({ name: 'a'.repeat(1_100_000) })), 'application/json', 413],
    ['nearly 1 MB', JSON.stringify(someone({ name: 'a'.repeat(1_000_000) })), 'application/json', 422],
    ['an unknown zone', JSON.stringify(someone({ timeZone: 'Mars/Olympus' })), 'application/json', 422],
  ])('%s has its sentence', async (_, body, type, status) => {
    const refused = await problem(body, type);
    expect([refused.status, refused.json.status]).toEqual([status, status]);
    expect(refused.json.detail.length).toBeGreaterThan(20);
    if (status === 413)
      expect(refused.json.detail).toContain('larger than what is taken at once: 1 MB, and 10 MB for a file');
  });

  it.each([
    '/api/people?limit=0',
    '/api/people?limit=101',
    '/api/people?limit=x',
    '/api/people?limit=1e1',
    '/api/people?after=x',
    '/api/people?after=WyJhIl0',
    '/api/people?after=W10',
    `/api/people?after=${Buffer.from('["a\\u0000","b"]').toString('base64url')}`,
    '/api/people?role=king',
    '/api/people?role=%00',
    '/api/people?role[]=admin',
    '/api/people?sort=name',
    '/api/organisations?kind=planet',
  ])('%s is refused', async (path) => {
    const refused = await world.as(admin).get<Problem>(path);
    expect([refused.status, refused.json.status]).toEqual([422, 422]);
  });

  it.each([
    '/api/people/1',
    '/api/people/%00',
    '/api/people/%zz',
    `/api/people/${'a'.repeat(500)}`,
    `/api/people/${randomUUID()}`,
    '/api/nowhere',
    '/api/..%2f',
  ])('there is nothing at %s', async (path) => {
    const refused = await world.as(admin).get<Problem>(path);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });
});

describe('a refused form', () => {
  it('comes back with what was typed and what to mend, to the same person only', async () => {
    const browser = world.as(admin);
    const typed = { name: 'Typed "name" <b>', email: 'not an address', role: 'auditor', _page: '/people?limit=100' };
    const refused = await browser.form('/people', typed);
    expect([refused.status, refused.to]).toEqual([
      303,
      expect.stringMatching(/^\/people\?limit=100&refused=[0-9a-f-]{36}$/),
    ]);
    const page = await browser.follow(refused);
    expect(page.text).toContain('Enter one email address');
    expect(page.text).toContain('value="Typed &quot;name&quot; &lt;b>"');
    expect(page.text).toContain('value="not an address"');
    expect(page.text).toContain('name="_page" value="/people?limit=100"');
    const other = await world.as(await world.person({ role: 'admin' })).follow(refused);
    expect([other.status, other.text.includes('not an address')]).toEqual([200, false]);
    await world.sql(`update refused_form set at = at - interval '61 minutes'`);
    expect((await browser.follow(refused)).text).not.toContain('not an address');
  });

  it('keeps half a megabyte, and what the database cannot keep it leaves out', async () => {
    const browser = world.as(admin);
    const name = `${'é'.repeat(80_000)}\u0000end`;
    const refused = await browser.form('/people', { ...someone(), name, _page: '/people' });
    expect((await browser.follow(refused)).text).toContain(`${'é'.repeat(80_000)}end`);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil', 'people', ''])(
    'never leads away: %j',
    async (page) => {
      const refused = await world.as(admin).form('/people', { name: '', _page: page });
      expect([refused.status, refused.to]).toEqual([303, expect.stringMatching(/^\/people\?refused=/)]);
    },
  );

  it('of somebody who was signed out meanwhile waits until they have signed in', async () => {
    const person = await world.person({ role: 'admin' });
    const browser = world.as(person);
    await browser.get('/people');
    await world.sql(`update session set revoked_at = now() where person_id = $1`, [person.id]);
    const refused = await browser.form('/people', { name: 'Not lost', _page: '/people' });
    expect(refused.to).toMatch(/^\/sign-in\?to=%2Fpeople%3Frefused%3D/);
    const back = new URL(refused.to, world.url).searchParams.get('to') ?? '';
    const again = world.as(person);
    again.cookies.set('typed', browser.cookies.get('typed') ?? '');
    const page = await again.get(back);
    expect(page.text).toContain('value="Not lost"');
    expect(page.text).toContain('You were signed out before this was saved');
  });

  it('that is too large or not readable says so on a page', async () => {
    const browser = world.as(admin);
    const large = await browser.form('/people', { name: 'a'.repeat(1_100_000) });
    expect([large.status, large.text]).toEqual([
      413,
      expect.stringContaining('larger than what is taken at once: 1 MB, and 10 MB for a file'),
    ]);
    expect((await browser.send('POST', '/people', 'x', { headers: { 'content-type': 'text/plain' } })).status).toBe(
      415,
    );
  });
});

describe('pages', () => {
  it('that are not there, not for this reader, or fail, say so in a sentence', async () => {
    const city = world.as(await world.person({ role: 'city' }));
    const missing = await city.get('/nowhere');
    expect([missing.status, missing.text]).toEqual([404, expect.stringContaining('There is no such page')]);
    const forbidden = await city.get('/people');
    expect([forbidden.status, forbidden.text]).toEqual([
      403,
      expect.stringContaining('This is not for city officers.'),
    ]);
    const mistyped = await world.as(admin).get('/people?role=king');
    expect([mistyped.status, mistyped.text]).toEqual([422, expect.stringContaining('Choose a role')]);
    expect((await city.get('/%zz')).status).toBe(404);
    expect((await city.get('/be')).status).toBe(404);
    expect((await city.form(`/be/${admin.id}`)).status).toBe(404);
  });

  it('name a reference when something fails that nobody foresaw, and the log has its stack once', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    jest.spyOn(world.get(PeopleService), 'list').mockRejectedValue(new TypeError('secret detail'));
    const page = await world.as(admin).get('/people');
    const api = await world.as(admin).get<Problem>('/api/people');
    expect([page.status, api.status]).toEqual([500, 500]);
    expect(page.text + api.text).not.toContain('secret detail');
    expect(logged).toHaveBeenCalledTimes(2);
    const reference = /tell us ([0-9a-f]{8})/.exec(page.text)?.[1] ?? 'none';
    expect(logged.mock.calls[0]).toEqual([
      expect.stringContaining(reference),
      expect.stringContaining('secret detail'),
    ]);
  });

  it('and answers are kept by no cache', async () => {
    const browser = world.as(admin);
    for (const path of ['/people', '/account', '/api/me', '/nowhere', '/api/people/1']) {
      expect([path, (await browser.get(path)).headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
    expect((await browser.form('/people', {})).headers.get('cache-control')).toBe('no-store');
  });

  it('run nothing that is written into them', async () => {
    const policy = (await world.as().get('/sign-in')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`script-src 'self'`);
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect((await world.as().get('/sign-in')).headers.get('referrer-policy')).toBe('same-origin');
  });
});

describe('the database out of reach', () => {
  it('is a 503 with a sentence, not a 500; the process stays up', async () => {
    const browser = world.as(admin);
    await browser.get('/api/me');
    const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    jest.spyOn(world.get(Queries), 'rows').mockRejectedValue(lost);
    const [api, page, ready, health] = [
      await browser.get<Problem>('/api/me'),
      await browser.get('/people'),
      await browser.get('/ready'),
      await browser.get('/health'),
    ];
    expect([api.status, page.status, ready.status, health.status]).toEqual([503, 503, 503, 200]);
    expect([api.headers.get('retry-after'), api.json.detail]).toEqual(['5', expect.stringContaining('busy')]);
    expect(page.text).toContain('busy');
  });

  it('is forgotten when its connections come back', async () => {
    await world
      .get(DataSource)
      .query(
        `set role none; select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database(); reset role`,
      );
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await world.as(admin).get('/ready')).status);
    expect(statuses).not.toContain(500);
    expect(statuses.at(-1)).toBe(200);
  });
});

describe('an answer that was lost on its way from the database', () => {
  const lost = new Error('Connection terminated unexpectedly');
  /** The database does it, and nobody hears of it. */
  const loseOne = () => {
    const database = world.get(DataSource);
    const real = database.transaction.bind(database) as (steps: unknown) => Promise<unknown>;
    jest.spyOn(database, 'transaction').mockImplementationOnce(async (steps: unknown) => {
      await real(steps);
      throw lost;
    });
  };

  it('is not called undone, and the same form sent again does nothing twice', async () => {
    const browser = world.as(admin);
    await browser.get('/people');
    const input = someone({ _key: 'lost-form', _page: '/people' });
    loseOne();
    const first = await browser.form('/people', input);
    expect([first.status, first.text]).toEqual([503, expect.stringContaining('reload this page')]);
    expect(first.text).not.toContain('did nothing');
    const again = await browser.form('/people', input);
    expect([again.status, again.to, await howMany(input.email)]).toEqual([303, '/people', 1]);
  });

  it('is had by the same key', async () => {
    const browser = world.as(admin);
    await browser.get('/api/me');
    const input = someone();
    loseOne();
    const first = await browser.post<Problem>('/api/people', input, { key: 'lost' });
    expect([first.status, first.json.detail]).toEqual([503, expect.stringContaining('same Idempotency-Key')]);
    expect((await browser.post('/api/people', input, { key: 'lost' })).status).toBe(201);
    expect(await howMany(input.email)).toBe(1);
  });
});

describe('what the database refuses', () => {
  it('has its sentence under a name that the database knows', async () => {
    const known = await world.sql<{ name: string }>(
      `select conname as name from pg_constraint union select relname from pg_class where relkind = 'i'
       union select (regexp_matches(prosrc, 'constraint = ''(\\w+)''', 'g'))[1] from pg_proc`,
    );
    const names = known.map(({ name }) => name);
    expect(constraintNames.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('is never a 500 where people can cause it', () => {
    const fault = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more });
    const answers = [
      [fault('LG001', { detail: '1234567' }), 409, '12,345.67'],
      [fault('23505', { constraint: 'approval_once' }), 409, 'You have already approved this.'],
      [fault('23514', { constraint: 'plan_adds_up' }), 409, 'add up to the award'],
      [fault('23503', { constraint: 'anything' }), 409, 'does not fit'],
      [fault('22P05'), 422, 'cannot be kept'],
      [fault('22021'), 422, 'cannot be kept'],
      [fault('22003'), 422, 'not in the form'],
      [fault('57P01'), 503, 'busy'],
      [fault('53300'), 503, 'busy'],
      [fault('57014'), 503, 'busy'],
      [new Error('timeout exceeded when trying to connect'), 503, 'busy'],
      [new Error('Connection terminated unexpectedly'), 503, 'busy'],
    ] as const;
    for (const [error, status, sentence] of answers) {
      expect([refusalOf(error)?.status, refusalOf(error)?.message]).toEqual([
        status,
        expect.stringContaining(sentence),
      ]);
    }
    expect(refusalOf(new TypeError('x'))).toBeUndefined();
    expect(refusalOf(fault('LG003'))).toBeUndefined();
    expect(refusalOf('thrown')).toBeUndefined();
  });
});

describe('styles and scripts', () => {
  it('are kept for ever under the name of their content', async () => {
    const page = (await world.as().get('/sign-in')).text;
    const style = /\/assets\/app[^"]*\.css/.exec(page)?.[0] ?? '';
    const answer = await world.as(admin).get(style);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await world.as().get('/assets/..%2f..%2fpackage.json')).status).toBe(404);
    expect((await world.as().get('/assets/nothing.css')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('the description of the API', () => {
  it('is for anybody and says what is sent, what is refused and who may ask', async () => {
    const { json, status } = await world
      .as()
      .get<{ paths: Record<string, Record<string, Operation>>; components: Components }>('/api/docs-json');
    expect(status).toBe(200);
    const operations = Object.values(json.paths).flatMap((path) => Object.entries(path));
    for (const [method, { responses, parameters = [] }] of operations) {
      expect(responses.default).toEqual({ $ref: '#/components/responses/Problem' });
      const keyed = parameters.some(({ $ref }) => $ref === '#/components/parameters/IdempotencyKey');
      expect(keyed).toBe(method === 'post');
    }
    expect(json.paths['/api/people']?.post?.description).toContain('For admin.');
    expect(json.components.schemas.NewPerson).toMatchObject({
      required: ['email', 'name', 'role'],
      properties: {
        email: { format: 'email' },
        role: { type: 'string', enum: expect.arrayContaining(['city']) as unknown },
      },
    });
    expect((await world.as().get('/api/docs')).headers.get('content-security-policy')).toContain(
      `style-src 'self' 'unsafe-inline'`,
    );
    expect((await world.as().get('/api')).json).toMatchObject({ links: { openapi: '/api/docs-json' } });
  });
});

interface Operation {
  description?: string;
  responses: Record<string, unknown>;
  parameters?: { $ref?: string }[];
}

interface Components {
  schemas: Record<string, unknown>;
}

it('in the demonstration anybody is anybody', async () => {
  const demonstration = await createWorld({ DEMO: 'true' });
  try {
    const reviewer = await demonstration.person({ role: 'reviewer', name: 'Rea Reviewer' });
    const browser = demonstration.as();
    const city = await demonstration.organisation('Bergen', 'city');
    await demonstration.person({ role: 'city', name: 'Sigrid', organisation: city, cityRight: 'signatory' });
    expect((await browser.get('/')).text).toMatch(/href="\/be"[^>]*role="button"/);
    const { text } = await browser.get('/be');
    expect(text).toContain('Be Rea Reviewer');
    expect(text).toMatch(/<th scope="row"[^>]*>Bergen<\/th>.*Be Sigrid<\/button>.*<\/tr>/s);
    expect((await browser.form(`/be/${reviewer.id}`)).to).toBe('/');
    expect((await browser.get<PersonView>('/api/me')).json.id).toBe(reviewer.id);
    expect((await browser.form(`/be/${randomUUID()}`, { _page: '/be' })).to).toContain('/be?refused=');
  } finally {
    await demonstration.close();
  }
});
