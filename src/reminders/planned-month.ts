import type { EventName } from '../events';
import { dateIn, daysBetween, instantOf, plusDays } from '../kernel/time';
import { type Anchor, anchors, reminderOf } from './anchor.rules';
import type { PlannedDay, PlannedKind } from './planned.dto';
import { anchorNames } from './rule.rules';

/** How many reminders of one kind go out at one instant. */
export interface Count {
  at: Date;
  event: EventName;
  count: number;
}

/** Thirty days, and the whole weeks around them. */
export interface Month {
  from: string;
  until: string;
  monday: string;
  sunday: string;
}

export const midnight = (on: string, zone: string): Date => instantOf(`${on}T00:00`, zone);

/** 0 is a Monday; 5 January 1970 was one. */
const weekday = (on: string): number => ((daysBetween('1970-01-05', on) % 7) + 7) % 7;

export const sundayOf = (on: string): string => plusDays(on, 6 - weekday(on));

export function monthFrom(from: string): Month {
  const until = plusDays(from, 29);
  return { from, until, monday: plusDays(from, -weekday(from)), sunday: sundayOf(until) };
}

/** Each day of those weeks with what goes out on it. */
export function daysOf({ monday, sunday }: Month, counts: Count[], zone: string): PlannedDay[] {
  const dated = counts.map((count) => ({ ...count, on: dateIn(count.at, zone) }));
  return Array.from({ length: daysBetween(monday, sunday) + 1 }, (_, n) => {
    const on = plusDays(monday, n);
    const there = dated.filter((count) => count.on === on);
    return { on, count: sum(there), kinds: kindsOf(there) };
  });
}

export const sum = (counts: { count: number }[]): number => counts.reduce((total, { count }) => total + count, 0);

/** In the order in which things come in the life of a grant; what is overdue comes last. */
function kindsOf(counts: Count[]): PlannedKind[] {
  const kinds = [...anchors, 'escalation'] as const;
  return kinds
    .map((kind) => ({ kind, name: nameOf(kind), count: sum(counts.filter(({ event }) => event === eventOf(kind))) }))
    .filter(({ count }) => count > 0);
}

const nameOf = (kind: Anchor | 'escalation'): string =>
  kind === 'escalation' ? 'Overdue, for the program lead' : anchorNames[kind];

const eventOf = (kind: Anchor | 'escalation'): EventName =>
  kind === 'escalation' ? 'deadline.escalated' : reminderOf[kind];
