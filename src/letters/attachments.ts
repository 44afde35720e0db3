import { Injectable } from '@nestjs/common';
import type { EventName, Events } from '../events';
import { Config } from '../kernel/config';
import { type Attachment, calendarOf, type Deadline } from './calendar';
import { DeadlinesTold } from './deadlines-told';
import type { InCalendar, Letter, Reader } from './letter';
import { pageAt } from './rendering';

/** Adds to letters that announce, move or take back a date the entry for the reader's calendar. */
@Injectable()
export class Attachments {
  constructor(
    private readonly deadlines: DeadlinesTold,
    private readonly config: Config,
  ) {}

  /** @returns null where the letter is about no date, or nobody wrote the date down */
  async of<E extends EventName>(
    { calendar, link }: Letter<E>,
    data: Events[E],
    reader: Reader,
    at: Date,
  ): Promise<Attachment | null> {
    if (!calendar) return null;
    const { MAIL_FROM: from, APP_URL: site } = this.config;
    const sent = { at, from, url: pageAt(site, link(data)) };
    const offer = offered(calendar, data, at);
    if (offer) return calendarOf(offer, reader, 'offered', sent);
    const deadline = await this.deadlines.of(calendar.anchor, calendar.subject(data));
    return deadline ? calendarOf(deadline, reader, calendar.as, sent) : null;
  }
}

/** A date that is nobody's duty: what is told later counts as newer. */
function offered<E extends EventName>(
  { anchor, subject, offered: dateOf }: InCalendar<E>,
  data: Events[E],
  at: Date,
): Deadline | undefined {
  if (!dateOf) return undefined;
  const { title, dueAt, dueZone } = dateOf(data);
  const about = subject(data);
  const sequence = Math.floor((at.getTime() - Date.UTC(2020)) / 60_000);
  const id = `${anchor}-${about.replace(':', '-')}`;
  return { id, anchor, subject: about, title, dueAt: new Date(dueAt), dueZone, sequence };
}
