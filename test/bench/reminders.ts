import { performance } from 'node:perf_hooks';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Clock } from '../../src/kernel/clock';
import { Queries } from '../../src/kernel/queries';
import { Work } from '../../src/kernel/transaction';
import { Deadlines, type Expected } from '../../src/reminders/deadlines.service';
import { Plans } from '../../src/reminders/plans.service';
import { actorOf } from './posting';
import { ask, type Server } from './server';
import { type Measured, median, plain } from './table';

export interface ReminderPlan {
  reminders: number;
  rounds: number;
}

interface Seeded {
  round: string;
  program: string;
  reviewers: string[];
}

/** Each review has seven reminders of its reviewer, and one of the program lead. */
const ofEach = 8;

/** Planning everything of a round in one transaction, against inserting the same rows and nothing else, in turn. */
export async function measureReminders(server: Server, { reminders, rounds }: ReminderPlan): Promise<Measured[]> {
  const url = await server.database('bench_reminders');
  const [seeded] = await ask<Seeded>(url, people);
  if (!seeded) throw new Error('The round was not made.');
  const database = await new DataSource({ type: 'postgres', url, poolSize: 2 }).initialize();
  const clock = new Clock();
  const work = new Work(database, clock);
  const deadlines = new Deadlines(new Plans(), new Queries(database), clock);
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const reviews = Array.from({ length: reminders / ofEach }, (_, n) => reviewOf(seeded, n));
    const plan = (): Promise<void> =>
      work.run(actorOf(seeded.program, 'program'), (tx) => deadlines.expectMany(tx, reviews));
    ours.push(await timed(plan));
    const rows = await database.query<Row[]>(planned, [reviews.map(({ subject }) => subject)]);
    if (rows.length !== reminders) throw new Error(`${rows.length} reminders were planned instead of ${reminders}.`);
    await database.query('delete from outbox');
    const values = columns.map((column) => rows.map((row) => row[column]));
    peers.push(await timed(() => database.transaction((tx) => tx.query(bare, values))));
    await database.query('delete from outbox');
    await ask(url, 'vacuum analyze outbox');
  }
  await database.destroy();
  // The first round reads the tables of holidays and makes every plan of the database.
  return [rowOf(reminders, median(ours.slice(1)), median(peers.slice(1)))];
}

const rowOf = (reminders: number, ours: number, peer: number): Measured => ({
  path: `Planning ${plain(reminders, 0)} reminders of a round in one transaction`,
  ours: `${plain(ours, 0)} ms`,
  peer: `${plain(peer, 0)} ms (bulk insert of the same rows)`,
  ratio: plain(ours / peer),
  goal: '≤ 2.00',
  met: ours / peer <= 2,
});

function reviewOf({ round, reviewers }: Seeded, n: number): Expected<'review_due'> {
  const [reviewId, applicationId] = [randomUUID(), randomUUID()];
  const reviewerId = reviewers[n % reviewers.length] ?? '';
  // Wednesdays five to eight weeks from the first of March 2030.
  const at = new Date(Date.UTC(2030, 3, 10 + 7 * (n % 4), 21, 59, 59));
  return {
    anchor: 'review_due',
    ...{ subject: `review:${reviewId}`, within: [`application:${applicationId}`, `round:${round}`], roundId: round },
    ...{ personId: reviewerId, staffRole: 'program', title: 'Low-carbon heat', at, zone: 'Europe/Oslo' },
    data: {
      ...{ reviewId, reviewerId, reviewer: 'Reviewer', applicationId, title: 'Low-carbon heat', round: 'Round 1' },
      ...{ dueAt: at.toISOString(), dueZone: 'Europe/Oslo' },
    },
  };
}

async function timed(step: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await step();
  return performance.now() - began;
}

const columns = ['key', 'subject', 'event', 'due_at', 'deadline_id', 'person_id', 'step', 'escalation', 'why'] as const;
type Row = Record<(typeof columns)[number], unknown>;

const planned = `select ${columns.join(', ')} from outbox where subject = any($1)`;

const bare = `
  insert into outbox (key, subject, event, data, due_at, deadline_id, person_id, step, escalation, why)
  select key, subject, event, '{}', due_at, deadline_id, person_id, step, escalation, why
    from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::int[], $8::boolean[], $9::text[])
      as same (key, subject, event, due_at, deadline_id, person_id, step, escalation, why)`;

/** Fifty reviewers in ten cities with holidays and zones of their own. */
const people = `
  with fund as (insert into fund (name, currency) values ('Bench Fund', 'USD') returning id),
  lead as (insert into person (name, email, role) values ('P', 'p@example.org', 'program') returning id),
  place as (
    insert into organisation (kind, name, country, time_zone) select 'partner', 'Institute of ' || zone, country, zone
      from unnest(array['NO', 'GB', 'DE', 'FR', 'US', 'US', 'JP', 'AU', 'BR', 'CA'],
                  array['Europe/Oslo', 'Europe/London', 'Europe/Berlin', 'Europe/Paris', 'America/New_York', 'America/Denver',
                        'Asia/Tokyo', 'Australia/Melbourne', 'America/Sao_Paulo', 'America/Vancouver']) as at (country, zone)
    returning id, time_zone),
  reviewer as (
    insert into person (name, email, role, organisation_id, time_zone)
      select 'Reviewer ' || n, n || '-' || place.id || '@example.org', 'reviewer', place.id, place.time_zone
        from place, generate_series(1, 5) n returning id),
  call as (
    insert into round (fund_id, name, status, currency, budget_cents, sectors, stages, deadline_local, deadline_zone, deadline_at, created_at, created_by)
      select fund.id, 'Round 1', 'in_review', 'USD', 50000000, '{energy}', '{test}', '2030-02-01T17:00', 'UTC', now(), now(), lead.id
        from fund, lead returning id)
  select (select id from call) as round, (select id from lead) as program, (select array_agg(id) from reviewer) as reviewers`;
