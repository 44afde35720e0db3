import type { EventName, Events } from '../events';

/** What people are reminded of: each is a date that something is due on, or that something has been waiting since. */
export const anchors = [
  'round_closes',
  'draft_unfinished',
  'review_due',
  'offer_expires',
  'agreement_unsigned',
  'report_due',
  'instalment_due',
  'details_unconfirmed',
] as const;
export type Anchor = (typeof anchors)[number];

/** The reminder of each. */
export const reminderOf = {
  round_closes: 'application.reminder',
  draft_unfinished: 'draft.reminder',
  review_due: 'review.reminder',
  offer_expires: 'offer.reminder',
  agreement_unsigned: 'agreement.reminder',
  report_due: 'report.reminder',
  instalment_due: 'instalment.reminder',
  details_unconfirmed: 'bank_details.reminder',
} as const satisfies Record<Anchor, EventName>;

/** What a reminder says of its thing; how many days it is before or after is worked out when it is written. */
export type ReminderFacts<A extends Anchor> = Omit<Events[(typeof reminderOf)[A]], 'days' | 'passed'>;

/** Who is reminded: those who sign for the city, those who write for it, the reviewer, and the staff whose work it is. */
export const audiences = ['owner', 'co_applicants', 'reviewer', 'staff_owner'] as const;
export type ReminderAudience = (typeof audiences)[number];

/** When and whom, for one anchor. */
export interface ReminderRule {
  active: boolean;
  /** Days before the date: 14 and 3. */
  daysBefore: number[];
  onTheDay: boolean;
  /** Days after it: first so many, then every so many, so many times at most. */
  firstAfter: number | null;
  every: number | null;
  times: number;
  audience: ReminderAudience[];
  /** So many days after the date the program lead hears of it, once. */
  escalateAfter: number | null;
}

const city: ReminderAudience[] = ['owner', 'co_applicants'];
const never = { firstAfter: null, every: null, times: 0 };

/** What holds where staff have not said otherwise. */
export const standardRules: Record<Anchor, ReminderRule> = {
  round_closes: rule({ daysBefore: [14, 3, 1], onTheDay: true, audience: city }),
  draft_unfinished: rule({ firstAfter: 10, every: 14, times: 2, audience: city }),
  review_due: rule({
    daysBefore: [7, 2],
    onTheDay: true,
    firstAfter: 3,
    every: 4,
    times: 4,
    audience: ['reviewer'],
    escalateAfter: 7,
  }),
  offer_expires: rule({ daysBefore: [7, 2], onTheDay: true, audience: city }),
  agreement_unsigned: rule({
    firstAfter: 14,
    every: 7,
    times: 4,
    audience: [...city, 'staff_owner'],
    escalateAfter: 35,
  }),
  report_due: rule({
    daysBefore: [14, 3],
    onTheDay: true,
    firstAfter: 3,
    every: 7,
    times: 4,
    audience: city,
    escalateAfter: 14,
  }),
  instalment_due: rule({
    daysBefore: [14],
    onTheDay: true,
    firstAfter: 7,
    every: 7,
    times: 4,
    audience: ['staff_owner'],
  }),
  details_unconfirmed: rule({ firstAfter: 3, every: 7, times: 4, audience: ['staff_owner'], escalateAfter: 14 }),
};

function rule(said: Partial<ReminderRule>): ReminderRule {
  return { active: true, daysBefore: [], onTheDay: false, ...never, audience: [], escalateAfter: null, ...said };
}
