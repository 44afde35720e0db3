import { Injectable } from '@nestjs/common';
import { Queries } from '../kernel/queries';
import { immediately, Together } from '../kernel/together';
import type { Deadline } from './calendar';

/** What a reminder knows of its deadline besides what it says of it. */
export interface Reminded {
  anchor: string;
  title: string;
  /** The city or the reviewer whose it is. */
  who: string;
  data: object;
  /** When the same person is reminded next. */
  nextAt: Date | null;
}

/** The deadlines that letters speak of, and what happened before. Many asked for at once take one query. */
@Injectable()
export class DeadlinesTold {
  private readonly reminders: Together<Reminded>;
  private readonly deadlines: Together<Deadline>;

  constructor(private readonly queries: Queries) {
    this.reminders = new Together<Reminded>(async (ids) => {
      const rows = await queries.rows<Reminded & { id: string }>('letter-reminders', remindersSql, [ids]);
      return new Map(rows.map((row) => [row.id, row]));
    }, immediately);
    this.deadlines = new Together(async (keys) => {
      const asked = keys.map((key) => key.split(' '));
      const values = [asked.map(([anchor]) => anchor), asked.map(([, subject]) => subject)];
      const rows = await queries.rows<Deadline>('letter-deadlines', deadlinesSql, values);
      return new Map(rows.map((row) => [`${row.anchor} ${row.subject}`, row]));
    }, immediately);
  }

  /** Of a row of the outbox that is a reminder. */
  ofReminder(outboxId: string): Promise<Reminded | undefined> {
    return this.reminders.one(outboxId);
  }

  of(anchor: string, subject: string): Promise<Deadline | undefined> {
    return this.deadlines.one(`${anchor} ${subject}`);
  }

  async happened(event: string, subject: string): Promise<boolean> {
    const sql = `select 1 as one from event where name = $1 and subjects @> array[$2] limit 1`;
    return (await this.queries.one('event-happened', sql, [event, subject])) !== undefined;
  }
}

const remindersSql = `
  select o.id, d.anchor, d.title, coalesce(g.name, p.name, 'nobody in particular') as who, d.data,
         (select min(later.due_at) from outbox later where later.deadline_id = d.id and later.person_id = o.person_id
             and later.event = o.event and later.state = 'planned' and later.due_at > o.due_at) as "nextAt"
    from outbox o join deadline d on d.id = o.deadline_id
    left join organisation g on g.id = d.organisation_id left join person p on p.id = d.person_id
   where o.id = any($1::uuid[])`;

const deadlinesSql = `
  select d.id, d.anchor, d.subject, d.title, d.due_at as "dueAt", d.due_zone as "dueZone", d.sequence
    from unnest($1::text[], $2::text[]) as a(anchor, subject)
    join deadline d on d.anchor = a.anchor and d.subject = a.subject`;
