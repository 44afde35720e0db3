import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index';
import { migrateQueue } from '../../src/kernel/queue';
import { startPostgres } from '../../src/local/postgres';

/** Cloning needs the template to itself. */
const cloning = 7_263_114;
/** Filling is done once; whoever comes second waits for it. */
const filling = 7_263_115;
const ending: (() => Promise<void>)[] = [];

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** For the run as a whole: a server (ours, or the one at TEST_DATABASE_URL) and one migrated template in it. */
export async function preparePostgres(): Promise<void> {
  const server = process.env.TEST_DATABASE_URL || (await ownServer());
  const template = `fund_test_${randomBytes(5).toString('hex')}`;
  process.env.TEST_POSTGRES_SERVER = server;
  process.env.TEST_POSTGRES_TEMPLATE = template;
  await onServer((client) => client.query(`create database ${template}`));
  ending.unshift(() => dropAll(template));
  await migrate(withName(server, template));
  await onServer(async (client) => {
    await client.query(`alter database ${template} with allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [template]);
  });
}

export async function endPostgres(): Promise<void> {
  for (const end of ending) await end();
}

/** A migrated database of its own, for one test file. */
export function createDatabase(): Promise<TestDatabase> {
  return cloneOf(settings().template);
}

/** A database of its own that `fill` has filled; that is done once per run, and the result cloned. */
export async function createFilledDatabase(
  name: string,
  fill: (url: string) => Promise<unknown>,
): Promise<TestDatabase> {
  const { template } = settings();
  const filled = `${template}_${name}`;
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [filling]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [filled]);
    if (rowCount) return;
    const making = await cloneOf(template);
    await fill(making.url);
    await client.query(`alter database ${new URL(making.url).pathname.slice(1)} rename to ${filled}`);
  });
  return cloneOf(filled);
}

function settings(): { server: string; template: string } {
  const { TEST_POSTGRES_SERVER: server, TEST_POSTGRES_TEMPLATE: template } = process.env;
  if (!server || !template) throw new Error('The tests run through Jest with its global setup.');
  return { server, template };
}

async function cloneOf(template: string, { server } = settings()): Promise<TestDatabase> {
  const name = `${settings().template}_${randomBytes(5).toString('hex')}`;
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [cloning]);
    await client.query(`create database ${name} template ${template}`);
  });
  const drop = () =>
    onServer(async (client) => void (await client.query(`drop database if exists ${name} with (force)`)));
  return { url: withName(server, name), drop };
}

async function dropAll(template: string): Promise<void> {
  await onServer(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where starts_with(datname, $1)`,
      [template],
    );
    for (const { name } of rows) await client.query(`drop database ${name} with (force)`);
  });
}

async function ownServer(): Promise<string> {
  const postgres = await startPostgres({ fast: true });
  ending.push(() => postgres.stop());
  return withName(postgres.url, 'postgres');
}

/** Brings a database to the present shape, queue included. */
export async function migrate(url: string): Promise<void> {
  const source = new DataSource({ type: 'postgres', url, migrations, migrationsTransactionMode: 'each' });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
  await migrateQueue({ DATABASE_URL: url });
}

async function onServer(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: process.env.TEST_POSTGRES_SERVER });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withName(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
