import type { Agent } from './support/agent';
import { MoneyScene } from './support/money-scene';

let scene: MoneyScene;
let finance: Agent;
let fund: string;

beforeAll(async () => {
  scene = await MoneyScene.open();
  await scene.play();
  fund = scene.fund.id;
  finance = await scene.as('finance');
});
afterAll(() => scene?.close());

/** Sessions end with the days that pass. */
async function on(day: string): Promise<void> {
  scene.at(day);
  finance = await scene.as('finance');
}

type Sums = Record<string, number>;
interface Fund {
  asOf: string | null;
  balance: Sums;
  restrictions: { name: string; balance: Sums }[];
}
interface Problem {
  errors: Record<string, string[]>;
}
interface Transaction {
  seq: number;
  kind: string;
  about: string | null;
  transfers: { from: string; to: string; cents: number }[];
  entries: { debit: string; credit: string; cents: number }[];
}
const get = async <T>(path: string): Promise<T> => (await finance.get<T>(`/api/funds/${fund}${path}`)).json;
const transfers = async (query: string) => (await get<{ items: Transaction[] }>(`/transfers?limit=100&${query}`)).items;
const figuresOf = ({ raisedCents, freeCents, setAsideCents, committedCents, disbursedCents, overheadCents }: Sums) => [
  ...[raisedCents, freeCents, setAsideCents, committedCents, disbursedCents, overheadCents],
];

test('the figures have running costs once there are any, and add up', async () => {
  const { balance, asOf } = await get<Fund>('');
  expect([asOf, ...figuresOf(balance)]).toEqual([null, 1_539_000, 830_000, 250_000, 300_000, 150_000, 9_000]);
  const page = (await finance.get(`/funds/${fund}`)).text;
  for (const text of ['Running costs', '$90.00', 'Running costs $90.00', 'aria-current="page"'])
    expect(page).toContain(text);
});

test('the figures of a past day are those at its end, whole and for each restriction', async () => {
  const past = await get<Fund>('?on=2026-03-31');
  expect([past.asOf, ...figuresOf(past.balance)]).toEqual(['2026-03-31', 1_499_000, 799_000, 700_000, 0, 0, 0]);
  expect(past.restrictions.map(({ name, balance }) => [name, ...figuresOf(balance)])).toEqual([
    ['Energy only', 500_000, 0, 500_000, 0, 0, 0],
    ['Unrestricted', 999_000, 799_000, 200_000, 0, 0, 0],
  ]);
  // On the day itself, and the day before.
  expect(figuresOf((await get<Fund>('?on=2026-02-10')).balance).slice(0, 2)).toEqual([1_499_000, 1_499_000]);
  expect(figuresOf((await get<Fund>('?on=2026-02-09')).balance).slice(0, 2)).toEqual([999_000, 999_000]);
  expect((await get<Fund>('?on=2026-06-15')).balance).toEqual((await get<Fund>('')).balance);
  const page = (await finance.get(`/funds/${fund}?on=2026-03-31`)).text;
  for (const text of ['at the end of 31 March 2026', '$7,990.00', `stage=set-aside&amp;to=2026-03-31`])
    expect(page).toContain(text);
  const journal = (await finance.get(`/funds/${fund}/transfers?stage=set-aside&to=2026-03-31`)).text;
  expect(journal).toContain('Set aside: $7,000.00, to 31 March 2026');
});

test.each([
  ['2026-01-09', 'The fund began on 10 January 2026. Choose a day from then on.'],
  ['2026-06-16', 'This day is still to come. Choose a day up to today.'],
  ['2026-02-30', '“2026-02-30” is not a date like 2026-11-30.'],
  ['yesterday', '“yesterday” is not a date like 2026-11-30.'],
  ['0026-01-01', 'Enter a year from 1900 to 2199.'],
])('the figures of %s are refused with a sentence', async (on, sentence) => {
  const { status, json } = await finance.get<Problem>(`/api/funds/${fund}?on=${on}`);
  expect([status, json.errors.on]).toEqual([422, [sentence]]);
  const page = await finance.get(`/funds/${fund}?on=${on}`);
  expect(page.status).toBe(200);
  for (const text of [sentence, `value="${on}"`, '$15,390.00', 'govuk-error-summary'])
    expect(page.text).toContain(text);
});

test('the trend tells each month’s end from what the days did', async () => {
  const page = (await finance.get(`/funds/${fund}`)).text;
  expect(page).toContain('From January 2026 to June 2026. In the end: Free $8,300.00');
  const rows = [...page.matchAll(/<tr[^>]*><th[^>]*>(\w+ 2026)<\/th>(.*?)<\/tr>/g)].map(([, month, cells = '']) => [
    month,
    ...[...cells.matchAll(/>([^<]*)<\/td>/g)].map(([, text]) => text),
  ]);
  expect(rows).toEqual([
    ['June 2026', '$15,390.00', '$8,300.00', '$2,500.00', '$3,000.00', '$1,500.00', '$90.00'],
    ['May 2026', '$14,990.00', '$7,990.00', '$3,000.00', '$2,500.00', '$1,500.00', '$0.00'],
    ['April 2026', '$14,990.00', '$7,990.00', '$3,000.00', '$4,000.00', '$0.00', '$0.00'],
    ['March 2026', '$14,990.00', '$7,990.00', '$7,000.00', '$0.00', '$0.00', '$0.00'],
    ['February 2026', '$14,990.00', '$14,990.00', '$0.00', '$0.00', '$0.00', '$0.00'],
    ['January 2026', '$9,990.00', '$9,990.00', '$0.00', '$0.00', '$0.00', '$0.00'],
  ]);
});

test('the journal is narrowed to what made a figure, and what is shown adds up to it', async () => {
  const { ids, kresge, energy } = scene;
  const effect = (items: Transaction[], stages: string[]): number =>
    items
      .flatMap((one) => one.transfers)
      .reduce(
        (sum, { from, to, cents }) => sum + (stages.includes(to) ? cents : 0) - (stages.includes(from) ? cents : 0),
        0,
      );
  const committed = ['committed', 'payable', 'in_transit'];
  expect(effect(await transfers('stage=committed'), committed)).toBe(300_000);
  expect(effect(await transfers(`stage=committed&award=${ids.heat}`), committed)).toBe(250_000);
  expect(effect(await transfers(`stage=committed&restriction=${energy}`), committed)).toBe(250_000);
  expect(effect(await transfers('stage=committed&restriction=none'), committed)).toBe(50_000);
  expect(effect(await transfers(`stage=free&funder=${kresge.id}`), ['available'])).toBe(830_000);
  expect(effect(await transfers(`stage=free&contribution=${ids.third}`), ['available'])).toBe(40_000);
  expect(effect(await transfers(`stage=set-aside&round=${ids.round}`), ['reserved'])).toBe(0);
  expect(effect(await transfers('stage=set-aside&to=2026-03-31'), ['reserved', 'offered'])).toBe(700_000);
  const june = await transfers('from=2026-06-01&to=2026-06-10');
  expect(june.map(({ kind }) => kind)).toEqual([
    ...[
      'overhead.paid',
      'contribution.received',
      'payment.released',
      'instalment.approved',
      'award.accepted',
      'award.approved',
    ],
  ]);
  const award = await transfers(`award=${ids.heat}&from=2026-06-01`);
  expect(award.map(({ kind }) => kind)).toEqual(['refund.demanded', 'payment.released', 'instalment.approved']);
  expect(award[0]).toMatchObject({
    transfers: [],
    entries: [{ debit: 'refunds_due', credit: 'grant_recovered', cents: 10_000 }],
  });
  expect((await transfers('account=cash')).map(({ kind }) => kind)).toEqual([
    ...['overhead.paid', 'contribution.received', 'payment.settled', 'contribution.received', 'contribution.received'],
  ]);
});

test('a narrowed journal is read in parts like the whole', async () => {
  for (const query of ['', 'stage=committed&', `award=${scene.ids.heat}&`, 'from=2026-03-01&to=2026-06-14&']) {
    const seen: number[] = [];
    for (let next: string | null = ''; next !== null;) {
      const path: string = `/transfers?${query}limit=2${next === '' ? '' : `&after=${next}`}`;
      const { items, next: more } = await get<{ items: Transaction[]; next: string | null }>(path);
      seen.push(...items.map(({ seq }) => seq));
      next = more;
    }
    expect(seen).toEqual((await transfers(query)).map(({ seq }) => seq));
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
  }
});

test.each([
  ['from=2026-05-02&to=2026-05-01', 'to'],
  ['from=soon', 'from'],
  ['restriction=energy', 'restriction'],
  ['round=1', 'round'],
  ['account=money', 'account'],
])('a journal of %s is refused with a sentence', async (query, field) => {
  const { status, json } = await finance.get<Problem>(`/api/funds/${fund}/transfers?${query}`);
  expect([status, Object.keys(json.errors)]).toEqual([422, [field]]);
  const page = await finance.get(`/funds/${fund}/transfers?${query}`);
  expect([page.status, page.text.includes('govuk-error-summary')]).toEqual([200, true]);
});

test('one transaction tells both books, the person, its seal and what it is about', async () => {
  const [settled] = await transfers('stage=disbursed');
  const seq = settled?.seq ?? 0;
  const { status, json } = await finance.get(`/api/transactions/${seq}`);
  const before = await finance.get(`/api/transactions/${seq - 1}`);
  expect([status, json]).toMatchObject([
    200,
    {
      seq,
      kind: 'payment.settled',
      awardId: scene.ids.heat,
      by: { name: 'Finn Finance' },
      fund: { id: fund },
      reversedBy: null,
    },
  ]);
  expect(json.previousHash).toBe(before.json.hash);
  expect(json.transfers).toMatchObject([
    {
      book: 'budget',
      debit: { kind: 'in_transit', restriction: 'Energy only', funder: 'Barr Foundation' },
      credit: { kind: 'expended' },
      cents: 150_000,
    },
    { book: 'accounts', debit: { kind: 'in_transit' }, credit: { kind: 'cash' }, cents: 150_000 },
  ]);
  const page = (await finance.get(`/transactions/${seq}`)).text;
  for (const text of ['Payment settled', 'Finn Finance', String(json.hash), `/awards/${scene.ids.heat}`, '$1,500.00'])
    expect(page).toContain(text);
  for (const wrong of ['0', '999', '-1', 'x', '99999999999999999999']) {
    expect((await finance.get(`/api/transactions/${wrong}`)).status).toBe(404);
    expect((await finance.get(`/transactions/${wrong}`)).status).toBe(404);
  }
  const journal = (await finance.get(`/funds/${fund}/transfers`)).text;
  expect(journal).toContain(`href="/transactions/${seq}"`);
});

interface Forecast {
  today: string;
  months: (Sums & { month: string; restrictions: (Sums & { name: string })[] })[];
  later: Sums;
  undated: { kind: string; cents: number }[];
  assumptions: string[];
}

test('the forecast is what was worked out by hand, whole and for each restriction', async () => {
  const forecast = await get<Forecast>('/forecast');
  const sums = ({ outCents, inCents, freeCents, inFundCents }: Sums) => [outCents, inCents, freeCents, inFundCents];
  expect(forecast.months.map((month) => [month.month, ...sums(month)])).toEqual([
    ['2026-06', 100_000, 60_000, 890_000, 1_340_000],
    ['2026-07', 0, 0, 890_000, 1_340_000],
    ['2026-08', 150_000, 0, 890_000, 1_190_000],
    ['2026-09', 0, 200_000, 1_090_000, 1_390_000],
    ...['2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05'].map((month) => [
      ...[month, 0, 0, 1_090_000, 1_390_000],
    ]),
  ]);
  expect(forecast.months[0]).toMatchObject({ onItsWayCents: 100_000, overdueCents: 0 });
  expect(
    forecast.months
      .slice(0, 4)
      .map(({ restrictions }) => restrictions.map(({ name, ...rest }) => [name, ...sums(rest)])),
  ).toEqual([
    [
      ['Energy only', 100_000, 0, 0, 250_000],
      ['Unrestricted', 0, 60_000, 890_000, 1_090_000],
    ],
    [
      ['Energy only', 0, 0, 0, 250_000],
      ['Unrestricted', 0, 0, 890_000, 1_090_000],
    ],
    [
      ['Energy only', 150_000, 0, 0, 100_000],
      ['Unrestricted', 0, 0, 890_000, 1_090_000],
    ],
    [
      ['Energy only', 0, 0, 0, 100_000],
      ['Unrestricted', 0, 200_000, 1_090_000, 1_290_000],
    ],
  ]);
  expect(forecast.undated.map(({ kind, cents }) => [kind, cents])).toEqual([
    ['offered', 250_000],
    ['unplanned', 50_000],
    ['refunds', 10_000],
  ]);
  expect(forecast.later).toEqual({ outCents: 0, inCents: 0 });
  const page = (await finance.get(`/funds/${fund}/forecast`)).text;
  for (const text of ['June 2026: $1,000.00 leaves, $600.00 comes in', '$1,000.00 on its way', ...forecast.assumptions])
    expect(page).toContain(text);
});

test('what is overdue leaves this month, and what is far away is told apart', async () => {
  await on('2026-10-01');
  const { months, later } = await get<Forecast>('/forecast');
  expect(months[0]).toMatchObject({
    month: '2026-10',
    outCents: 250_000,
    overdueCents: 150_000,
    onItsWayCents: 100_000,
    inCents: 260_000,
  });
  await on('2025-06-01');
  expect((await get<Forecast>('/forecast')).later).toEqual({ outCents: 150_000, inCents: 260_000 });
  await on('2026-06-15');
  expect(later).toEqual({ outCents: 0, inCents: 0 });
});

interface Statement {
  stages: (Sums & { stage: string; movements: { kind: string; cents: number }[] })[];
  accounts: (Sums & { account: string; movements: { kind: string; cents: number }[] })[];
  transactions: number;
  reconciles: boolean;
}

test('a statement opens, moves and closes as worked out by hand, and reconciles', async () => {
  const statement = await get<Statement>('/statement?from=2026-04-01&to=2026-05-31');
  expect([statement.reconciles, statement.transactions]).toEqual([true, 5]);
  const ends = (rows: (Sums & { movements: object[] })[], key: 'stage' | 'account') =>
    (rows as unknown as Record<string, string | number>[]).map((row) => [row[key], row.openingCents, row.closingCents]);
  expect(ends(statement.stages, 'stage')).toEqual([
    ['resources', 1_499_000, 1_499_000],
    ['available', 799_000, 799_000],
    ['reserved', 50_000, 50_000],
    ['offered', 650_000, 250_000],
    ['committed', 0, 250_000],
    ['payable', 0, 0],
    ['in_transit', 0, 0],
    ['expended', 0, 150_000],
    ['overhead', 0, 0],
  ]);
  expect(statement.stages.find(({ stage }) => stage === 'committed')?.movements).toEqual([
    { kind: 'award.accepted', cents: 400_000 },
    { kind: 'instalment.approved', cents: -150_000 },
  ]);
  expect(ends(statement.accounts, 'account').filter(([, opening, closing]) => opening !== 0 || closing !== 0)).toEqual([
    ['cash', 1_499_000, 1_349_000],
    ['pledges', 0, 300_000],
    ['revenue', 1_500_000, 1_800_000],
    ['grant_expense', 0, 150_000],
    ['bank_fees', 1_000, 1_000],
  ]);
  const page = (await finance.get(`/funds/${fund}/statement?from=2026-04-01&to=2026-05-31`)).text;
  for (const text of [
    'It reconciles',
    '$13,490.00',
    'Award accepted',
    'statement.csv?from=2026-04-01&amp;to=2026-05-31',
  ])
    expect(page).toContain(text);
  // Nothing said is this year so far.
  const whole = await get<Statement & { from: string; to: string }>('/statement');
  expect([whole.from, whole.to, whole.reconciles, whole.transactions]).toEqual(['2026-01-01', '2026-06-15', true, 17]);
  expect(whole.accounts.find(({ account }) => account === 'cash')?.closingCents).toBe(1_380_000);
});

test.each([
  ['to=2026-06-16', 'to', 'This day is still to come. Choose a day up to today.'],
  ['from=2026-01-01&to=2026-06-15', 'from', 'The fund began on 10 January 2026. Choose a day from then on.'],
  ['to=2026-01-09', 'to', 'The fund began on 10 January 2026. Choose a day from then on.'],
  ['from=2026-05-02&to=2026-05-01', 'to', 'The last day is before the first.'],
  ['from=1', 'from', '“1” is not a date like 2026-11-30.'],
])('a statement of %s is refused beside its field', async (query, field, sentence) => {
  const { status, json } = await finance.get<Problem>(`/api/funds/${fund}/statement?${query}`);
  expect([status, json.errors]).toEqual([422, { [field]: [sentence] }]);
  const page = await finance.get(`/funds/${fund}/statement?${query}`);
  expect([page.status, page.text.includes(sentence)]).toEqual([200, true]);
});

test('ageing tells how long commitments, payments, pledges and refunds have stood', async () => {
  interface Group {
    words: string;
    cents: number;
    items: { title: string; days: number; cents: number; stale: boolean }[];
  }
  interface Ageing {
    commitments: Group[];
    transits: { days: number; cents: number; silent: boolean }[];
    overdue: { funder: string; days: number; cents: number }[];
    refunds: { days: number; cents: number }[];
  }
  const ageing = await get<Ageing>('/ageing');
  expect(ageing.commitments.map(({ cents, items }) => [cents, items.length])).toEqual([
    [200_000, 2],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(ageing.commitments[0]?.items.map(({ title, days, cents }) => [title, days, cents])).toEqual([
    ['Sun', 13, 50_000],
    ['=Heat; from "sewage": (phase 2)', 10, 150_000],
  ]);
  expect(ageing.transits).toMatchObject([{ days: 10, cents: 100_000, silent: true }]);
  expect(ageing.overdue).toMatchObject([
    { funder: 'The Kresge Foundation', dueOn: '2026-06-01', days: 14, cents: 60_000 },
  ]);
  expect(ageing.refunds).toMatchObject([{ dueOn: '2026-06-10', days: 5, cents: 10_000 }]);
  for (const [day, place] of [
    ['2026-07-02', 0],
    ['2026-07-03', 1],
    ['2026-08-31', 1],
    ['2026-09-01', 2],
    ['2026-11-29', 2],
    ['2026-11-30', 3],
  ] as const) {
    await on(day);
    const { commitments } = await get<Ageing>('/ageing');
    expect(commitments.findIndex(({ items }) => items.some(({ title }) => title === 'Sun'))).toBe(place);
  }
  await on('2026-12-31');
  expect((await get<Ageing>('/ageing')).commitments[3]?.items.map(({ stale }) => stale)).toEqual([true, true]);
  await on('2026-06-15');
  const page = (await finance.get(`/funds/${fund}/ageing`)).text;
  for (const text of ['Bank is silent', '$600.00', '14 days', '=Heat; from &quot;sewage&quot;: (phase 2)'])
    expect(page).toContain(text);
});

test('a fund without any money has its pages, too', async () => {
  const { id } = scene.fund;
  await scene.begin('A new fund with a name that is rather longer than the names that funds usually have');
  const empty = scene.fund.id;
  scene.fund.id = id;
  for (const page of ['', '/transfers', '/forecast', '/statement', '/ageing'])
    expect([page, (await finance.get(`/funds/${empty}${page}`)).status]).toEqual([page, 200]);
});

test('only those who read the fund read what is foreseen and stated of it', async () => {
  const expected = { program: 200, admin: 200, auditor: 200, city: 403, reviewer: 403 } as const;
  for (const [role, status] of Object.entries(expected)) {
    const agent = await scene.as(role as keyof typeof expected);
    for (const path of ['forecast', 'statement', 'ageing', 'export/journal.csv', 'export/hledger.journal'])
      for (const door of ['', '/api'])
        expect([role, path, (await agent.get(`${door}/funds/${fund}/${path}`)).status]).toEqual([role, path, status]);
    expect((await agent.get('/api/transactions/1')).status).toBe(status);
  }
  const nobody = '00000000-0000-4000-8000-000000000000';
  for (const path of [
    'forecast',
    'statement',
    'ageing',
    'export/awards.csv',
    'export/statement.xlsx',
    'export/hledger.journal',
  ])
    expect([path, (await finance.get(`/api/funds/${nobody}/${path}`)).status]).toEqual([path, 404]);
});
