/** The database's clock decides what is due, or the one that is pinned. */
export const at = 'coalesce($1::timestamptz, now())';

/** Letters that are to be written: reminders, and whatever else has happened. */
export const unwritten = `from outbox where state in ('planned', 'carried')`;

/** Mail that is to leave. What is held on purpose is not late: then only letters about security are looked at. */
export const unsent = `from mail where waits
  and (kind = 'security' or not exists (select from mail_brake where stopped_at is not null))`;

/** For how many seconds the oldest of them has been due; 0 where nothing is. */
export const oldest = (from: string): string =>
  `coalesce((select greatest(extract(epoch from ${at} - min(due_at)), 0)::float8 ${from}), 0)`;

export const isStopped = `exists (select from mail_brake where stopped_at is not null)`;
