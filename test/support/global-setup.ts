import { buildAssets } from '../../src/kernel/page/build';
import { preparePostgres } from './postgres';
import { prepareRedis } from './redis';

/** Once per run: a PostgreSQL with a migrated template, a Redis where one is to be had, and the pages' styles, before anybody asks for them. */
export default async function globalSetup(): Promise<void> {
  await Promise.all([preparePostgres(), prepareRedis(), buildAssets()]);
}
