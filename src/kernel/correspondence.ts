import { Injectable } from '@nestjs/common';
import type { Actor } from './access';
import type { Subject } from './outbox';
import { Queries } from './queries';

/** A letter about a thing, and what became of it. */
export interface LetterLine {
  id: string;
  subject: string;
  letter: string;
  to: string;
  state: string;
  bounced: boolean;
  /** When it was sent, or is due. */
  at: string;
}

/** A reminder of a thing that is planned. */
export interface PlannedLine {
  id: string;
  title: string;
  to: string;
  dueAt: string;
  /** Where the one who is reminded is. */
  zone: string;
  /** Days from the date; negative before it. */
  step: number;
  /** It tells the program lead what is overdue. */
  escalation: boolean;
  /** What it is counted from. */
  deadlineAt: string;
  deadlineZone: string;
  /** What moved it there: a weekend, a holiday. */
  why: string;
  /** The page of the rule that it follows. */
  rule: string;
}

/** What was and will be told about a thing. */
export interface Correspondence {
  sent: LetterLine[];
  planned: PlannedLine[];
}

/** What went to whom about a thing, newest first, and what is planned, next first; for staff and auditors. */
@Injectable()
export class Correspondences {
  constructor(private readonly queries: Queries) {}

  /** @returns null for others than staff and auditors */
  async of({ role }: Actor, ...subjects: Subject[]): Promise<Correspondence | null> {
    if (!['program', 'finance', 'admin', 'auditor'].includes(role)) return null;
    const [sent, planned] = await Promise.all([
      this.queries.rows<Instants<LetterLine, 'at'>>('letters-about', sentSql, [subjects]),
      this.queries.rows<Instants<PlannedLine, 'dueAt' | 'deadlineAt'>>('letters-planned', plannedSql, [subjects]),
    ]);
    return {
      sent: sent.map((line) => ({ ...line, at: line.at.toISOString() })),
      planned: planned.map(({ dueAt, deadlineAt, ...line }) => ({
        ...line,
        dueAt: dueAt.toISOString(),
        deadlineAt: deadlineAt.toISOString(),
      })),
    };
  }
}

type Instants<Row, Key extends string> = Omit<Row, Key> & Record<Key, Date>;

const sentSql = `
  select m.id, m.subject, m.letter, coalesce(p.name, m.address) as to, m.state, m.bounced_at is not null as bounced,
         coalesce(m.sent_at, m.due_at) as at
    from mail m left join person p on p.id = m.person_id where m.about = any($1) order by m.seq desc limit 100`;

const plannedSql = `
  select o.id, d.title, p.name as to, o.due_at as "dueAt", p.time_zone as zone, o.step, o.escalation,
         d.due_at as "deadlineAt", d.due_zone as "deadlineZone", o.why,
         coalesce('/rounds/' || d.round_id, '') || '/reminders/' || d.anchor as rule
    from outbox o join deadline d on d.id = o.deadline_id join person p on p.id = o.person_id
   where o.subject = any($1) and o.state in ('planned', 'carried') order by o.due_at, p.name, o.id limit 100`;
