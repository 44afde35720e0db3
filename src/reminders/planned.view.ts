import { stepInWords } from '../kernel/step-words';
import type { Anchor } from './anchor.rules';
import type { PlannedQuery, PlannedReminder, PlannedReminderRow } from './planned.dto';
import { anchorNames } from './rule.rules';

export function plannedReminder({ awardId, holderId, ...row }: PlannedReminderRow): PlannedReminder {
  return {
    ...row,
    deadlineAt: row.deadlineAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    anchorName: anchorNames[row.anchor],
    aboutUrl: pageOf(row.about, awardId, holderId),
    words: stepInWords(row.step, row.escalation),
    ruleUrl: ruleUrl(row.roundId, row.anchor),
  };
}

/** Where the rules of a round are, or without one those of all rounds. */
export const rulesUrl = (roundId: string | null): string =>
  roundId === null ? '/reminders' : `/rounds/${roundId}/reminders`;

export const ruleUrl = (roundId: string | null, anchor: Anchor): string => `${rulesUrl(roundId)}/${anchor}`;

/** An instalment is seen on the page of its grant, bank details on that of whom they are of. */
function pageOf(about: string, awardId: string | null, holderId: string | null): string | null {
  const [kind = '', id = ''] = about.split(':');
  if (['application', 'review', 'award', 'report', 'round'].includes(kind)) return `/${kind}s/${id}`;
  if (kind === 'instalment' && awardId) return `/awards/${awardId}`;
  return kind === 'bank_account' && holderId ? `/payees/${holderId}` : null;
}

const parameters = ['from', 'day', 'round', 'anchor', 'person', 'about', 'after'] as const;

/** The page of the plan with what is asked for. */
export function plannedUrl(query: Partial<Pick<PlannedQuery, (typeof parameters)[number]>>): string {
  const set = parameters.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]]));
  return `/mail/planned${set.length === 0 ? '' : `?${new URLSearchParams(set as [string, string][]).toString()}`}`;
}
