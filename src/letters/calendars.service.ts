import { Injectable } from '@nestjs/common';
import { Config } from '../kernel/config';
import { type Attachment, calendarOf, type Deadline, feedOf } from './calendar';
import { pageOf } from './pages';
import { pageAt } from './rendering';

/** A deadline with what is kept of it: `data` says on which page it is done. */
export interface DatedThing extends Deadline {
  data: object;
  /** In a feed: met or called off. */
  ended?: boolean;
}

/** Deadlines as entries of calendars: the same entry in a letter and in a personal feed. */
@Injectable()
export class Calendars {
  constructor(private readonly config: Config) {}

  entry(deadline: DatedThing, reader: { name: string; email: string }, as: 'entry' | 'cancel', at: Date): Attachment {
    return calendarOf(deadline, reader, as, { at, from: this.config.MAIL_FROM, url: this.urlOf(deadline) });
  }

  /** One calendar with many deadlines, as programs fetch it. @param at when it is fetched */
  feed(name: string, deadlines: DatedThing[], at: Date): string {
    const entries = deadlines.map((deadline) => ({ ...deadline, url: this.urlOf(deadline) }));
    return feedOf(name, entries, { at, from: this.config.MAIL_FROM });
  }

  private urlOf({ data }: DatedThing): string {
    return pageAt(this.config.APP_URL, pageOf(data));
  }
}
