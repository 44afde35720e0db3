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
    items: items.slice(0, shown),
  };
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
