import type { EventName } from '../events';
import type { Subject } from '../kernel/outbox';
import { dateIn } from '../kernel/time';
import { type Anchor, reminderOf } from './anchor.rules';
import type { Concerned } from './audience.rules';
import type { Due, PlannedStep } from './planning.rules';

/** Something that is due, as far as planning has to know it. */
export interface OpenDeadline extends Due, Concerned {
  id: string;
  anchor: Anchor;
  subject: Subject;
  roundId: string | null;
  dueZone: string;
  title: string;
}

/** One reminder of one person, as the rule has it now. */
export interface PlanRow extends PlannedStep {
  key: string;
  due: OpenDeadline;
  personId: string;
  person: string;
  /** Where they are. */
  zone: string;
}

export type WaitingState = 'planned' | 'carried' | 'done' | 'called_off' | 'overtaken';

/** A reminder that was planned before, whatever became of it. */
export interface FormerRow {
  id: string;
  key: string;
  deadlineId: string;
  personId: string;
  person: string;
  zone: string;
  step: number;
  escalation: boolean;
  at: Date;
  why: string;
  state: WaitingState;
  /** Of its mail: there is none, it has not left, or it may have. */
  mail: 'none' | 'waits' | 'left' | 'skipped';
}

/** What has to change so that the plan is what the rule says. */
export interface PlanChange {
  added: PlanRow[];
  /** Called off before, and planned again. */
  revived: { former: FormerRow; row: PlanRow }[];
  moved: { former: FormerRow; row: PlanRow }[];
  /** Called off before it could leave, and wanted again while its letter still waits. */
  resumed: FormerRow[];
  calledOff: FormerRow[];
}

export const eventOf = (anchor: Anchor, escalation: boolean): EventName =>
  escalation ? 'deadline.escalated' : reminderOf[anchor];

/** The name of a reminder: what has gone out under it never goes out again. */
export function keyOf(due: OpenDeadline, dueOn: string, { step, escalation }: PlannedStep, personId: string): string {
  return `reminder:${due.id}:${dueOn}:${escalation ? 'escalation' : step}:${personId}`;
}

export const dueOn = ({ dueAt, dueZone }: Pick<OpenDeadline, 'dueAt' | 'dueZone'>): string => dateIn(dueAt, dueZone);

/**
 * Compares what should be planned with what is. What went out stays as it is; what is past stays out, unless it waits already.
 * @param rows everything that the rule says, past or not
 */
export function compare(rows: PlanRow[], former: FormerRow[], now: Date): PlanChange {
  const before = new Map(former.map((one) => [one.key, one]));
  const change: PlanChange = { added: [], revived: [], moved: [], resumed: [], calledOff: [] };
  for (const row of rows) {
    const one = before.get(row.key);
    before.delete(row.key);
    if (row.at <= now) {
      if (one?.state === 'called_off' && one.mail === 'waits') change.resumed.push(one);
      continue;
    }
    if (!one) change.added.push(row);
    else if (one.state === 'called_off' && one.mail !== 'left') change.revived.push({ former: one, row });
    else if (isAhead(one) && differs(one, row)) change.moved.push({ former: one, row });
  }
  change.calledOff = [...before.values()].filter(isWaiting);
  return change;
}

const isAhead = ({ state }: FormerRow): boolean => state === 'planned' || state === 'carried';

/** Nothing of it has left yet. */
const isWaiting = (one: FormerRow): boolean => isAhead(one) || (one.state === 'done' && one.mail === 'waits');

const differs = (one: FormerRow, row: PlanRow): boolean =>
  one.at.getTime() !== row.at.getTime() || one.why !== row.why || one.step !== row.step;
