import { randomUUID } from 'node:crypto';
import type { Page } from '../src/kernel/paging';
import type { PersonView } from '../src/people/people.dto';
import type { Person } from '../src/people/person.entity';
import type { Agent } from './support/agent';
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
  world = await createWorld();
  admin = await world.person({ role: 'admin', name: 'Ada Admin' });
});
afterAll(() => world.close());
afterEach(() => world.clock.pin(null));

const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);

/** The token of the newest letter that is to be written to this person. */
async function letterFor({ id }: Person): Promise<string> {
  const rows = await world.sql<{ token: string }>(
    `select data->>'token' as token from outbox where event = 'person.sign_in_requested' and data->>'personId' = $1
      order by (data->>'expiresAt') desc limit 1`,
    [id],
  );
  return rows[0]?.token ?? '';
}

async function linkFor(person: Person, to?: string): Promise<string> {
  await world.as().post('/api/sign-in', { email: person.email, ...(to === undefined ? {} : { to }) });
  return letterFor(person);
}

describe('signing in by a link', () => {
  it('takes a person from the page to where they wanted to go', async () => {
    const person = await world.person({ role: 'program' });
    const browser = world.as();
    const away = await browser.get('/account?part=2');
    expect([away.status, away.to]).toEqual([303, '/sign-in?to=%2Faccount%3Fpart%3D2']);
    expect((await browser.follow(away)).text).toContain('name="to" value="/account?part=2"');

    const asked = await browser.form('/sign-in', { email: ` ${person.email.toUpperCase()} `, to: '/account?part=2' });
    expect((await browser.follow(asked)).text).toContain('If this address is known, a link is on its way');
    const link = `/sign-in/${await letterFor(person)}`;
    expect((await browser.get(link)).text).toContain('One step is left');

    const signedIn = await browser.form(link);
    expect([signedIn.status, signedIn.to]).toEqual([303, '/account?part=2']);
    const cookie = signedIn.headers.getSetCookie().find((line) => line.startsWith('session='));
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    const account = await browser.follow(signedIn);
    expect(account.text).toContain(person.email);
    expect(account.text).toContain('You are signed in.');
    expect((await browser.get('/account')).text).not.toContain('You are signed in.');
  });

  it('keeps only hashes', async () => {
    const person = await world.person({ role: 'finance' });
    const token = await linkFor(person);
    const browser = world.as();
    await browser.post(`/api/sign-in/${token}`);
    const secret = browser.cookies.get('session') ?? '';
    expect(secret).toHaveLength(43);
    const [row] = await world.sql<{ kept: string }>(
      `select string_agg(row_to_json(s)::text, '') || (select string_agg(row_to_json(l)::text, '') from sign_in_link l) as kept from session s`,
    );
    expect(row?.kept).not.toContain(secret);
    expect(row?.kept).not.toContain(token);
  });

  it('answers an unknown address like a known one, and writes nothing to it', async () => {
    const known = await world.as().post('/api/sign-in', { email: admin.email });
    const unknown = await world.as().post('/api/sign-in', { email: 'nobody@example.org' });
    expect(unknown.status).toBe(202);
    expect(unknown.text).toBe(known.text);
    expect(await world.sql(`select from outbox where data::text like '%nobody@example.org%'`)).toEqual([]);
  });

  it('works once: the second use is told so and offered another', async () => {
    const person = await world.person({ role: 'reviewer' });
    const token = await linkFor(person);
    const answers = await Promise.all([1, 2, 3].map(() => world.as().post(`/api/sign-in/${token}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
    const browser = world.as();
    const again = await browser.form(`/sign-in/${token}`);
    const page = await browser.follow(again);
    expect(page.text).toContain('This link has been used');
    expect(page.text).toContain('Ask for a new link');
    expect(browser.cookies.has('session')).toBe(false);
  });

  it('does not work after 15 minutes', async () => {
    const person = await world.person({ role: 'reviewer' });
    const token = await linkFor(person);
    world.clock.pin(minutes(16));
    expect((await world.as().get(`/sign-in/${token}`)).text).toContain('older than 15 minutes');
    const refused = await world.as().post<Problem>(`/api/sign-in/${token}`);
    expect([refused.status, refused.json.detail]).toEqual([410, expect.stringContaining('older than 15 minutes')]);
  });

  it('says what is wrong with a tampered link', async () => {
    const token = await linkFor(await world.person({ role: 'reviewer' }));
    const tampered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect((await world.as().get(`/sign-in/${tampered}`)).text).toContain('This is not a link that we sent');
    const refused = await world.as().post<Problem>(`/api/sign-in/${tampered}`);
    expect([refused.status, refused.json.detail]).toEqual([410, expect.stringContaining('not a link that we sent')]);
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/%0d%0aSet-Cookie:x=1',
    'javascript:alert(1)',
  ])('never leads away: %s', async (to) => {
    const token = await linkFor(await world.person({ role: 'reviewer' }), to);
    const answer = await world.as().form(`/sign-in/${token}`);
    expect(answer.status).toBe(303);
    const target = new URL(answer.to, world.url);
    expect(target.origin).toBe(world.url);
    expect(answer.headers.getSetCookie().some((line) => line.startsWith('x='))).toBe(false);
  });

  it('sends at most five letters to one address in 15 minutes, also to those who ask at once', async () => {
    const person = await world.person({ role: 'reviewer' });
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => world.as().post('/api/sign-in', { email: person.email })),
    );
    expect(asked.every(({ status }) => status === 202)).toBe(true);
    const sent = () => world.sql(`select from outbox where subject = $1`, [`person:${person.id}`]);
    expect(await sent()).toHaveLength(5);
    world.clock.pin(minutes(16));
    await world.as().post('/api/sign-in', { email: person.email });
    expect(await sent()).toHaveLength(6);
  });

  it('slows down whoever tries from one place', async () => {
    const from = { headers: { 'x-forwarded-for': '203.0.113.9' } };
    const statuses: number[] = [];
    for (let i = 0; i < 62; i++) {
      statuses.push((await world.as().post('/api/sign-in', { email: `n${i}@example.org` }, from)).status);
    }
    expect(statuses.slice(0, 60)).toEqual(Array(60).fill(202));
    const refused = await world.as().post<Problem>('/api/sign-in', { email: 'n@example.org' }, from);
    expect([refused.status, refused.json.detail]).toEqual([429, expect.stringContaining('Too many attempts')]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('ends with the session: signing out, twelve hours, revoking', async () => {
    const person = await world.person({ role: 'program' });
    const [one, two] = [world.as(person), world.as(person)];
    expect((await one.get('/api/me')).status).toBe(200);
    expect((await two.get('/api/me')).status).toBe(200);
    const secret = one.cookies.get('session') ?? '';
    expect((await one.form('/sign-out')).to).toBe('/sign-in');
    one.cookies.set('session', secret);
    expect((await one.get('/api/me')).status).toBe(401);

    const other = /\/account\/sessions\/[0-9a-f-]+\/revoke/.exec((await two.get('/account')).text)?.[0] ?? '';
    expect((await two.form(other)).status).toBe(303);
    expect((await two.get('/api/me')).status).toBe(401);

    const three = world.as(person);
    expect((await three.get('/api/me')).status).toBe(200);
    world.clock.pin(minutes(12 * 60 + 1));
    expect((await three.get('/api/me')).status).toBe(401);
  });
});

describe('people', () => {
  it('are added, disabled and let in again by an administrator', async () => {
    const browser = world.as(admin);
    const rita = { name: 'Rita', email: 'rita@example.org', role: 'reviewer', organisationId: '' };
    expect((await browser.follow(await browser.form('/people', rita))).text).toContain('Rita may sign in now.');
    const { json } = await browser.get<Page<PersonView>>('/api/people?role=reviewer');
    const added = json.items.find(({ email }) => email === rita.email) as PersonView;
    expect([added.status, added.moves.map(({ move }) => move)]).toEqual(['standing', ['disable']]);

    const told = (event: string) =>
      world.sql(`select data->>'again' as again from outbox where event = $1 and subject = $2 order by id`, [
        ...[event, `person:${added.id}`],
      ]);
    expect(await told('person.let_in')).toEqual([{ again: 'false' }]);

    const hers = world.as(added as unknown as Person);
    const { json: made } = await hers.post<{ token: string }>('/api/tokens', { name: 'mine', days: 1 });
    const bearer = { headers: { authorization: `Bearer ${made.token}` } };
    expect((await hers.get('/api/me')).status).toBe(200);
    expect((await browser.form(`/people/${added.id}/disable`)).status).toBe(303);
    expect(await told('person.shut_out')).toHaveLength(1);
    expect((await hers.get('/api/me')).status).toBe(401);
    expect((await hers.get('/people')).to).toContain('/sign-in');
    expect((await world.as().get('/api/me', bearer)).status).toBe(401);

    expect((await browser.post(`/api/people/${added.id}/disable`)).status).toBe(409);
    const again = await browser.post<PersonView>(`/api/people/${added.id}/enable`);
    expect([again.status, again.json.status]).toEqual([200, 'standing']);
    expect(await told('person.let_in')).toHaveLength(2);
    expect((await hers.get('/api/me')).status).toBe(401);
  });

  it('come after their city or funder, which an administrator adds', async () => {
    const browser = world.as(admin);
    const lima = { kind: 'city', name: 'Lima', country: 'PE', timeZone: 'America/Lima' };
    const added = await browser.form('/people/organisations', lima);
    expect((await browser.follow(added)).text).toContain('Lima is here now. Add its people.');
    const again = await browser.form('/people/organisations', { ...lima, _page: '/people?do=organisation' });
    const page = await browser.follow(again);
    expect(page.text).toContain('This organisation is here already.');
    expect(page.text.match(/value="Lima"/g)).toHaveLength(1);
    expect(page.text.match(/id="name"/g)).toHaveLength(1);

    const made = await browser.post('/api/organisations', { kind: 'funder', name: 'A Trust' });
    expect([made.status, made.json]).toEqual([
      201,
      expect.objectContaining({ kind: 'funder', name: 'A Trust', country: null, timeZone: 'UTC' }),
    ]);
    for (const wrong of [
      { kind: 'planet', name: 'Mars' },
      { kind: 'city' },
      { kind: 'city', name: 'X', country: 'no' },
    ])
      expect((await browser.post('/api/organisations', wrong)).status).toBe(422);
    const zoneless = await browser.post<{ errors: Record<string, string[]> }>('/api/organisations', {
      kind: 'city',
      name: 'Quito',
    });
    expect(zoneless.json.errors.timeZone).toEqual(['Choose the zone in which the city’s deadlines end.']);
    const program = world.as(await world.person({ role: 'program' }));
    expect((await program.post('/api/organisations', lima)).status).toBe(403);
  });

  it('with a live cookie are out as soon as they are disabled, whoever did it and however', async () => {
    const person = await world.person({ role: 'city' });
    const browser = world.as(person);
    expect((await browser.get('/account')).status).toBe(200);
    await world.sql(`update person set disabled_at = now() where id = $1`, [person.id]);
    expect((await browser.get('/account')).status).toBe(303);
    expect(await linkFor(person)).toBe('');
  });

  it('cannot disable themselves, and of two who disable each other one stays', async () => {
    const own = await world.as(admin).post<Problem>(`/api/people/${admin.id}/disable`);
    expect([own.status, own.json.detail]).toEqual([409, expect.stringContaining('cannot disable yourself')]);
    const [a, b] = [await world.person({ role: 'admin' }), await world.person({ role: 'admin' })];
    const [ofA, ofB] = [world.as(a), world.as(b)];
    await Promise.all([ofA.get('/api/me'), ofB.get('/api/me')]);
    const answers = await Promise.all([
      ofA.post(`/api/people/${b.id}/disable`),
      ofB.post(`/api/people/${a.id}/disable`),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('see only whom they may see', async () => {
    const oslo = await world.organisation('Oslo');
    const [one, two] = [
      await world.person({ role: 'city', organisation: oslo }),
      await world.person({ role: 'city', organisation: oslo }),
    ];
    const other = await world.person({ role: 'city' });
    const seen = await world.as(one).get<Page<PersonView>>('/api/people');
    expect(seen.json.items.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
    expect((await world.as(one).get(`/api/people/${two.id}`)).status).toBe(200);
    expect((await world.as(one).get(`/api/people/${other.id}`)).status).toBe(404);
    expect((await world.as(one).get('/people')).status).toBe(403);
    expect((await world.as(one).post('/api/people', {})).status).toBe(403);
    const reviewer = await world.person({ role: 'reviewer' });
    const alone = await world.as(reviewer).get<Page<PersonView>>('/api/people');
    expect(alone.json.items.map(({ id }) => id)).toEqual([reviewer.id]);
  });

  it('come in parts that fit together', async () => {
    const browser = world.as(admin);
    const all = await browser.get<Page<PersonView>>('/api/people?limit=100');
    const ids: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const part: Page<PersonView> = (
        await browser.get<Page<PersonView>>(`/api/people?limit=3${after && `&after=${after}`}`)
      ).json;
      ids.push(...part.items.map(({ id }) => id));
      after = part.next;
    }
    expect(ids).toEqual(all.json.items.map(({ id }) => id));
  });

  it('of a city need a city and a right', async () => {
    const browser = world.as(admin);
    const city = { name: 'C', email: 'c@example.org', role: 'city' };
    expect((await browser.post<Problem>('/api/people', city)).json.errors).toEqual({ cityRight: [expect.any(String)] });
    const funder = await world.organisation('A foundation', 'funder');
    const wrong = { ...city, cityRight: 'viewer', organisationId: funder.id };
    expect((await browser.post<Problem>('/api/people', wrong)).json.errors).toEqual({
      organisationId: [expect.any(String)],
    });
    const gone = { ...city, cityRight: 'viewer', organisationId: randomUUID() };
    expect((await browser.post<Problem>('/api/people', gone)).json.errors).toEqual({
      organisationId: ['There is no such organisation.'],
    });
    const taken = await browser.post<Problem>('/api/people', { name: 'A', email: admin.email, role: 'admin' });
    expect([taken.status, taken.json.errors]).toEqual([
      422,
      { email: ['Somebody with this address is here already.'] },
    ]);
  });

  it.each([
    'a@b@c.org',
    'a,b@x.org',
    '"a b"@x.org',
    'a@x.org\r\nBcc: e@x.org',
    '<a@x.org>',
    'a',
    7,
    null,
    ['a@x.org'],
    { a: 1 },
  ])('have one plain address: %j is refused', async (email) => {
    const refused = await world.as(admin).post<Problem>('/api/people', { name: 'A', email, role: 'admin' });
    expect([refused.status, refused.json.errors]).toEqual([
      422,
      { email: ['Enter one email address, like name@example.org.'] },
    ]);
  });
});

describe('personal tokens', () => {
  it('ask in the name of their owner until they are revoked or too old', async () => {
    const person = await world.person({ role: 'program' });
    const browser = world.as(person);
    const { json: made } = await browser.post<{ id: string; token: string }>('/api/tokens', {
      name: 'import',
      days: 2,
    });
    const program = world.as();
    program.origin = 'https://elsewhere.example';
    const bearer = { headers: { authorization: `Bearer ${made.token}` } };
    expect((await program.get<PersonView>('/api/me', bearer)).json.id).toBe(person.id);
    expect((await program.post('/api/tokens', { name: 'second', days: 1 }, bearer)).status).toBe(201);
    const { json } = await browser.get<{ items: { id: string; lastUsedAt: string | null }[] }>('/api/tokens');
    expect(json.items.find(({ id }) => id === made.id)?.lastUsedAt).not.toBeNull();

    world.clock.pin(minutes(2 * 24 * 60 + 1));
    expect((await program.get('/api/me', bearer)).status).toBe(401);
    world.clock.pin(null);
    expect((await world.as(admin).delete(`/api/tokens/${made.id}`)).status).toBe(404);
    expect((await browser.delete(`/api/tokens/${made.id}`)).status).toBe(204);
    const refused = await program.get<Problem>('/api/me', bearer);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  it('are shown once in a browser', async () => {
    const browser = world.as(await world.person({ role: 'program' }));
    const page = await browser.form('/account/tokens', { name: 'once', days: '3', _key: 'k1', _page: '/account' });
    expect(page.text).toMatch(/fund_[\w-]{43}/);
    expect((await browser.get('/account')).text).not.toMatch(/fund_[\w-]{43}/);
    const again = await browser.form('/account/tokens', { name: 'once', days: '3', _key: 'k1', _page: '/account' });
    expect((await browser.follow(again)).text).toContain('made and shown already');
    const [row] = await world.sql<{ kept: string }>(`select string_agg(result::text, '') as kept from idempotency`);
    expect(row?.kept).not.toContain('fund_');
  });

  it.each(['Bearer x', 'Bearer', 'Basic YTpi', `Bearer ${'a'.repeat(201)}`])(
    'that are none are refused: %s',
    async (authorization) => {
      const refused = await world.as(admin).get<Problem>('/api/me', { headers: { authorization } });
      expect([refused.status, refused.json.title]).toEqual([401, 'Sign in first']);
    },
  );
});

describe('what other sites send', () => {
  const disable = (browser: Agent, headers: Record<string, string> = {}) =>
    browser.form(`/people/${randomUUID()}/disable`, {}, { headers });

  it('is refused, and nothing is done', async () => {
    const browser = world.as(admin);
    for (const origin of ['https://evil.example', 'null', undefined]) {
      browser.origin = origin;
      const refused = await disable(browser);
      expect([origin, refused.status, refused.text]).toEqual([
        origin,
        403,
        expect.stringContaining('came from another site'),
      ]);
    }
    browser.origin = undefined;
    expect((await disable(browser, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await disable(browser, { 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await disable(browser, { 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });

  it('cannot sign anybody in either', async () => {
    const stranger = world.as();
    stranger.origin = 'https://evil.example';
    expect((await stranger.form('/sign-in/abc')).status).toBe(403);
  });
});
