import { told } from '../event-words';
import type { EventName, Events } from '../events';
import { courier } from './courier';
import type { Tx } from './transaction';
import { morningOf } from './time';

/** What an event is about: `application:<uuid>`; the first subject is its own, the others show it in their history too. */
export type Subject = `${string}:${string}`;

/** What the system does by itself is nobody's doing. */
const doerOf = ({ actor }: Tx): string | null => (actor.id === courier.id ? null : actor.id);

/** Writes down what happened, for history and for the letters that follow, in the transaction in which it happens. */
export async function publish<E extends EventName>(
  tx: Tx,
  name: E,
  data: Events[E],
  subjects: [Subject, ...Subject[]],
): Promise<void> {
  const body = JSON.stringify(data);
  const subject = subjects[0];
  if (told[name] !== null) {
    await tx.query(`insert into event (name, subjects, actor_id, at, data) values ($1, $2, $3, $4, $5)`, [
      name,
      subjects,
      doerOf(tx),
      tx.now,
      body,
    ]);
  }
  await tx.query(
    `insert into outbox (key, subject, event, data, actor_id, due_at) values ('event:' || gen_random_uuid(), $1, $2, $3, $4, $5)`,
    [subject, name, body, doerOf(tx), tx.now],
  );
  await tx.query(`notify outbox`);
}

/** Has something told that is nobody's doing and part of no history; the same key is told once. */
export async function publishOnce<E extends EventName>(
  tx: Tx,
  key: string,
  name: E,
  data: Events[E],
  subject: Subject,
): Promise<void> {
  await tx.query(
    `insert into outbox (key, subject, event, data, due_at) values ($1, $2, $3, $4, $5) on conflict (key) do nothing`,
    [key, subject, name, JSON.stringify(data), tx.now],
  );
  await tx.query(`notify outbox`);
}

/**
 * Plans one reminder. A key that was called off is planned again; one that has gone out never goes out twice.
 * @param dueAt when it is to be sent
 */
export async function remind<E extends EventName>(
  tx: Tx,
  key: string,
  subject: Subject,
  dueAt: Date,
  name: E,
  data: Events[E],
): Promise<void> {
  await tx.query(
    `insert into outbox (key, subject, event, data, due_at) values ($1, $2, $3, $4, $5)
     on conflict (key) do update set data = excluded.data, due_at = excluded.due_at, state = 'planned', carried_at = null
      where outbox.state <> 'done'`,
    [key, subject, name, JSON.stringify(data), dueAt],
  );
}

/** Calls off every reminder about the subject that has not gone out, also one whose mail is written but waits. */
export async function callOff(tx: Tx, subject: Subject): Promise<void> {
  await tx.query(
    `update outbox set state = 'called_off' where subject = $1 and key like 'reminder:%' and (state in ('planned', 'carried')
      or state = 'done' and exists (select from mail where outbox_id = outbox.id and ${unsent}))`,
    [subject],
  );
}

/** Also what is being sent: it may fail and be tried again. */
const unsent = `mail.state in ('planned', 'retry', 'sending')`;

/** Calls off every reminder that belongs to a larger thing which has ended: the reviews of a declined application, the reports of a cancelled award. */
export async function callOffWithin(tx: Tx, owner: { applicationId: string } | { awardId: string }): Promise<void> {
  const within = [JSON.stringify(owner)];
  const ofOwner = `data @> $1 and key like 'reminder:%'`;
  await tx.query(`update outbox set state = 'called_off' where ${ofOwner} and state in ('planned', 'carried')`, within);
  // Apart, so that each looks at the few that wait and not at everything that was ever told.
  await tx.query(
    `update outbox set state = 'called_off' from mail
      where outbox_id = outbox.id and ${unsent} and outbox.state = 'done' and ${ofOwner}`,
    within,
  );
}

/** When people are reminded of a due date: days before and after it, at nine in the morning where it is due. */
export const reminderDays = [-7, -2, 0, 3, 7] as const;

type Reminders = { [E in EventName]: Events[E] extends { days: number } ? E : never }[EventName];

/** Plans the reminders of a due date anew: what was planned for an earlier date is called off, mornings already past are left out. */
export async function planReminders<E extends Reminders>(
  tx: Tx,
  subject: Subject,
  due: { on: string; zone: string },
  name: E,
  data: Omit<Events[E], 'days'>,
): Promise<void> {
  await callOff(tx, subject);
  for (const days of reminderDays) {
    const at = morningOf(due.on, due.zone, days);
    if (at <= tx.now) continue;
    await remind(tx, `reminder:${subject}:${due.on}:${days}`, subject, at, name, {
      ...data,
      days,
    } as unknown as Events[E]);
  }
}
