import type { Entry } from '../letters/composer.service';

/** A row of the outbox that is due, as the letters need it. */
export interface Due extends Entry {
  /** A later reminder of the same thing for the same person is due as well. */
  overtaken: boolean;
  deadlineAt: Date | null;
}

/** After downtime several reminders of one thing are due at once: the newest goes out, the others stay visible as overtaken. */
const overtaken = `o.key like 'reminder:%' and exists (
  select from outbox later where later.subject = o.subject and later.event = o.event
     and later.person_id is not distinct from o.person_id and later.key like 'reminder:%'
     and later.state in ('planned', 'carried', 'done') and later.due_at > o.due_at and later.due_at <= coalesce($2::timestamptz, now()))`;

/** What a reminder says is what its deadline says now; how far that is, is counted in days where its reader is. */
const said = `case when d.id is null then o.data else d.data || o.data || jsonb_build_object(
           'dueAt', to_char(d.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'dueZone', d.due_zone,
           'passed', d.due_at <= coalesce($2::timestamptz, now()),
           'days', (coalesce($2::timestamptz, now()) at time zone coalesce(p.time_zone, d.due_zone))::date
                   - (d.due_at at time zone coalesce(p.time_zone, d.due_zone))::date) end as data`;

const entry = `o.id, o.key, o.subject, o.event, o.actor_id as "actorId", o.state, o.person_id as "personId",
         d.due_at as "deadlineAt"`;

export const entriesSql = `
  select ${entry}, o.due_at as "dueAt", ${overtaken} as overtaken, ${said}
    from outbox o left join deadline d on d.id = o.deadline_id left join person p on p.id = o.person_id
   where o.id = any($1) and o.state in ('planned', 'carried') and o.due_at <= coalesce($2::timestamptz, now())
   order by o.due_at, o.id`;

/** Reminders that are written already, as they would be written now. */
export const againSql = `
  select ${entry}, coalesce($2::timestamptz, now()) as "dueAt", false as overtaken, ${said}
    from outbox o join deadline d on d.id = o.deadline_id left join person p on p.id = o.person_id
   where o.id = any($1)`;

/** What somebody else has under his hands he deals with; if he fails, it is found again. */
export const lockSql = `
  select id, due_at as "dueAt" from outbox
   where id = any($1) and state in ('planned', 'carried') and due_at <= $2 order by id for update skip locked`;

export const overtakeSql = `
  update outbox o set state = 'overtaken', done_at = $2 where o.id = any($1) and ${overtaken} returning o.id`;

/**
 * A reminder that was called off and is planned again revives mail that was skipped, and leaves mail that went out alone.
 * What leaves at once has the mark of being carried already, as the one who writes it also hands it over.
 */
export const insertSql = `
  with posted as (
    insert into mail (outbox_id, person_id, address, letter, about, subject, text, html, kind, text_id, calendar, calendar_method,
                      state, due_at, error, lease_until, created_at)
    select *, case when state = 'planned' and due_at <= $16 then $16::timestamptz + interval '1 minute' end, $16
      from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::bigint[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::text[])
        as letter (outbox_id, person_id, address, letter, about, subject, text, html, kind, text_id, calendar, calendar_method,
                   state, due_at, error)
    on conflict (outbox_id, address, copy) do update set state = excluded.state, subject = excluded.subject,
       text = excluded.text, html = excluded.html, kind = excluded.kind, text_id = excluded.text_id,
       calendar = excluded.calendar, calendar_method = excluded.calendar_method, due_at = excluded.due_at,
       created_at = excluded.created_at, error = excluded.error, lease_until = excluded.lease_until
      where mail.state = 'skipped'
    returning id, kind, seq, lease_until)
  select id, kind from posted where lease_until is not null order by seq`;
