import { type ChildProcess, fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/local/ports';
import { bankKey } from '../support/keys';
import { nowhere } from './server';

/** The compiled program, beside this file: `../../src/main` or `bare-list`. */
const compiled = (name: string): string => join(__dirname, `${name}.js`);

export interface Program {
  url: string;
  /** From its start to its first 200. */
  readyMs: number;
  /** Resident memory, in megabytes. */
  residentMb(): number;
  /** Of it what is in use, in megabytes: all garbage is collected first. */
  heldMb(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a program as in production and waits until it answers there; without a path, only until it runs. */
export async function start(
  name: string,
  databaseUrl: string,
  path?: string,
  more: NodeJS.ProcessEnv = {},
): Promise<Program> {
  const port = await freePort(0);
  const url = `http://127.0.0.1:${port}`;
  const environment = settings(databaseUrl, { PORT: String(port), APP_URL: url, ...more });
  const began = performance.now();
  const child = spawn(process.execPath, ['--require', compiled('heap-probe'), compiled(name)], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  while (path && (await statusOf(url + path)) !== 200) {
    if (child.exitCode !== null) throw new Error(`${name} ended before it answered.`);
    await sleep(5);
  }
  const readyMs = performance.now() - began;
  return {
    ...{ url, readyMs, residentMb: () => residentMb(child), heldMb: () => heldMb(child) },
    stop: () => stop(child),
  };
}

/** A program of ours that is asked for one measurement after the other. */
export class Helper<Q extends object, A> {
  private readonly child: ChildProcess;
  private readonly lost: Promise<never>;

  constructor(name: string, databaseUrl = '') {
    this.child = fork(compiled(name), { env: settings(databaseUrl) });
    this.lost = new Promise((_, reject) => {
      this.child.once('exit', () => reject(new Error('A helper ended before it answered.')));
    });
    this.lost.catch(() => undefined);
  }

  ask(question: Q): Promise<A> {
    const answer = new Promise<A>((resolve) => this.child.once('message', (said) => resolve(said as A)));
    this.child.send(question);
    return Promise.race([answer, this.lost]);
  }

  stop(): Promise<void> {
    return stop(this.child);
  }
}

function settings(databaseUrl: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  const fixed = { NODE_ENV: 'production', LOG_LEVEL: 'error', SMTP_URL: nowhere, BANK_KEY: bankKey };
  return { PATH, ...fixed, DATABASE_URL: databaseUrl, ...more };
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    }).on('error', () => resolve(undefined));
  });
}

function residentMb({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid ?? 'self'}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

function heldMb(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (bytes) => resolve(Number(bytes) / 2 ** 20));
    child.send('held');
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await end;
}
