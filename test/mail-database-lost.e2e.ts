import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedPostgres, removePostgres, startPostgres } from '../src/local/postgres';
import type { Person } from '../src/people/person.entity';
import { Office, until } from './support/office';
import { migrate } from './support/postgres';
import { queueBackends } from './support/redis';
import type { Act } from './support/smtp';

describe.each(queueBackends())('PostgreSQL ends at once and comes back, with the queue on $name', ({ redisUrl }) => {
  const directory = mkdtempSync(join(tmpdir(), 'mail-lost-'));
  let postgres: EmbeddedPostgres;
  let office: Office;
  let program: Person;

  beforeAll(async () => {
    chmodSync(directory, 0o755);
    postgres = await startPostgres({ directory });
    await migrate(postgres.url);
    const from = Promise.resolve({ url: postgres.url, drop: () => Promise.resolve() });
    office = await Office.open(redisUrl, {}, from);
    program = await office.world.person({ role: 'program' });
    await office.hire();
  });
  afterAll(async () => {
    office.post.release();
    // Where it did not come up there is nothing to close, but a server to end.
    await (office as Office | undefined)?.close();
    await removePostgres(directory);
  });

  /** A decision, of which no second copy may go; @returns what it is about and who reads it */
  async function decision(name: string, ...acts: Act[]): Promise<[string, string]> {
    const { organisationId, email } = await office.world.person({ role: 'city', name });
    office.post.script(email, ...acts);
    const award = { awardId: randomUUID(), title: 'Heat', leadId: organisationId ?? '', fund: 'Fund' };
    const about = `award:${award.awardId}` as const;
    await office.tell(program, 'award.activated', { ...award, amountCents: 100, currency: 'USD' }, about);
    return [about, email];
  }
  const states = (...abouts: string[]) =>
    Promise.all(abouts.map((about) => office.mail(about).then((mail) => mail.map(({ state }) => state).join())));

  /** Without a word to anybody who is connected, and without writing anything down that is not written. */
  async function end(): Promise<void> {
    process.kill(Number(readFileSync(join(directory, 'data/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGQUIT');
    while (postgres.runs()) await sleep(20);
  }

  it('sends each letter once, and says of none that it does not know', async () => {
    const [untouched, untouchedReader] = await decision('Ready when asked', 'deaf');
    const [between, betweenReader] = await decision('Taken while it is gone', 'mute');
    const [after, afterReader] = await decision('Taken when it is back', 'mute');
    const held = [`deaf ${untouchedReader}`, `mute ${afterReader}`, `mute ${betweenReader}`].sort();
    await until(
      () => [...office.post.held].sort(),
      (seen) => seen.join() === held.join(),
    );
    expect(await states(untouched, between, after)).toEqual(['claimed', 'sending', 'sending']);

    await end();
    office.post.release(betweenReader);
    office.post.release(untouchedReader);
    await sleep(700);
    expect((await startPostgres({ directory })).url).toBe(postgres.url);
    office.post.release(afterReader);

    await until(
      () => states(between, after).catch(() => []),
      (seen) => seen.join() === 'sent,sent',
    );
    // What could not be begun has not left: it is tried again.
    await until(
      () => states(untouched),
      ([state]) => state === 'retry',
    );
    expect(office.post.to(untouchedReader)).toEqual([]);
    await office.world.sql(`update mail set due_at = now() where about = $1`, [untouched]);
    const [later, laterReader] = await decision('Written afterwards');
    await until(
      async () => {
        await office.sweep().catch(() => undefined);
        return states(untouched, later);
      },
      (seen) => seen.join() === 'sent,sent',
    );
    for (const reader of [untouchedReader, betweenReader, afterReader, laterReader])
      expect(office.post.to(reader)).toHaveLength(1);
  });
});
