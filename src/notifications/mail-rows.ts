import type { EventName, Events } from '../events';

export const mailStates = [
  'planned',
  'gathered',
  'claimed',
  'sending',
  'sent',
  'retry',
  'unknown',
  'dead',
  'skipped',
  'suppressed',
] as const;
export type MailState = (typeof mailStates)[number];
export type MailKind = 'security' | 'decision' | 'duty' | 'notice' | 'call';

/** Mail that this worker alone deals with, with everything that decides whether it should still leave. */
export interface Claimed<E extends EventName = EventName> {
  id: string;
  /** Claimed; unknown where its sender died and no second copy may go. */
  state: 'claimed' | 'unknown';
  /** Raised with every claim: who comes with an older number has lost it. */
  attempts: number;
  name: string | null;
  address: string;
  disabled: boolean;
  subject: string;
  text: string;
  html: string;
  kind: MailKind;
  personId: string | null;
  /** The person has switched letters of this kind off meanwhile. */
  unwanted: boolean;
  calendar: string | null;
  calendarMethod: 'PUBLISH' | 'REQUEST' | 'CANCEL' | null;
  /** Since when it is not known whether a copy arrived: this one is the second. */
  uncertainAt: Date | null;
  createdAt: Date;
  /** The database's time of the claim. */
  now: Date;
  outboxId: string;
  outboxState: string;
  isReminder: boolean;
  /** A later reminder of the same thing for the same person is due as well. */
  overtaken: boolean;
  /** Why nothing is sent to this address. */
  suppressed: string | null;
  event: E;
  data: Events[E];
}

/** Claimed mail that may have become needless since it was written. */
export interface Taken extends Claimed {
  /** It tells of something that has passed. */
  stale: boolean;
}

/** What is remembered of an attempt. */
export interface Verdict {
  state: MailState;
  error: string;
  /** In how many milliseconds it is tried again. */
  pauseMs?: number;
  messageId?: string;
  /** It is not known whether this copy arrived. */
  uncertain?: boolean;
}

/** The database's clock decides, so that a worker whose own is wrong does no harm. */
const at = 'coalesce($2::timestamptz, now())';

const lostWords = 'The worker ended while it was sending this; it may have arrived.';

/** Where the sender died the first copy may have arrived: a second one goes out at most once, and none of a decision. */
export const claimSql = `
  with was as (
    select id, state, kind, outbox_id, person_id, address, uncertain_at,
           state = 'sending' and (kind = 'decision' or uncertain_at is not null) as lost
      from mail
     where id = any($1) and (state in ('planned', 'retry') and due_at <= ${at} or state in ('claimed', 'sending') and lease_until <= ${at})
       and (kind = 'security' or not $4::boolean)
     order by id for update skip locked),
  facts as (
    select was.*, o.state as outbox_state, o.key like 'reminder:%' as reminder, o.event, o.data, $5::jsonb ->> o.event as secret,
           p.name, p.disabled_at, case when clash.found then was.address else coalesce(p.email, was.address) end as present,
           o.key like 'reminder:%' and exists (
             select from outbox later where later.subject = o.subject and later.event = o.event
                and later.person_id is not distinct from o.person_id and later.key like 'reminder:%'
                and later.state in ('planned', 'carried', 'done') and later.due_at > o.due_at and later.due_at <= ${at}) as overtaken
      from was join outbox o on o.id = was.outbox_id left join person p on p.id = was.person_id,
      lateral (select exists (select from mail other
                where other.outbox_id = o.id and other.address = p.email and other.id <> was.id) as found) clash),
  blanked as (
    update outbox set data = outbox.data || jsonb_build_object(f.secret, '')
      from facts f where outbox.id = f.outbox_id and f.lost and f.secret is not null),
  claimed as (
    update mail set attempts = mail.attempts + 1, address = f.present,
           state = case when f.lost then 'unknown' else 'claimed' end,
           error = case when f.lost then '${lostWords}' else mail.error end,
           lease_until = case when f.lost then null else ${at} + $3 * interval '1 ms' end,
           uncertain_at = case when f.state = 'sending' then coalesce(f.uncertain_at, ${at}) else f.uncertain_at end,
           text = case when f.lost and f.secret is not null then 'It held a secret and was blanked.' else mail.text end,
           html = case when f.lost and f.secret is not null then '' else mail.html end
      from facts f where mail.id = f.id
    returning mail.*)
  select m.id, m.state, m.attempts, f.name, m.address, f.disabled_at is not null as disabled, m.subject, m.text, m.html,
         m.kind, m.person_id as "personId", m.calendar, m.calendar_method as "calendarMethod", m.uncertain_at as "uncertainAt",
         m.created_at as "createdAt", coalesce(m.kind = any(w.unwanted), false) as unwanted,
         ${at} as now, f.outbox_id as "outboxId", f.outbox_state as "outboxState", f.reminder as "isReminder", f.overtaken,
         s.reason as suppressed, f.event, f.data
    from claimed m join facts f on f.id = m.id
    left join suppression s on s.address = lower(m.address) and s.lifted_at is null and m.kind <> 'security'
    left join mail_preference w on w.person_id = m.person_id and m.kind in ('notice', 'call')
   order by m.kind <> 'security', m.seq`;

/** Whoever stops all mail stops what is on its way to the door as well. */
const isFree = `(m.kind = 'security' or not exists (select from mail_brake where stopped_at is not null))`;

export const renewSql = `
  with mine as (
    select m.id from mail m join unnest($1::uuid[], $3::int[]) as held (id, attempts) on m.id = held.id and m.attempts = held.attempts
     where m.state = 'claimed' order by m.id for update of m skip locked)
  update mail set lease_until = ${at} + $4 * interval '1 ms' from mine where mail.id = mine.id`;

/**
 * The last look before the first byte leaves ($1), and what became of others ($4), in one statement and so with one commit.
 * No two wait for each other: a row is that of the attempt that it names, and whoever takes rows up skips what is locked.
 */
export const stepSql = `
  with begun as (
    update mail m set state = 'sending', lease_until = ${at} + $3 * interval '1 ms'
      from jsonb_to_recordset($1::jsonb) as held (id uuid, attempts int), outbox o
     where m.id = held.id and m.attempts = held.attempts and o.id = m.outbox_id
       and m.state = 'claimed' and m.lease_until > ${at} and o.state <> 'called_off' and ${isFree}
    returning m.id, m.attempts),
  settled as (
    update mail set state = told.state, error = told.error, lease_until = null, message_id = told."messageId",
           due_at = case when told."pauseMs" is null then mail.due_at else ${at} + told."pauseMs" * interval '1 ms' end,
           sent_at = case when told.state = 'sent' then ${at} end,
           uncertain_at = case when told.uncertain then coalesce(mail.uncertain_at, ${at}) else mail.uncertain_at end,
           text = case when told.secret is null then mail.text else 'It held a secret and was blanked.' end,
           html = case when told.secret is null then mail.html else '' end
      from jsonb_to_recordset($4::jsonb) as told
        (id uuid, attempts int, state text, error text, "pauseMs" float8, "messageId" text, uncertain boolean, secret text)
     where mail.id = told.id and mail.attempts = told.attempts and mail.state in ('claimed', 'sending')
    returning mail.outbox_id, told.secret),
  blanked as (
    update outbox set data = data || jsonb_build_object(settled.secret, '') from settled
     where outbox.id = settled.outbox_id and settled.secret is not null)
  select id, attempts from begun`;
