import type { Borne, Load } from './load';
import { Helper, type Program, start } from './programs';
import { secret, seedApplications } from './seed-applications';
import type { Server } from './server';
import { type Measured, median, plain } from './table';

export interface ListPlan {
  sizes: [number, number];
  rounds: number;
  seconds: number;
}

interface Runner {
  program: Program;
  paths: string[];
  borne: Borne[];
}

const cookie = `session=${secret}`;
const connections = 16;

/** The applications list, over HTTP, as staff read it: ours and the bare one in turn, at both sizes. */
export async function measureList(server: Server, { sizes, rounds, seconds }: ListPlan): Promise<Measured[]> {
  const pairs = [];
  for (const size of sizes) pairs.push(await pair(server, size));
  const load = new Helper<Load, Borne>('load');
  for (let round = 0; round <= rounds; round += 1) {
    for (const { ours, peer, asking } of pairs) {
      for (const { program, paths, borne } of round % 2 ? [ours, peer, asking] : [asking, peer, ours]) {
        const one = await load.ask({ url: program.url, paths, cookie, connections, seconds: round ? seconds : 2 });
        if (one.failed > 0) throw new Error(`${one.failed} requests for the list failed.`);
        if (round > 0) borne.push(one);
      }
    }
  }
  await Promise.all([load.stop(), ...pairs.flatMap(({ ours, peer }) => [ours.program.stop(), peer.program.stop()])]);
  return [...pairs.flatMap(rowsOf), ...tailRow(pairs)];
}

async function pair(server: Server, size: number) {
  const url = await server.database(`bench_list_${size}`);
  await seedApplications(url, size);
  const paths = pathsFor(size);
  const ours: Runner = { program: await start('../../src/main', url, '/health'), paths, borne: [] };
  const peer: Runner = { program: await start('bare-list', url, '/api/applications'), paths, borne: [] };
  const asking: Runner = { program: peer.program, paths: paths.map((path) => `/asking${path}`), borne: [] };
  for (const path of paths.slice(0, 3)) await sameAnswer(ours.program, peer.program, path);
  return { size, ours, peer, asking };
}

/** Every other reader is on the first page, the others anywhere. */
function pathsFor(size: number): string[] {
  const places = Array.from({ length: 100 }, (_, i) => Math.ceil((size * (i + 1)) / 100));
  const after = (seq: number): string => Buffer.from(`[${seq}]`).toString('base64url');
  return places.flatMap((seq) => ['/api/applications', `/api/applications?after=${after(seq)}`]);
}

async function sameAnswer(ours: Program, peer: Program, path: string): Promise<void> {
  const [a, b] = await Promise.all([ours, peer].map(({ url }) => fetch(url + path, { headers: { cookie } })));
  const [one, other] = [await a?.text(), await b?.text()];
  if (one !== other || !one?.includes('"averageScore"')) throw new Error(`The two lists differ at ${path}.`);
}

const perSecond = ({ borne }: Runner): number => median(borne.map((one) => one.perSecond));
const p99 = ({ borne }: Runner): number => median(borne.map((one) => one.p99Ms));

type Pair = Awaited<ReturnType<typeof pair>>;

function rowsOf({ size, ours, peer, asking }: Pair): Measured[] {
  const speed = (runner: Runner): string => `${plain(perSecond(runner), 0)}/s, p99 ${plain(p99(runner), 0)} ms`;
  const row = (path: string, other: Runner): Measured => {
    const ratio = perSecond(ours) / perSecond(other);
    return { path, ours: speed(ours), peer: speed(other), ratio: plain(ratio), goal: '≥ 0.90', met: ratio >= 0.9 };
  };
  return [
    row(`Applications list, ${plain(size, 0)} rows; the bare peer does not ask who asks`, peer),
    row(`The same; the bare peer looks the session up too`, asking),
  ];
}

function tailRow([small, large]: Pair[]): Measured[] {
  if (!small || !large) return [];
  const ratio = p99(large.ours) / p99(small.ours);
  return [
    {
      path: `Its p99 at ${plain(large.size, 0)} by that at ${plain(small.size, 0)} rows`,
      ours: `${plain(p99(large.ours), 0)} ms`,
      peer: `${plain(p99(small.ours), 0)} ms`,
      ratio: plain(ratio),
      goal: '≤ 1.50',
      met: ratio <= 1.5,
    },
  ];
}
