import { Injectable, Logger } from '@nestjs/common';
import { courier } from '../kernel/courier';
import { type Tx, Work } from '../kernel/transaction';
import { type Composed, Composer } from '../letters/composer.service';
import { Digests } from './digests.service';
import type { MailKind } from './mail-rows';
import { Mails } from './mails.service';
import { type Due, insertSql, lockSql, overtakeSql } from './outbox-rows';
import { Routing } from './routing.service';

/** Mail that is to leave now. */
export interface Posted {
  id: string;
  kind: MailKind;
}

interface Written {
  entry: Due;
  letters: Composed[];
}

/** Makes mail of what happened or falls due: for each row of the outbox, once for each reader. */
@Injectable()
export class WritingService {
  private readonly log = new Logger('Writing');

  constructor(
    private readonly work: Work,
    private readonly mails: Mails,
    private readonly composer: Composer,
    private readonly routing: Routing,
    private readonly digests: Digests,
  ) {}

  /**
   * May be run any number of times, and by several at once: the rows are locked, and mail is unique per row and address.
   * @returns the mail that is to leave now
   */
  async write(outboxIds: string[]): Promise<Posted[]> {
    const due = await this.mails.toWrite(outboxIds);
    if (due.length === 0) return [];
    const written = (await Promise.all(due.map((entry) => this.compose(entry)))).filter((one) => one !== undefined);
    try {
      return await this.work.run(courier, (tx) => this.settle(tx, written));
    } catch (error) {
      // One that cannot be kept holds up no other.
      if (written.length === 1) throw error;
      const alone = await Promise.allSettled(due.map(({ id }) => this.write([id])));
      return alone.flatMap((end) => (end.status === 'fulfilled' ? end.value : this.complain(end.reason)));
    }
  }

  private async compose(entry: Due): Promise<Written | undefined> {
    if (entry.overtaken) return { entry, letters: [] };
    try {
      const told = await this.digests.fresh(entry);
      return { entry, letters: told ? await this.composer.compose(told) : [] };
    } catch (error) {
      this.complain(error);
      return undefined;
    }
  }

  private complain(error: unknown): [] {
    this.log.warn(`A letter is written later: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }

  /** Called off, moved or written by somebody else meanwhile: what is due later is found later. */
  private async settle(tx: Tx, written: Written[]): Promise<Posted[]> {
    const rows = (await tx.query(lockSql, [written.map(({ entry }) => entry.id), tx.now])) as Pick<
      Due,
      'id' | 'dueAt'
    >[];
    const due = new Map(rows.map(({ id, dueAt }) => [id, dueAt.getTime()]));
    const ours = written.filter(({ entry }) => due.get(entry.id) === entry.dueAt.getTime());
    const ids = ours.map(({ entry }) => entry.id);
    const [overtaken] = (await tx.query(overtakeSql, [ids, tx.now])) as [{ id: string }[]];
    const old = new Set(overtaken.map(({ id }) => id));
    const posted = await this.post(
      tx,
      ours.filter(({ entry }) => !old.has(entry.id)),
    );
    await tx.query(`update outbox set state = 'done', done_at = $2 where id = any($1) and state <> 'overtaken'`, [
      ids,
      tx.now,
    ]);
    return posted;
  }

  private async post(tx: Tx, written: Written[]): Promise<Posted[]> {
    const all = written.flatMap(({ entry, letters }) => letters.map((letter) => ({ entry, letter })));
    if (all.length === 0) return [];
    const addressed = all.map(({ entry, letter }) => ({ ...letter, deadlineAt: entry.deadlineAt }));
    const routes = await this.routing.of(tx, addressed, tx.now);
    const column = (of: (one: (typeof all)[number], index: number) => unknown): unknown[] => all.map(of);
    const letter = (of: (composed: Composed) => unknown): unknown[] => column((one) => of(one.letter));
    return (await tx.query(insertSql, [
      ...[column(({ entry }) => entry.id), letter((l) => l.personId), letter((l) => l.address)],
      ...[letter((l) => l.letter), column(({ entry }) => entry.subject)],
      ...[letter((l) => l.subject), letter((l) => l.text), letter((l) => l.html), letter((l) => l.kind)],
      ...[letter((l) => l.textId), letter((l) => l.calendar?.content), letter((l) => l.calendar?.method)],
      ...[column((_, i) => routes[i]?.state), column((_, i) => routes[i]?.dueAt), column((_, i) => routes[i]?.error)],
      tx.now,
    ])) as Posted[];
  }
}
