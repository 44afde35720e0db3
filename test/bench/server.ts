import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { removePostgres, startPostgres } from '../../src/local/postgres';
import { bankKey } from '../support/keys';

/** A PostgreSQL that keeps every promise (fsync is on), with a migrated database for each measurement. */
export interface Server {
  version: string;
  database(name: string): Promise<string>;
  end(): Promise<void>;
}

/** The one at BENCH_DATABASE_URL, whose user may create databases, or else one of our own that is removed in the end. */
export async function openServer(given: string | undefined): Promise<Server> {
  const directory = given ? undefined : mkdtempSync(join(tmpdir(), 'innovation-fund-bench-'));
  const url = given ?? (await startPostgres({ directory })).url;
  const made: string[] = [];
  const [row] = await ask<{ version: string }>(url, `select current_setting('server_version') as version`);
  return {
    version: row?.version ?? '',
    async database(name) {
      await ask(url, `drop database if exists ${name} with (force)`);
      await ask(url, `create database ${name}`);
      made.push(name);
      const own = Object.assign(new URL(url), { pathname: `/${name}` }).href;
      const env = { DATABASE_URL: own, SMTP_URL: nowhere, BANK_KEY: bankKey };
      execFileSync(process.execPath, [migrate], { env, stdio: 'pipe' });
      return own;
    },
    async end() {
      if (directory) return removePostgres(directory);
      for (const name of made) await ask(url, `drop database ${name} with (force)`);
    },
  };
}

const migrate = join(__dirname, '../../src/migrate.js');

/** Nothing is ever sent in a measurement. */
export const nowhere = 'smtp://127.0.0.1:1';

export async function ask<T>(url: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as T[];
  } finally {
    await client.end();
  }
}
