import { Injectable } from '@nestjs/common';
import { told } from '../event-words';
import type { EventName } from '../events';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Invalid, Missing } from '../kernel/errors';
import { Histories, type HistoryLine } from '../kernel/history';
import { type Page, pageOf, placeAfter, rowsToRead } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { endOfDay, instantOf } from '../kernel/time';
import { LettersService } from '../letters/letters.service';
import { listSql, storySql } from './mail-log-rows';
import { type MailStory, mailStory, type StoryRow } from './mail-story.dto';
import { type MailQuery, type MailRow, mailView, type MailView } from './notifications.dto';

/** The log of all mail: every letter that was written, and the whole story of each. */
@Injectable()
export class MailLog {
  constructor(
    private readonly queries: Queries,
    private readonly words: LettersService,
    private readonly histories: Histories,
    private readonly clock: Clock,
  ) {}

  /** Newest first; days are those of the reader. @throws Invalid where the last day is before the first */
  async list({ timeZone }: Actor, query: MailQuery): Promise<Page<MailView>> {
    const { state, kind, recipient, letter, about, from, until } = query;
    if (from !== undefined && until !== undefined && until < from)
      throw new Invalid({ until: ['The last day is before the first.'] });
    const [after] = placeAfter(query, 1) ?? [];
    const rows = await this.queries.rows<MailRow>('mail-list', listSql, [
      state ?? null,
      recipient === undefined ? null : `%${recipient.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
      about ?? null,
      Number.isSafeInteger(after) ? after : null,
      rowsToRead(query),
      kind ?? null,
      letter ?? null,
      from === undefined ? null : instantOf(`${from}T00:00:00`, timeZone),
      until === undefined ? null : endOfDay(until, timeZone),
    ]);
    return pageOf(rows, query, ({ seq }) => [seq], mailView);
  }

  /** The body of a letter that carries a secret is never shown. @throws Missing */
  async find(actor: Actor, id: string): Promise<MailStory> {
    const row = await this.queries.one<StoryRow>('mail-story', storySql, [id, Object.keys(this.words.secrets())]);
    if (!row) throw new Missing('letter');
    return mailStory(row, { actor, now: this.clock.now() });
  }

  /** The events that are told in letters. */
  letters(): EventName[] {
    return (Object.keys(told) as EventName[]).filter((event) => this.words.isTold(event)).sort();
  }

  history(actor: Actor, id: string): Promise<HistoryLine[]> {
    return this.histories.of(actor, `mail:${id}`);
  }
}
