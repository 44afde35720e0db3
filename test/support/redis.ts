import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/local/ports';

export interface QueueBackend {
  name: 'PostgreSQL' | 'Redis';
  /** Undefined on PostgreSQL. */
  redisUrl: string | undefined;
}

let end = (): Promise<void> => Promise.resolve();

/** The Redis of this run, or undefined where there is none. */
export function redisForTests(): string | undefined {
  return process.env.TEST_REDIS_URL || undefined;
}

/**
 * What the queue tests run on; name their block `queue on $name`, the last lines of the run count by that:
 * `describe.each(queueBackends())('the queue on $name', ({ redisUrl }) => …)`.
 */
export function queueBackends(): QueueBackend[] {
  const redisUrl = redisForTests();
  const redis: QueueBackend[] = redisUrl ? [{ name: 'Redis', redisUrl }] : [];
  return [{ name: 'PostgreSQL', redisUrl: undefined }, ...redis];
}

/** For the run as a whole: the Redis at REDIS_URL, or one of our own from a program on the PATH. */
export async function prepareRedis(): Promise<void> {
  const program = onPath('redis-server') ?? onPath('valkey-server');
  const url = process.env.REDIS_URL || (program && (await startRedis(program)));
  if (url) process.env.TEST_REDIS_URL = url;
}

export async function endRedis(): Promise<void> {
  await end();
}

/** A Redis of one test, that it may kill and freeze; undefined where no program is on the PATH. */
export class OwnRedis {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly port: number,
  ) {}

  static async prepare(): Promise<OwnRedis | undefined> {
    const program = onPath('redis-server') ?? onPath('valkey-server');
    return program === undefined ? undefined : new OwnRedis(program, await freePort(0));
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Empty, as it keeps nothing. */
  async start(): Promise<void> {
    const settings = ['--bind', '127.0.0.1', '--port', String(this.port), '--save', '', '--appendonly', 'no'];
    this.child = spawn(this.program, settings, { stdio: 'ignore', cwd: tmpdir() });
    await answering(this.port);
  }

  async kill(): Promise<void> {
    if (!this.child) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
    this.child = undefined;
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }
}

async function startRedis(program: string): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'innovation-fund-redis-'));
  const port = await freePort(0);
  const settings = [
    '--bind',
    '127.0.0.1',
    '--port',
    String(port),
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    directory,
  ];
  // The shell waits on a pipe that ends when the test process does, and takes the server with it.
  const script = '"$@" & cat >/dev/null; kill $! 2>/dev/null; wait; rm -rf "$0"';
  const watched = spawn('/bin/sh', ['-c', script, directory, program, ...settings], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  end = async () => {
    watched.stdin.end();
    await once(watched, 'exit');
    rmSync(directory, { recursive: true, force: true });
  };
  watched.unref();
  await answering(port);
  return `redis://127.0.0.1:${port}`;
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (open) return;
    await sleep(50);
  }
  throw new Error('The redis-server on the PATH does not start.');
}

function onPath(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
