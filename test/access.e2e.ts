import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Organisation } from '../src/people/organisation.entity';
import { Accounts } from '../src/people/accounts.service';
import { AccessScene } from './support/access-scene';
import type { Agent, Answer } from './support/agent';
import { type Demonstration, openDemonstration } from './support/demonstration';
import { webhookKey } from './support/keys';
import { details } from './support/payee';
import { routesOf } from './support/routes';
import { stepsUp } from './support/step-up';

/**
 * Who asks, in the order of the table's columns. What they ask for is New York City's grant of Round 3 and all that belongs to it:
 * the partner is Boulder, the other city Oslo, the reviewer has reviewed it, the stranger has reviewed others, the disabled one had signed in before.
 * All have proved who they are as well, so that what is refused is not for them at all.
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
type Grant = Record<'awards' | 'funds' | 'funders' | 'instalments', string>;

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
         (select funder_id from contribution where fund_id = f.id limit 1) as funders,
         (select id from amendment where award_id = w.id) as amendments,
         a.lead_id as payees, (select id from bank_account where holder_id = a.lead_id) as details,
         (select min(t.transaction)::text from ledger.of_fund t where t.fund_id = f.id) as transactions,
         (select v.id from review v join person p on p.id = v.reviewer_id where v.application_id = a.id and p.name = 'Kofi Mensah') as reviews,
         (select m.id from mail m join person p on p.id = m.person_id
           where m.about = 'award:' || w.id and p.name = 'Marcus Bell' and m.state = 'sent' limit 1) as mail,
         a.lead_id as organisations,
         (select id from person where name = 'Fiona McRae') as people
    from application a join round r on r.id = a.round_id join fund f on f.id = r.fund_id join award w on w.application_id = a.id
   where a.title like 'Thermal Decarbonization%'`;

/** What is sent where nothing at all would be refused before anybody looks at who asks and for what. */
const nowhere = '00000000-0000-4000-8000-000000000000';
const bodies: Record<string, object> = {
  'payees/:holderId/details': { ...details, reason: 'Another bank.' },
  'payees/:holderId/details/:id/confirm': { how: 'Called back.' },
  'payees/:holderId/details/:id/reject': { reason: 'Nobody answers there.' },
  'payees/:holderId/details/:id/number': { why: 'To compare it with a letter.' },
  'awards/:id/amendments': { changeCents: 0, endsOn: '2030-01-01', reason: 'More time.' },
  'instalments/:id/evidence': { fileId: nowhere },
};

/** How a form is refused for who sent it. */
const forbidden = /^(This is not for|Bank details are entered by|The full number is for) /;

/** One line a route: what comes back to each principal. `in` leads to sign-in, `ok` is a page's form that was not refused for who sent it. */
const table = new Map(
  readFileSync(join(__dirname, 'access.table.txt'), 'utf8')
    .split('\n')
    .filter((line) => /^(GET|POST|PUT|PATCH|DELETE) /.test(line))
    .map((line) => line.trim().split(/\s+/))
    .map(([method = '', path = '', ...answers]) => [`${method} ${path}`, answers] as const),
);

describe('who may do what', () => {
  let demo: Demonstration;
  let routes: string[];
  /** Somebody's browser, newly signed in. */
  const browsers = {} as Record<Principal, () => Agent>;
  const agents = {} as Record<Principal, Agent>;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    demo = await openDemonstration({ MAIL_WEBHOOK_SECRET: webhookKey });
    const { world } = demo;
    // Nothing is carried here, and /ready would say so before a slow machine is done.
    await world.sql(`insert into heartbeat (name, at) values ('relay', now() + interval '1 hour')`);
    routes = [...new Set(routesOf(world.app))].sort();
    const [grant] = await world.sql<Grant>(what);
    if (!grant) throw new Error('The demonstration has no such grant.');
    Object.assign(
      ids,
      { export: 'journal.csv', reminders: 'report_due' },
      grant,
      await new AccessScene(demo).play(grant),
    );
    const viewer = await viewerOfNewYork();
    browsers.nobody = () => world.as();
    browsers.viewer = () => world.as(viewer);
    for (const [key, name] of Object.entries(named)) {
      const person = await demo.person(name);
      browsers[key as Principal] = () => world.as(person);
    }
    for (const principal of principals) agents[principal] = browsers[principal]();
    await agents.disabled.get('/api/me');
    for (const principal of principals.slice(1)) await stepsUp(world, agents[principal]);
    const [wren, tomas] = [await demo.person('Wren Castellanos'), await demo.person('Tomás Herrera')];
    await world.get(Accounts).disable(world.actor(wren), tomas.id);
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
    path.replaceAll(/([\w-]+)\/:\w+/g, (_, kind: string) => `${kind}/${ids[kind] ?? nowhere}`);

  async function ask(agent: Agent, route: string): Promise<string> {
    const [method = '', path = ''] = route.split(' ');
    if (method === 'GET') return short(await agent.get(real(path)));
    const body = bodies[path.replace(/^\/(api\/)?/, '')] ?? {};
    const json = { headers: { 'content-type': 'application/json' } };
    return short(
      path.startsWith('/api')
        ? await agent.send(method, real(path), JSON.stringify(body), json)
        : await agent.form(real(path), { ...body }),
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
    if (forbidden.test(row?.message ?? '')) return '403';
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
