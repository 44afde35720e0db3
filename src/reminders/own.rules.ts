import { formatInstant } from '../kernel/time';
import { type Anchor, anchors } from './anchor.rules';
import { anchorSides } from './rule.rules';

/** A reminder that somebody gets next, and what it is counted from. */
export interface Planned {
  anchor: Anchor;
  dueAt: Date;
  /** Days from the date; negative before it. */
  step: number;
  escalation: boolean;
  /** What moved it from the day that was meant. */
  why: string;
}

/** What has a date to do it by; the others only wait since one. */
export const dated: Anchor[] = anchors.filter((anchor) => anchorSides[anchor] !== 'after');

/** What happens on the date, and what happened on it once it is past. */
const onTheDate: Record<Anchor, [ahead: string, past: string]> = {
  round_closes: ['the application is due', 'the application was due'],
  draft_unfinished: ['the draft was written on', 'the draft was last written on'],
  review_due: ['the review is due', 'the review was due'],
  offer_expires: ['the offer ends', 'the offer ended'],
  agreement_unsigned: ['the offer was accepted', 'the offer was accepted'],
  report_due: ['the report is due', 'the report was due'],
  instalment_due: ['the instalment is due', 'the instalment was due'],
  details_unconfirmed: ['the bank details were entered', 'the bank details were entered'],
};

/** Why somebody gets a reminder on its day: "14 days before the report is due: 20 January 2027, 23:59 (Europe/Oslo)." */
export function reasonOf({ anchor, dueAt, step, escalation, why }: Planned, zone: string): string {
  const [ahead, past] = onTheDate[anchor];
  const count = `${Math.abs(step)} ${Math.abs(step) === 1 ? 'day' : 'days'}`;
  const what = step > 0 ? `${count} after ${past}` : step < 0 ? `${count} before ${ahead}` : `On the day: ${ahead}`;
  const open = escalation ? `, and you hear what is still open then` : '';
  const colon = step === 0 ? ' by' : ':';
  return [`${what}${colon} ${formatInstant(dueAt, zone)}${open}.`, why].filter((part) => part !== '').join(' ');
}
