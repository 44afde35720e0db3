import type { QueueLength } from '../kernel/queue';
import { at, isStopped, oldest, unsent, unwritten } from './due.query';
import { perWorker } from './parts.rules';

/** Everything that is measured, as the database sees it at one moment. */
export interface MetricsRow {
  planned: number;
  mail: { state: string; kind: string; count: number }[];
  lastHour: number;
  lateLetters: number;
  lateMail: number;
  oldestLetter: number;
  oldestMail: number;
  tasks: { state: string; count: number }[];
  suppressed: number;
  stopped: boolean;
  hourPlanned: number;
  hourSent: number;
  beats: { name: string; seconds: number }[];
  workers: number;
  queues: QueueLength[] | null;
}

const list = (rows: string): string => `(select coalesce(jsonb_agg(r), '[]') from (${rows}) r)`;
const hourOf = `date_trunc('hour', ${at}, 'UTC')`;

/** Each part is read from an index alone, or from what is due and what left within the hour, of which there is little. */
export const metricsSql = `
  select (select count(*)::int from outbox where deadline_id is not null and state in ('planned', 'carried')) as planned,
    ${list('select state, kind, count(*)::int as count from mail group by state, kind')} as mail,
    (select count(*)::int from mail where sent_at > ${at} - interval '1 hour' and digest_id is null) as "lastHour",
    (select count(*)::int ${unwritten} and due_at <= ${at}) as "lateLetters",
    (select count(*)::int ${unsent} and due_at <= ${at}) as "lateMail",
    ${oldest(unwritten)} as "oldestLetter", ${oldest(unsent)} as "oldestMail",
    ${list(`select state, count(*)::int as count from mail where state in ('unknown', 'dead') and settled_by is null group by state`)} as tasks,
    (select count(*)::int from suppression where lifted_at is null) as suppressed, ${isStopped} as stopped,
    coalesce((select planned from mail_hour where hour = ${hourOf}), 0) as "hourPlanned",
    (select count(*)::int from mail where sent_at >= ${hourOf} and digest_id is null) as "hourSent",
    ${list(`select name, greatest(extract(epoch from ${at} - at), 0)::float8 as seconds from heartbeat
             where not starts_with(name, '${perWorker}') order by name`)} as beats,
    (select count(*)::int from heartbeat where starts_with(name, '${perWorker}') and at > ${at} - interval '1 minute') as workers,
    (select nullif(data -> 'queues', 'null') from heartbeat where name = 'worker' and at > ${at} - interval '1 minute') as queues`;
