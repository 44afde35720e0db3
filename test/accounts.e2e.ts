import type { Person } from '../src/people/person.entity';
import type { PersonView } from '../src/people/people.dto';
import type { Agent } from './support/agent';
import { createWorld, type World } from './support/world';

interface Problem {
  detail: string;
  errors: Record<string, string[]>;
}

let world: World;
let admin: Person;
let other: Person;

beforeAll(async () => {
  world = await createWorld();
  admin = await world.person({ role: 'admin', name: 'Ada Admin' });
  other = await world.person({ role: 'finance', name: 'Finn' });
});
afterAll(() => world.close());

let count = 0;
const newcomer = (role = 'finance') => {
  count += 1;
  return { name: `New ${count}`, email: `new-${count}@example.org`, role };
};
const add = async (by: Agent, role?: string): Promise<PersonView> =>
  (await by.post<PersonView>('/api/people', newcomer(role))).json;
const linksFor = async ({ email, id }: PersonView): Promise<number> => {
  await world.as().post('/api/sign-in', { email });
  const rows = await world.sql(
    `select from outbox where event = 'person.sign_in_requested' and data->>'personId' = $1`,
    [id],
  );
  return rows.length;
};
const person = (view: PersonView): Person => view as unknown as Person;
const moves = ({ moves: open }: PersonView): string[] => open.map(({ move }) => move);

describe('an account among the staff', () => {
  it.each(['program', 'finance', 'admin', 'auditor'])('of %s opens nothing until another confirms it', async (role) => {
    const ada = world.as(admin);
    const added = await add(ada, role);
    expect([added.status, added.letInBy, moves(added)]).toEqual(['waiting', admin.id, ['reject']]);
    expect(await linksFor(added)).toBe(0);
    // Somebody who were signed in all the same could do nothing.
    expect((await world.as(person(added)).get('/api/me')).status).toBe(401);
    const own = await ada.post<Problem>(`/api/people/${added.id}/confirm`);
    expect([own.status, own.json.detail]).toEqual([
      409,
      'You let this person in: somebody else has to confirm their account.',
    ]);

    const finn = world.as(other);
    const seen = (await finn.get<PersonView>(`/api/people/${added.id}`)).json;
    expect(moves(seen)).toEqual(['confirm', 'reject']);
    const confirmed = await finn.post<PersonView>(`/api/people/${added.id}/confirm`);
    expect([confirmed.status, confirmed.json.status, confirmed.json.confirmedBy]).toEqual([200, 'standing', other.id]);
    expect(await linksFor(added)).toBe(1);
    expect((await world.as(person(added)).get('/api/me')).status).toBe(200);
    expect((await finn.post(`/api/people/${added.id}/confirm`)).status).toBe(409);
  });

  it('is not confirmed by auditors, cities and reviewers', async () => {
    const added = await add(world.as(admin));
    for (const role of ['auditor', 'city', 'reviewer'] as const)
      expect((await world.as(await world.person({ role })).post(`/api/people/${added.id}/confirm`)).status).toBe(403);
  });

  it('waits again after it was disabled and enabled, also for whoever confirmed it before', async () => {
    const [ada, finn] = [world.as(admin), world.as(other)];
    const { id } = await add(ada);
    await finn.post(`/api/people/${id}/confirm`);
    await ada.post(`/api/people/${id}/disable`);
    const again = await ada.post<PersonView>(`/api/people/${id}/enable`);
    expect([again.json.status, again.json.confirmedBy]).toEqual(['waiting', null]);
    expect(await linksFor(again.json)).toBe(0);
    expect((await ada.post(`/api/people/${id}/confirm`)).status).toBe(409);
    expect((await finn.post<PersonView>(`/api/people/${id}/confirm`)).json.status).toBe('standing');
  });

  it('is confirmed once, however many do it at once', async () => {
    const added = await add(world.as(admin));
    const finn = world.as(other);
    await finn.get('/api/me');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => finn.post(`/api/people/${added.id}/confirm`, {}, { key: 'once' })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const told = await world.sql(`select from outbox where event = 'person.confirmed' and subject = $1`, [
      `person:${added.id}`,
    ]);
    expect(told).toHaveLength(1);
  });
});

describe('in a browser', () => {
  it('whoever may confirm finds it on the desk, and on the page of people', async () => {
    const ada = world.as(admin);
    const input = newcomer();
    const added = await ada.follow(await ada.form('/people', input));
    expect(added.text).toContain(`${input.name} may sign in once a second member of staff has confirmed it.`);
    expect((await ada.get('/desk')).text).not.toContain(input.name);

    const finn = world.as(other);
    const desk = (await finn.get('/desk')).text;
    expect(desk).toContain('Confirm the account of a colleague');
    expect(desk).toContain(input.name);
    const page = (await finn.get('/people')).text;
    const action = new RegExp(`<h?[^]*?${input.email}[^]*?action="(/people/[^"]+/confirm)"`).exec(page)?.[1] ?? '';
    expect(page).not.toContain('Add a person');
    const confirmed = await finn.form(action);
    expect([confirmed.status, confirmed.to]).toEqual([303, '/people']);
    expect((await finn.follow(confirmed)).text).toContain(`The account of ${input.name} is confirmed.`);
    expect((await finn.get('/desk')).text).not.toContain(input.name);
  });

  it('a rejection needs a reason, and keeps what was typed beside its field', async () => {
    const { id, name } = await add(world.as(admin));
    const finn = world.as(other);
    const long = 'x'.repeat(1001);
    const refused = await finn.form(`/people/${id}/reject`, { reason: long, _page: `/people?do=reject-${id}` });
    const page = await finn.follow(refused);
    expect(page.text).toContain('There is a problem');
    expect(page.text).toContain(long);
    expect((await finn.post<Problem>(`/api/people/${id}/reject`, {})).json.errors).toHaveProperty('reason');

    const rejected = await finn.form(`/people/${id}/reject`, { reason: 'Nobody knows her.' });
    expect((await finn.follow(rejected)).text).toContain(`${name} is not let in.`);
    const { json } = await finn.get<PersonView>(`/api/people/${id}`);
    expect([json.status, json.disabledReason]).toEqual(['disabled', 'Nobody knows her.']);
    expect((await finn.post(`/api/people/${id}/confirm`)).status).toBe(409);
    const told = await world.sql(
      `select data->>'reason' as reason from outbox where event = 'person.shut_out' and subject = $1`,
      [`person:${id}`],
    );
    expect(told).toEqual([{ reason: 'Nobody knows her.' }]);
  });
});

describe('where there is only the first administrator', () => {
  let alone: World;
  afterEach(() => alone.close());

  it('one more stands at once, the next waits, and it never comes back', async () => {
    alone = await createWorld();
    const first = await alone.person({ role: 'admin' });
    const ada = alone.as(first);
    expect((await add(ada, 'auditor')).status).toBe('standing');
    const second = await add(ada);
    expect(second.status).toBe('standing');
    expect((await add(ada)).status).toBe('waiting');
    await ada.post(`/api/people/${second.id}/disable`);
    const third = await add(ada);
    expect(third.status).toBe('waiting');
    const back = await ada.post<PersonView>(`/api/people/${second.id}/enable`);
    expect(back.json.status).toBe('waiting');
    expect((await ada.post(`/api/people/${third.id}/confirm`)).status).toBe(409);
  });

  it('of two added at once one waits', async () => {
    alone = await createWorld();
    const ada = alone.as(await alone.person({ role: 'admin' }));
    await ada.get('/api/me');
    const added = await Promise.all([add(ada), add(ada), add(ada)]);
    expect(added.map(({ status }) => status).sort()).toEqual(['standing', 'waiting', 'waiting']);
  });
});
