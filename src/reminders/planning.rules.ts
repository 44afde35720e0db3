import { DateTime } from 'luxon';
import { dateIn, instantOf, plusDays } from '../kernel/time';
import type { ReminderRule } from './anchor.rules';
import { isWeekend, isWorked, type WorkingDays } from './working-days.rules';

/** What a plan is made for. */
export interface Due {
  dueAt: Date;
  until: Date | null;
}

/** Where and when somebody works. */
export interface Workplace {
  zone: string;
  /** `09:00` */
  dayStarts: string;
  /** Their city, for the words about its holidays; empty where they have none. */
  place: string;
  days: WorkingDays;
}

/** Whether somebody is reminded of a thing, and whether they hear that it is overdue. */
export interface Part {
  reminded: boolean;
  escalated: boolean;
}

/** One letter as it is planned: so many days from the date, when, and what moved it there. */
export interface PlannedStep {
  step: number;
  escalation: boolean;
  at: Date;
  why: string;
}

/** Everything that one person hears of one thing, in order, what is past by now as well. */
export function planOf(due: Due, rule: ReminderRule, who: Workplace, part: Part): PlannedStep[] {
  const steps = [
    ...(part.reminded ? stepsOf(rule) : []).map((step) => ({ step, escalation: false })),
    ...(part.escalated && rule.active && rule.escalateAfter !== null
      ? [{ step: rule.escalateAfter, escalation: true }]
      : []),
  ];
  const planned = steps
    .sort((a, b) => a.step - b.step || Number(a.escalation) - Number(b.escalation))
    .map((one) => ({ ...one, ...instantOfStep(due.dueAt, one.step, who) }));
  return planned.filter(
    ({ at }, i) =>
      (due.until === null || at < due.until) &&
      !planned.slice(i + 1).some((later) => later.at.getTime() === at.getTime()),
  );
}

/** Days from the date on which people are reminded: −14, −3, 0, 3, 10. */
export function stepsOf({ active, daysBefore, onTheDay, firstAfter, every, times }: ReminderRule): number[] {
  if (!active) return [];
  const after = Array.from({ length: firstAfter === null ? 0 : times }, (_, n) => (firstAfter ?? 0) + n * (every ?? 0));
  return [...daysBefore.map((days) => -days), ...(onTheDay ? [0] : []), ...after];
}

/** The morning of a step: on a working day of whoever gets it, before what is due where it announces it, after it otherwise. */
export function instantOfStep(dueAt: Date, step: number, who: Workplace): { at: Date; why: string } {
  const meant = plusDays(dateIn(dueAt, who.zone), step);
  let on = worked(meant, 1, who);
  if (step <= 0 && morning(on, who) >= dueAt) {
    on = worked(dateIn(dueAt, who.zone), -1, who);
    while (morning(on, who) >= dueAt) on = worked(plusDays(on, -1), -1, who);
  }
  return { at: morning(on, who), why: reason(meant, on, who) };
}

/** The date itself where it is a working day, or else the nearest in that direction. */
function worked(from: string, direction: 1 | -1, { days }: Workplace): string {
  let on = from;
  while (!isWorked(on, days)) on = plusDays(on, direction);
  return on;
}

const morning = (on: string, { zone, dayStarts }: Workplace): Date => instantOf(`${on}T${dayStarts}`, zone);

const say = (on: string, format: string): string =>
  DateTime.fromISO(on, { zone: 'UTC' }).setLocale('en-GB').toFormat(format);

/** What moved it, in words; nothing where it stayed. */
function reason(meant: string, on: string, { days, place }: Workplace): string {
  if (meant === on) return '';
  const met = holidaysBetween(meant, on, days).map(([day, name]) => `${say(day, 'cccc')} is ${name}`);
  const where = met.length > 0 ? `: ${met.join(', ')} in ${place}` : '';
  const early = on < meant ? ', before the deadline' : '';
  return `Moved from ${say(meant, 'cccc d LLLL')} to ${say(on, 'cccc d LLLL')}${early}${where}.`;
}

/** The holidays on weekdays that lie between the date that was meant and the one that it became. */
function holidaysBetween(meant: string, on: string, days: WorkingDays): [string, string][] {
  const found: [string, string][] = [];
  for (let day = meant; day !== on; day = plusDays(day, meant < on ? 1 : -1)) {
    const name = days.holiday(day);
    if (name !== null && !isWeekend(day)) found.push([day, name]);
  }
  return found.sort(([a], [b]) => a.localeCompare(b));
}
