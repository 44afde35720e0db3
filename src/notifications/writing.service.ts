import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock';
import { Queries } from '../kernel/queries';
import { type Tx, Work } from '../kernel/transaction';
import { courier } from '../kernel/courier';
import { type Composed, Composer, type Entry } from '../letters/composer.service';

/** Makes mail of what happened or falls due: for each row of the outbox, once for each reader. */
@Injectable()
export class WritingService {
  constructor(
    private readonly work: Work,
    private readonly queries: Queries,
    private readonly composer: Composer,
    private readonly clock: Clock,
  ) {}

  /** May be run any number of times, and by several at once: the row is locked, and mail is unique per row and address. */
  async write(outboxId: string): Promise<void> {
    const entry = await this.queries.one<Entry>('outbox-entry', `${entries} where id = $1`, [outboxId]);
    if (!entry || !this.isDue(entry)) return;
    const letters = await this.composer.compose(entry);
    await this.work.run(courier, (tx) => this.settle(tx, entry, letters));
  }

  private isDue({ state, dueAt }: Entry): boolean {
    return (state === 'planned' || state === 'carried') && dueAt <= this.clock.now();
  }

  private async settle(tx: Tx, seen: Entry, letters: Composed[]): Promise<void> {
    const [entry] = (await tx.query(`${entries} where id = $1 for update`, [seen.id])) as Entry[];
    // Called off, moved or written by somebody else meanwhile: what is due later is found later.
    if (!entry || !this.isDue(entry) || entry.dueAt.getTime() !== seen.dueAt.getTime()) return;
    if (await overtaken(tx, entry)) {
      await tx.query(`update outbox set state = 'called_off' where id = $1`, [entry.id]);
      return;
    }
    for (const letter of letters) await post(tx, entry, letter);
    await tx.query(`update outbox set state = 'done', done_at = $2 where id = $1`, [entry.id, tx.now]);
    await tx.query('notify outbox');
  }
}

const entries = `select id, key, subject, event, data, actor_id as "actorId", state, due_at as "dueAt" from outbox`;

/** After downtime several reminders of one thing are due at once: the newest goes out, the others are called off and stay visible so. */
async function overtaken(tx: Tx, { key, subject, event, dueAt }: Entry): Promise<boolean> {
  if (!key.startsWith('reminder:')) return false;
  const later = (await tx.query(
    `select 1 from outbox where subject = $1 and event = $2 and key like 'reminder:%' and state <> 'called_off'
        and due_at > $3 and due_at <= $4 limit 1`,
    [subject, event, dueAt, tx.now],
  )) as unknown[];
  return later.length > 0;
}

/** A reminder that was called off and is planned again revives mail that was skipped, and leaves mail that went out alone. */
async function post(tx: Tx, entry: Entry, { personId, address, subject, text, html }: Composed): Promise<void> {
  await tx.query(
    `insert into mail (outbox_id, person_id, address, letter, about, subject, text, html, due_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
     on conflict (outbox_id, address, copy) do update set state = 'planned', subject = excluded.subject, text = excluded.text,
       html = excluded.html, due_at = excluded.due_at, created_at = excluded.created_at, error = '', lease_until = null
      where mail.state = 'skipped'`,
    [entry.id, personId, address, entry.event, entry.subject, subject, text, html, tx.now],
  );
}
