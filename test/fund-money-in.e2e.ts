import { randomUUID } from 'node:crypto';
import type { Organisation } from '../src/people/organisation.entity';
import type { Agent } from './support/agent';
import { createWorld, type World } from './support/world';

let world: World;
let finance: Agent;
let admin: Agent;
let auditor: Agent;
let kresge: Organisation;
let barr: Organisation;
let oslo: Organisation;

beforeAll(async () => {
  world = await createWorld();
  world.clock.pin(new Date('2026-06-15T12:00:00Z'));
  finance = world.as(await world.person({ role: 'finance', name: 'Finn Finance' }));
  admin = world.as(await world.person({ role: 'admin' }));
  auditor = world.as(await world.person({ role: 'auditor' }));
  kresge = await world.organisation('The Kresge Foundation', 'funder');
  barr = await world.organisation('Barr Foundation', 'funder');
  oslo = await world.organisation('Oslo', 'city');
});
afterAll(() => world.close());

interface Problem {
  detail: string;
  errors: Record<string, string[]>;
}
interface Restriction extends Record<string, unknown> {
  id: string | null;
  name: string;
  balance: { raisedCents: number; freeCents: number };
}
interface Fund {
  id: string;
  balance: Record<string, number>;
  restrictions: Restriction[];
}
interface Pledge {
  id: string;
  status: string;
  receivedCents: number;
  outstandingCents: number;
  writtenOffCents: number;
  parts: { receivedCents: number }[];
  moves: { move: string }[];
}

const newFund = async (more: object = {}): Promise<string> =>
  (await admin.post<Fund>('/api/funds', { name: `Fund ${randomUUID()}`, currency: 'USD', ...more })).json.id;

const upload = async (agent: Agent): Promise<string> => {
  const headers = { 'content-type': 'application/octet-stream' };
  return (await agent.send<{ id: string }>('POST', '/api/files?name=letter.pdf', '%PDF-1.4\n%%EOF\n', { headers })).json
    .id;
};

const restrict = async (fundId: string, terms: { name: string } & Record<string, unknown>): Promise<string> => {
  const { status, json, text } = await finance.post<Fund>(`/api/funds/${fundId}/restrictions`, terms);
  if (status !== 201) throw new Error(text);
  return json.restrictions.find(({ name }) => name === terms.name)?.id ?? '';
};

const signed = (more: object = {}) => ({
  ...{ funderId: kresge.id, amountCents: 100_000_00, signedOn: '2026-01-10', reference: 'K-17' },
  parts: [
    { dueOn: '2026-03-31', amountCents: 60_000_00 },
    { dueOn: '2026-09-30', amountCents: 40_000_00 },
  ],
  ...more,
});
const gift = (more: object = {}) => ({
  ...{ funderId: kresge.id, grossCents: 60_000_00, feeCents: 0, receivedOn: '2026-03-30' },
  ...more,
});
const pledge = async (fundId: string, more: object = {}): Promise<string> => {
  const { status, json, text } = await finance.post<Pledge>(`/api/funds/${fundId}/pledges`, signed(more));
  if (status !== 201) throw new Error(text);
  return json.id;
};
const seen = async (id: string): Promise<Pledge> => (await auditor.get<Pledge>(`/api/pledges/${id}`)).json;

/** Balances of the books of accounts, without what is empty. */
const books = async (fundId: string): Promise<Record<string, number>> => {
  const rows = await world.sql<{ kind: string; cents: number }>(
    `select kind, sum(balance)::float8 as cents from ledger.account where book = 'accounts' and fund_id = $1 group by 1 having sum(balance) <> 0`,
    [fundId],
  );
  return Object.fromEntries(rows.map(({ kind, cents }) => [kind, cents]));
};

describe('a restriction', () => {
  it('says sectors, cities, period and purpose, and keeps the donor’s letter', async () => {
    const fundId = await newFund();
    const fileId = await upload(finance);
    const terms = { sectors: ['energy use', 'waste systems'], purpose: 'Heat.', cityIds: [oslo.id], fileId };
    const days = { startsOn: '2026-01-01', endsOn: '2026-12-31' };
    const id = await restrict(fundId, { name: 'Barr: heat', ...terms, ...days });
    const { json } = await auditor.get<{ items: Restriction[] }>(`/api/funds/${fundId}/restrictions`);
    expect(json.items[0]).toMatchObject({ id, name: 'Barr: heat', ...terms, ...days, cities: ['Oslo'] });
    const letter = await auditor.get(`/restrictions/${id}/letter`);
    expect([letter.status, letter.text, letter.headers.get('content-disposition')]).toEqual([
      ...[200, '%PDF-1.4\n%%EOF\n', expect.stringContaining('attachment; filename="letter.pdf"')],
    ]);
    expect((await auditor.get(`/api/restrictions/${id}/letter`)).status).toBe(200);
    expect((await world.as(await world.person({ role: 'reviewer' })).get(`/restrictions/${id}/letter`)).status).toBe(
      403,
    );
    const page = (await auditor.get(`/funds/${fundId}/restrictions`)).text;
    for (const text of ['Barr: heat', 'energy use, waste systems', 'Oslo', '1 January 2026 to 31 December 2026'])
      expect(page).toContain(text);
    expect(page).not.toContain('Add a donor’s restriction');
    const history = await auditor.get<{ items: { sentence: string }[] }>(`/api/funds/${fundId}/history`);
    expect(history.json.items[0]?.sentence).toBe('recorded a donor’s restriction');
  });

  it.each<[string, () => object | Promise<object>, string, string]>([
    ['no name', () => ({ name: ' ' }), 'name', 'Enter the name'],
    ['an unknown sector', () => ({ sectors: ['space'] }), 'sectors', 'Sectors are'],
    ['a sector twice', () => ({ sectors: ['energy use', 'energy use'] }), 'sectors', 'twice'],
    ['one sector that is no list', () => ({ sectors: 'energy use' }), 'sectors', 'list'],
    ['a city that is a funder', () => ({ cityIds: [kresge.id] }), 'cityIds', 'not a city'],
    [
      'an end before its beginning',
      () => ({ startsOn: '2026-02-02', endsOn: '2026-02-01' }),
      'endsOn',
      '2 February 2026',
    ],
    ['a day there is not', () => ({ endsOn: '2026-02-30' }), 'endsOn', 'not a date'],
    ['somebody else’s file', async () => ({ fileId: await upload(admin) }), 'fileId', 'Upload it again'],
    ['the former field for its sector', () => ({ sector: 'energy use' }), 'sector', 'no field called sector'],
  ])('with %s is refused beside its field', async (_, fault, field, sentence) => {
    const fundId = await newFund();
    const terms = { name: 'Barr', ...(await fault()) };
    const { status, json } = await finance.post<Problem>(`/api/funds/${fundId}/restrictions`, terms);
    expect([status, Object.keys(json.errors)]).toEqual([422, [field]]);
    expect(json.errors[field]?.join()).toContain(sentence);
  });

  it('has one name in its fund, and without a letter nothing is downloaded', async () => {
    const fundId = await newFund();
    const id = await restrict(fundId, { name: 'Barr' });
    const again = await finance.post<Problem>(`/api/funds/${fundId}/restrictions`, { name: 'Barr' });
    expect([again.status, again.json.errors.name]).toEqual([422, [expect.stringContaining('with this name')]]);
    expect((await auditor.get(`/restrictions/${id}/letter`)).status).toBe(404);
  });

  it('comes from a form that keeps what was typed, the uploaded letter too', async () => {
    const fundId = await newFund();
    const here = `/funds/${fundId}/restrictions`;
    const fields = {
      name: '',
      'sectors[]': 'waste systems',
      startsOn: '2026-05-01',
      endsOn: '',
      _key: randomUUID(),
      _page: here,
    };
    const refused = await multipart(finance, here, fields, '%PDF-1.4\n%%EOF\n');
    const page = await finance.follow(refused);
    for (const text of ['Enter the name', 'value="2026-05-01"', 'The file that you chose is kept'])
      expect(page.text).toContain(text);
    expect(page.text).toMatch(/value="waste systems"\s+checked/);
    const [, fileId = ''] = /name="fileId" value="([0-9a-f-]{36})"/.exec(page.text) ?? [];
    const sent = await finance.form(here, { ...fields, name: 'Waste', fileId, _key: randomUUID() });
    expect([sent.status, sent.to]).toEqual([303, here]);
    const { json } = await finance.get<{ items: Restriction[] }>(`/api${here}`);
    expect(json.items[0]).toMatchObject({ name: 'Waste', sectors: ['waste systems'], startsOn: '2026-05-01', fileId });
  });
});

async function multipart(agent: Agent, path: string, fields: Record<string, string>, content: string) {
  const parts = Object.entries(fields).map(
    ([name, value]) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`,
  );
  parts.push(`Content-Disposition: form-data; name="fileId"; filename="letter.pdf"\r\n\r\n${content}`);
  const body = `--cut\r\n${parts.join('\r\n--cut\r\n')}\r\n--cut--\r\n`;
  return agent.send('POST', path, body, { headers: { 'content-type': 'multipart/form-data; boundary=cut' } });
}

describe('a pledge', () => {
  it('is owed to the fund and not to be spent, is received part by part before fees, and is fulfilled by the last', async () => {
    const fundId = await newFund();
    const restrictionId = await restrict(fundId, { name: 'Kresge: energy', sectors: ['energy use'] });
    const id = await pledge(fundId, { restrictionId, fileId: await upload(finance) });
    expect(await books(fundId)).toEqual({ pledges: 100_000_00, revenue: 100_000_00 });
    expect((await seen(id)).status).toBe('signed');
    expect((await auditor.get<Fund>(`/api/funds/${fundId}`)).json.balance).toMatchObject({
      raisedCents: 0,
      freeCents: 0,
    });

    const first = await finance.post(`/api/funds/${fundId}/contributions`, gift({ pledgeId: id, feeCents: 25_00 }));
    expect(first).toMatchObject({
      status: 201,
      json: { pledgeId: id, restriction: 'Kresge: energy', netCents: 59_975_00 },
    });
    expect(await seen(id)).toMatchObject({ status: 'signed', receivedCents: 60_000_00, outstandingCents: 40_000_00 });
    expect((await seen(id)).parts.map((part) => part.receivedCents)).toEqual([60_000_00, 0]);
    expect(await books(fundId)).toEqual({ pledges: 40_000_00, revenue: 100_000_00, cash: 59_975_00, bank_fees: 25_00 });

    await finance.post(`/api/funds/${fundId}/contributions`, gift({ pledgeId: id, grossCents: 40_000_00 }));
    expect(await seen(id)).toMatchObject({ status: 'fulfilled', outstandingCents: 0, moves: [] });
    expect(await books(fundId)).toEqual({ revenue: 100_000_00, cash: 99_975_00, bank_fees: 25_00 });
    const { restrictions } = (await auditor.get<Fund>(`/api/funds/${fundId}`)).json;
    expect(restrictions.map(({ balance }) => balance.freeCents)).toEqual([99_975_00, 0]);
    expect((await auditor.get(`/pledges/${id}/document`)).status).toBe(200);
    const page = (await auditor.get(`/pledges/${id}`)).text;
    for (const text of ['Fulfilled', '$100,000.00', '31 March 2026', 'Recorded the contribution'])
      expect(page).toContain(text);
  });

  it('follows a correction down and up, also where the money is promised already', async () => {
    const fundId = await newFund();
    const id = await pledge(fundId, {
      amountCents: 60_000_00,
      parts: [{ dueOn: '2026-03-31', amountCents: 60_000_00 }],
    });
    const { json } = await finance.post<{ id: string }>(`/api/funds/${fundId}/contributions`, gift({ pledgeId: id }));
    const paid = { kind: 'overhead', expense: 'admin_expense', amountCents: 50_000_00, reason: 'Rent.' };
    const spent = await finance.post<{ id: string }>(`/api/funds/${fundId}/instructions`, paid);
    for (let n = 0; n < 2; n += 1)
      await world.as(await world.person({ role: 'program' })).post(`/api/instructions/${spent.json.id}/approve`);
    const to = (grossCents: number) =>
      finance.post<Problem>(`/api/contributions/${json.id}/correct`, { grossCents, reason: 'A slip.' });

    expect((await to(55_000_00)).status).toBe(200);
    expect(await seen(id)).toMatchObject({ status: 'signed', receivedCents: 55_000_00, outstandingCents: 5_000_00 });
    expect(await books(fundId)).toMatchObject({
      pledges: 5_000_00,
      revenue: 60_000_00,
      cash: 5_000_00,
      admin_expense: 50_000_00,
    });
    const less = await to(49_999_99);
    expect([less.status, less.json.detail]).toEqual([409, expect.stringContaining('set aside or paid')]);
    const more = await to(60_000_01);
    expect([more.status, more.json.errors.grossCents]).toEqual([
      422,
      [expect.stringContaining('$5,000.00 is outstanding')],
    ]);
    expect((await to(60_000_00)).status).toBe(200);
    expect(await seen(id)).toMatchObject({ status: 'fulfilled', outstandingCents: 0 });
    expect(await world.sql('select * from ledger.verify()')).toEqual([]);
  });

  it('is not overpaid in the books, whoever posts', async () => {
    const fundId = await newFund();
    await pledge(fundId);
    const line = (cents: number) => {
      const account = (kind: string) => ({ book: 'accounts', kind, fund: fundId, currency: 'USD', restriction: null });
      const entry = {
        kind: 'contribution.received',
        subject: `contribution:${randomUUID()}`,
        key: randomUUID(),
        occurrence: 1,
      };
      const by = { actor: randomUUID(), at: '2026-06-15T12:00:00Z' };
      return JSON.stringify({
        ...entry,
        ...by,
        lines: [{ debit: account('bank_fees'), credit: account('pledges'), cents }],
      });
    };
    const post = (cents: number) => world.sql('select ledger.post($1)', [line(cents)]);
    await expect(post(100_000_01)).rejects.toMatchObject({ constraint: 'pledges_floor' });
    await post(100_000_00);
    await expect(post(1)).rejects.toMatchObject({ constraint: 'pledges_floor' });
  });

  it('is not overpaid by two that come at once', async () => {
    const fundId = await newFund();
    const id = await pledge(fundId);
    const all = await Promise.all(
      Array.from({ length: 6 }, () => finance.post(`/api/funds/${fundId}/contributions`, gift({ pledgeId: id }))),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
    expect(await seen(id)).toMatchObject({ receivedCents: 60_000_00, outstandingCents: 40_000_00 });
  });

  it.each<[string, object, string, string]>([
    [
      'parts one cent short',
      { parts: [{ dueOn: '2026-03-31', amountCents: 99_999_99 }] },
      'parts',
      '$0.01 less than the pledge',
    ],
    [
      'parts one cent over',
      { parts: [{ dueOn: '2026-03-31', amountCents: 100_000_01 }] },
      'parts',
      '$0.01 more than the pledge',
    ],
    ['no part', { parts: [] }, 'parts', 'one part at least'],
    [
      'a part due before it was signed',
      { parts: [{ dueOn: '2026-01-09', amountCents: 100_000_00 }] },
      'parts[0][dueOn]',
      '10 January 2026',
    ],
    ['a part of nothing', { parts: [{ dueOn: '2026-03-31', amountCents: 0 }] }, 'parts[0][amountCents]', 'above zero'],
    ['a negative amount', { amountCents: -1 }, 'amountCents', 'above zero'],
    ['half a cent', { amountCents: 100.5 }, 'amountCents', 'whole minor units'],
    ['more than can be counted', { amountCents: 2 ** 53 }, 'amountCents', 'larger than the system'],
    ['a day to come', { signedOn: '2026-06-16' }, 'signedOn', 'to today'],
    ['a day before the fund began', { signedOn: '2024-12-31' }, 'signedOn', '1 January 2025, when the fund began'],
    ['an unknown funder', { funderId: randomUUID() }, 'funderId', 'no such funder'],
    ['another fund’s restriction', { restrictionId: randomUUID() }, 'restrictionId', 'not a restriction of this fund'],
  ])('with %s is refused beside its field', async (_, fault, field, sentence) => {
    const fundId = await newFund({ beganOn: '2025-01-01' });
    const { status, json } = await finance.post<Problem>(`/api/funds/${fundId}/pledges`, signed(fault));
    expect([status, Object.keys(json.errors)]).toEqual([422, [field]]);
    expect(json.errors[field]?.join()).toContain(sentence);
    expect(await books(fundId)).toEqual({});
  });

  it('takes no contribution of another funder, of another fund, for something else, or beyond what is outstanding', async () => {
    const [fundId, other] = [await newFund(), await newFund()];
    const restrictionId = await restrict(fundId, {
      name: 'Only waste',
      sectors: ['waste systems'],
      endsOn: '2026-02-01',
    });
    const id = await pledge(fundId);
    const said = async (fund: string, more: object) =>
      (await finance.post<Problem>(`/api/funds/${fund}/contributions`, gift(more))).json.errors;
    expect(await said(fundId, { pledgeId: id, funderId: barr.id })).toEqual({
      pledgeId: ['This pledge was signed by another funder.'],
    });
    expect(await said(other, { pledgeId: id })).toEqual({ pledgeId: ['This is not a pledge of this fund.'] });
    expect(await said(fundId, { pledgeId: id, restrictionId, receivedOn: '2026-02-01' })).toEqual({
      restrictionId: [expect.stringContaining('The pledge says')],
    });
    expect(await said(fundId, { restrictionId })).toEqual({
      restrictionId: [expect.stringContaining('“Only waste” ended on 1 February 2026')],
    });
    expect(await said(fundId, { pledgeId: id, grossCents: 100_000_01 })).toEqual({
      grossCents: [expect.stringContaining('$100,000.00 is outstanding')],
    });
    expect(await seen(id)).toMatchObject({ receivedCents: 0 });
  });

  it('is signed on a page, whose form keeps what was typed', async () => {
    const fundId = await newFund();
    const here = `/funds/${fundId}/pledges/new`;
    const typed = {
      ...{
        funderId: kresge.id,
        amountCents: '1,000.00',
        signedOn: '2026-01-10',
        restrictionId: '',
        reference: 'K-18',
        _page: here,
      },
      parts: [
        { amountCents: '', dueOn: '' },
        { amountCents: '400.00', dueOn: '2026-03-31' },
        { amountCents: '599.99', dueOn: '2026-09-30' },
      ],
    };
    const page = await finance.follow(await finance.form(`/funds/${fundId}/pledges`, typed));
    for (const text of [
      '$0.01 less than the pledge',
      'value="400.00"',
      'value="599.99"',
      'value="K-18"',
      'value="2026-09-30"',
    ])
      expect(page.text).toContain(text);
    typed.parts[2] = { amountCents: '600', dueOn: '2026-09-30' };
    const sent = await finance.form(`/funds/${fundId}/pledges`, typed);
    expect(sent.to).toMatch(/^\/pledges\/[0-9a-f-]{36}$/);
    expect((await finance.follow(sent)).text).toContain('Propose to write the rest off');
    const id = sent.to.split('/').at(-1) ?? '';
    const form = await finance.get(`/funds/${fundId}/contributions/new?pledge=${id}`);
    expect(form.text).toMatch(new RegExp(`<option value="${id}" selected`));
    const received = {
      funderId: kresge.id,
      pledgeId: id,
      grossCents: '400',
      receivedOn: '2026-03-31',
      restrictionId: '',
    };
    await finance.form(`/funds/${fundId}/contributions`, received);
    const list = (await auditor.get(`/funds/${fundId}/contributions`)).text;
    for (const text of ['Pledges of which something is outstanding', '30 September 2026', '$600.00', '$400.00'])
      expect(list).toContain(text);
    expect((await auditor.get(`/funds/${fundId}/pledges`)).text).toContain('K-18');
    expect((await auditor.get(`/pledges/${id}`)).text).not.toContain('Record a contribution on it');
  });

  it('is listed newest first, in parts, to those who read the fund', async () => {
    const fundId = await newFund();
    const ids = [await pledge(fundId), await pledge(fundId), await pledge(fundId)];
    const first = await auditor.get<{ items: Pledge[]; next: string }>(`/api/funds/${fundId}/pledges?limit=2`);
    const rest = await auditor.get<{ items: Pledge[]; next: null }>(
      `/api/funds/${fundId}/pledges?limit=2&after=${first.json.next}`,
    );
    expect([...first.json.items, ...rest.json.items].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(rest.json.next).toBeNull();
    const city = world.as(await world.person({ role: 'city' }));
    for (const path of [
      `/api/funds/${fundId}/pledges`,
      `/api/pledges/${ids[0]}`,
      `/pledges/${ids[0]}`,
      `/funds/${fundId}/pledges/new`,
    ])
      expect([path, (await city.get(path)).status]).toEqual([path, 403]);
    expect((await auditor.get(`/api/pledges/${randomUUID()}`)).status).toBe(404);
    expect((await auditor.post(`/api/funds/${fundId}/pledges`, signed())).status).toBe(403);
  });
});
