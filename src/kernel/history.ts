import { Injectable } from '@nestjs/common';
import { internal, told } from '../event-words';
import type { EventName } from '../events';
import type { Actor } from './access';
import type { Subject } from './outbox';
import { Queries } from './queries';
import { formatInstant } from './time';

/** One line of the history that stands on each thing. */
export interface HistoryLine {
  at: string;
  /** The instant in the reader's zone. */
  when: string;
  who: string;
  sentence: string;
  reason: string | null;
}

interface Row {
  name: EventName;
  at: Date;
  who: string | null;
  reason: string | null;
  number: string | null;
  title: string | null;
  /** Of rules and organisations: what is otherwise now, in words. */
  changes: string | null;
}

/** What happened to a thing, newest first, as far as its reader may know. */
@Injectable()
export class Histories {
  constructor(private readonly queries: Queries) {}

  async of(actor: Actor, subject: Subject): Promise<HistoryLine[]> {
    const outside = actor.role === 'city';
    const rows = await this.queries.rows<Row>(
      'history',
      `select e.name, e.at, p.name as who, e.data->>'reason' as reason, e.data->>'number' as number, e.data->>'title' as title,
              case when e.name in ('reminders.changed', 'organisation.changed') then e.data->>'changes' end as changes
         from event e left join person p on p.id = e.actor_id
        where e.subjects @> array[$1] and e.name <> all($2) and not ($3 and e.data @> '{"internal": true}') order by e.id desc limit 200`,
      [subject, outside ? [...internal] : [], outside],
    );
    return rows.map(({ at, who, reason, ...row }) => ({
      at: at.toISOString(),
      when: formatInstant(at, actor.timeZone),
      who: who ?? 'The system',
      sentence: sentenceOf(row),
      reason,
    }));
  }
}

/** Says which one, where a thing has several of them. */
function sentenceOf({ name, number, title, changes }: Pick<Row, 'name' | 'number' | 'title' | 'changes'>): string {
  const sentence = told[name] ?? name;
  if (changes !== null) return `${sentence}. ${changes}`;
  if (number !== null) return sentence.replace('the instalment', `instalment ${number}`);
  return name.startsWith('report.') ? sentence.replace('the report', `the report “${title ?? ''}”`) : sentence;
}
