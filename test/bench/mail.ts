import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { lines } from '../../src/notifications/smtp';
import { endRedis, prepareRedis, redisForTests } from '../support/redis';
import type { PeerLetter, PeerQuestion } from './mail-peer';
import type { SinkAnswer, SinkQuestion } from './mail-sink';
import { Helper, start } from './programs';
import { ask, type Server } from './server';
import { type Measured, median, plain } from './table';

export interface MailPlan {
  reminders: number;
  rounds: number;
}

interface Backend {
  name: string;
  environment: NodeJS.ProcessEnv;
}

/** From the moment at which reminders fall due until the mail server has taken the last, against nodemailer sending the same letters. */
export async function measureMail(server: Server, plan: MailPlan): Promise<Measured[]> {
  const url = await server.database('bench_mail');
  await ask(url, people);
  await prepareRedis();
  const redis = redisForTests();
  const backends = [{ name: 'PostgreSQL', environment: {} }];
  if (redis) backends.push({ name: 'Redis', environment: { REDIS_URL: redis } });
  const rows: Measured[] = [];
  for (const backend of backends) rows.push(await backendRow(url, plan, backend));
  // What ends it keeps no process alive.
  const awake = setInterval(() => undefined, 1000);
  await endRedis();
  clearInterval(awake);
  return rows;
}

async function backendRow(url: string, plan: MailPlan, backend: Backend): Promise<Measured> {
  const sink = new Helper<SinkQuestion, SinkAnswer>('mail-sink');
  const peer = new Helper<PeerQuestion, number>('mail-peer');
  const smtpUrl = `smtp://127.0.0.1:${(await sink.ask({ forget: true })).port}`;
  const worker = await start('../../src/worker', url, undefined, { ...backend.environment, SMTP_URL: smtpUrl });
  const [ours, peers]: [number[], number[]] = [[], []];
  // The first round fills every cache and is not counted.
  for (let round = 0; round <= plan.rounds; round += 1) {
    ours.push(await reminded(url, plan, sink));
    const letters = await ask<PeerLetter>(url, lettersSql, [plan.reminders]);
    peers.push(await peer.ask({ smtpUrl, connections: lines, letters }));
  }
  await Promise.all([worker.stop(), sink.stop(), peer.stop()]);
  return rowOf(plan, backend, median(ours.slice(1)), median(peers.slice(1)));
}

async function reminded(url: string, { reminders }: MailPlan, sink: Helper<SinkQuestion, SinkAnswer>): Promise<number> {
  await ask(url, plannedSql, [reminders]);
  await ask(url, 'vacuum analyze outbox, mail, deadline');
  await sink.ask({ forget: true });
  await beating(url);
  const began = performance.now();
  await ask(url, `update outbox set due_at = now() where state = 'planned'; notify outbox`);
  await sink.ask({ letters: reminders });
  const took = performance.now() - began;
  for (;;) {
    const [left] = await ask(
      url,
      `select 1 from mail where state <> 'sent' union all select 1 from outbox where state <> 'done' limit 1`,
    );
    if (!left) return took;
    await sleep(20);
  }
}

/** The worker is up, and its last sweep is over. */
async function beating(url: string): Promise<void> {
  const sql = `select 1 from heartbeat where name = 'relay' and at > now() - interval '3 seconds'`;
  while ((await ask(url, sql)).length === 0) await sleep(20);
}

function rowOf({ reminders }: MailPlan, { name }: Backend, ours: number, peer: number): Measured {
  const rate = (ms: number): string => `${plain((1000 * reminders) / ms, 0)}/s`;
  return {
    path: `${plain(reminders, 0)} reminders due → rendered → taken by the mail server, queue on ${name}`,
    ours: rate(ours),
    peer: `${rate(peer)} (nodemailer alone, ${lines} connections)`,
    ratio: plain(peer / ours),
    goal: '≥ 0.50',
    met: peer / ours >= 0.5,
  };
}

/** What was sent last, as it was sent. */
const lettersSql = `
  select address as to, subject, text, html, calendar, calendar_method as method from mail order by seq desc limit $1`;

/** A thousand reviewers who may get as much on one day as is measured. */
const people = `
  update mail_brake set daily_cap = 1000, hourly_floor = 100000;
  insert into person (name, email, role, time_zone)
    select 'Reviewer ' || n, 'reviewer-' || n || '@example.org', 'reviewer', 'Europe/London' from generate_series(1, 1000) n;
  delete from replan`;

/** Of as many reviews, each of another reviewer as long as there are some; not due yet. */
const plannedSql = `
  with reviewer as (select id, name, row_number() over () as n from person where role = 'reviewer'),
  review as (select gen_random_uuid() as id, gen_random_uuid() as application, 1 + n % 1000 as n from generate_series(1, $1::int) n),
  due as (
    insert into deadline (anchor, subject, within, person_id, staff_role, title, due_at, due_zone, data, created_at)
    select 'review_due', 'review:' || v.id, array['application:' || v.application], r.id, 'program', 'Heat from the harbour',
           now() + interval '2 days', 'Europe/Oslo', jsonb_build_object('reviewId', v.id, 'reviewerId', r.id, 'reviewer', r.name,
             'applicationId', v.application, 'title', 'Heat from the harbour', 'round', 'Round 4'), now()
      from review v join reviewer r on r.n = v.n
    returning id, subject, person_id, due_at, due_zone)
  insert into outbox (key, subject, event, data, due_at, deadline_id, person_id, step)
  select 'reminder:' || id || ':' || to_char(due_at at time zone due_zone, 'YYYY-MM-DD') || ':-2:' || person_id, subject,
         'review.reminder', '{}', now() + interval '1 hour', id, person_id, -2 from due`;
