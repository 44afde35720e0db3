import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Push } from './award-clients';
import { fillPot, preparePosting } from './posting';
import { Helper } from './programs';
import type { Server } from './server';
import { type Measured, median, plain } from './table';

export interface AwardPlan {
  rounds: number;
  seconds: number;
}

const clients = 8;
const proposals = 12_000;

/** Awards against one fund and one round, by eight clients at once: pgbench, our posting, our whole last approval, in turn. */
export async function measureAwards(server: Server, { rounds, seconds }: AwardPlan): Promise<Measured[]> {
  const url = await server.database('bench_awards');
  const pot = await fillPot(url, proposals);
  const sql = await preparePosting(url, pot);
  const helper = new Helper<Push, number>('award-clients', url);
  const ours = (what: Push['what'], time: number): Promise<number> =>
    helper.ask({ what, clients, seconds: time, pot, sql });
  const pgbench = findPgbench();
  const peer = (time: number): Promise<number> => (pgbench ? run(pgbench, url, sql, time) : ours('bare', time));
  const peers: number[] = [];
  const postings: number[] = [];
  const approvals: number[] = [];
  for (const kind of ['posting', 'approval'] as const) await ours(kind, 1);
  for (let round = 0; round < rounds; round += 1) {
    peers.push(await peer(seconds));
    postings.push(await ours('posting', seconds));
    approvals.push(await ours('approval', seconds));
  }
  await helper.stop();
  const name = pgbench ? 'pgbench' : 'bare pg';
  return [
    rowOf('Award posted on one contended fund (Work.run, Ledger.post)', postings, peers, name),
    rowOf('Award approved by the last person (all of Awards.approve)', approvals, peers, name),
  ];
}

function rowOf(path: string, ours: number[], peers: number[], name: string): Measured {
  const ratio = median(ours) / median(peers);
  return {
    path,
    ours: `${plain(median(ours), 0)}/s`,
    peer: `${plain(median(peers), 0)}/s (${name})`,
    ratio: plain(ratio),
    goal: '≥ 0.50',
    met: ratio >= 0.5,
  };
}

/** On the PATH, or where Debian keeps those of each version. */
function findPgbench(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : [];
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...versions.reverse()];
  return folders.map((folder) => join(folder, 'pgbench')).find((file) => existsSync(file));
}

async function run(pgbench: string, url: string, sql: string, seconds: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'innovation-fund-bench-'));
  try {
    const script = join(folder, 'post.sql');
    writeFileSync(script, `${sql};\n`);
    const options = [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(clients),
      '-j',
      '2',
      '-T',
      String(seconds),
      '-f',
      script,
      url,
    ];
    const { stdout } = await promisify(execFile)(pgbench, options);
    const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
    if (!tps) throw new Error(`pgbench said nothing of its speed:\n${stdout}`);
    return Number(tps);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
