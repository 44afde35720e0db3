import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account';

export const owner = 'fund_owner';

/** One PostgreSQL data directory, the programs that serve it and the account they run under. */
export interface Cluster {
  home: string;
  data: string;
  bin: string;
  account: Account | undefined;
  fast: boolean;
}

const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' };

/** Makes the data directory; it gets its name only when it is complete. */
export async function initialise(cluster: Cluster, password: string): Promise<void> {
  const draft = join(cluster.home, 'data.new');
  const passwordFile = join(cluster.home, 'password.new');
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
  try {
    mkdirSync(draft, { mode: 0o700 });
    for (const path of [draft, passwordFile]) own(cluster, path);
    await run(cluster, 'initdb', initdbOptions(cluster, draft, passwordFile));
    renameSync(draft, cluster.data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function initdbOptions(cluster: Cluster, draft: string, passwordFile: string): string[] {
  return [
    ...['-D', draft, '-U', owner, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
    ...(cluster.fast ? ['--no-sync'] : []),
  ];
}

/** Starts it through pg_ctl, which gives it a session of its own: Ctrl-C must not reach it before the program has drained. */
export async function start(cluster: Cluster, port: number): Promise<void> {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '120',
    timezone: 'UTC',
    ...(cluster.fast ? careless : {}),
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(cluster.data, 'server.log');
  await run(cluster, 'pg_ctl', ['start', '-D', cluster.data, '-w', '-t', '60', '-l', log, '-o', options.join(' ')]);
}

export async function stop(cluster: Cluster): Promise<void> {
  const mode = cluster.fast ? 'immediate' : 'fast';
  await run(cluster, 'pg_ctl', ['stop', '-D', cluster.data, '-m', mode, '-w', '-t', '60']);
}

/** The end of what the server wrote, for a message about a start that failed. */
export function lastWords(cluster: Cluster): string {
  const log = join(cluster.data, 'server.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-8).join('\n') : '';
}

function own(cluster: Cluster, path: string): void {
  if (cluster.account) chownSync(path, cluster.account.uid, cluster.account.gid);
}

function run(cluster: Cluster, program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(cluster.bin, program), args, {
      cwd: cluster.home,
      // Nothing of ours: PGPORT, PGOPTIONS and their like would change what the server does.
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...cluster.account,
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} failed.\n${output.trim()}`))));
  });
}
