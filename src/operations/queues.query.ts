import { at, isStopped } from './due.query';
import { perWorker } from './parts.rules';

const list = (rows: string): string => `(select coalesce(jsonb_agg(r), '[]') from (${rows}) r)`;

export const queuesSql = `
  select ${at} as now, ${isStopped} as stopped,
    (select count(*)::int from heartbeat where starts_with(name, '${perWorker}') and at > ${at} - interval '1 minute') as workers,
    ${list(`select name, at from heartbeat where not starts_with(name, '${perWorker}') order by name`)} as beats,
    (select nullif(data -> 'queues', 'null') from heartbeat where name = 'worker' and at > ${at} - interval '1 minute') as seen,
    (select count(*)::int from mail where state in ('unknown', 'dead') and settled_by is null) as tasks,
    jsonb_build_array(
      (select jsonb_build_object('name', 'letters', 'due', count(*), 'oldest', min(due_at), 'failed', 0)
         from outbox where state in ('planned', 'carried') and due_at <= ${at}),
      (select jsonb_build_object('name', 'mail', 'due', count(*) filter (where due_at <= ${at}),
                'oldest', min(due_at) filter (where due_at <= ${at}), 'failed', count(*) filter (where state = 'retry'))
         from mail where state in ('planned', 'claimed', 'sending', 'retry') and (due_at <= ${at} or state = 'retry'))) as due`;

/**
 * Only what nobody has under his hands; its attempts go on being counted. Whoever asks for it has seen how much it is, so it counts
 * as planned for this hour: the brake is not to mistake it for a flood.
 */
export const retrySql = `
  with again as (
    update mail set due_at = $1, lease_until = null
     where state = 'retry' and due_at > $1 and (lease_until is null or lease_until <= $1) returning 1 as one),
  meant as (
    update mail_hour set planned = planned + (select count(*) from again)
     where hour = date_trunc('hour', $1::timestamptz, 'UTC'))
  select count(*)::int as count from again`;
