import type { Person } from '../src/people/person.entity';
import { StepUp } from '../src/people/step-up.service';
import { SessionsService } from '../src/people/sessions.service';
import type { Agent } from './support/agent';
import { lastCode, stepsUp } from './support/step-up';
import { createWorld, type World } from './support/world';

interface Told {
  message: string;
  detail: string;
  errors: Record<string, string[]>;
}

let world: World;
let fay: Person;
let here: Agent;

beforeAll(async () => {
  world = await createWorld();
});
beforeEach(async () => {
  world.clock.pin(new Date('2027-03-01T12:00:00Z'));
  fay = await world.person({ role: 'finance' });
  here = world.as(fay);
});
afterAll(() => world.close());

const ask = () => here.post<Told>('/api/step-up');
const enter = (code: string, agent = here) => agent.post<Told>('/api/step-up/confirm', { code });
const later = (minutes: number) => world.clock.pin(new Date(Date.UTC(2027, 2, 1, 12, minutes)));
const other = (code: string, by = 1): string => String((Number(code) + by) % 1_000_000).padStart(6, '0');

/** Whether whoever sits at this browser has proved who they are. */
async function isProved(agent = here): Promise<boolean> {
  const actor = await world.get(SessionsService).bySession(agent.cookies.get('session') ?? '');
  if (!actor) return false;
  try {
    world.get(StepUp).require(actor);
    return true;
  } catch {
    return false;
  }
}

it('is proved with the code from the letter, in this browser only, for ten minutes', async () => {
  const there = world.as(fay);
  await there.get('/api/me');
  expect((await ask()).status).toBe(202);
  const code = await lastCode(world, fay.id);
  expect(code).toMatch(/^\d{6}$/);
  expect((await enter(code, there)).json.errors.code?.[0]).toContain('No code works now');
  expect((await enter(`${code.slice(0, 3)} ${code.slice(3)}`)).json.message).toContain(
    'You have proved that it is you.',
  );
  expect([await isProved(), await isProved(there)]).toEqual([true, false]);
  later(9);
  expect(await isProved()).toBe(true);
  later(10);
  expect(await isProved()).toBe(false);
});

it('takes a code once, for ten minutes, and only the last one that was sent', async () => {
  await ask();
  const first = await lastCode(world, fay.id);
  later(1);
  await ask();
  const second = await lastCode(world, fay.id);
  if (first !== second) expect((await enter(first)).json.errors.code?.[0]).toContain('You have 4 attempts left.');
  expect((await enter(second)).status).toBe(200);
  expect((await enter(second)).json.errors.code?.[0]).toContain('No code works now');
  later(2);
  await ask();
  later(12);
  expect((await enter(await lastCode(world, fay.id))).json.errors.code?.[0]).toContain('older than ten minutes');
});

it('counts five attempts, also when forty guesses come at once', async () => {
  await ask();
  const code = await lastCode(world, fay.id);
  const guesses = await Promise.all(Array.from({ length: 40 }, (_, i) => enter(other(code, i + 1))));
  const left = guesses
    .map(({ json }) => /You have (\d) attempt/.exec(json.errors.code?.[0] ?? '')?.[1])
    .filter(Boolean);
  expect(left.sort()).toEqual(['1', '2', '3', '4']);
  expect((await enter(code)).json.errors.code?.[0]).toContain('tried five times');
  expect(await isProved()).toBe(false);
});

it('sends five codes an hour to a person, whatever the browser, also when forty are asked for at once', async () => {
  const there = world.as(fay);
  const asked = await Promise.all(
    [here, there].flatMap((agent) => Array.from({ length: 20 }, () => agent.post<Told>('/api/step-up'))),
  );
  const sent = asked.filter(({ status }) => status === 202);
  expect(sent).toHaveLength(5);
  expect(asked.find(({ status }) => status === 409)?.json.detail).toContain(
    'Five codes were sent to you within an hour.',
  );
  later(59);
  expect((await ask()).status).toBe(409);
  later(61);
  expect((await ask()).status).toBe(202);
});

it('keeps no code that could be tried out without the key', async () => {
  await ask();
  const [row] = await world.sql<{ id: string; hash: Buffer }>(
    `select c.id, c.code_hash as hash from step_up_code c join session s on s.id = c.session_id where s.person_id = $1`,
    [fay.id],
  );
  const { createHash } = await import('node:crypto');
  const code = await lastCode(world, fay.id);
  for (const tried of [code, `${row?.id}:${code}`, `${row?.id}${code}`])
    expect(createHash('sha256').update(tried).digest('hex')).not.toBe(row?.hash.toString('hex'));
});

it('ends with the session, and a signed-out browser proves nothing', async () => {
  await stepsUp(world, here);
  await here.post('/api/sign-out');
  expect((await ask()).status).toBe(401);
  const again = world.as(fay);
  await again.get('/api/me');
  expect(await isProved(again)).toBe(false);
});

it.each([[''], ['12345'], ['1234567'], ['abcdef'], ['١٢٣٤٥٦'], [123456], [['123456']], [null]])(
  'refuses %j as a code',
  async (code) => {
    const { status, json } = await here.post<Told>('/api/step-up/confirm', { code });
    expect([status, json.errors]).toEqual([422, { code: ['Enter the six digits from the letter.'] }]);
  },
);

it('leads back to where somebody wanted to go, and never to another site', async () => {
  const page = await here.get('/account/step-up?to=/payees');
  expect(page.text).toContain('Send me a code');
  expect(page.text).not.toContain('name="code"');
  const sent = await here.form('/account/step-up/code', { to: '/payees' });
  expect(sent.to).toBe('/account/step-up?to=%2Fpayees');
  expect((await here.follow(sent)).text).toContain('autocomplete="one-time-code"');
  const wrong = await here.form('/account/step-up', { to: '/payees', code: '1', _page: sent.to });
  expect((await here.follow(wrong)).text).toContain('Enter the six digits from the letter.');
  const code = await lastCode(world, fay.id);
  expect((await here.form('/account/step-up', { to: '/payees', code })).to).toBe('/payees');
  for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const asked = await here.form('/account/step-up/code', { to });
    expect(asked.to).toBe('/account/step-up');
    const { text } = await here.get(`/account/step-up?to=${encodeURIComponent(to)}`);
    expect(text.match(/name="to" value="[^"]*"/g)).toEqual(Array(2).fill('name="to" value="/account"'));
  }
});
