import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock';
import { Missing } from '../kernel/errors';
import type { Subject } from '../kernel/outbox';
import { type Page, pageOf, placeAfter, rowsToRead } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { LettersService } from '../letters/letters.service';
import {
  type AboutView,
  type MailQuery,
  type MailRow,
  type MailText,
  mailView,
  type MailView,
  type PlannedRow,
  plannedView,
  type PlannedView,
} from './notifications.dto';

/** Shows what went to whom, what became of it, and what is planned. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly queries: Queries,
    private readonly clock: Clock,
    private readonly letters: LettersService,
  ) {}

  /** Newest first. */
  async list(query: MailQuery): Promise<Page<MailView>> {
    const [after] = placeAfter(query, 1) ?? [];
    const rows = await this.queries.rows<MailRow>('mail-list', listSql, [
      query.state ?? null,
      query.recipient === undefined ? null : `%${query.recipient.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
      query.about ?? null,
      Number.isSafeInteger(after) ? after : null,
      rowsToRead(query),
    ]);
    return pageOf(rows, query, ({ seq }) => [seq], mailView);
  }

  /** The body of a letter that carries a secret is never shown. @throws Missing */
  async find(id: string): Promise<MailView & MailText> {
    const row = await this.queries.one<MailRow & MailText>(
      'mail-find',
      `${mailSql}, m.text, m.html ${fromSql} where m.id = $1`,
      [id],
    );
    if (!row) throw new Missing('letter');
    const { text, html, ...mail } = row;
    const hidden = 'This letter carries a secret. What it said is not shown.';
    return { ...mailView(mail), ...(this.letters.secretOf(row.letter) ? { text: hidden, html: '' } : { text, html }) };
  }

  /** The next `limit` reminders that wait for their day, earliest first. */
  async planned(limit = 200): Promise<PlannedView[]> {
    const sql = `${plannedSql} and o.due_at > $1 order by o.due_at, o.id limit $2`;
    return (await this.queries.rows<PlannedRow>('mail-planned', sql, [this.clock.now(), limit])).map(plannedView);
  }

  /** What was and will be told about these things, for their pages. */
  async about(...subjects: Subject[]): Promise<AboutView> {
    const mail = `${mailSql} ${fromSql} where m.about = any($1) order by m.seq desc limit 100`;
    const plans = `${plannedSql} and o.subject = any($1) order by o.due_at, o.id limit 100`;
    const [sent, planned] = await Promise.all([
      this.queries.rows<MailRow>('mail-about', mail, [subjects]),
      this.queries.rows<PlannedRow>('mail-about-planned', plans, [subjects]),
    ]);
    return { sent: sent.map(mailView), planned: planned.map(plannedView) };
  }
}

const mailSql = `select m.id, m.seq::float8 as seq, m.state, m.letter, p.name as recipient, m.address, m.subject, m.about,
  m.due_at as "dueAt", m.sent_at as "sentAt", m.attempts, m.error`;
const fromSql = `from mail m left join person p on p.id = m.person_id`;

const listSql = `${mailSql} ${fromSql}
  where ($1::text is null or m.state = $1) and ($2::text is null or p.name ilike $2 or m.address ilike $2)
    and ($3::text is null or m.about = $3) and ($4::bigint is null or m.seq < $4)
  order by m.seq desc limit $5`;

const plannedSql = `select o.id, o.event as letter, o.subject as about, concat_ws(', ', o.data->>'title', o.data->>'award', o.data->>'reviewer') as title, o.due_at as "dueAt"
  from outbox o where o.state in ('planned', 'carried') and o.key like 'reminder:%'`;
