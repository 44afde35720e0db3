import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endPostgres } from './postgres';
import { endRedis } from './redis';

export default async function globalTeardown(): Promise<void> {
  const letters = join(tmpdir(), `${process.env.TEST_POSTGRES_TEMPLATE}-letters`);
  await Promise.all([endPostgres(), endRedis(), rm(letters, { recursive: true, force: true })]);
}
