/** The database's clock decides what is due, or the one that is pinned. */
export const at = 'coalesce($1::timestamptz, now())';

/** Letters that are to be written: reminders, and whatever else has happened. */
export const unwritten = `from outbox where state in ('planned', 'carried')`;

/** Mail that is to leave. What is held on purpose is not late: then only letters about security are looked at. What a letter of the morning has gathered is as late as that is. */
export const unsent = `from mail where waits
  and (kind = 'security' or not exists (select from mail_brake where stopped_at is not null))
  and (state <> 'gathered' or not exists (select from outbox d
    where d.subject = 'person:' || mail.person_id and d.event = 'mail.digest' and d.due_at >= mail.due_at))`;

/** For how many seconds the oldest of them has been due; 0 where nothing is. */
export const oldest = (from: string): string =>
  `coalesce((select greatest(extract(epoch from ${at} - min(due_at)), 0)::float8 ${from}), 0)`;

export const isStopped = `exists (select from mail_brake where stopped_at is not null)`;
