import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { owner } from './cluster';
import { postmasterNote, type Home } from './home';
import { commandOf, isAlive, processesIn } from './processes';

const database = 'innovation_fund';

export function urlOf(port: number, password: string, name = database): string {
  return `postgres://${owner}:${password}@127.0.0.1:${port}/${name}`;
}

/** The port of the server that already serves this home, once it answers; undefined when there is none. */
export async function runningPort(home: Home, password: string): Promise<number | undefined> {
  await dropStaleNote(home);
  for (let tries = 0; tries < 300; tries += 1) {
    const note = postmasterNote(home);
    if (!note || !isThere(home)) return undefined;
    if (note.port > 0 && (await answers(urlOf(note.port, password, 'postgres')))) return note.port;
    await sleep(100);
  }
  throw new Error(`The PostgreSQL in ${home.directory} runs but does not answer. End it, then try again.`);
}

export function isThere(home: Home): boolean {
  const note = postmasterNote(home);
  return note !== undefined && isOurs(home, note.pid);
}

/** Makes the program's database in a server that is up, unless it is there. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(port, password, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/**
 * PostgreSQL clears the note of a dead server itself, and rightly refuses while that server's children still work. Only where
 * the number now belongs to some other process (after a restart of the machine or container) must we take the note away.
 */
async function dropStaleNote(home: Home): Promise<void> {
  const note = postmasterNote(home);
  if (!note || !isAlive(note.pid) || isOurs(home, note.pid)) return;
  const data = join(home.directory, 'data');
  for (let tries = 0; processesIn(data).length > 0; tries += 1) {
    if (tries > 100)
      throw new Error(`Processes of an earlier PostgreSQL still work in ${data}. End them, then try again.`);
    await sleep(100);
  }
  rmSync(join(data, 'postmaster.pid'), { force: true });
}

function isOurs(home: Home, pid: number): boolean {
  const command = commandOf(pid);
  return command.includes('postgres') && command.includes(join(home.directory, 'data'));
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    const wrongPassword = (error as { code?: string }).code === '28P01';
    if (wrongPassword) throw new Error('The embedded PostgreSQL does not take the noted password: npm run reset.');
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
