import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { SendingService } from '../src/notifications/sending.service';
import { WritingService } from '../src/notifications/writing.service';
import type { Person } from '../src/people/person.entity';
import { Awarding } from './support/awarding';

let here: Awarding;
let rival: Client;

beforeAll(async () => {
  here = await Awarding.prepare(2, 50_000_000, 0);
  rival = new Client({ connectionString: here.world.databaseUrl });
  await rival.connect();
});
afterAll(async () => {
  await rival.end();
  await here.world.close();
});

/** Lets each of them get as far as it can while `lock` is held, in this order, and then go on. */
async function atOnce(lock: string, ...steps: (() => Promise<{ status: number }>)[]): Promise<number[]> {
  await rival.query('begin');
  await rival.query(lock);
  const answers: Promise<{ status: number }>[] = [];
  for (const step of steps) {
    answers.push(step());
    await sleep(300);
  }
  await rival.query('rollback');
  return (await Promise.all(answers)).map(({ status }) => status);
}

const waiting = (subject: string) =>
  here.world.sql(`select 1 from outbox where subject = $1 and key like 'reminder:%' and state = 'planned'`, [subject]);

it('an award that is cancelled while its round is archived leaves nothing behind in the round', async () => {
  const { roundId, ids } = await here.inReview(300_000, [200_000]);
  const award = await here.offered(ids[0] ?? '', 200_000);
  await here.did('amara', `rounds/${roundId}/decide`);
  const done = await atOnce(
    'select 1 from ledger.head for update',
    () => here.post('amara', `awards/${award}/cancel`, { reason: 'The city merged.' }),
    () => here.post('priya', `rounds/${roundId}/archive`),
  );
  expect(done).toEqual([200, 200]);
  expect((await here.figures()).slice(0, 3)).toEqual([50_000_000, 0, 0]);
});

describe('a report of a grant that was cancelled', () => {
  const reported = async (): Promise<[award: string, report: string]> => {
    const { ids } = await here.inReview(300_000, [200_000]);
    const award = await here.accepted(ids[0] ?? '', 200_000);
    const input = { kind: 'interim', title: 'Interim', dueOn: '2027-06-30' };
    return [award, (await here.did('amara', `awards/${award}/reports`, input)).id];
  };
  const cancel = (award: string) => here.post('amara', `awards/${award}/cancel`, { reason: 'The city merged.' });

  it('is due at no other time, and offers none', async () => {
    const [award, report] = await reported();
    await cancel(award);
    const moved = await here.post('amara', `reports/${report}/reschedule`, { dueOn: '2027-07-31' });
    expect([moved.status, moved.json.detail]).toEqual([409, expect.stringContaining('cancelled')]);
    expect(await waiting(`report:${report}`)).toEqual([]);
    const { json } = await here.as('amara').get<{ moves: unknown[] }>(`/api/reports/${report}`);
    expect(json.moves).toEqual([]);
  });

  it('has no reminders when it comes back for changes', async () => {
    const [award, report] = await reported();
    await here.as('contributor').put(`/api/reports/${report}`, {
      ...{ version: 1, narrative: 'Done.', lessons: 'Dig.', spentCents: 1 },
    });
    await here.did('contributor', `reports/${report}/submit`);
    await cancel(award);
    await here.did('amara', `reports/${report}/return`, { reason: 'Say more.', dueOn: '2027-07-31' });
    expect(await waiting(`report:${report}`)).toEqual([]);
  });

  it('has none when its date was moved at the same moment', async () => {
    const [award, report] = await reported();
    const done = await atOnce(
      `select 1 from report where id = '${report}' for update`,
      () => here.post('amara', `reports/${report}/reschedule`, { dueOn: '2027-07-31' }),
      () => cancel(award),
    );
    expect(done).toEqual([200, 200]);
    expect(await waiting(`report:${report}`)).toEqual([]);
  });
});

it('a review whose date is moved while its application is declined has no reminders', async () => {
  const { ids } = await here.inReview(300_000, [200_000]);
  const asked = { reviewerIds: [here.people.rita.id], dueOn: '2027-02-28' };
  const review = (await here.did('amara', `applications/${ids[0]}/reviews`, asked)).items[0]?.id ?? '';
  const done = await atOnce(
    `select 1 from outbox where subject = 'review:${review}' for update`,
    () => here.post('amara', `reviews/${review}/reschedule`, { dueOn: '2027-03-31' }),
    () => here.post('priya', `applications/${ids[0]}/decline`, { reason: 'Too small.' }),
  );
  expect(done).toEqual([200, 200]);
  expect(await waiting(`review:${review}`)).toEqual([]);
});

it.each(['sending', 'retry'])('a reminder that is %s when its grant is cancelled is not tried again', async (state) => {
  const { world } = here;
  const { ids } = await here.inReview(300_000, [200_000]);
  const award = await here.accepted(ids[0] ?? '', 200_000);
  const input = { kind: 'interim', title: 'Interim', dueOn: '2027-01-30' };
  const { id } = await here.did('amara', `awards/${award}/reports`, input);
  // Three days before it is due, in the morning.
  here.at('2027-01-27T12:00:00Z');
  const [row] = await world.sql<{ id: string }>(
    `select id from outbox where subject = $1 and key like 'reminder:%' order by due_at limit 1`,
    [`report:${id}`],
  );
  await world.get(WritingService).write([row?.id ?? '']);
  await world.sql(`update mail set state = $2, lease_until = null where outbox_id = $1`, [row?.id, state]);
  await here.did('amara', `awards/${award}/cancel`, { reason: 'The city merged.' });
  await world.sql(`update mail set state = 'retry', due_at = $2 where outbox_id = $1`, [row?.id, world.clock.now()]);
  const mails = await world.sql<{ id: string }>('select id from mail where outbox_id = $1', [row?.id]);
  for (const mail of mails) await world.get(SendingService).send([mail.id]);
  const states = await world.sql<{ state: string }>('select distinct state from mail where outbox_id = $1', [row?.id]);
  expect(states).toEqual([{ state: 'skipped' }]);
  here.at('2027-01-21T12:00:00Z');
});

it('an application that was returned can be submitted again while the round is in review', async () => {
  const { roundId, ids } = await here.inReview(300_000, [200_000]);
  const [id = ''] = ids;
  await rival.query(`alter table application disable trigger application_legal_step`);
  await rival.query(`update application set status = 'submitted' where id = $1`, [id]);
  await rival.query(`alter table application enable trigger application_legal_step`);
  await here.did('amara', `applications/${id}/return`, { reason: 'The budget is of last year.' });
  const again = await here.did('contributor', `applications/${id}/submit`);
  expect(again.status).toBe('submitted');
  await here.did('amara', `rounds/${roundId}/decide`);
  const late = await here.post('amara', `applications/${id}/return`, { reason: 'More.' });
  expect([late.status, late.json.detail]).toEqual([409, expect.stringContaining('decided')]);
});

it.each<[string, (person: Person) => Promise<() => Promise<{ status: number }>>]>([
  [
    'a link',
    async ({ id }) => {
      const token = randomBytes(32).toString('base64url');
      await here.world.sql(
        `insert into sign_in_link (person_id, token_hash, created_at, expires_at) values ($1, $2, now(), '2027-12-31')`,
        [id, createHash('sha256').update(token).digest()],
      );
      return () => here.world.as().post(`/api/sign-in/${token}`);
    },
  ],
  [
    'a new token',
    async (person) => {
      const agent = here.world.as(person);
      await agent.get('/api/me');
      return () => agent.post('/api/tokens', { name: 'Mine', days: 30 });
    },
  ],
])('nobody gets in by %s that was used while the account was disabled', async (_, prepare) => {
  const person = await here.world.person({ role: 'auditor' });
  const enter = await prepare(person);
  await rival.query('begin');
  await rival.query('select 1 from person where id = $1 for update', [person.id]);
  const answer = enter();
  await sleep(300);
  for (const table of ['session', 'personal_token'])
    await rival.query(`update ${table} set revoked_at = now() where person_id = $1`, [person.id]);
  await rival.query('update person set disabled_at = now() where id = $1', [person.id]);
  await rival.query('commit');
  expect((await answer).status).toBeGreaterThanOrEqual(400);
  for (const table of ['session', 'personal_token']) {
    const open = await here.world.sql(`select 1 from ${table} where person_id = $1 and revoked_at is null`, [
      person.id,
    ]);
    expect(open).toEqual([]);
  }
});

it('an instalment of another city is as missing as one that never was', async () => {
  const { ids } = await here.inReview(300_000, [200_000]);
  const award = await here.accepted(ids[0] ?? '', 200_000);
  const plan = { instalments: [{ amountCents: 200_000, dueOn: '2027-06-30' }] };
  const { instalments } = await here.did('amara', `awards/${award}/instalments`, plan);
  const ask = async (id: string) => (await here.as('stranger').get<{ detail: string }>(`/api/instalments/${id}`)).json;
  const [theirs, none] = [await ask(instalments[0]?.id ?? ''), await ask('00000000-0000-4000-8000-000000000000')];
  expect(theirs.detail).toBe(none.detail);
});
