import { emptyForm, type Frame, frameWith } from '../kernel/page/frame';
import type { Typed } from '../kernel/typed';
import type { ReminderRuleView } from './rules.dto';

/** The frame with what the address brings back into the form. */
export const keptIn = (frame: Frame, typed: Typed): Frame =>
  Object.keys(typed).length === 0 ? frame : frameWith(frame, { ...emptyForm, values: typed });

/** Whose rule it is, and who wrote it. */
export const Source = ({ rule, roundId }: { rule: ReminderRuleView; roundId: string | null }) => (
  <span class="fund-table__note">{roundId === null ? ofAll(rule) : ofRound(rule)}</span>
);

const ofAll = ({ source, changedBy }: ReminderRuleView): string =>
  source === 'original' ? 'Nobody has changed this' : `Changed by ${changedBy}`;

function ofRound({ source, changedBy }: ReminderRuleView): string {
  if (source === 'round') return `This round’s own rule, by ${changedBy}`;
  return source === 'standard'
    ? `Follows the standard of all rounds, changed by ${changedBy}`
    : 'Follows the standard of all rounds';
}
