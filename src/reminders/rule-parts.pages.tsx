import { emptyForm, type Frame, frameWith } from '../kernel/page/frame';
import type { Typed } from '../kernel/typed';
import type { ReminderRuleView } from './rules.dto';

/** The frame with what the address brings back into the form. */
export const keptIn = (frame: Frame, typed: Typed): Frame =>
  Object.keys(typed).length === 0 ? frame : frameWith(frame, { ...emptyForm, values: typed });

const sources = {
  round: 'This round’s own rule',
  standard: 'The standard of all rounds',
  original: 'As it is from the beginning',
};

/** Whose rule it is; where every rule is of all rounds, only who changed it. */
export function Source({ rule: { source, changedBy }, roundId }: { rule: ReminderRuleView; roundId: string | null }) {
  const whose = roundId === null && source === 'standard' ? 'Changed' : sources[source];
  return (
    <span class="fund-table__note">
      {whose}
      {changedBy !== null && (whose === 'Changed' ? ` by ${changedBy}` : `, by ${changedBy}`)}
    </span>
  );
}
