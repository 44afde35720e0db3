import { createHash } from 'node:crypto';
import { Conflict } from '../kernel/errors';
import type { OpenDeadline, PlanChange } from './plan.rules';
import type { ReminderDifference, ReminderDifferences } from './rules.dto';

const shown = 200;

/** A change of the plan as people read it before they make it. */
export function differencesOf(
  { added, revived, moved, calledOff }: PlanChange,
  dues: OpenDeadline[],
): ReminderDifferences {
  const known = new Map(dues.map((due) => [due.id, due]));
  const items = [
    ...[...added, ...revived.map(({ row }) => row)].map((row) => line('added', row, row.due, null)),
    ...moved.map(({ former, row }) => line('moved', row, row.due, former.at)),
    ...calledOff.map((former) => line('called_off', former, known.get(former.deadlineId), null)),
  ].sort((a, b) => a.at.localeCompare(b.at) || a.person.localeCompare(b.person) || a.step - b.step);
  return {
    added: added.length + revived.length,
    moved: moved.length,
    calledOff: calledOff.length,
    deadlines: dues.length,
    fingerprint: fingerprintOf(items),
    items: items.slice(0, shown),
  };
}

/** Of all of them, also of those that are not shown. */
function fingerprintOf(items: ReminderDifference[]): string {
  const lines = items.map(({ kind, personId, anchor, subject, step, escalation, at, was }) =>
    [kind, personId, anchor, subject, step, escalation, at, was].join(' '),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('base64url');
}

/** @throws Conflict where somebody looked at another difference before they agreed to it */
export function asSeen(difference: ReminderDifferences, seen: string | undefined): ReminderDifferences {
  if (seen === undefined || seen === difference.fingerprint) return difference;
  throw new Conflict('What is planned has changed since you looked. Look at what changes now, then confirm it.');
}

type Line = Pick<ReminderDifference, 'personId' | 'person' | 'zone' | 'step' | 'escalation' | 'why'> & { at: Date };

function line(
  kind: ReminderDifference['kind'],
  row: Line,
  due: OpenDeadline | undefined,
  was: Date | null,
): ReminderDifference {
  if (!due) throw new Error('A reminder belongs to none of the deadlines that are looked at.');
  const { personId, person, zone, step, escalation, why } = row;
  const { title, anchor, subject } = due;
  return {
    ...{ kind, personId, person, zone, title, anchor, subject, step, escalation, why },
    at: row.at.toISOString(),
    was: was?.toISOString() ?? null,
  };
}
