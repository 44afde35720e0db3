import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../kernel/clock';
import { Queries } from '../kernel/queries';
import { type Composed, Composer } from '../letters/composer.service';
import { Deadlines } from '../reminders/deadlines.service';
import { againSql, type Due } from './outbox-rows';

/** A letter that waits, and the row of the outbox that it tells. */
export interface Waiting {
  id: string;
  outboxId: string;
  personId: string | null;
}

/** What a reader sees of a letter. */
type Words = Pick<Composed, 'letter' | 'subject' | 'text' | 'html' | 'textId'>;

/** The last look before reminders leave: whether they are still owed, and whether what they say is still so. */
@Injectable()
export class LastLook {
  private readonly log = new Logger('Writing');

  constructor(
    private readonly deadlines: Deadlines,
    private readonly composer: Composer,
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** @returns why, by the id of its row in the outbox, for reminders that need not leave any more */
  stillOwed(outboxIds: string[], now?: Date): Promise<Map<string, string>> {
    return this.deadlines.stillOwed(outboxIds, now);
  }

  /**
   * Writes reminders that waited anew: how far off their date is, and where that has moved within its day, what it is now.
   * @returns the words by the id of the letter; what is no reminder is left out
   */
  async again(waiting: Waiting[]): Promise<Map<string, Words>> {
    if (waiting.length === 0) return new Map();
    const ids = waiting.map(({ outboxId }) => outboxId);
    const entries = await this.queries.rows<Due>('outbox-again', againSql, [ids, this.clock.pinnedTo]);
    const written = await Promise.all(entries.map((entry) => this.compose(entry)));
    const letters = new Map(entries.map(({ id }, i) => [id, written[i] ?? []]));
    const said = waiting.flatMap(({ id, outboxId, personId }): [string, Words][] => {
      const letter = letters.get(outboxId)?.find((one) => one.personId === personId);
      return letter ? [[id, letter]] : [];
    });
    const column = (of: (words: Words) => unknown): unknown[] => said.map(([, words]) => of(words));
    await this.queries.rows('mail-again', writeSql, [
      ...[said.map(([id]) => id), column((w) => w.letter), column((w) => w.subject)],
      ...[column((w) => w.text), column((w) => w.html), column((w) => w.textId)],
    ]);
    return new Map(said);
  }

  /** One that cannot be written anew holds up no other, and leaves as it is. */
  private async compose(entry: Due): Promise<Composed[]> {
    return this.composer.compose(entry).catch((error: unknown) => {
      this.log.warn(`A reminder leaves as it was written: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    });
  }
}

const writeSql = `
  update mail set letter = said.letter, subject = said.subject, text = said.text, html = said.html, text_id = said.text_id
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
      as said (id, letter, subject, text, html, text_id)
   where mail.id = said.id and mail.state in ('claimed', 'gathered')`;
