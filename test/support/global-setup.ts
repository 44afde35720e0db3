import { preparePostgres } from './postgres';
import { prepareRedis } from './redis';

/** Once per run: a PostgreSQL with a migrated template, and a Redis where one is to be had. */
export default async function globalSetup(): Promise<void> {
  await Promise.all([preparePostgres(), prepareRedis()]);
}
