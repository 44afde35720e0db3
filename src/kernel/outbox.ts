import { told } from '../event-words';
import type { EventName, Events } from '../events';
import { courier } from './courier';
import type { Tx } from './transaction';

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
