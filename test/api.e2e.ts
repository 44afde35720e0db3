import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { roles } from '../src/kernel/access';
import { Office, until } from './support/office';
import { statementXml } from './support/bank';
import { Description, type Document, type Documented, type Schema } from './support/openapi';
import { details } from './support/payee';
import { lastCode } from './support/step-up';
import { type Seen, Stranger } from './support/stranger';

const cast = ['wren', 'amara', 'priya', 'jonas', 'tomas', 'aud', 'rita', 'kofi', 'ola', 'liv'] as const;
type Name = (typeof cast)[number];

let office: Office;
let description: Description;
const who = {} as Record<Name, Stranger>;
/** The same programs with their cookies, for what no token may do. */
const sessions = {} as Record<Name, Stranger>;
/** The id of one thing of each kind, by the word in its address. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  office = await Office.open();
  office.at('2027-01-10T12:00:00Z');
  const { json } = await office.world.as().get<Document>('/api/docs-json');
  description = new Description(json);
  const wren = await office.world.person({ role: 'admin', name: 'Wren Admin', email: 'wren@example.org' });
  const made = await office.world.as(wren).post<{ token: string }>('/api/tokens', { name: 'program', days: 365 });
  who.wren = stranger(made.json.token);
});
afterAll(() => office.close());

function stranger(token: string): Stranger {
  const agent = office.world.as();
  agent.origin = undefined;
  return new Stranger(agent, description, token);
}

/** Signs in by the link of the letter and makes a token, as a program that keeps cookies does. */
async function enter(name: Name): Promise<void> {
  const email = `${name}@example.org`;
  const program = office.world.as();
  await program.post('/api/sign-in', { email });
  const [letter] = await office.world.sql<{ token: string }>(
    `select data->>'token' as token from outbox join person on person.id::text = data->>'personId'
      where event = 'person.sign_in_requested' and email = $1 order by due_at desc limit 1`,
    [email],
  );
  await program.post(`/api/sign-in/${letter?.token ?? ''}`);
  const { json } = await program.post<{ token: string }>('/api/tokens', { name: 'program', days: 365 });
  who[name] = stranger(json.token);
  sessions[name] = new Stranger(program, description);
}

const ok = ({ responses }: Documented): string[] => Object.keys(responses).filter((status) => status.startsWith('2'));

/** What an operation answers when all is well; undefined where there is nothing to say. */
const answerOf = (operation: Documented): Schema | undefined => description.answer(operation, ok(operation)[0] ?? '');

describe('the description', () => {
  it('is whole: every reference leads somewhere, every address and answer is told', () => {
    const { document, operations } = description;
    expect(document.openapi).toMatch(/^3\.0\.\d$/);
    expect(Object.keys(document.info)).toEqual(expect.arrayContaining(['title', 'version']));
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, $ref]) => $ref as string);
    expect(references.length).toBeGreaterThan(100);
    for (const $ref of references) expect(description.resolve($ref)).toBeInstanceOf(Object);
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, path, parameters = [], responses } of operations) {
      const open = [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part);
      const said = parameters.filter((one) => one.in === 'path' && one.required && one.schema);
      expect([name, said.map((one) => one.name)]).toEqual([name, open]);
      for (const reply of Object.values(responses)) expect(reply.$ref ?? reply.description).toBeDefined();
    }
  });

  it.each(['summary', 'who may', 'answer', 'refusal', 'key'])('says of every operation its %s', (what) => {
    const audience = new RegExp(`For (signed-in|(${roles.join('|')})(, (${roles.join('|')}))*)\\.`);
    const says: Record<string, (operation: Documented) => boolean> = {
      summary: ({ summary = '', tags = [] }) => summary.length > 5 && tags.length === 1,
      'who may': ({ description: said = '', security }) => security?.length === 0 || audience.test(said),
      answer: (operation) => ok(operation).length === 1 && isSilent(operation) === !answerOf(operation),
      refusal: ({ responses }) => responses.default?.$ref === '#/components/responses/Problem',
      key: ({ method, parameters = [] }) =>
        method !== 'post' || parameters.some(({ $ref }) => $ref === '#/components/parameters/IdempotencyKey'),
    };
    expect(description.operations.filter((one) => !says[what]?.(one)).map(({ name }) => name)).toEqual([]);
  });

  /** The mail provider is told nothing but that its word was taken. */
  const isSilent = (operation: Documented): boolean =>
    ok(operation)[0] === '204' || operation.name === 'post /api/mail/events';

  it('leaves nothing open: whatever is an object says of what', () => {
    const isOpen = ({ type, properties, additionalProperties }: Schema): boolean =>
      type === 'object' && !properties && typeof additionalProperties !== 'object';
    const open = Object.keys(description.document.components.schemas).flatMap((name) =>
      Object.entries(schemaOf(name).properties ?? {}).flatMap(([field, schema]) =>
        isOpen(description.open(schema)) ? `${name}.${field}` : [],
      ),
    );
    expect(open).toEqual([]);
  });

  it('has lists that go on, and moves on everything that is moved', () => {
    const gets = description.operations.filter(({ method }) => method === 'get');
    const lists = gets.filter((one) => description.open(answerOf(one) ?? {}).properties?.items);
    expect(lists.length).toBeGreaterThan(15);
    for (const one of lists) {
      const { properties, required } = description.open(answerOf(one) ?? {});
      expect([one.name, properties?.next]).toMatchObject([one.name, { type: 'string', nullable: true }]);
      const parts = (one.parameters ?? []).filter(({ name = '' }) => ['limit', 'after'].includes(name));
      expect([one.name, parts.length]).toEqual([one.name, properties?.next?.description?.startsWith('Always') ? 0 : 2]);
      expect([one.name, required]).toEqual([one.name, expect.arrayContaining(['items', 'next'])]);
    }
    const moved = description.operations.flatMap(({ method, path }) =>
      method === 'post' ? (/^(\/api\/(?!sign-in|letters)[a-z]+\/\{id\})\/[a-z-]+$/.exec(path)?.[1] ?? []) : [],
    );
    expect(new Set(moved).size).toBe(14);
    for (const path of new Set(moved)) {
      const shown = gets.find((one) => one.path === path);
      expect([path, description.open((shown && answerOf(shown)) ?? {}).required]).toEqual([
        path,
        expect.arrayContaining(['moves']),
      ]);
    }
  });

  it('has amounts in minor units with their currency, instants as instants and dates as dates', () => {
    const answered = within(description.operations.map((one) => answerOf(one) ?? {}));
    expect(answered.size).toBeGreaterThan(40);
    const faults: string[] = [];
    for (const name of answered) {
      for (const [field, schema] of Object.entries(schemaOf(name).properties ?? {})) {
        const { type, format } = description.open(schema);
        const told = (text: string): unknown => faults.push(`${name}.${field} ${text}`);
        if (/[cC]ents$/.test(field) && (type !== 'integer' || format !== 'int64')) told('is no amount');
        if (/[cC]ents$/.test(field) && !hasCurrency(name, answered)) told('has no currency');
        if (/(^at|At)$/.test(field) && format !== 'date-time') told('is no instant');
        if (/On$/.test(field) && format !== 'date') told('is no date');
      }
    }
    expect(faults).toEqual([]);
  });

  it('is reached from the index, which leads only to what exists', async () => {
    const { json } = await office.world.as().get<{ links: Record<string, string> }>('/api');
    const { docs, openapi, ...links } = json.links;
    expect([docs, openapi]).toEqual(['/api/docs', '/api/docs-json']);
    const lists = description.operations.filter(({ name }) => /^get \/api\/[a-z]+$/.test(name)).map(({ path }) => path);
    expect([...Object.values(links), '/api/journal'].sort()).toEqual(lists.sort());
    for (const path of [...Object.values(links), docs, openapi]) {
      expect([path, (await office.world.as().get(path as string)).status]).not.toEqual([path, 404]);
    }
  });
});

const schemaOf = (name: string): Schema => description.open({ $ref: `#/components/schemas/${name}` });
const named = (schema: unknown): string[] =>
  [...JSON.stringify(schema).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name as string);

/** The names of all schemas that these are made of. */
function within(schemas: Schema[]): Set<string> {
  const found = new Set<string>();
  const todo = named(schemas);
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (!found.has(name)) todo.push(...named(description.document.components.schemas[name]));
    found.add(name);
  }
  return found;
}

/** The currency stands beside the amount, or beside everything that the amount is a part of. */
function hasCurrency(name: string, answered: Set<string>): boolean {
  if (schemaOf(name).properties?.currency) return true;
  const around = [...answered].filter((other) => named(description.document.components.schemas[other]).includes(name));
  return around.length > 0 && around.every((other) => other !== name && hasCurrency(other, answered));
}

describe('a stranger carries a grant to its end over the API alone', () => {
  const at = (kind: string): string => `/api/${kind}/${ids[kind] ?? ''}`;

  it('admin adds organisations and people, who make their tokens', async () => {
    const { wren } = who;
    const oslo = { kind: 'city', name: 'Oslo', country: 'NO', timeZone: 'Europe/Oslo' };
    const city = await wren.send('POST', '/api/organisations', oslo);
    const funder = await wren.send('POST', '/api/organisations', { kind: 'funder', name: 'A Foundation' });
    ids.organisations = funder.id;
    const staff = { amara: 'program', priya: 'program', jonas: 'finance', tomas: 'finance', aud: 'auditor' };
    const everybody: Partial<Record<Name, string>> = { ...staff, rita: 'reviewer', kofi: 'reviewer' };
    for (const [name, role] of Object.entries(everybody))
      ids[name] = (await wren.send('POST', '/api/people', { name, email: `${name}@example.org`, role })).id;
    // The first besides the administrator stands at once; the others wait for her.
    await enter('amara');
    for (const name of ['priya', 'jonas', 'tomas', 'aud'])
      await who.amara.make(`/api/people/${ids[name] ?? ''}`, 'confirm', {}, []);
    const stray = await wren.send('POST', '/api/people', { name: 'Eve', email: 'eve@example.org', role: 'finance' });
    await who.amara.make(`/api/people/${String(stray.id)}`, 'reject', { reason: 'Nobody here knows her.' }, []);
    const officers = { ola: 'contributor', liv: 'signatory' };
    for (const [name, cityRight] of Object.entries(officers)) {
      const officer = { name, email: `${name}@example.org`, role: 'city', cityRight, organisationId: city.id };
      expect(await wren.send('POST', '/api/people', officer)).toMatchObject({ timeZone: 'Europe/Oslo' });
    }
    const gone = await wren.send('POST', '/api/people', { name: 'Tom', email: 't@example.org', role: 'reviewer' });
    ids.people = gone.id;
    await wren.make(at('people'), 'disable', {}, ['enable']);
    await wren.make(at('people'), 'enable', {}, ['disable']);
    ids.payees = city.id;
    for (const name of cast.slice(1)) if (name !== 'amara') await enter(name);
    expect(await who.liv.get('/api/me')).toMatchObject({ name: 'liv', organisation: 'Oslo', moves: [] });
  });

  it('finance records what came in', async () => {
    const fund = { name: 'Innovation Fund', purpose: 'Cities', currency: 'USD', approvalsRequired: 2 };
    ids.funds = (await who.wren.send('POST', '/api/funds', fund)).id;
    const always = ['contributions', 'pledges', 'restrictions', 'instructions'];
    const fileId = await upload('jonas', 'Letter of the donor');
    const energy = { name: 'Energy only', sectors: ['energy use'], startsOn: '2027-01-01', fileId };
    const restricted = await who.jonas.make(at('funds'), 'restrictions', energy, always);
    const restrictionId = (restricted.restrictions as { id: string | null }[]).find(({ id }) => id !== null)?.id;
    ids.restrictions = restrictionId ?? '';
    ids.funders = ids.organisations ?? '';
    expect(await who.aud.fetch(`${at('restrictions')}/letter`)).toBe('Letter of the donor');
    const money = { funderId: ids.organisations, receivedOn: '2027-01-05' };
    const gift = { ...money, grossCents: 1_000_000, feeCents: 2_000 };
    ids.contributions = (await who.jonas.make(at('funds'), 'contributions', gift, always)).id;
    await who.jonas.make(at('funds'), 'contributions', { ...money, grossCents: 300_000, restrictionId }, always);
    const mended = { grossCents: 1_000_000, feeCents: 2_500, reason: 'The bank took more.' };
    await who.jonas.make(at('contributions'), 'correct', mended, ['correct']);
    // 10,000.00 − 25.00 + 3,000.00
    expect(await figures()).toEqual({ raised: 1_297_500, free: 1_297_500, setAside: 0, committed: 0, disbursed: 0 });
  });

  it('program plans and opens a round', async () => {
    const planned = await who.amara.send('POST', '/api/rounds', { ...terms, fundId: ids.funds });
    ids.rounds = planned.id;
    const { version } = planned;
    const changed = { ...terms, summary: 'Led by cities.', fundId: ids.funds, version };
    await who.amara.send('PUT', at('rounds'), changed);
    const budget = ['raise-budget', 'lower-budget'];
    await who.amara.make(at('rounds'), 'open', {}, ['postpone', ...budget]);
    await who.amara.make(at('rounds'), 'postpone', { ...late, deadlineLocal: '2027-01-20T23:59:59' }, [
      ...['postpone', ...budget],
    ]);
    expect(await figures()).toMatchObject({ free: 497_500, setAside: 800_000 });
  });

  it('city drafts, saves and submits', async () => {
    const [open] = (await who.ola.get('/api/rounds')).items;
    const draft = await who.ola.send('POST', '/api/applications', { roundId: open?.id, title: 'Heat from sewage' });
    ids.applications = draft.id;
    expect(Object.keys(draft.missing as object)).toContain('requestedCents');
    const saved = await who.ola.send('PUT', at('applications'), { ...content, version: draft.version });
    expect(saved.missing).toEqual({});
    await who.ola.make(at('applications'), 'submit', {}, ['withdraw']);
  });

  it('program assigns two reviewers, who score', async () => {
    office.at('2027-01-21T12:00:00Z');
    const budget = ['raise-budget', 'lower-budget'];
    await who.amara.make(at('rounds'), 'close', {}, ['start-review', ...budget]);
    await who.amara.make(at('rounds'), 'start-review', {}, ['decide', ...budget]);
    const { items: reviewers } = await who.amara.get('/api/people?role=reviewer');
    const reviewerIds = reviewers.filter(({ name }) => name !== 'Tom').map(({ id }) => id);
    expect(reviewerIds.sort()).toEqual([ids.rita, ids.kofi].sort());
    await who.amara.make(`${at('rounds')}/reviews`, 'reviews', { reviewerIds, dueOn: '2027-02-10' }, ['reviews']);
    for (const [name, score] of [['rita', 4] as const, ['kofi', 5] as const]) {
      const [mine, ...others] = (await who[name].get('/api/reviews')).items;
      expect(others).toEqual([]);
      ids.reviews = mine?.id ?? '';
      const scores = { impact: { score, reason: 'Homes are heated by it.' } };
      const written = { version: mine?.version, scores, comment: '', recommendedCents: 500_000 };
      await who[name].send('PUT', at('reviews'), written);
      await who[name].make(at('reviews'), 'submit', {}, []);
    }
  });

  it('program proposes what ranks first, two others approve, city accepts', async () => {
    const [first] = (await who.amara.get(`${at('rounds')}/ranking`)).items;
    expect(first).toMatchObject({ applicationId: ids.applications, submitted: 2, score: 90, rank: 1 });
    const [offer] = first?.moves ?? [];
    const proposal = { amountCents: 500_000, reason: 'Ranked first.' };
    ids.awards = (await who.amara.send('POST', offer?.href ?? '', proposal)).id;
    expect((await who.amara.get(at('awards'))).moves.map(({ move }) => move)).toEqual(['reject']);
    await who.priya.make(at('awards'), 'approve', {}, ['reject']);
    expect(await figures()).toMatchObject({ free: 497_500, setAside: 800_000, committed: 0 });
    await who.jonas.make(at('awards'), 'approve', {}, []);
    await who.amara.make(at('awards'), 'offer', { expiresOn: '2027-03-31' }, ['cancel']);
    expect((await who.ola.get(at('awards'))).moves).toEqual([]);
    await who.liv.make(at('awards'), 'accept', {}, []);
    // 8,000.00 − 5,000.00 stays set aside
    expect(await figures()).toMatchObject({ free: 497_500, setAside: 300_000, committed: 500_000 });
  });

  it('city says where its money goes, finance makes sure of it, and only who proves it reads the number', async () => {
    await entersDetails('liv', ids.payees ?? '', 'jonas');
    await entersDetails('jonas', ids.funds ?? '', 'tomas');
    const number = `/api/payees/${ids.payees ?? ''}/details/${ids.details ?? ''}/number`;
    await enter('jonas');
    expect((await who.jonas.ask('POST', number, { why: 'To compare.' })).status).toBe(403);
    expect((await sessions.jonas.ask('POST', number, { why: 'To compare.' })).status).toBe(403);
    await entersCode('jonas');
    expect((await sessions.jonas.send('POST', number, { why: 'To compare.' })).number).toBe('NO9386011117947');
    const { items } = await who.aud.get(`${at('payees')}/history`);
    expect(items.length).toBeGreaterThan(2);
  });

  it('records the agreement, plans in equal parts, and gives what the first part waits for', async () => {
    const signed = { signedOn: '2027-01-21', fileId: await upload('amara', 'Agreement') };
    await who.amara.send('POST', `${at('awards')}/agreement`, signed);
    expect(await who.liv.fetch(`${at('awards')}/agreement`)).toBe('Agreement');
    const report = { kind: 'final', title: 'Final report', dueOn: '2027-06-30' };
    ids.reports = (await who.amara.send('POST', `${at('awards')}/reports`, report)).id;
    const split = 'way=equal&parts=2&firstOn=2027-02-15&every=5';
    const draft = await who.amara.get(`${at('awards')}/instalments/draft?${split}`);
    expect((draft.instalments as { amountCents: number }[]).map(({ amountCents }) => amountCents)).toEqual([
      ...[250_000, 250_000],
    ]);
    const plan = [
      { amountCents: 200_000, dueOn: '2027-02-15', needsAgreement: true, evidence: 'The order for the pump' },
      { amountCents: 300_000, dueOn: '2027-07-31', reportId: ids.reports },
    ];
    await who.amara.make(`${at('awards')}/instalments`, 'plan', { instalments: plan }, ['plan']);
    const planned = await who.amara.get(`${at('awards')}/instalments`);
    const [first, second] = (planned.instalments as Seen[]).map(({ id }) => id);
    Object.assign(ids, { instalments: first, first, second });
    for (const answer of ['refuse-evidence', 'accept-evidence']) {
      const fileId = await upload('ola', 'Order');
      await who.ola.make(at('instalments'), 'evidence', { fileId }, ['evidence']);
      expect(await who.jonas.fetch(`${at('instalments')}/evidence`)).toBe('Order');
      const said = answer === 'refuse-evidence' ? { reason: 'It is not signed.' } : {};
      await who.amara.make(at('instalments'), answer, said, answer === 'refuse-evidence' ? [] : ['request']);
    }
  });

  it('pays the first instalment, which fails at the bank once', async () => {
    const path = at('instalments');
    await approves(path, '2027-02-17');
    await who.tomas.make(path, 'release', {}, ['settle', 'fail']);
    await who.tomas.make(path, 'fail', { reason: 'The bank was closed.' }, ['revoke']);
    await who.jonas.make(path, 'release', {}, ['settle', 'fail']);
    await who.tomas.make(path, 'settle', { settledOn: '2027-02-17', bankReference: 'B-1' }, ['give-back']);
    expect(await figures()).toMatchObject({ setAside: 300_000, committed: 300_000, disbursed: 200_000 });
  });

  it('city asks for more time, the staff agrees', async () => {
    const asked = { endsOn: '2027-12-31', reason: 'Frost.', fileId: await upload('ola', 'Letter of the city') };
    const amendments = `${at('awards')}/amendments`;
    ids.amendments = (await who.ola.make(amendments, 'amend', asked, [])).id;
    await who.ola.make(at('amendments'), 'withdraw', {}, []);
    const fileId = await upload('ola', 'Letter of the city');
    ids.amendments = (await who.ola.make(amendments, 'amend', { ...asked, fileId }, [])).id;
    expect(await who.jonas.fetch(`${at('amendments')}/file`)).toBe('Letter of the city');
    await who.amara.make(at('amendments'), 'approve', {}, ['reject']);
    expect(await who.jonas.make(at('amendments'), 'approve', {}, [])).toMatchObject({ status: 'approved' });
    expect(await who.liv.get(at('awards'))).toMatchObject({ endsOn: '2027-12-31' });
  });

  it('is suspended and goes on; takes in the report; pays the second instalment by a file, as the bank says', async () => {
    await who.amara.make(at('awards'), 'suspend', { reason: 'A question.' }, ['cancel', 'resume', 'agreement']);
    await who.amara.make(at('awards'), 'resume', {}, ['cancel', 'suspend', 'agreement']);
    ids.instalments = ids.second ?? '';
    expect((await who.priya.get(at('instalments'))).moves).toEqual([]);
    const { version } = await who.ola.get(at('reports'));
    const written = { narrative: 'Homes are heated.', lessons: 'Talk to plumbers.', spentCents: 200_000, version };
    await who.ola.send('PUT', at('reports'), written);
    await who.ola.make(at('reports'), 'submit', {}, []);
    await who.amara.make(at('reports'), 'accept', {}, []);
    await approves(at('instalments'), '2027-08-02');
    await who.tomas.make(at('instalments'), 'release', {}, ['settle', 'fail']);
    const reference = await files();
    await reads(reference);
    expect(await who.tomas.get(at('instalments'))).toMatchObject({ status: 'settled' });
  });

  it('gets the money back from the bank, and pays it again', async () => {
    const path = at('instalments');
    await who.tomas.make(path, 'give-back', { returnedOn: '2027-08-02', reason: 'Account closed.' }, ['revoke']);
    await who.jonas.make(path, 'release', {}, ['settle', 'fail']);
    await who.tomas.make(path, 'settle', { settledOn: '2027-08-02', bankReference: 'B-3' }, ['give-back']);
  });

  it('completes the grant, and what the round did not award is free again', async () => {
    await who.amara.make(`${at('awards')}/instalments`, 'complete', {}, []);
    expect(await who.liv.get(at('awards'))).toMatchObject({ status: 'completed', moves: [] });
    await who.amara.make(at('rounds'), 'decide', {}, ['archive', 'raise-budget', 'lower-budget']);
    await who.amara.make(at('rounds'), 'archive', {}, []);
    // 12,975.00 raised − 5,000.00 paid = 7,975.00
    expect(await figures()).toEqual({
      raised: 1_297_500,
      free: 797_500,
      setAside: 0,
      committed: 0,
      disbursed: 500_000,
    });
  });

  it('demands unspent money back, gives up a part of it, and receives the rest', async () => {
    const demanded = { amountCents: 30_000, dueOn: '2027-09-30', reason: 'The pump was cheaper.' };
    ids.refunds = (await who.amara.make(`${at('awards')}/refunds`, 'demand', demanded, ['demand'])).id;
    const received = { amountCents: 20_000, receivedOn: '2027-08-02', reference: 'B-4' };
    await who.jonas.make(at('refunds'), 'receive', received, ['receive', 'propose-write-off']);
    const given = { reason: 'Bankrupt.' };
    await who.jonas.make(at('refunds'), 'propose-write-off', given, ['receive', 'withdraw-write-off']);
    await who.jonas.make(at('refunds'), 'withdraw-write-off', {}, ['receive', 'propose-write-off']);
    await who.jonas.make(at('refunds'), 'propose-write-off', given, ['receive', 'withdraw-write-off']);
    await who.amara.make(at('refunds'), 'approve-write-off', {}, []);
    await who.tomas.make(at('refunds'), 'approve-write-off', {}, []);
    expect(await who.liv.get(at('refunds'))).toMatchObject({ status: 'written_off', moves: [] });
    expect(await figures()).toMatchObject({ free: 817_500, disbursed: 480_000 });
  });

  it('a funder pledges, a part arrives; what running the fund costs is approved by others', async () => {
    const always = ['contributions', 'pledges', 'restrictions', 'instructions'];
    const parts = [{ dueOn: '2027-09-01', amountCents: 200_000 }];
    const pledge = { funderId: ids.organisations, signedOn: '2027-08-02', amountCents: 200_000, parts };
    const signed = { ...pledge, fileId: await upload('jonas', 'Pledge') };
    ids.pledges = (await who.jonas.make(at('funds'), 'pledges', signed, always)).id;
    expect(await who.aud.fetch(`${at('pledges')}/document`)).toBe('Pledge');
    const part = { funderId: ids.organisations, receivedOn: '2027-08-02', grossCents: 50_000, pledgeId: ids.pledges };
    await who.jonas.make(at('funds'), 'contributions', part, always);
    expect(await who.aud.get(at('pledges'))).toMatchObject({ receivedCents: 50_000, outstandingCents: 150_000 });
    const cost = { kind: 'overhead', expense: 'bank_fees', amountCents: 1_000, reason: 'A year of the account.' };
    const asked = { ...cost, fileId: await upload('jonas', 'Invoice') };
    const first = await who.jonas.make(at('funds'), 'instructions', asked, always);
    await who.amara.make(`/api/instructions/${first.id}`, 'reject', { reason: 'Twice.' }, []);
    const again = { ...asked, fileId: await upload('jonas', 'Invoice') };
    ids.instructions = (await who.jonas.make(at('funds'), 'instructions', again, always)).id;
    expect(await who.aud.fetch(`${at('instructions')}/document`)).toBe('Invoice');
    await who.amara.make(at('instructions'), 'approve', {}, ['reject']);
    await who.wren.make(at('instructions'), 'approve', {}, []);
    // 817,500 + 50,000 − 1,000
    expect(await figures()).toMatchObject({ free: 866_500, disbursed: 480_000 });
  });

  it('admin says how many approve, and how long new bank details are held', async () => {
    const settings = `${at('funds')}/settings`;
    const { approvalsRequired, holdDays } = await who.wren.get(settings);
    expect([approvalsRequired, holdDays]).toEqual([2, 3]);
    const rules = { purpose: 'Cities', approvalsRequired, staleDays: 180, silentDays: 5 };
    await who.wren.make(
      settings,
      'settings',
      { ...rules, holdDays: 5, thresholds: [{ fromCents: 100_000, approvals: 3 }] },
      ['settings'],
    );
  });

  it('the auditor reads everything as it is described, and changes nothing', async () => {
    const { items: transfers } = await who.aud.get(`${at('funds')}/transfers`);
    Object.assign(ids, {
      instalments: ids.first,
      export: 'statement.csv',
      letters: 'award.resumed',
      reminders: 'report_due',
      transactions: String(transfers[0]?.seq),
    });
    await office.hire();
    await office.sweep();
    // Of letters to themselves, which stand in two places.
    const sent = await until(
      async () => (await who.aud.get('/api/account/mail')).items,
      (items) => items.length > 0,
    );
    Object.assign(ids, { mail: sent[0]?.id, tokens: (await who.aud.get('/api/tokens')).items[0]?.id });
    const refused: string[] = [];
    for (const { name, method, path, description: said = '', security } of description.operations) {
      const url = addressOf(path);
      if (method === 'get') expect([name, (await who.aud.ask('GET', url)).status]).toEqual([name, theirs(name)]);
      else if (security?.length !== 0 && !said.includes('For signed-in') && !changesNothing(name)) {
        expect([name, (await who.aud.ask(method.toUpperCase(), url, {})).status]).toEqual([name, 403]);
        refused.push(name);
      }
    }
    expect(refused.length).toBeGreaterThan(40);
    const own = description.operations.filter(
      ({ name }) => !refused.includes(name) && !name.startsWith('get ') && !changesNothing(name),
    );
    expect(
      own
        .map(({ path }) => path)
        .filter((path) => !/^\/api\/(sign-|step-up|tokens|account\/mail|mail\/events$)/.test(path)),
    ).toEqual([]);
    expect(await figures()).toMatchObject({ free: 866_500, disbursed: 480_000 });
  });

  /** Words are sent to be shown in a case, and nothing is kept of them. */
  const changesNothing = (name: string): boolean => name === 'post /api/letters/{id}/preview';

  /** Uploads are read by who uploaded them, drafts of plans by who plans, queues by who runs the system; all else an auditor reads. */
  const theirs = (name: string): number => (/ \/api\/(files\/|queues$)| .*\/draft$/.test(name) ? 403 : 200);

  async function upload(name: Name, text: string): Promise<string> {
    const { id } = await who[name].send('POST', `/api/files?name=${encodeURIComponent(text)}.txt`, text);
    expect(await who[name].fetch(`/api/files/${id}/content`)).toBe(text);
    ids.files = id;
    return id;
  }

  async function entersDetails(name: Name, holder: string, other: Name): Promise<void> {
    const { waiting } = (await who[name].send('POST', `/api/payees/${holder}/details`, details)) as Waiting;
    const account = `/api/payees/${holder}/details/${waiting?.id ?? ''}`;
    await who[other].send('POST', `${account}/reject`, { reason: 'Nobody answers the phone.' });
    const again = (await who[name].send('POST', `/api/payees/${holder}/details`, details)) as Waiting;
    ids.details ??= again.waiting?.id ?? '';
    await who[other].send('POST', `/api/payees/${holder}/details/${again.waiting?.id ?? ''}/confirm`, {
      how: 'Called.',
    });
  }

  async function entersCode(name: Name): Promise<void> {
    await sessions[name].send('POST', '/api/step-up', {});
    await sessions[name].send('POST', '/api/step-up/confirm', { code: await lastCode(office.world, ids[name] ?? '') });
  }

  /** @returns by which reference the bank knows the payment */
  async function files(): Promise<string> {
    await enter('jonas');
    await entersCode('jonas');
    const made = await sessions.jonas.send('POST', `${at('funds')}/payment-files`, {});
    ids['payment-files'] = made.id;
    expect(await sessions.jonas.get(at('payment-files'))).toMatchObject({ payments: 1, controlSum: '3000.00' });
    const download = await sessions.jonas.ask('POST', `${at('payment-files')}/download`, {});
    const [{ endToEnd = '' } = {}] = made.contents as { endToEnd?: string }[];
    expect(download.text).toContain(endToEnd);
    return endToEnd;
  }

  /** The bank says that the payment left and that it took something for it. */
  async function reads(endToEnd: string): Promise<void> {
    const own = { iban: 'NO9386011117947', on: '2027-08-02', closing: '-3001.00' };
    const movements = [
      { amount: '3000.00', endToEnd, reference: 'B-2' },
      { amount: '1.00', reference: 'FEE', text: 'Charges' },
    ];
    const read = await who.jonas.send('POST', `${at('funds')}/statements`, statementXml({ ...own, movements }));
    ids.statements = read.id;
    const charges = read.items.find(({ bankReference }) => bankReference === 'FEE');
    ids['bank-entries'] = charges?.id ?? '';
    const reason = 'What the bank takes.';
    await who.jonas.make(at('bank-entries'), 'set-aside', { reason }, ['take-up']);
    await who.jonas.make(at('bank-entries'), 'take-up', {}, ['confirm', 'set-aside']);
    await who.jonas.make(at('bank-entries'), 'set-aside', { reason }, ['take-up']);
    const outcomes = await who.jonas.send('POST', `${at('statements')}/confirm`, {});
    expect(outcomes.items).toHaveLength(1);
  }

  async function approves(path: string, on: string): Promise<void> {
    office.at(`${on}T12:00:00Z`);
    await who.ola.make(path, 'request', { note: 'The pump runs.' }, []);
    expect((await who.amara.get(path)).moves.map(({ move }) => move)).toEqual(['send-back']);
    await who.priya.make(path, 'approve', {}, ['send-back']);
    await who.jonas.make(path, 'approve', {}, ['revoke', 'release']);
  }

  async function figures(): Promise<Record<string, number | undefined>> {
    const balance = (await who.jonas.get(at('funds'))).balance as Record<string, number>;
    const names = ['raised', 'free', 'setAside', 'committed', 'disbursed'];
    return Object.fromEntries(names.map((name) => [name, balance[`${name}Cents`]]));
  }
});

const addressOf = (path: string): string =>
  path.replaceAll(/([a-z-]+)\/\{\w+\}/g, (_, kind: string) => `${kind}/${ids[kind] ?? randomUUID()}`);

describe('what is refused', () => {
  const bearer = { authorization: 'Bearer fund_nobody' };
  const json = { 'content-type': 'application/json' };
  const round = (): string => `/api/rounds/${ids.rounds ?? ''}`;

  it.each<[string, number, () => [Name | undefined, string, string, string?, Record<string, string>?]]>([
    ['without a token', 401, () => [undefined, 'GET', '/api/me']],
    ['with an unknown token', 401, () => [undefined, 'GET', '/api/me', undefined, bearer]],
    ['what others do', 403, () => ['aud', 'POST', `${round()}/open`, '{}', json]],
    ['an unknown id', 404, () => ['amara', 'GET', `/api/rounds/${randomUUID()}`]],
    ['what is no id', 404, () => ['amara', 'GET', '/api/rounds/%00']],
    ['an unknown address', 404, () => ['amara', 'GET', '/api/nothing']],
    ['what is over', 409, () => ['amara', 'POST', `${round()}/open`, '{}', json]],
    ['a body of more than a megabyte', 413, () => ['wren', 'POST', '/api/people', `"${'x'.repeat(1.1e6)}"`, json]],
    ['a body of another type', 415, () => ['wren', 'POST', '/api/people', 'x', { 'content-type': 'text/csv' }]],
    ['fields that need mending', 422, () => ['wren', 'POST', '/api/people', '{"email":"x","nobody":1}', json]],
    ['a body that is no object', 422, () => ['wren', 'POST', '/api/people', '[]', json]],
    [
      'a key that cannot be one',
      422,
      () => ['wren', 'POST', '/api/people', '{}', { ...json, 'idempotency-key': 'a b' }],
    ],
    ['a body that is no JSON', 400, () => ['wren', 'POST', '/api/people', '{"email":', json]],
  ])('is a problem with a sentence: %s, %d', async (_, status, asked) => {
    const [name, method, path, body, headers = {}] = asked();
    const agent = office.world.as();
    agent.origin = undefined;
    const token = name && { authorization: `Bearer ${who[name].token}` };
    const answer = await agent.send<Seen>(method, path, body, { headers: { ...headers, ...token } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    expect(description.faults(answer.json, { $ref: '#/components/schemas/Problem' })).toEqual([]);
    expect(answer.json).toMatchObject({
      status,
      instance: path,
      detail: expect.stringMatching(/^[A-Z].*\.$/) as string,
    });
  });

  it('names the field that needs mending', async () => {
    const { json: problem } = await who.wren.ask('POST', '/api/people', { email: 'x', nobody: 1 });
    expect(Object.keys(problem.errors as object).sort()).toEqual(['email', 'name', 'nobody', 'role']);
  });

  it('is another request under a key that was used; the same one is answered again', async () => {
    const key = randomUUID();
    const lima = { kind: 'city', name: 'Lima', timeZone: 'America/Lima' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => who.wren.ask('POST', '/api/organisations', lima, key)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    const other = await who.wren.ask('POST', '/api/organisations', { ...lima, name: 'Quito' }, key);
    expect([other.status, other.json.detail]).toEqual([409, expect.stringContaining('sent before with other content')]);
    const { items } = await who.wren.get('/api/organisations?kind=city');
    expect(items.map(({ name }) => name)).toEqual(['Lima', 'Oslo']);
  });

  it('is never a fault of ours, whatever the method', async () => {
    const paths = [...new Set(description.operations.map(({ path }) => addressOf(path))), '/api/nothing'];
    const faults: string[] = [];
    for (const path of paths) {
      for (const method of ['HEAD', 'OPTIONS', 'PATCH', 'PUT', 'DELETE', 'TRACE', 'PROPFIND']) {
        if (description.find(method, path)) continue;
        const { status, type } = await bare(method, path);
        const known = method === 'HEAD' ? description.find('GET', path) : undefined;
        if (status >= 500 || (!known && (status < 400 || (method !== 'HEAD' && !type.includes('problem+json')))))
          faults.push(`${method} ${path} ${status} ${type}`);
      }
    }
    expect(faults).toEqual([]);
  });

  function bare(method: string, path: string): Promise<{ status: number; type: string }> {
    const headers = { authorization: `Bearer ${who.aud.token}` };
    return new Promise((resolve, reject) => {
      const asked = request(office.world.url + path, { method, headers }, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '' });
      });
      asked.on('error', reject).end();
    });
  }
});

interface Waiting {
  waiting?: { id: string };
}

const late = { deadlineLocal: '2027-01-18T23:59:59', deadlineZone: 'Europe/Oslo' };
const terms = {
  name: 'Round 1',
  budgetCents: 800_000,
  sectors: ['energy use'],
  stages: ['test'],
  rubric: [{ key: 'impact', name: 'Impact', weight: 100, max: 5 }],
  questions: [{ key: 'copy', text: 'Who can copy this?', maxWords: 20 }],
  ...late,
};
const content = {
  title: 'Heat from sewage',
  summary: 'We take heat from sewage.',
  sectors: ['energy use'],
  stage: 'test',
  budgetLines: [{ item: 'Pump', cents: 600_000 }],
  requestedCents: 600_000,
  answers: { copy: 'Every city with a sewer.' },
};
