import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Organisation } from '../src/people/organisation.entity';
import { PeopleService } from '../src/people/people.service';
import type { Agent, Answer } from './support/agent';
import { type Demonstration, openDemonstration } from './support/demonstration';
import { routesOf } from './support/routes';

/**
 * Who asks, in the order of the table's columns. What they ask for is New York City's grant of Round 3 and all that belongs to it:
 * the partner is Boulder, the other city Oslo, the reviewer has reviewed it, the stranger has reviewed others, the disabled one had signed in before.
 */
const principals = [
  'nobody',
  'signatory',
  'viewer',
  'partner',
  'other',
  'reviewer',
  'stranger',
  'program',
  'finance',
  'admin',
  'auditor',
  'disabled',
] as const;
type Principal = (typeof principals)[number];

const named: Partial<Record<Principal, string>> = {
  signatory: 'Marcus Bell',
  partner: 'Laura Whitfield',
  other: 'Siri Haugen',
  reviewer: 'Kofi Mensah',
  stranger: 'Ingrid Solberg',
  program: 'Amara Okafor',
  finance: 'Priya Raman',
  admin: 'Wren Castellanos',
  auditor: 'Elif Demir',
  disabled: 'Tomás Herrera',
};

const what = `
  select a.id as applications, r.id as rounds, f.id as funds, w.id as awards,
         (select id from report where award_id = w.id and kind = 'interim') as reports,
         (select id from instalment where award_id = w.id and number = 1) as instalments,
         (select id from contribution where fund_id = f.id limit 1) as contributions,
         (select v.id from review v join person p on p.id = v.reviewer_id where v.application_id = a.id and p.name = 'Kofi Mensah') as reviews,
         (select id from mail where about = 'award:' || w.id limit 1) as mail,
         (select id from person where name = 'Fiona McRae') as people
    from application a join round r on r.id = a.round_id join fund f on f.id = r.fund_id join award w on w.application_id = a.id
   where a.title like 'Thermal Decarbonization%'`;

/** One line a route: what comes back to each principal. `in` leads to sign-in, `ok` is a page's form that was not refused for who sent it. */
const table = new Map(
  readFileSync(join(__dirname, 'access.table.txt'), 'utf8')
    .split('\n')
    .filter((line) => /^(GET|POST|PUT|PATCH|DELETE) /.test(line))
    .map((line) => [line.slice(0, 48).trim(), line.slice(48).trim().split(/\s+/)] as const),
);

describe('who may do what', () => {
  let demo: Demonstration;
  let routes: string[];
  /** Somebody's browser, newly signed in. */
  const browsers = {} as Record<Principal, () => Agent>;
  const agents = {} as Record<Principal, Agent>;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    demo = await openDemonstration();
    const { world } = demo;
    routes = [...new Set(routesOf(world.app))].sort();
    const viewer = await viewerOfNewYork();
    browsers.nobody = () => world.as();
    browsers.viewer = () => world.as(viewer);
    for (const [key, name] of Object.entries(named)) {
      const person = await demo.person(name);
      browsers[key as Principal] = () => world.as(person);
    }
    for (const principal of principals) agents[principal] = browsers[principal]();
    await agents.disabled.get('/api/me');
    const [wren, tomas] = [await demo.person('Wren Castellanos'), await demo.person('Tomás Herrera')];
    await world.get(PeopleService).disable(world.actor(wren), tomas.id);
    Object.assign(ids, (await world.sql<Record<string, string>>(what))[0]);
  }, 180_000);
  afterAll(() => demo?.close());

  async function viewerOfNewYork() {
    const { organisationId } = await demo.person('Marcus Bell');
    const [organisation] = await demo.world.sql<Organisation>('select id from organisation where id = $1', [
      organisationId,
    ]);
    return demo.world.person({
      role: 'city',
      cityRight: 'viewer',
      name: 'Viewing Only',
      ...(organisation ? { organisation } : {}),
    });
  }

  /** The route with the ids of the things asked for; what has none gets an id that nothing has. */
  const real = (path: string): string =>
    path.replace(
      /([\w-]+)\/:\w+/,
      (_, kind: string) => `${kind}/${ids[kind] ?? '00000000-0000-4000-8000-000000000000'}`,
    );

  async function ask(agent: Agent, route: string): Promise<string> {
    const [method = '', path = ''] = route.split(' ');
    const json = { headers: { 'content-type': 'application/json' } };
    if (method === 'GET') return short(await agent.get(real(path)));
    return short(
      path.startsWith('/api') ? await agent.send(method, real(path), '{}', json) : await agent.form(real(path)),
    );
  }

  async function short({ status, to }: Answer): Promise<string> {
    if (status !== 303) return String(status);
    const [, refused] = /[?&]refused=([0-9a-f-]{36})/.exec(to) ?? [];
    if (!refused) return /^\/sign-in(\?to=|$)/.test(to) ? 'in' : 'ok';
    const [row] = await demo.world.sql<{ message: string }>(
      `select content->>'message' as message from refused_form where id = $1`,
      [refused],
    );
    if (/^This is not for /.test(row?.message ?? '')) return '403';
    return /^There is no such /.test(row?.message ?? '') ? '404' : 'ok';
  }

  it('has a line for every route there is, and none for another', () => {
    expect([...table.keys()].sort()).toEqual(routes);
  });

  it.each([...table])('%s', async (route, expected) => {
    const found: string[] = [];
    for (const principal of principals) {
      const own = route.endsWith('sign-out') ? browsers[principal]() : agents[principal];
      found.push(await ask(own, route));
    }
    expect(Object.fromEntries(principals.map((principal, i) => [principal, found[i]]))).toEqual(
      Object.fromEntries(principals.map((principal, i) => [principal, expected[i]])),
    );
  });
});
