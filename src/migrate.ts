import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations';
import { type Config, ConfigError, readConfig } from './kernel/config';
import { connection } from './kernel/database';
import { migrateQueue } from './kernel/queue';

/** Only one process migrates at a time; the others wait, and find everything done. */
const LOCK = 4_711_002;

/** Brings the database up to date; does nothing where it is. */
export async function migrate(config: Config): Promise<void> {
  const owner = config.DATABASE_OWNER_URL ?? config.DATABASE_URL;
  const lock = new Client({ connectionString: owner });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [LOCK]);
    await migrateTables(config, owner);
    await migrateQueue(config);
    await addFirstAdmin(lock, config.FIRST_ADMIN_EMAIL);
  } finally {
    await lock.end();
  }
}

async function migrateTables(config: Config, url: string): Promise<void> {
  const database = new DataSource({ ...connection(config), url, extra: {}, migrations } as never);
  await database.initialize();
  try {
    for (const { name } of await database.runMigrations({ transaction: 'each' })) {
      process.stdout.write(`Migrated ${name}\n`);
    }
    if (config.DATABASE_OWNER_URL) await letIn(database, config.DATABASE_URL);
  } finally {
    await database.destroy();
  }
}

/** The application's own login, made where there is none yet, works under the role that owns nothing. */
async function letIn(database: DataSource, url: string): Promise<void> {
  const { username, password } = new URL(url);
  const [login, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
  if (login === '') return;
  const [quoted] = await database.query<{ login: string; secret: string; there: boolean }[]>(
    `select quote_ident($1) as login, quote_literal($2) as secret, exists (select from pg_roles where rolname = $1) as there`,
    [login, secret],
  );
  if (!quoted) return;
  if (!quoted.there) await database.query(`create role ${quoted.login} login password ${quoted.secret}`);
  await database.query(`grant innovation_fund_app to ${quoted.login}`);
}

async function addFirstAdmin(client: Client, email: string | undefined): Promise<void> {
  if (!email) return;
  const { rowCount } = await client.query(
    `insert into person (name, email, role) values ('First administrator', lower($1), 'admin') on conflict (email) do nothing`,
    [email],
  );
  if (rowCount) process.stdout.write(`Added the first administrator, ${email}\n`);
}

if (require.main === module) {
  Promise.resolve()
    .then(() => migrate(readConfig()))
    .catch((error: unknown) => {
      const text = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
      process.stderr.write(`${text ?? ''}\n`);
      process.exitCode = 1;
    });
}
