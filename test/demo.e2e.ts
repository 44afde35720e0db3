import { loadDemonstration } from '../src/demo';
import { readConfig } from '../src/kernel/config';
import { type Demonstration, openDemonstration } from './support/demonstration';
import { bankKey } from './support/keys';

/** The published facts of Round 3: title, lead city, partners and the award in dollars. */
const awards: [string, string, string[], number][] = [
  ['Consumption and Urban Decarbonization: New Tools and Approaches', 'Portland', [], 100_000],
  [
    'Thermal Decarbonization Initiative for Cities - Phase 2',
    'New York City',
    ['Boulder', 'Washington DC', 'Burlington VT'],
    200_000,
  ],
  ['Total System Performance Ratio (TSPR) HVAC', 'Seattle', ['Boulder', 'New York City'], 150_000],
  ['Yokohama Blue Carbon', 'Yokohama', [], 100_000],
  ['Capitalizing Carbon to Accelerate EV Charging - Phase 2: Prototype', 'San Francisco', [], 25_000],
  ['Human Centered Design', 'Seattle', [], 25_000],
  ['Zero Emissions Building Centre of Excellence', 'Vancouver', [], 25_000],
  ['Net-Zero Program Excellence - Community of Practice', 'Sydney', [], 25_000],
];

describe('the demonstration', () => {
  let demo: Demonstration;
  const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> => demo.world.sql<T>(text, values);

  beforeAll(async () => {
    demo = await openDemonstration();
  }, 120_000);
  afterAll(() => demo?.close());

  it('has the 17 founding cities, their officers, and the five funders', async () => {
    const [count] = await sql(
      `select count(*) filter (where kind = 'city' and founding_member)::int as cities, count(*) filter (where kind = 'funder')::int as funders from organisation`,
    );
    expect(count).toEqual({ cities: 17, funders: 5 });
  });

  it('plays Round 3 with 12 proposals asking $1,939,176.00 for $650,000.00', async () => {
    const [round] = await sql(
      `select r.status, r.budget_cents::float8 as budget, count(*)::int as proposals, sum(a.requested_cents)::float8 as asked
         from round r join application a on a.round_id = r.id where r.name = 'CNCA Round 3' group by r.id`,
    );
    expect(round).toEqual({ status: 'archived', budget: 650_000_00, proposals: 12, asked: 1_939_176_00 });
  });

  it('awards what was really awarded, exactly the pot', async () => {
    const rows = await sql<{ title: string; lead: string; partners: { name: string }[]; cents: number }>(
      `select a.title, o.name as lead, p.partners, a.amount_cents::float8 as cents from award a join application p on p.id = a.application_id
         join organisation o on o.id = a.lead_id join round r on r.id = a.round_id where r.name = 'CNCA Round 3'`,
    );
    const found = rows.map(({ title, lead, partners, cents }) => [
      title,
      lead,
      partners.map(({ name }) => name),
      cents / 100,
    ]);
    expect(found.sort()).toEqual([...awards].sort());
    expect(rows.reduce((sum, { cents }) => sum + cents, 0)).toBe(650_000_00);
  });

  it('leaves the earlier fund with everything paid and nothing free', async () => {
    const stages = await sql(
      `select a.kind, sum(a.balance)::float8 as cents from ledger.account a join fund f on f.id = a.fund_id
        where a.book = 'budget' and f.name = 'CNCA Innovation Fund 2017' group by a.kind having sum(a.balance) <> 0 order by 1`,
    );
    expect(stages).toEqual([
      { kind: 'expended', cents: 650_000_00 },
      { kind: 'resources', cents: 650_000_00 },
    ]);
  });

  it('leaves the Innovation Fund with $500,000.00, of which the figures worked out by hand are free, set aside, committed and paid', async () => {
    const rows = await sql<{ kind: string; cents: number }>(
      `select a.kind, sum(a.balance)::float8 as cents from ledger.account a join fund f on f.id = a.fund_id
        where a.book = 'budget' and f.name = 'Innovation Fund' group by a.kind`,
    );
    expect(Object.fromEntries(rows.map(({ kind, cents }) => [kind, cents]))).toMatchObject({
      resources: 500_000_00,
      // 500,000 less the budgets of the two rounds, 200,000 and 250,000
      available: 50_000_00,
      // 250,000 + 200,000 less the awards of 60,000, 45,000 and 50,000
      reserved: 295_000_00,
      // Boulder's award, not answered yet
      offered: 50_000_00,
      // the second halves of Copenhagen's 60,000 and Oslo's 45,000
      committed: 30_000_00 + 22_500_00,
      payable: 0,
      // Oslo's first half
      in_transit: 22_500_00,
      // Copenhagen's first half
      expended: 30_000_00,
    });
  });

  it('has a pledge of which the first part has arrived, and a restriction that holds today', async () => {
    const [pledge] = await sql(
      `select p.status, p.amount_cents::float8 as signed, p.received_cents::float8 as received, count(s.*)::int as parts
         from pledge p join pledge_part s on s.pledge_id = p.id group by p.id`,
    );
    expect(pledge).toEqual({ status: 'signed', signed: 150_000_00, received: 100_000_00, parts: 2 });
    const [restriction] = await sql(
      `select starts_on < now() as begun, ends_on > now() as open, file_id is not null as letter from restriction where starts_on is not null`,
    );
    expect(restriction).toEqual({ begun: true, open: true, letter: true });
  });

  it('has the papers of one grant: its agreement, and the amendment that gave it more time', async () => {
    const rows = await sql(
      `select o.name, to_char(w.ends_on, 'YYYY-MM-DD') as ends, m.status, m.file_id is not null as letter, w.agreement_file_id is not null as agreement
         from amendment m join award w on w.id = m.award_id join organisation o on o.id = w.lead_id`,
    );
    expect(rows).toEqual([
      { name: 'New York City', ends: '2018-05-31', status: 'approved', letter: true, agreement: true },
    ]);
  });

  it('has a journal without a fault', async () => {
    expect(await sql('select * from ledger.verify()')).toEqual([]);
  });

  it('wrote its history and its letters on their days', async () => {
    const [events] = await sql(
      `select count(*)::int as n from event where name = 'application.submitted' and at < '2018-01-01'`,
    );
    expect(events).toEqual({ n: 12 });
    const [mail] = await sql<{ sent: number; other: number; early: number }>(
      `select count(*) filter (where state = 'sent')::int as sent, count(*) filter (where state <> 'sent')::int as other,
              count(*) filter (where sent_at < '2018-06-01')::int as early from mail`,
    );
    expect(mail?.other).toBe(0);
    expect(mail?.early).toBeGreaterThan(100);
    const { total } = (await (await demo.mailbox('/messages.json')).json()) as { total: number };
    expect(total).toBe(mail?.sent);
  });

  it('says where people see it what is invented', async () => {
    const elif = demo.world.as(await demo.person('Elif Demir'));
    const rows = await sql<{ id: string; title: string }>(
      `select id, title from application where title in ('Human Centered Design', 'Cargo Bicycles for the Last Mile')`,
    );
    const page = async (title: string): Promise<string> =>
      (await elif.get(`/applications/${rows.find((row) => row.title === title)?.id}`)).text;
    expect(await page('Human Centered Design')).toContain('are published facts');
    expect(await page('Cargo Bicycles for the Last Mile')).toContain('This proposal is invented');
  });

  it('is not loaded twice, nor into real data, nor where nobody asked for it', async () => {
    const given = { NODE_ENV: 'test', SMTP_URL: 'smtp://127.0.0.1:1', BANK_KEY: bankKey };
    const config = { ...given, DATABASE_URL: demo.world.databaseUrl };
    expect(await loadDemonstration(readConfig({ ...config, DEMO: 'true' }))).toBe('there already');
    await expect(loadDemonstration(readConfig({ ...config, DEMO: 'false' }))).rejects.toThrow('DEMO is not true');
    expect(() => readConfig({ ...config, DEMO: 'true', NODE_ENV: 'production' })).toThrow(
      'a real fund never runs the demonstration',
    );
  });
});
