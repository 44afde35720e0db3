import { Injectable } from '@nestjs/common';
import type { EventName } from '../events';
import type { Actor } from '../kernel/access';
import { Missing } from '../kernel/errors';
import { type Page, pageOf, type PageQuery, placeAfter, rowsToRead } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { LettersService } from '../letters/letters.service';
import { OwnReminders } from '../reminders/own.service';
import { pageOf as pageAbout } from './notifications.dto';
import {
  ownLetter,
  type OwnLetter,
  type OwnLetterInFull,
  type OwnLetterRow,
  type OwnLetterText,
  type OwnPlanned,
  ownStates,
} from './own-mail.dto';

const most = 100;

/** What was sent to somebody and what comes next, for them alone. */
@Injectable()
export class OwnMail {
  constructor(
    private readonly queries: Queries,
    private readonly letters: LettersService,
    private readonly reminders: OwnReminders,
  ) {}

  /** Newest first. */
  async list({ id }: Actor, query: PageQuery): Promise<Page<OwnLetter>> {
    const [after] = placeAfter(query, 1) ?? [];
    const place = Number.isSafeInteger(after) ? after : null;
    const rows = await this.queries.rows<OwnLetterRow>('own-mail', listSql, [id, ownStates, place, rowsToRead(query)]);
    return pageOf(rows, query, ({ seq }) => [seq], ownLetter);
  }

  /** What carries a secret is not shown, not even to whom it was sent. @throws Missing */
  async find(actor: Actor, id: string): Promise<OwnLetterInFull> {
    const row = await this.queries.one<OwnLetterRow & OwnLetterText>('own-letter', findSql, [actor.id, ownStates, id]);
    if (!row) throw new Missing('letter');
    const secret = this.letters.secretOf(row.letter.split('/')[0] as EventName) !== undefined;
    const said = secret ? { text: hidden, html: '' } : { text: row.text, html: row.html };
    return { ...ownLetter(row), ...said };
  }

  /** Reminders that are planned, and letters that are written and wait; earliest first. */
  async planned({ id, timeZone }: Actor): Promise<OwnPlanned[]> {
    const [reminders, waiting] = await Promise.all([
      this.reminders.planned(id, timeZone, most),
      this.queries.rows<Waiting>('own-waiting', waitingSql, [id, most]),
    ]);
    const all = [...reminders, ...waiting].sort((a, b) => a.at.getTime() - b.at.getTime()).slice(0, most);
    return all.map((one) => ({
      ...{ id: one.id, title: one.title, url: pageAbout(one.subject), at: one.at.toISOString() },
      reason: one.reason === '' ? 'It is written and leaves next.' : one.reason,
    }));
  }
}

interface Waiting {
  id: string;
  subject: string;
  title: string;
  at: Date;
  reason: string;
}

const hidden = 'This letter carried a secret. What it said is not shown.';

const columns = `id, seq::float8 as seq, state, kind, letter, subject, address, coalesce(sent_at, due_at) as at, bounced_at as "bouncedAt"`;

const listSql = `
  select ${columns} from mail
   where person_id = $1 and state = any($2) and ($3::bigint is null or seq < $3) order by seq desc limit $4`;

const findSql = `select ${columns}, text, html from mail where person_id = $1 and state = any($2) and id = $3`;

const waitingSql = `
  select id, about as subject, subject as title, due_at as at, error as reason from mail
   where person_id = $1 and waits and kind <> 'security'
   order by due_at limit $2`;
