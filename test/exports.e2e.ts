import { Workbook } from 'exceljs';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Agent } from './support/agent';
import { readCsv } from './support/csv';
import { type Demonstration, openDemonstration } from './support/demonstration';
import { hasHledger, withHledger } from './support/hledger';
import { MoneyScene } from './support/money-scene';
import type { World } from './support/world';

let scene: MoneyScene;
let finance: Agent;

beforeAll(async () => {
  scene = await MoneyScene.open();
  await scene.play();
  finance = await scene.as('finance');
});
afterAll(() => scene?.close());

/** As bytes: a reader of text alone would take the byte order mark away. */
async function download(agent: Agent, path: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  // Whoever has asked once is signed in.
  await agent.get('/api/me');
  const cookie = [...agent.cookies].map((pair) => pair.join('=')).join('; ');
  const answer = await fetch((agent.origin ?? '') + path, { headers: { cookie } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}
const exported = (file: string) => download(finance, `/funds/${scene.fund.id}/export/${file}`);
const csv = async (file: string): Promise<string[][]> => readCsv((await exported(file)).bytes.toString('utf8'));
/** By the heads of the columns. */
const table = async (file: string): Promise<Record<string, string>[]> => {
  const [heads = [], ...rows] = await csv(file);
  return rows.map((row) => Object.fromEntries(heads.map((head, index) => [head, row[index] ?? ''])));
};

test('each table leaves as CSV with a name, for people and for programs', async () => {
  for (const name of ['journal', 'statement', 'forecast', 'funders', 'awards', 'payments']) {
    const { status, headers, bytes } = await exported(`${name}.csv`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="innovation-fund-2026-06-15-${name}.csv"`);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = readCsv(bytes.toString('utf8'));
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    const api = await download(finance, `/api/funds/${scene.fund.id}/export/${name}.csv`);
    expect(api.bytes.equals(bytes)).toBe(true);
  }
  for (const wrong of ['journal.pdf', 'secrets.csv', 'journal', '..%2fjournal.csv', 'journal.csv.exe', 'hledger.csv'])
    expect([wrong, (await exported(wrong)).status]).toEqual([wrong, 404]);
  expect((await exported('statement.csv?from=2026-05-02&to=2026-05-01')).status).toBe(422);
});

test('amounts are exact decimals with their currency beside them, and text is never a formula', async () => {
  const awards = await table('awards.csv');
  expect(
    awards.map((row) => [row.Grant, row.Award, row.Offered, row.Committed, row['On its way'], row.Paid, row.Currency]),
  ).toEqual([
    [`'=Heat; from "sewage": (phase 2)`, '4000.00', '0.00', '1500.00', '1000.00', '1500.00', 'USD'],
    ['Wind', '2500.00', '2500.00', '0.00', '0.00', '0.00', 'USD'],
    ['Sun', '500.00', '0.00', '500.00', '0.00', '0.00', 'USD'],
  ]);
  for (const title of ['+1+1', '-2+3', '@SUM(1)', '\tx', '\rx', '\n=1', '＝1']) {
    await scene.owner.query('update award set title = $2 where id = $1', [scene.ids.wind, title]);
    expect((await table('awards.csv'))[1]?.Grant).toBe(`'${title}`);
  }
  await scene.owner.query(`update award set title = 'Wind' where id = $1`, [scene.ids.wind]);
});

test('the statement holds its opening, every transfer of the period and its closing', async () => {
  const rows = await table('statement.csv?from=2026-04-01&to=2026-05-31');
  const of = (part: string) => rows.filter((row) => row.Part === part);
  expect([of('Opening').length, of('Transfer').length, of('Closing').length]).toEqual([22, 8, 22]);
  const cash = (part: string) => of(part).find((row) => row['From, debit'] === 'Cash')?.Amount;
  expect([cash('Opening'), cash('Closing')]).toEqual(['14990.00', '13490.00']);
  expect(of('Transfer').map((row) => [row.Event, row['From, debit'], row['To, credit'], row.Amount])).toEqual([
    ['Award accepted', 'Offered', 'Committed', '4000.00'],
    ['Instalment approved for payment', 'Committed', 'Approved for payment', '1500.00'],
    ['Instalment approved for payment', 'Grants', 'Grants to be paid', '1500.00'],
    ['Payment released to the bank', 'Approved for payment', 'On its way', '1500.00'],
    ['Payment released to the bank', 'Grants to be paid', 'Payments on their way', '1500.00'],
    ['Payment settled', 'On its way', 'Disbursed', '1500.00'],
    ['Payment settled', 'Payments on their way', 'Cash', '1500.00'],
    ['Pledge signed', 'Pledges to be received', 'Contributions', '3000.00'],
  ]);
});

test('what funders gave is what was used of it', async () => {
  const rows = await table('funders.csv');
  const cents = (text = ''): number => Number(text.replace('.', ''));
  const uses = ['Free', 'Set aside', 'Committed', 'Disbursed', 'Running costs'] as const;
  const total = (line: string, heads: readonly string[], funder: string): number =>
    rows
      .filter((row) => row.Line === line && row.Funder === funder)
      .reduce((sum, row) => sum + heads.reduce((all, head) => all + cents(row[head]), 0), 0);
  expect(total('Use', uses, 'Barr Foundation')).toBe(500_000);
  expect(total('Contribution', ['Given'], 'The Kresge Foundation')).toBe(1_040_000);
  expect(total('Contribution', ['Bank fee'], 'The Kresge Foundation')).toBe(1_000);
  expect(total('Use', uses, 'The Kresge Foundation')).toBe(1_039_000);
  expect(
    rows
      .filter((row) => row.Funder === 'Barr Foundation' && row.Line === 'Use')
      .map((row) => [row['Used for'], row['Set aside'], row.Committed, row.Disbursed]),
  ).toEqual([
    [`'=Heat; from "sewage": (phase 2)`, '0.00', '2500.00', '1500.00'],
    ['Wind', '1000.00', '0.00', '0.00'],
  ]);
});

test('a workbook holds the same with amounts as numbers and text as text', async () => {
  for (const [of, sheets] of Object.entries({
    journal: ['Transfers'],
    statement: ['Figures', 'Movements', 'Transfers'],
    forecast: ['Forecast', 'No date', 'Assumptions'],
    funders: ['Funders'],
    awards: ['Awards'],
    payments: ['Payments'],
  })) {
    const { status, bytes } = await exported(`${of}.xlsx`);
    expect([of, status]).toEqual([of, 200]);
    const book = new Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    expect(book.worksheets.map(({ name }) => name)).toEqual(sheets);
    book.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined())));
    if (of === 'awards') {
      const row = book.worksheets[0]?.getRow(2);
      expect([row?.getCell(1).value, row?.getCell(5).value, row?.getCell(5).numFmt, row?.getCell(12).value]).toEqual([
        ...['=Heat; from "sewage": (phase 2)', 4000, '#,##0.00', 'USD'],
      ]);
    }
  }
});

describe('an outside judge', () => {
  let demo: Demonstration | undefined;
  afterAll(() => demo?.close());

  const balancesOf = async (world: World, fund: string): Promise<Map<string, string>> => {
    const rows = await world.sql<{ id: string; cents: string }>(
      `select id, case when normal = 'debit' then balance else -balance end as cents from ledger.account where fund_id = $1 and balance <> 0`,
      [fund],
    );
    return new Map(rows.map(({ id, cents }) => [id, cents]));
  };

  async function judge(world: World, agent: Agent, fund: string): Promise<void> {
    const { status, headers, bytes } = await download(agent, `/funds/${fund}/export/hledger.journal`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    if (!hasHledger()) {
      process.stderr.write(
        '\nNo hledger on the PATH: the exported journal was NOT read by it. On Debian: apt-get install hledger.\n\n',
      );
      return;
    }
    await withHledger(bytes.toString('utf8'), async (run) => {
      await run('check', '--strict');
      await run('check', 'accounts', 'commodities', 'ordereddates', 'uniqueleafnames', 'assertions');
      const lines = (await run('balance', '--flat', '--no-total', '-O', 'csv')).trim().split('\n').slice(1);
      const theirs = new Map(
        lines.map((line) => {
          const [, id = '', amount = ''] = /#(\d+)","USD (-?[\d.]+)"$/.exec(line) ?? [];
          return [id, amount.replace('.', '')];
        }),
      );
      expect(theirs).toEqual(
        new Map([...(await balancesOf(world, fund))].map(([id, cents]) => [id, String(Number(cents))])),
      );
      for (const book of ['budget', 'accounts'])
        expect([book, /\b0\s*$/.test(await run('balance', book))]).toEqual([book, true]);
    });
  }

  test('hledger accepts the journal with awkward names, and comes to the same balances account by account', async () => {
    await judge(scene.world, finance, scene.fund.id);
  });

  test('hledger accepts the demonstration’s journals, and comes to the same balances account by account', async () => {
    demo = await openDemonstration();
    const auditor = demo.world.as(await demo.person('Elif Demir'));
    const funds = await demo.world.sql<{ id: string }>('select id from fund order by name');
    expect(funds.length).toBeGreaterThan(1);
    for (const { id } of funds) await judge(demo.world, auditor, id);
  }, 240_000);

  test('a journal in which an amount is not the ledger’s is refused by hledger', async () => {
    if (!hasHledger()) return;
    const { bytes } = await exported('hledger.journal');
    const forged = bytes.toString('utf8').replaceAll('4000.00\n', '4000.01\n');
    await expect(withHledger(forged, (run) => run('check'))).rejects.toThrow('balance assertion');
  });
});

test('the statement of a year with 100,000 transfers leaves in a stream that does not grow', async () => {
  const { fund, owner } = scene;
  await owner.query(busyYear, [fund.id, randomUUID()]);
  await owner.query('analyze');
  const one = await heapWhile(finance, `/funds/${fund.id}/export/statement.csv?from=2026-06-15&to=2026-06-15`);
  const all = await heapWhile(finance, `/funds/${fund.id}/export/statement.csv`);
  expect(all.lines).toBeGreaterThan(100_000);
  expect(one.lines).toBeLessThan(all.lines / 50);
  expect(all.bytes).toBeGreaterThan(15_000_000);
  // All rows at once would be several times as much as the bytes that leave.
  expect(all.grownMb).toBeLessThan(40);
}, 240_000);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Reads slowly enough for what is piled up to be seen. */
async function heapWhile(agent: Agent, path: string): Promise<{ lines: number; bytes: number; grownMb: number }> {
  const cookie = [...agent.cookies].map((pair) => pair.join('=')).join('; ');
  collect();
  const before = process.memoryUsage();
  let [lines, bytes, most] = [0, 0, 0];
  const answer = await fetch((agent.origin ?? '') + path, { headers: { cookie } });
  let pieces = 0;
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines += 1;
    if ((pieces += 1) % 50 === 0) {
      await sleep(20);
      collect();
      const now = process.memoryUsage();
      most = Math.max(most, now.heapUsed + now.external - before.heapUsed - before.external);
    }
  }
  return { lines, bytes, grownMb: most / 2 ** 20 };
}

/** Fifty thousand events of two transfers each, over the days from February on, with what the ledger keeps beside them. */
const busyYear = `
  with seqs as (select coalesce(max(seq), 0) as last from ledger.transaction),
  pots as (
    select (select id from ledger.account where fund_id = $1 and kind = 'committed' and book = 'budget' order by id limit 1) as one,
           (select id from ledger.account where fund_id = $1 and kind = 'payable' and book = 'budget' order by id limit 1) as two),
  entered as (insert into ledger.transaction (seq, kind, subject, occurrence, key, body_hash, actor, at, hash)
    select last + n, 'instalment.approved', 'instalment:' || $2, n, 'busy:' || n, '', $2::uuid,
           '2026-02-01T00:00:00Z'::timestamptz + (n / 400) * interval '1 day' + (n % 400) * interval '1 minute', ''
      from seqs, generate_series(1, 50000) n),
  longer as (update ledger.head set seq = seq + 50000),
  listed as (insert into ledger.of_fund select $1, last + n from seqs, generate_series(1, 50000) n)
  insert into ledger.transfer (transaction, position, debit, credit, cents)
    select last + n, place, case place when 1 then one else two end, case place when 1 then two else one end, n
      from seqs, pots, generate_series(1, 50000) n, generate_series(1, 2) place`;
