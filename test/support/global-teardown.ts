import { endPostgres } from './postgres';
import { endRedis } from './redis';

export default async function globalTeardown(): Promise<void> {
  await Promise.all([endPostgres(), endRedis()]);
}
