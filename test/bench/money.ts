import { performance } from 'node:perf_hooks';
import { type Program, start } from './programs';
import { secret, seedFund, seedReader } from './seed-money';
import { ask, type Server } from './server';
import { type Measured, median, plain } from './table';

export interface MoneyPlan {
  /** Transfers of the small and the large fund. */
  transfers: [number, number];
  /** Transfers of a short and of a long statement. */
  statements: [number, number];
  rounds: number;
}

const headers = { cookie: `session=${secret}` };
const year = 365;

/** What may not grow with a fund's years: its page, the journal of a quiet fund beside it, and the memory that a statement takes. */
export async function measureMoney(server: Server, plan: MoneyPlan): Promise<Measured[]> {
  const url = await server.database('bench_money');
  await seedReader(url);
  // The oldest is the quiet one: everything else happened since.
  const quiet = await seedFund(url, 20, 2 * year);
  const [few, many] = [
    await seedFund(url, plan.transfers[0], 2 * year),
    await seedFund(url, plan.transfers[1], 2 * year),
  ];
  const [short, long] = [await seedFund(url, plan.statements[0], year), await seedFund(url, plan.statements[1], year)];
  await ask(url, 'vacuum analyze');
  const program = await start('../../src/main', url, '/health');
  const page = await inTurn(program, plan.rounds, [`/funds/${few}`, `/funds/${many}`]);
  const narrowed = await inTurn(program, plan.rounds, [
    `/funds/${few}/transfers?stage=raised`,
    `/funds/${quiet}/transfers`,
    `/funds/${many}/transfers?stage=committed`,
  ]);
  const size = `${plain(plan.transfers[1], 0)} transfers by one with ${plain(plan.transfers[0], 0)}`;
  const rows = [
    compared(`Page of a fund with ${size}`, page[1], page[0], 1.2),
    compared(`Journal of a fund of 20 among all of them, by an empty one`, narrowed[1], narrowed[0], 1.5),
    compared(`Journal of one figure of the large fund, by an empty one`, narrowed[2], narrowed[0], 2),
    await memoryRow(program, plan, short, long),
  ];
  await program.stop();
  return rows;
}

/** Each path as often as the others, one after the other. @returns the median of each, in milliseconds */
async function inTurn({ url }: Program, rounds: number, paths: string[]): Promise<number[]> {
  const took = paths.map((): number[] => []);
  for (let round = 0; round < rounds + 10; round += 1) {
    for (const [index, path] of paths.entries()) {
      const began = performance.now();
      const answer = await fetch(url + path, { headers });
      await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      // The first ones prepare statements.
      if (round >= 10) took[index]?.push(performance.now() - began);
    }
  }
  return took.map(median);
}

function compared(path: string, ours = NaN, peer = NaN, most = 1): Measured {
  const ratio = ours / peer;
  return {
    path,
    ours: `${plain(ours, 1)} ms`,
    peer: `${plain(peer, 1)} ms`,
    ratio: plain(ratio),
    goal: `≤ ${plain(most)}`,
    met: ratio <= most,
  };
}

/** How much the process holds while each statement leaves; the short one first, so that the long one shows what it adds. */
async function memoryRow(program: Program, plan: MoneyPlan, short: string, long: string): Promise<Measured> {
  const peaks: number[] = [];
  let megabytes = 0;
  for (const fund of [short, short, long]) {
    const { peak, bytes } = await download(program, `/funds/${fund}/export/statement.csv?from=${daysAgo(year - 1)}`);
    peaks.push(peak);
    megabytes = bytes / 2 ** 20;
  }
  const [, peer = NaN, ours = NaN] = peaks;
  return {
    path: `Memory while a statement of ${plain(plan.statements[1], 0)} transfers (${plain(megabytes, 0)} MB) leaves, by one of ${plain(plan.statements[0], 0)}`,
    ours: `${plain(ours, 0)} MB`,
    peer: `${plain(peer, 0)} MB`,
    ratio: plain(ours / peer),
    goal: '≤ 1.30',
    met: ours / peer <= 1.3,
  };
}

async function download(program: Program, path: string): Promise<{ peak: number; bytes: number }> {
  const answer = await fetch(program.url + path, { headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  let [peak, bytes] = [program.residentMb(), 0];
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    peak = Math.max(peak, program.residentMb());
  }
  return { peak, bytes };
}

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
