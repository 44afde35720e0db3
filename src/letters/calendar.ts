import ical, {
  ICalAlarmType,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { DateTime } from 'luxon';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { oneLine } from './fields';

/** A date that something is due on. */
export interface Deadline {
  id: string;
  anchor: string;
  subject: string;
  title: string;
  dueAt: Date;
  dueZone: string;
  /** Raised with every move. */
  sequence: number;
}

/** Between whom an entry goes, and what it leads to. */
export interface Sent {
  /** When it is told. */
  at: Date;
  /** The fund: `Innovation Fund <fund@example.org>`. */
  from: string;
  /** The page of the thing, in full. */
  url: string;
}

export interface Attachment {
  method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  content: string;
}

/** What the date is, as an entry says it before the title. */
const whatIsDue: Readonly<Record<string, string>> = {
  round_closes: 'Application due',
  draft_unfinished: 'Application to finish',
  review_due: 'Review due',
  offer_expires: 'Offer ends',
  agreement_unsigned: 'Agreement to sign',
  report_due: 'Report due',
  instalment_due: 'Instalment due',
  details_unconfirmed: 'Bank details to confirm',
};

const calendarMethods = { entry: 'REQUEST', offered: 'PUBLISH', cancel: 'CANCEL' } as const;

/**
 * The entry of a deadline, in its own zone and with an alarm the day before. One with the same deadline replaces the one before, and a
 * cancel takes it away: as an invitation of the fund to this reader, accepted already, because programs only follow up on those.
 * @param as `offered` may be taken over by hand, and asks nobody
 */
export function calendarOf(
  deadline: Deadline,
  reader: { name: string; email: string },
  as: keyof typeof calendarMethods,
  sent: Sent,
): Attachment {
  const method = calendarMethods[as];
  const calendar = calendarFor(method);
  const between = as === 'offered' ? {} : invitation(reader, sent.from);
  const state = as === 'cancel' ? cancelled(deadline) : { status: ICalEventStatus.CONFIRMED };
  calendar.createEvent({ ...eventOf(deadline, sent), ...between, ...state });
  return { method, content: calendar.toString() };
}

/** A deadline in a feed; one that has ended is cancelled there. */
export type Fed = Deadline & { url: string; ended?: boolean };

/** Many deadlines as one calendar that programs fetch again and again; each is the same entry as that of its letter. */
export function feedOf(name: string, deadlines: Fed[], sent: Omit<Sent, 'url'>): string {
  const calendar = calendarFor('PUBLISH');
  calendar.name(oneLine(name)).ttl(60 * 60);
  for (const { url, ended, ...deadline } of deadlines) {
    const event = eventOf(deadline, { ...sent, url });
    calendar.createEvent(ended ? { ...event, ...cancelled(deadline), alarms: [] } : event);
  }
  return calendar.toString();
}

const cancelled = ({ sequence }: Deadline) => ({ sequence: sequence + 1, status: ICalEventStatus.CANCELLED });

function calendarFor(method: Attachment['method']) {
  return ical({
    method: ICalCalendarMethod[method],
    prodId: { company: 'Innovation Fund', product: 'Deadlines', language: 'EN' },
    timezone: { name: null, generator: zoneBlock },
  });
}

function eventOf({ id, anchor, title, dueAt, dueZone, sequence }: Deadline, { at, from, url }: Sent): ICalEventData {
  const summary = `${whatIsDue[anchor] ?? 'Due'}: ${oneLine(title)}`;
  return {
    id: `${id}@${hostOf(from)}`,
    sequence,
    stamp: at,
    start: DateTime.fromJSDate(dueAt, { zone: dueZone }),
    timezone: zoneBlock(dueZone) === null ? 'UTC' : dueZone,
    summary,
    description: `${summary}\n${url}`,
    url,
    transparency: ICalEventTransparency.TRANSPARENT,
    alarms: [{ type: ICalAlarmType.display, trigger: 24 * 60 * 60, description: summary }],
  };
}

const invitation = ({ name, email }: { name: string; email: string }, from: string): Partial<ICalEventData> => ({
  organizer: { name: nameOf(from), email: addressOf(from) },
  attendees: [{ name: oneLine(name) || email, email, status: ICalAttendeeStatus.ACCEPTED, rsvp: false }],
});

const addressOf = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
const nameOf = (from: string): string => /^\s*"?([^"<]+?)"?\s*</.exec(from)?.[1] ?? addressOf(from);
const hostOf = (from: string): string => addressOf(from).split('@').at(-1) ?? 'localhost';

const zoneBlocks = new Map<string, string | null>();

/** The rules of a zone under its own name, also where the library knows them by another: Europe/Oslo as Europe/Berlin. */
function zoneBlock(zone: string): string | null {
  const block = zoneBlocks.has(zone) ? zoneBlocks.get(zone) : foundBlock(zone);
  zoneBlocks.set(zone, block ?? null);
  return block ?? null;
}

/** @returns null for UTC, which needs no rules, and for what is no zone */
function foundBlock(zone: string): string | null {
  if (zone === 'UTC' || !DateTime.utc().setZone(zone).isValid) return null;
  const [block] = tzlib_get_ical_block(zone);
  if (typeof block !== 'string' || !block.startsWith('BEGIN:VTIMEZONE')) return null;
  return block.replaceAll(/^(TZID|X-LIC-LOCATION):.*$/gm, `$1:${zone}`);
}
