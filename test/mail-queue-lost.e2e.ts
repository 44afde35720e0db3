import { randomUUID } from 'node:crypto';
import type { Person } from '../src/people/person.entity';
import { Office, until } from './support/office';
import { OwnRedis } from './support/redis';

let redis: OwnRedis | undefined;
let office: Office;
let program: Person;
let signatory: Person;

beforeAll(async () => {
  redis = await OwnRedis.prepare();
  await redis?.start();
  office = await Office.open(redis?.url);
  program = await office.world.person({ role: 'program' });
  signatory = await office.world.person({ role: 'city' });
  office.at('2026-03-02T10:00:00.000Z');
  await office.hire();
});
afterAll(async () => {
  redis?.thaw();
  await office.close();
  await redis?.kill();
});

async function activate(): Promise<string> {
  const award = { awardId: randomUUID(), title: 'Heat', leadId: signatory.organisationId ?? '', fund: 'Fund' };
  const about = `award:${award.awardId}` as const;
  await office.tell(program, 'award.activated', { ...award, amountCents: 100, currency: 'USD' }, about);
  return about;
}
const sent = (about: string) =>
  until(
    async () => {
      await office.sweep().catch(() => undefined);
      return office.mail(about);
    },
    ([mail]) => mail?.state === 'sent',
  );

it('loses nothing where Redis is killed with everything in it, and comes back empty', async () => {
  await sent(await activate());
  await redis?.kill();
  const about = await activate();
  await office.sweep().catch(() => undefined);
  if (redis) expect(await office.mail(about)).toEqual([]);
  await redis?.start();
  office.later(2);
  await sent(about);
  expect(office.post.to(signatory.email)).toHaveLength(2);
});

it('sends once what waited ten minutes for a Redis that did not answer', async () => {
  redis?.freeze();
  const about = await activate();
  await office.sweep().catch(() => undefined);
  office.later(10);
  redis?.thaw();
  await sent(about);
  await office.sweep();
  expect(office.post.to(signatory.email)).toHaveLength(3);
});
