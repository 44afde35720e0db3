import { randomUUID } from 'node:crypto';
import { cities } from '../src/demo/cities';
import { regionsOf } from '../src/kernel/holidays';
import type { OneOrganisationView } from '../src/people/organisation-form.dto';
import type { Organisation } from '../src/people/organisation.entity';
import type { Person } from '../src/people/person.entity';
import { createWorld, type World } from './support/world';

interface Problem {
  detail: string;
  errors: Record<string, string[]>;
}

let world: World;
let city: Organisation;
let officer: Person;
let program: Person;
let admin: Person;

beforeAll(async () => {
  world = await createWorld();
  city = await world.organisation('San Francisco', 'city', 'America/Los_Angeles');
  officer = await world.person({ role: 'city', organisation: city });
  program = await world.person({ role: 'program', name: 'Amara' });
  admin = await world.person({ role: 'admin' });
});
afterAll(() => world.close());

const ofCity = {
  ...{ name: 'San Francisco', country: 'US', region: 'CA', timeZone: 'America/Los_Angeles' },
  ...{ dayStarts: '08:30', dayEnds: '16:30' },
};
const path = (): string => `/api/organisations/${city.id}`;
const page = (): string => `/people/organisations/${city.id}`;
const show = async (): Promise<OneOrganisationView> => (await world.as(officer).get<OneOrganisationView>(path())).json;
const waiting = (): Promise<{ id: string }[]> => world.sql('select person_id as id from replan');

describe('an organisation', () => {
  it('is changed by staff, and the plans of its people are made anew', async () => {
    expect(await show()).toMatchObject({ country: null, region: '', dayStarts: '09:00', version: 1, regions: [] });
    await world.sql('delete from replan');
    const { status, json } = await world.as(program).put<OneOrganisationView>(path(), { ...ofCity, version: 1 });
    expect([status, json]).toEqual([200, expect.objectContaining({ ...ofCity, version: 2 })]);
    expect(json.regions).toContainEqual({ code: 'CA', name: 'California' });
    expect(json.regions).toContainEqual({ code: 'LA-NO', name: 'Louisiana: New Orleans' });
    expect(await show()).toEqual(json);
    expect(await waiting()).toEqual([{ id: officer.id }]);
  });

  it('is not changed by who read an earlier version, nor does the same again count', async () => {
    const stale = await world.as(admin).put<Problem>(path(), { ...ofCity, name: 'SF', version: 1 });
    expect([stale.status, stale.json.detail]).toEqual([409, expect.stringContaining('Somebody else changed this')]);
    expect((await world.as(admin).put<OneOrganisationView>(path(), { ...ofCity, version: 2 })).json.version).toBe(2);
    const both = await Promise.all(
      ['A', 'B'].map((name) => world.as(admin).put(path(), { ...ofCity, name, version: 2 })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await world.as(admin).put(path(), { ...ofCity, version: 3 })).status).toBe(200);
  });

  it.each<[string, object, Record<string, string>]>([
    ['a region of another country', { region: 'BY' }, { region: 'This is not a region of this country' }],
    ['a region where there is none', { country: 'NO' }, { region: 'No region of this country has holidays' }],
    ['a region of no country', { country: null }, { region: 'Choose the whole country' }],
    ['a country of three letters', { country: 'USA' }, { country: 'two letters, like NO' }],
    ['a day that ends first', { dayStarts: '17:00', dayEnds: '09:00' }, { dayEnds: 'ends before it starts' }],
    ['an hour that is none', { dayStarts: '25:00' }, { dayStarts: 'hours and minutes, like 09:00' }],
    ['a zone that is none', { timeZone: 'Mars/Base' }, { timeZone: '“Mars/Base” is not a time zone' }],
    ['no name', { name: ' ' }, { name: 'Enter the name' }],
    ['no version', { version: '4' }, { version: 'Send the `version`' }],
    ['several at once', { region: 'X', dayEnds: '01:00' }, { region: 'not a region', dayEnds: 'ends before' }],
  ])('with %s is refused beside the field', async (_, wrong, said) => {
    const { status, json } = await world.as(program).put<Problem>(path(), { ...ofCity, version: 4, ...wrong });
    expect([status, Object.keys(json.errors).sort()]).toEqual([422, Object.keys(said).sort()]);
    for (const [field, words] of Object.entries(said)) expect(json.errors[field]?.[0]).toContain(words);
    expect((await show()).version).toBe(4);
  });

  it('has a name of its own among its kind', async () => {
    await world.organisation('Seattle');
    const { status, json } = await world.as(admin).put<Problem>(path(), { ...ofCity, name: 'Seattle', version: 4 });
    expect([status, json.errors]).toEqual([422, { name: ['This organisation is here already.'] }]);
  });

  it('is seen by everybody and changed by staff who run programs only', async () => {
    for (const role of ['finance', 'auditor', 'reviewer'] as const) {
      const other = world.as(await world.person({ role }));
      expect((await other.get(path())).status).toBe(200);
      expect((await other.put(path(), { ...ofCity, version: 4 })).status).toBe(403);
    }
    expect((await world.as(officer).put(path(), { ...ofCity, version: 4 })).status).toBe(403);
    expect((await world.as().get(path())).status).toBe(401);
    expect((await world.as(admin).get(`/api/organisations/${randomUUID()}`)).status).toBe(404);
    expect((await world.as(admin).put(`/api/organisations/${randomUUID()}`, { ...ofCity, version: 1 })).status).toBe(
      404,
    );
  });

  it('that is added may have a region at once, if its country has it', async () => {
    const oslo = { kind: 'city', name: 'Munich', country: 'DE', timeZone: 'Europe/Berlin' };
    const refused = await world.as(admin).post<Problem>('/api/organisations', { ...oslo, region: 'CA' });
    expect([refused.status, Object.keys(refused.json.errors)]).toEqual([422, ['region']]);
    const added = await world.as(admin).post<OneOrganisationView>('/api/organisations', { ...oslo, region: 'BY' });
    expect(added.json).toMatchObject({ region: 'BY', dayStarts: '09:00', dayEnds: '17:00', version: 1 });
  });
});

describe('in a browser', () => {
  it('it stands among the others, and is changed on its page, where the regions are those of the country typed', async () => {
    const browser = world.as(program);
    expect((await browser.get('/people')).text).toContain(`href="${page()}"`);
    const shown = (await browser.get(page())).text;
    expect(shown).toContain('<option value="CA" selected>California (CA)</option>');
    expect(shown).toContain('name="dayStarts" type="text" value="08:30"');

    const refused = await browser.form(page(), { ...ofCity, country: 'DE', dayEnds: '8', version: '4', _page: page() });
    const again = (await browser.follow(refused)).text;
    expect(again).toContain('Write the time as hours and minutes, like 09:00.');
    expect(again).toContain('value="8"');
    expect(again).toContain('<option value="BY">Bayern (BY)</option>');

    const kept = await browser.form(page(), { ...ofCity, country: 'DE', region: 'BY', version: '4', _page: page() });
    expect(kept.to).toContain(page());
    const done = (await browser.follow(kept)).text;
    expect(done).toContain('San Francisco is changed.');
    expect(done).toContain('Changed the organisation. Country: DE, before US. Region: BY, before CA.');
  });

  it('others of the staff read it without a form', async () => {
    const read = (await world.as(await world.person({ role: 'auditor' })).get(page())).text;
    expect(read).toContain('08:30–16:30');
    expect(read).not.toContain('name="dayStarts"');
    expect((await world.as(officer).get(page())).status).toBe(403);
  });
});

test('the cities of the demonstration have regions that their countries have', () => {
  const unknown = cities.filter(
    ({ country, region }) => region !== '' && !regionsOf(country).some(({ code }) => code === region),
  );
  expect(unknown).toEqual([]);
  expect(cities.filter(({ region }) => region === '').map(({ name }) => name)).toEqual([
    ...['Copenhagen', 'Oslo', 'Stockholm', 'Yokohama'],
  ]);
  expect(regionsOf('XX')).toEqual([]);
});
