import { staff } from '../kernel/access';
import { dateIn, formatDate, formatInstant } from '../kernel/time';
import type { Audience } from './letter';

export const program: Audience = { roles: ['program'] };
export const finance: Audience = { roles: ['finance'] };
/** Those who may approve an award or an instalment. */
export const approvers: Audience = { roles: ['program', 'finance'] };
export const city = ({ leadId }: { leadId: string }): Audience => ({ city: leadId });
/** Staff whom the rules of reminding name. */
export const remindedStaff = (): Audience => ({ reminded: staff });
export const remindedCity = (): Audience => ({ reminded: ['city'] });

/** Paragraphs of a letter's body. */
export const text = (...paragraphs: string[]): string => paragraphs.join('\n\n');

export interface Days {
  days: number;
}
/** Which words a reminder has: before its date, on the day, after it. */
export const ahead = { when: ({ days }: Days): boolean => days < 0 };
export const today = { when: ({ days }: Days): boolean => days === 0 };
export const overdue = { when: ({ days }: Days): boolean => days > 0 };

/** A deadline in its own zone, and in the reader's where the clock there shows something else. */
export function when(at: Date, zone: string, { timeZone }: { timeZone: string }): string {
  const there = formatInstant(at, zone);
  const here = formatInstant(at, timeZone);
  const clock = (instant: string): string => instant.slice(0, instant.indexOf(' ('));
  return clock(there) === clock(here) ? there : `${there}, which is ${here} where you are`;
}

/** The day of a deadline where it is: `30 November`, with its year where that is not the present one. */
export function dayOf(at: Date, zone: string, now: Date): string {
  const on = dateIn(at, zone);
  const day = formatDate(on);
  return on.slice(0, 4) === dateIn(now, zone).slice(0, 4) ? day.slice(0, -5) : day;
}

/** `a day`, `3 days`, `a week` */
export function span(days: number): string {
  const many = Math.abs(days);
  if (many === 7) return 'a week';
  return many === 1 ? 'a day' : `${many} days`;
}

/** How far a due date is away, as a person would say it. */
export function daysAway(days: number): string {
  if (days === 0) return 'today';
  return days < 0 ? `in ${span(days)}` : `${span(days)} ago`;
}

export const toApplication = (of: { applicationId: string }): string => `/applications/${of.applicationId}`;
export const toReview = (of: { reviewId: string }): string => `/reviews/${of.reviewId}`;
export const toAward = (of: { awardId: string }): string => `/awards/${of.awardId}`;
export const toReport = (of: { reportId: string }): string => `/reports/${of.reportId}`;
export const toRound = (of: { roundId: string }): string => `/rounds/${of.roundId}`;
