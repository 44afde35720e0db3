import { Client } from 'pg';
import { sentencesOf, verify } from './ledger/verification';
import { startPostgres } from './local/postgres';

/** Checks the whole journal of the database at DATABASE_URL, or of the one that `npm start` keeps. @returns the exit code */
async function check(): Promise<number> {
  const postgres = process.env.DATABASE_URL ? undefined : await startPostgres();
  const client = new Client({ connectionString: process.env.DATABASE_URL || postgres?.url });
  try {
    await client.connect();
    const found = await verify((sql) => client.query(sql));
    process.stdout.write(`${sentencesOf(found).join('\n')}\n`);
    return found.faults.length === 0 ? 0 : 1;
  } finally {
    await client.end();
    if (postgres && !postgres.adopted) await postgres.stop();
  }
}

check().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const { code, message } = error as { code?: string; message: string };
    const unknown = code === '3F000' || code === '42P01' || code === '42883';
    process.stderr.write(`${unknown ? 'There is no journal in this database yet: start the system once.' : message}\n`);
    process.exit(2);
  },
);
