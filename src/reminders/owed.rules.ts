import { type Anchor, type ReminderRule, standardRules } from './anchor.rules';
import { type Concerned, type Contacts, partOf, type Someone } from './audience.rules';
import type { DeadlineState } from './deadline.entity';
import { dueOn, type OpenDeadline } from './plan.rules';

/** A reminder that is about to leave, with everything that decides whether it still should. */
export interface Leaving extends Concerned, Pick<OpenDeadline, 'dueAt' | 'dueZone' | 'until'> {
  id: string;
  key: string;
  escalation: boolean;
  anchor: Anchor;
  state: DeadlineState;
  /** Null where nobody wrote one down. */
  rule: ReminderRule | null;
  named: Contacts;
  person: Someone & { name: string };
  /** The city that owes it. */
  organisation: string | null;
}

/** Why it need not leave any more, in words; null where it is still owed. */
export function whyNotOwed(reminder: Leaving, now: Date): string | null {
  const { state, anchor, until } = reminder;
  if (state === 'met') return done[anchor];
  if (state === 'called_off') return 'Nobody waits for it any more.';
  if (dueOn(reminder) !== reminder.key.split(':')[2]) return 'Its date has moved.';
  if (until !== null && until <= now) return 'It came too late to be of use.';
  return whyNotMeant(reminder);
}

const done: Record<Anchor, string> = {
  round_closes: 'It was submitted meanwhile.',
  draft_unfinished: 'It was submitted meanwhile.',
  review_due: 'It was submitted meanwhile.',
  offer_expires: 'The offer was answered meanwhile.',
  agreement_unsigned: 'The agreement was recorded meanwhile.',
  report_due: 'It was submitted meanwhile.',
  instalment_due: 'It was paid meanwhile.',
  details_unconfirmed: 'They were confirmed or rejected meanwhile.',
};

function whyNotMeant({ person, anchor, rule: own, named, escalation, organisation, ...due }: Leaving): string | null {
  const rule = own ?? standardRules[anchor];
  const part = partOf(person, due, rule, named);
  if (rule.active && (escalation ? part.escalated : part.reminded)) return null;
  if (person.disabled) return `The account of ${person.name} is disabled.`;
  if (!rule.active) return 'Nobody is reminded of this any more.';
  if (person.role !== 'city') return `${person.name} does not look after this any more.`;
  return person.organisationId === due.organisationId
    ? `${person.name} is not reminded of this any more.`
    : `${person.name} does not act for ${organisation ?? 'this city'} any more.`;
}
