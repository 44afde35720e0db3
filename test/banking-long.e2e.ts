import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { StatementReader } from '../src/banking/statement-reader.service';
import { Awarding, type Problem } from './support/awarding';
import { type Movement, statementXml } from './support/bank';
import { compileModules } from './support/checkout';
import { confirmDetails } from './support/payee';

/** As large a year as a bank sends in one file. */
const entries = 7_600;
const octets = { headers: { 'content-type': 'application/octet-stream' } };

let here: Awarding;
beforeAll(async () => {
  here = await Awarding.prepare(2, 700_000, 300_000);
  await confirmDetails(here.world, {
    holderId: here.fundId,
    enteredBy: here.people.tomas,
    confirmedBy: here.people.jonas,
  });
  here.world.get(StatementReader).entry = join(compileModules('banking', 'kernel'), 'banking/camt053.thread.js');
});
afterAll(() => here.world.close());

const movements = (length: number, more: Movement[]): Movement[] => [
  ...Array.from({ length }, (_, i) => ({
    ...{ amount: '12.34', credit: i % 2 === 0, reference: `BANK-${i}`, endToEnd: `E2E-${i}` },
    ...{ party: `Payer number ${i}`, text: `Invoice ${i}, and what people write beside it` },
  })),
  ...more,
];

const statement = (id: string, closing: string, length: number, more: Movement[] = []): string =>
  statementXml({ id, on: '2027-01-09', iban: 'NO9386011117947', closing, movements: movements(length, more) });

const send = (content: string) =>
  here
    .as('jonas')
    .send<Problem & { entries: number; id: string }>('POST', `/api/funds/${here.fundId}/statements`, content, octets);

/** Asks for the fund again and again until the work is done. @returns how often it was answered, and the longest time nobody was */
async function meanwhile<T>(work: Promise<T>): Promise<{ result: T; answered: number; blockedMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let [done, answered] = [false, 0];
  const result = work.finally(() => (done = true));
  while (!done) {
    expect((await here.as('jonas').get(`/api/funds/${here.fundId}`)).status).toBe(200);
    answered += 1;
  }
  delay.disable();
  return { result: await result, answered, blockedMs: delay.max / 1e6 };
}

describe('a statement of thousands of entries', () => {
  it('is read beside the process: others are answered meanwhile', async () => {
    const content = statement('LONG-1', '0.00', entries);
    expect(content.length).toBeGreaterThan(3_000_000);
    const began = performance.now();
    const { result, answered, blockedMs } = await meanwhile(send(content));
    const took = performance.now() - began;
    expect([result.status, result.json.entries]).toEqual([201, entries]);
    expect(answered).toBeGreaterThan(10);
    // Read in the process itself it would be most of the whole time.
    expect(blockedMs).toBeLessThan(took / 8);
    const [kept] = await here.world.sql<{ count: number }>('select count(*)::int from bank_entry');
    expect(kept?.count).toBe(entries);
  });

  it('is refused with the same sentences, and leaves nothing', async () => {
    const wrong = await send(statement('LONG-2', '1.00', 600));
    expect(wrong.status).toBe(422);
    expect(wrong.json.errors?.fileId?.[0]).toMatch(/^The total is wrong: it opens at/);
    const twice = await send(statement('LONG-3', '-12.34', 600, [{ amount: '12.34', reference: 'BANK-7' }]));
    expect(twice.json.errors?.fileId?.[0]).toMatch(/^The reference BANK-7 stands there twice/);
    expect(await here.world.sql(`select from bank_statement where statement_id <> 'LONG-1'`)).toEqual([]);
  });
});
