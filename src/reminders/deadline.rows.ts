import type { EntityManager } from 'typeorm';
import type { Subject } from '../kernel/outbox';
import type { Tx } from '../kernel/transaction';
import type { Anchor } from './anchor.rules';
import type { Expected } from './deadlines.service';
import type { OpenDeadline } from './plan.rules';

/** Planners share it; whoever changes a rule has it alone, so that nothing is planned by a rule that is just being changed. */
export const planning = 7_263_116;

interface Noted extends OpenDeadline {
  fresh: boolean;
}

/** Writes down what is due. @returns all of it as it is now, and which of it nobody waited for before */
export async function noteDown(
  tx: Tx,
  deadlines: Expected[],
): Promise<{ open: OpenDeadline[]; fresh: ReadonlySet<string> }> {
  const last = new Map(deadlines.map((one) => [`${one.anchor} ${one.subject}`, one]));
  // In one order, so that two who move the same ones wait for each other instead of blocking each other.
  const rows = [...last.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const noted = (await tx.query(noteSql, [JSON.stringify(rows), tx.now, planning])) as Noted[];
  return { open: noted, fresh: new Set(noted.filter(({ fresh }) => fresh).map(({ id }) => id)) };
}

export const metOf = (tx: Tx, anchor: Anchor, subject: Subject): Promise<unknown> =>
  tx.query(closing('anchor = $3 and subject = $4'), ['met', tx.now, anchor, subject]);

export const callOffOf = (tx: Tx, subject: Subject): Promise<unknown> =>
  tx.query(closing('subject = $3'), ['called_off', tx.now, subject]);

export const callOffWithin = (tx: Tx, subject: Subject): Promise<unknown> =>
  tx.query(closing('within @> $3::text[]'), ['called_off', tx.now, [subject]]);

/** With what is remembered of it, which is found by the subject. */
export const handOn = (tx: Tx, from: Subject, to: Subject): Promise<unknown> => tx.query(handOnSql, [from, to]);

/** What is open of one kind in one round, or in all rounds that have no rule of their own, or of every kind in one round. */
export const openUnder = (
  tx: EntityManager,
  anchor: Anchor | null,
  roundId: string | null,
  lock: 'for update' | '' = '',
): Promise<OpenDeadline[]> => tx.query(`${openSql} ${lock}`, [anchor, roundId]);

export const openByIds = (tx: Tx, ids: string[]): Promise<OpenDeadline[]> =>
  tx.query(`select ${columns} from deadline where id = any($1) and state = 'open' ${inOrder} for update`, [ids]);

const columns = `id, anchor, subject, round_id as "roundId", organisation_id as "organisationId", person_id as "personId",
  staff_role as "staffRole", title, due_at as "dueAt", due_zone as "dueZone", until`;

/** The order in which everybody locks them. */
const inOrder = `order by anchor collate "C", subject collate "C"`;

const openSql = `
  select ${columns} from deadline d
   where state = 'open' and ($1::text is null or anchor = $1) and case when $2::uuid is not null then round_id = $2
     else round_id is null or not exists (select from reminder_rule r where r.anchor = d.anchor and r.round_id = d.round_id) end
   ${inOrder}`;

const noteSql = `
  with turn as materialized (select pg_advisory_xact_lock_shared($3)),
  said as (
    select * from turn, jsonb_to_recordset($1::jsonb) as d(anchor text, subject text, within text[], "roundId" uuid, "organisationId" uuid,
      "personId" uuid, "staffRole" text, title text, at timestamptz, zone text, until timestamptz, data jsonb))
  insert into deadline (anchor, subject, within, round_id, organisation_id, person_id, staff_role, title, due_at, due_zone, until,
      data, created_at)
    select anchor, subject, within, "roundId", "organisationId", "personId", "staffRole", title, at, zone, until, data, $2 from said
  on conflict (anchor, subject) do update set within = excluded.within, round_id = excluded.round_id,
      organisation_id = excluded.organisation_id, person_id = excluded.person_id, staff_role = excluded.staff_role,
      title = excluded.title, due_at = excluded.due_at, due_zone = excluded.due_zone, until = excluded.until, data = excluded.data,
      state = 'open', closed_at = null,
      sequence = deadline.sequence + (deadline.state <> 'open' or deadline.due_at <> excluded.due_at)::int
  returning ${columns}, xmax = 0 as fresh`;

const handOnSql = `
  with handed as (update deadline set subject = $2 where subject = $1 returning id)
  update outbox set subject = $2 from handed where outbox.subject = $1 and outbox.deadline_id = handed.id`;

/** By the subject, as what went out is in no index of its deadline. */
const closing = (which: string): string => `
  with closed as (
    update deadline set state = $1, closed_at = $2 where state = 'open' and ${which} returning id, subject)
  update outbox set state = 'called_off' from closed
   where outbox.subject = closed.subject and outbox.deadline_id = closed.id and (outbox.state in ('planned', 'carried')
      or outbox.state = 'done' and exists (select from mail where outbox_id = outbox.id
        and mail.state in ('planned', 'gathered', 'claimed', 'sending', 'retry')))`;
