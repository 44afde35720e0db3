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

interface Weight {
  megabytes: number;
  /** What it added to what is in use, garbage left out. */
  addedMb: number;
  residentMb: number;
}

/**
 * How much more the process uses while each statement leaves. What is resident grows with whatever a process does until V8 collects,
 * so it is told beside it, from downloads at which nothing was collected for the measurement.
 */
async function memoryRow(program: Program, { statements }: MoneyPlan, short: string, long: string): Promise<Measured> {
  const paths = [short, long].map((fund) => `/funds/${fund}/export/statement.csv?from=${daysAgo(year - 1)}`);
  const free: Weight[] = [];
  for (const path of paths) free.push(await weigh(program, path, Infinity));
  const added = paths.map((): number[] => []);
  for (let round = 0; round < 3; round += 1) {
    for (const [index, path] of paths.entries()) {
      added[index]?.push((await weigh(program, path, (free[index]?.megabytes ?? 0) / 20)).addedMb);
    }
  }
  const [peer = NaN, ours = NaN] = added.map((all) => Math.max(...all));
  const told = (mb: number, { residentMb = NaN } = {}): string =>
    `${plain(mb, 1)} MB, ${plain(residentMb, 0)} resident`;
  return {
    path: `Memory in use for a statement of ${plain(statements[1], 0)} transfers (${plain(free[1]?.megabytes ?? 0, 0)} MB) while it leaves, by one of ${plain(statements[0], 0)}`,
    ours: told(ours, free[1]),
    peer: told(peer, free[0]),
    ratio: plain(ours / peer),
    goal: '≤ 1.30',
    met: ours / peer <= 1.3,
  };
}

/** @param every so many megabytes all garbage is collected, to see what is left */
async function weigh(program: Program, path: string, every: number): Promise<Weight> {
  const before = await program.heldMb();
  const answer = await fetch(program.url + path, { headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  let [held, residentMb, megabytes, looks] = [before, program.residentMb(), 0, 1];
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    megabytes += piece.length / 2 ** 20;
    residentMb = Math.max(residentMb, program.residentMb());
    if (megabytes < looks * every) continue;
    looks += 1;
    held = Math.max(held, await program.heldMb());
  }
  return { megabytes, addedMb: held - before, residentMb };
}

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
