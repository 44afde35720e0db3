import { Logger } from '@nestjs/common';
import { buildAssets } from '../src/kernel/page/build';
import { SignInService } from '../src/people/sign-in.service';
import { Call } from './support/call';
import { createWorld, type World } from './support/world';

interface Problem {
  detail: string;
  errors: Record<string, string[]>;
}

let world: World;
let call: Call;
let roundId: string;

beforeAll(async () => {
  await buildAssets();
  world = await createWorld();
  world.clock.pin(new Date('2026-12-01T12:00:00Z'));
  call = await Call.prepare(world);
  ({ id: roundId } = await call.openRound());
});
afterAll(() => world.close());

const started = (changes: object) =>
  call.writer.post<Problem>('/api/applications', { roundId, ...call.complete(changes) });

describe('what is built to get past the checks', () => {
  const line = { item: 'Staff', cents: 300_000 };

  it.each<[string, object, string]>([
    ['a list inside a list', { budgetLines: [[line]] }, 'A list stands inside another list'],
    ['an empty one', { budgetLines: [[[]]] }, 'A list stands inside another list'],
    ['a partner in a list of his own', { partners: [[{ name: 'Boulder' }]] }, 'A list stands inside another list'],
    ['the name that every object has', { answers: { constructor: 'x' } }, 'no field called constructor'],
    [
      'the same further in',
      { partners: [{ name: 'Boulder', constructor: { name: 'x' } }] },
      'no field called constructor',
    ],
    ['half a character', { answers: { replication: 'A\ud83d city' } }, 'half of a character'],
    ['half a character in a title', { title: '\udc00' }, 'half of a character'],
    ['a NUL', { summary: 'A\u0000B' }, 'NUL'],
  ])('%s is refused with a sentence', async (_, changes, sentence) => {
    const { status, json } = await started(changes);
    expect([status, json.detail]).toEqual([422, expect.stringContaining(sentence)]);
  });

  it.each<[string, object]>([
    ['different words', { sectors: Array.from({ length: 130_000 }, (_, i) => i.toString(36)) }],
    ['empty rows', { partners: Array.from({ length: 300_000 }, () => ({})) }],
  ])('a list of a megabyte of %s is refused before anybody looks at each', async (_, changes) => {
    const before = process.cpuUsage();
    const { status, json } = await started(changes);
    expect([status, json.detail]).toEqual([422, expect.stringContaining('more than 1,000')]);
    // Comparing each with each took many seconds, in which nobody else was answered.
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
  });

  it('an instalment in a list of its own is no plan', async () => {
    const plan = { instalments: [[{ amountCents: 300_000, dueOn: '2027-06-30' }]] };
    const { status, json } = await call.staff.post<Problem>(`/api/awards/${roundId}/instalments`, plan);
    expect([status, json.detail]).toEqual([422, expect.stringContaining('A list stands inside another list')]);
  });

  it('a notice with half a character is never made', async () => {
    const admin = world.as(await world.person({ role: 'admin' }));
    const { status } = await admin.post('/people', { name: 'A\ud800', email: 'half@example.org', role: 'auditor' });
    expect(status).toBe(303);
    expect(await world.sql(`select from person where email = 'half@example.org'`)).toEqual([]);
  });
});

describe('a year that nobody means', () => {
  it.each(['9999-12-31T23:59:59', '0000-01-01T00:00:00', '1899-12-31T23:59:59'])(
    'is no deadline: %s',
    async (deadlineLocal) => {
      const { status, json } = await call.staff.post<Problem>('/api/rounds', call.terms({ deadlineLocal }));
      expect([status, json.errors]).toEqual([422, { deadlineLocal: ['Enter a year from 1900 to 2199.'] }]);
    },
  );

  it('is no date', async () => {
    const to = { expiresOn: '9999-12-31' };
    const { status, json } = await call.staff.post<Problem>(`/api/awards/${roundId}/offer`, to);
    expect([status, json.errors]).toEqual([422, { expiresOn: ['Enter a year from 1900 to 2199.'] }]);
  });
});

describe('what somebody typed who was signed out', () => {
  const typed = { title: 'Sewage for all', _page: '' };
  const kept = async (browser = world.as()) => {
    const sent = await browser.form('/applications', { ...typed, _page: `/applications/new?round=${roundId}` });
    return new URLSearchParams(sent.to.split('?')[1]).get('to') ?? '';
  };

  it('comes back in the browser that sent it', async () => {
    const browser = world.as();
    const page = await kept(browser);
    browser.cookies.set('session', await sessionOf(world));
    expect((await browser.get(page)).text).toContain('Sewage for all');
  });

  it('is never put into the form of somebody else who follows a link', async () => {
    const page = await kept();
    const { status, text } = await call.writer.get(page);
    expect([status, text.includes('Sewage for all')]).toEqual([200, false]);
  });
});

it('a link to sign in stays out of the log also where using it fails', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const failing = jest.spyOn(world.get(SignInService), 'signIn').mockRejectedValue(new TypeError('unforeseen'));
  const token = 'q'.repeat(43);
  const answers = [await world.as().post(`/api/sign-in/${token}`), await world.as().form(`/sign-in/${token}`)];
  expect(answers.map(({ status }) => status)).toEqual([500, 500]);
  expect(logged).toHaveBeenCalledTimes(2);
  expect(JSON.stringify(logged.mock.calls)).not.toContain(token);
  for (const spy of [logged, failing]) spy.mockRestore();
});

async function sessionOf(here: World): Promise<string> {
  const agent = here.as(call.officer);
  await agent.get('/api/me');
  return agent.cookies.get('session') ?? '';
}
