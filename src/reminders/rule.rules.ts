import type { FieldErrors } from '../kernel/errors';
import type { Anchor, ReminderAudience, ReminderRule } from './anchor.rules';
import { stepsOf } from './planning.rules';

/** What each anchor is called, where a rule is shown. */
export const anchorNames: Record<Anchor, string> = {
  round_closes: 'The round closes',
  draft_unfinished: 'A draft is left unfinished',
  review_due: 'A review is due',
  offer_expires: 'An offer expires',
  agreement_unsigned: 'An agreement waits to be signed',
  report_due: 'A report is due',
  instalment_due: 'An instalment is due',
  details_unconfirmed: 'Bank details wait to be confirmed',
};

/** Before what is reminded of: after a round has closed or an offer expired nothing can be done; a wait only has an after. */
export const anchorSides: Record<Anchor, 'before' | 'after' | 'both'> = {
  round_closes: 'before',
  draft_unfinished: 'after',
  review_due: 'both',
  offer_expires: 'before',
  agreement_unsigned: 'after',
  report_due: 'both',
  instalment_due: 'both',
  details_unconfirmed: 'after',
};

const ofCities: ReminderAudience[] = ['owner', 'co_applicants', 'staff_owner'];

/** Who can be reminded of it: nobody learns by a reminder what is not theirs to see. */
export const audiencesOf: Record<Anchor, ReminderAudience[]> = {
  round_closes: ofCities,
  draft_unfinished: ofCities,
  review_due: ['reviewer', 'staff_owner'],
  offer_expires: ofCities,
  agreement_unsigned: ofCities,
  report_due: ofCities,
  instalment_due: ['staff_owner'],
  details_unconfirmed: ['staff_owner'],
};

export const audienceNames: Record<ReminderAudience, string> = {
  owner: 'those who sign for the city',
  co_applicants: 'those who write for the city',
  reviewer: 'the reviewer',
  staff_owner: 'the staff owner',
};

/** What a rule cannot be, field by field. */
export function ruleFaults(anchor: Anchor, rule: ReminderRule): FieldErrors {
  const faults: FieldErrors = {};
  const side = anchorSides[anchor];
  const strange = rule.audience.filter((one) => !audiencesOf[anchor].includes(one));
  if (strange.length > 0)
    faults.audience = [`Of this nobody reminds ${strange.map((one) => audienceNames[one]).join(' or ')}.`];
  else if (rule.active && rule.audience.length === 0) faults.audience = ['Choose who is reminded, or switch this off.'];
  if (side === 'after' && rule.daysBefore.length > 0)
    faults.daysBefore = ['This waits since a date, so there is nothing before it. Leave this empty.'];
  if (side === 'after' && rule.onTheDay) faults.onTheDay = ['This waits since a date: remind of it some days after.'];
  if (side === 'before' && rule.times > 0) faults.times = ['Nothing can be done about it after the date. Enter 0.'];
  if (side === 'before' && rule.escalateAfter !== null)
    faults.escalateAfter = ['Nothing can be done about it after the date. Leave this empty.'];
  if (rule.times > 0 && rule.firstAfter === null)
    faults.firstAfter = ['Enter how many days after the date the first one comes.'];
  if (rule.times === 0 && rule.firstAfter !== null)
    faults.times ??= ['Enter how many times at most, or leave the days after the date empty.'];
  if (rule.times > 1 && rule.every === null) faults.every = ['Enter how many days lie between one and the next.'];
  if (rule.active && Object.keys(faults).length === 0 && stepsOf(rule).length === 0)
    faults.daysBefore = ['Enter at least one day on which people are reminded, or switch this off.'];
  return faults;
}

/** "14 and 3 days before, on the day, 3 days after, then every 7 days, at most 4 times" */
export function timesInWords({ daysBefore, onTheDay, firstAfter, every, times }: ReminderRule): string {
  const before = [...daysBefore].sort((a, b) => b - a);
  return [
    before.length > 0
      ? `${listed(before.map(String))} ${before.at(-1) === 1 && before.length === 1 ? 'day' : 'days'} before`
      : '',
    onTheDay ? 'on the day' : '',
    firstAfter !== null && times > 0 ? `${days(firstAfter)} after` : '',
    times > 1 && every !== null ? `then every ${every === 1 ? 'day' : `${every} days`}, ${times} times at most` : '',
  ]
    .filter((words) => words !== '')
    .join(', ');
}

/** The whole rule in one sentence. */
export function ruleInWords(rule: ReminderRule): string {
  if (!rule.active) return 'Nobody is reminded.';
  const whom = listed(rule.audience.map((one) => audienceNames[one]));
  const lead = rule.escalateAfter === null ? '' : `; after ${days(rule.escalateAfter)} the program lead hears of it`;
  return `${timesInWords(rule)}, to ${whom}${lead}.`;
}

export const sameRule = (a: ReminderRule, b: ReminderRule): boolean =>
  ruleInWords(a) === ruleInWords(b) && a.active === b.active;

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;

const listed = (words: string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
