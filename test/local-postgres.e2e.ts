import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { removePostgres, startPostgres } from '../src/local/postgres';
import { isAlive } from '../src/local/processes';
import { endAll, makeCheckout, run } from './support/checkout';

const directory = mkdtempSync(join(tmpdir(), 'local-postgres-'));
const pidFile = join(directory, 'data/postmaster.pid');
const postmaster = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
const asRoot = process.getuid?.() === 0;

const starter = (end: string) => `
  require('./local/postgres.js').startPostgres(JSON.parse(process.argv[2])).then(async (postgres) => {
    console.log(JSON.stringify(postgres));
    ${end}
  });`;

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

beforeAll(() => chmodSync(directory, 0o755));
afterAll(async () => {
  await endAll();
  await removePostgres(directory);
});

describe('the PostgreSQL that comes with the installation', () => {
  it('starts, is taken over by a second start, stops, and keeps its data', async () => {
    const first = await startPostgres({ directory });
    await ask(first.url, 'create table kept as select 42 as answer');
    const second = await startPostgres({ directory });
    expect([first.adopted, second.adopted, second.url]).toEqual([false, true, first.url]);
    await second.stop();
    expect([first.runs(), existsSync(pidFile)]).toEqual([false, false]);
    const third = await startPostgres({ directory });
    expect([third.adopted, third.url]).toEqual([false, first.url]);
    expect(await ask(third.url, 'select answer from kept')).toBe(42);
    expect(await ask(third.url, 'select current_database() || session_user')).toBe('innovation_fundfund_owner');
  });

  it('keeps password and data from other accounts, and asks for the password', async () => {
    expect(statSync(join(directory, 'state.json')).mode & 0o077).toBe(0);
    expect(statSync(join(directory, 'data')).mode & 0o077).toBe(0);
    const { url } = await startPostgres({ directory });
    await expect(ask(url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow('password authentication failed');
    expect(await ask(url, "select string_agg(setting, ' ') from pg_settings where name = 'listen_addresses'")).toBe(
      '127.0.0.1',
    );
  });

  it('comes back after kill -9 with its data', async () => {
    const { url } = await startPostgres({ directory });
    process.kill(postmaster(), 'SIGKILL');
    await sleep(50);
    const again = await startPostgres({ directory });
    expect(again.adopted).toBe(false);
    expect(await ask(again.url, 'select answer from kept')).toBe(42);
    expect(again.url).toBe(url);
    await again.stop();
  });

  it('is not held up by a note whose number now belongs to another program, nor by a lock of a dead process', async () => {
    const other = spawn('sleep', ['60']);
    writeFileSync(pidFile, `${other.pid}\n${join(directory, 'data')}\n`);
    writeFileSync(join(directory, 'lock'), JSON.stringify({ pid: other.pid, birth: 'another', token: 'x' }));
    const postgres = await startPostgres({ directory });
    expect(postgres.adopted).toBe(false);
    expect(isAlive(other.pid ?? 0)).toBe(true);
    other.kill();
    await postgres.stop();
  });

  it('is one server for two starts at the same time', async () => {
    const checkout = makeCheckout({ 'starter.js': starter('process.exit(0)') });
    const script = join(checkout, 'dist/src/starter.js');
    const starts = [1, 2].map(() => run([script, JSON.stringify({ directory })]));
    await Promise.all(starts.map(({ ended }) => ended));
    const [a, b] = starts.map(({ output }) => JSON.parse(output()) as { url: string; adopted: boolean });
    expect(a?.url).toBe(b?.url);
    expect([a?.adopted, b?.adopted].sort()).toEqual([false, true]);
    rmSync(checkout, { recursive: true });
  });

  it('goes, folder and all, when the test process it was started for is killed', async () => {
    const checkout = makeCheckout({ 'starter.js': starter('process.kill(process.pid, "SIGKILL")') });
    const throwaway = join(checkout, 'throw-away');
    const start = run([join(checkout, 'dist/src/starter.js'), JSON.stringify({ directory: throwaway, fast: true })]);
    await start.ended;
    const { url } = JSON.parse(start.output()) as { url: string };
    for (let tries = 0; existsSync(throwaway) && tries < 100; tries += 1) await sleep(50);
    expect(existsSync(throwaway)).toBe(false);
    await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    rmSync(checkout, { recursive: true });
  });

  it('serves a checkout that only its owner can enter, under an account that is not root', async () => {
    const checkout = makeCheckout({ 'starter.js': starter('process.exit(0)') }, 0o700);
    const wanted = join(checkout, '.local/postgres');
    const start = run([join(checkout, 'dist/src/starter.js'), '{}']);
    await start.ended;
    const { url } = JSON.parse(start.output()) as { url: string };
    const data = String(await ask(url, 'show data_directory'));
    const outside = /^\/var\/lib\/innovation-fund\/[0-9a-f]{16}\/data$/;
    expect(asRoot ? outside.test(data) : data === join(wanted, 'data')).toBe(true);
    expect(statSync(data).uid).not.toBe(0);
    await removePostgres(wanted);
    expect(existsSync(data)).toBe(false);
    rmSync(checkout, { recursive: true });
  });
});
