import { setTimeout as sleep } from 'node:timers/promises';
import { start } from './programs';
import type { Server } from './server';
import { type Measured, median, plain } from './table';

export interface StartPlan {
  starts: number;
  restSeconds: number;
}

const main = '../../src/main';

/** From nothing to the first page of rounds, and what the two processes weigh when nobody asks anything of them. */
export async function measureStarts(server: Server, plan: StartPlan): Promise<Measured[]> {
  const url = await server.database('bench_starts');
  return [await startRow(url, plan), ...(await restRow(url, plan))];
}

async function startRow(url: string, { starts }: StartPlan): Promise<Measured> {
  const took: Record<string, number[]> = { 'bare-nest': [], [main]: [] };
  for (let round = 0; round <= starts; round += 1) {
    for (const [name, times] of Object.entries(took)) {
      const program = await start(name, url, '/rounds');
      await program.stop();
      // The first start of each reads its files from the disk.
      if (round > 0) times.push(program.readyMs);
    }
  }
  const [ours, peer] = [median(took[main] ?? []), median(took['bare-nest'] ?? [])];
  return {
    path: 'Start to first page, web process on a migrated database',
    ours: `${plain(ours, 0)} ms`,
    peer: `${plain(peer, 0)} ms (bare Nest)`,
    ratio: plain(ours / peer),
    goal: '≤ 2.00',
    met: ours / peer <= 2,
  };
}

async function restRow(url: string, { restSeconds }: StartPlan): Promise<Measured[]> {
  if (process.platform !== 'linux') return [];
  const web = await start(main, url, '/rounds');
  const worker = await start('../../src/worker', url);
  await sleep(restSeconds * 1000);
  const [first, second] = [web.residentMb(), worker.residentMb()];
  await Promise.all([web.stop(), worker.stop()]);
  return [
    {
      path: `Memory of web and worker after ${restSeconds} s at rest`,
      ours: `${plain(first, 0)} + ${plain(second, 0)} MB`,
      peer: '',
      ratio: `${plain(first + second, 0)} MB`,
      goal: '≤ 300 MB',
      met: first + second <= 300,
    },
  ];
}
