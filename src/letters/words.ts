import { staff } from '../kernel/access';
import { formatInstant } from '../kernel/time';
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
  passed?: boolean;
}
/** Which words a reminder has: before its date, on the day, after it. */
export const ahead = { when: ({ days }: Days): boolean => days < 0 };
export const today = { when: ({ days, passed }: Days): boolean => days === 0 && passed !== true };
export const overdue = { when: ({ days, passed }: Days): boolean => days > 0 || passed === true };

/** The instants that were read out last: the letters of one morning name the same few again and again. */
const readOut = new Map<string, string>();

/** `30 November 2026, 23:59 (Europe/Oslo)` */
export function instant(at: Date, zone: string): string {
  const key = `${at.getTime()} ${zone}`;
  const words = readOut.get(key) ?? formatInstant(at, zone);
  if (readOut.size >= 5_000) readOut.clear();
  readOut.set(key, words);
  return words;
}

/** A deadline in its own zone, and in the reader's where the clock there shows something else. */
export function when(at: Date, zone: string, { timeZone }: { timeZone: string }): string {
  const there = instant(at, zone);
  const here = instant(at, timeZone);
  const clock = (words: string): string => words.slice(0, words.indexOf(' ('));
  return clock(there) === clock(here) ? there : `${there}, which is ${here} where you are`;
}

/** The day of a deadline where it is: `30 November`, with its year where that is not the present one. */
export function dayOf(at: Date, zone: string, now: Date): string {
  const day = (one: Date): string => instant(one, zone).split(',')[0] ?? '';
  return day(at).slice(-4) === day(now).slice(-4) ? day(at).slice(0, -5) : day(at);
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
