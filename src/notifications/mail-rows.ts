import type { EventName, Events } from '../events';
import type { Queries } from '../kernel/queries';

export const mailStates = ['planned', 'sending', 'sent', 'retry', 'unknown', 'dead', 'skipped'] as const;
export type MailState = (typeof mailStates)[number];

/** Mail that this worker alone sends now, with everything that decides whether it still should. */
export interface Claimed<E extends EventName = EventName> {
  id: string;
  was: MailState;
  attempts: number;
  name: string | null;
  currentAddress: string;
  disabled: boolean;
  subject: string;
  text: string;
  html: string;
  uncertainAt: Date | null;
  createdAt: Date;
  outboxId: string;
  outboxState: string;
  event: E;
  data: Events[E];
}

/** What is remembered of an attempt. */
export interface Verdict {
  state: MailState;
  error: string;
  dueAt?: Date;
  sentAt?: Date;
  messageId?: string;
  uncertainAt?: Date | null;
}

/** Takes mail that is due, or whose sender is gone; committed before anything is sent. The address is the person's present one. */
export function claimMail(queries: Queries, id: string, now: Date, leaseUntil: Date): Promise<Claimed | undefined> {
  return queries.one<Claimed>('mail-claim', claimSql, [id, now, leaseUntil]);
}

/** Only as long as this attempt is the current one; a secret is blanked with the last of its attempts. */
export async function settleMail(queries: Queries, mail: Claimed, verdict: Verdict, secret?: string): Promise<void> {
  const { state, error, dueAt, sentAt, messageId, uncertainAt } = verdict;
  await queries.rows('mail-settle', settleSql, [
    ...[mail.id, mail.attempts, state, error, dueAt, sentAt, messageId, uncertainAt ?? mail.uncertainAt],
    state === 'retry' ? null : (secret ?? null),
  ]);
}

const claimSql = `
  with was as (
    select id, state, outbox_id, person_id from mail
     where id = $1 and (state in ('planned', 'retry') and due_at <= $2 or state = 'sending' and lease_until <= $2)
       for update),
  facts as (
    select was.id, was.state, o.id as outbox_id, o.state as outbox_state, o.event, o.data, p.name, p.email, p.disabled_at,
           exists (select from mail other where other.outbox_id = o.id and other.address = p.email and other.id <> was.id) as clash
      from was join outbox o on o.id = was.outbox_id left join person p on p.id = was.person_id)
  update mail set state = 'sending', attempts = mail.attempts + 1, lease_until = $3,
         address = case when f.email is null or f.clash then mail.address else f.email end
    from facts f where mail.id = f.id
  returning mail.id, f.state as was, mail.attempts, f.name, coalesce(f.email, mail.address) as "currentAddress",
    f.disabled_at is not null as disabled, mail.subject, mail.text, mail.html, mail.uncertain_at as "uncertainAt",
    mail.created_at as "createdAt", f.outbox_id as "outboxId", f.outbox_state as "outboxState", f.event, f.data`;

export const holdSql = `
  select 1 as one from mail m join outbox o on o.id = m.outbox_id
   where m.id = $1 and m.attempts = $2 and m.state = 'sending' and m.lease_until > $3 and o.state <> 'called_off'`;

const settleSql = `
  with settled as (
    update mail set state = $3, error = $4, due_at = coalesce($5::timestamptz, due_at), sent_at = $6::timestamptz,
           message_id = $7, uncertain_at = $8::timestamptz, lease_until = null,
           text = case when $9::text is null then text else 'It held a secret and was blanked.' end,
           html = case when $9::text is null then html else '' end
     where id = $1 and attempts = $2 and state = 'sending' returning outbox_id)
  update outbox set data = data || jsonb_build_object(coalesce($9::text, ''), '') from settled
   where outbox.id = settled.outbox_id and $9::text is not null`;
