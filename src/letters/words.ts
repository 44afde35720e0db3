import { formatMoney } from '../kernel/money';
import { formatInstant } from '../kernel/time';
import type { Audience, Reader } from './letter';

export const program: Audience = { roles: ['program'] };
export const finance: Audience = { roles: ['finance'] };
/** Those who may approve an award or an instalment. */
export const approvers: Audience = { roles: ['program', 'finance'] };
export const city = ({ leadId }: { leadId: string }): Audience => ({ city: leadId });

export const money = (of: { amountCents: number; currency: string }): string =>
  formatMoney(of.amountCents, of.currency);

/** A deadline in its own zone, and in the reader's where the clock there shows something else. */
export function when(instant: string, zone: string, { timeZone }: Reader): string {
  const at = new Date(instant);
  const there = formatInstant(at, zone);
  const here = formatInstant(at, timeZone);
  const clock = (text: string): string => text.slice(0, text.indexOf(' ('));
  return clock(there) === clock(here) ? there : `${there}, which is ${here} where you are`;
}

/** How far a due date is away, as a person would say it. */
export function daysAway(days: number): string {
  const many = Math.abs(days);
  const span = many === 7 ? 'a week' : many === 1 ? 'a day' : `${many} days`;
  if (days === 0) return 'today';
  return days < 0 ? `in ${span}` : `${span} ago`;
}

export const because = (reason: string): { quote: string }[] => (reason.trim() ? [{ quote: reason }] : []);

export const toApplication = (of: { applicationId: string }): string => `/applications/${of.applicationId}`;
export const toReview = (of: { reviewId: string }): string => `/reviews/${of.reviewId}`;
export const toAward = (of: { awardId: string }): string => `/awards/${of.awardId}`;
export const toReport = (of: { reportId: string }): string => `/reports/${of.reportId}`;
export const toRound = (of: { roundId: string }): string => `/rounds/${of.roundId}`;
