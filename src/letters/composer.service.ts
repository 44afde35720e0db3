import { Injectable } from '@nestjs/common';
import type { EventName, Events } from '../events';
import { Config } from '../kernel/config';
import { Queries } from '../kernel/queries';
import type { Audience, Letter, Reader } from './letter';
import { asHtml, asText } from './letter-page';
import { lettersOf } from './letters';
import { Readers } from './readers';

/** What is to be told: one row of the outbox. */
export interface Entry<E extends EventName = EventName> {
  id: string;
  key: string;
  subject: string;
  event: E;
  data: Events[E];
  actorId: string | null;
  state: 'planned' | 'carried' | 'done' | 'called_off';
  dueAt: Date;
}

/** A letter to one person, ready to be sent. */
export interface Composed {
  personId: string;
  address: string;
  subject: string;
  text: string;
  html: string;
}

/** Writes the letters of an event, one for each reader. */
@Injectable()
export class Composer {
  constructor(
    private readonly readers: Readers,
    private readonly queries: Queries,
    private readonly config: Config,
  ) {}

  async compose<E extends EventName>(entry: Entry<E>): Promise<Composed[]> {
    const data = clean(entry.data);
    const written = new Map<string, Composed>();
    for (const letter of lettersOf(entry.event)) {
      if (letter.after && !(await this.happened(letter.after, entry.subject))) continue;
      const audience = letter.to(data);
      for (const reader of await this.readers.of(audience, entry.actorId)) {
        if (!written.has(reader.email)) written.set(reader.email, this.letter(letter, data, audience, reader));
      }
    }
    return [...written.values()];
  }

  private letter<E extends EventName>(
    letter: Letter<E>,
    data: Events[E],
    audience: Audience,
    reader: Reader,
  ): Composed {
    const subject = oneLine(letter.subject(data)).slice(0, 200);
    const { text, href } = letter.action(data);
    const page = {
      greeting: `Dear ${oneLine(reader.name)},`,
      lines: letter.lines(data, reader),
      action: { text, href: new URL(href, this.config.APP_URL).href },
      why: why(audience, reader),
      demo: this.config.DEMO,
    };
    return { personId: reader.id, address: reader.email, subject, text: asText(page), html: asHtml(subject, page) };
  }

  private async happened(name: EventName, subject: string): Promise<boolean> {
    const sql = `select 1 as one from event where name = $1 and subjects @> array[$2] limit 1`;
    return (await this.queries.one('event-happened', sql, [name, subject])) !== undefined;
  }
}

/** What people typed stays on its line: nothing of it may look like a paragraph, a header or a link line of ours. */
const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
const fewLines = (text: string): string =>
  text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map(oneLine)
    .join('\n')
    .trim();

function clean<D extends object>(data: D): D {
  const entries = Object.entries(data).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value as unknown];
    return [name, name === 'reason' ? fewLines(value) : oneLine(value)];
  });
  return Object.fromEntries(entries) as D;
}

function why(audience: Audience, { organisation }: Reader): string {
  if ('person' in audience)
    return 'You get this letter because it is about something that was asked of you, or by you.';
  if ('roles' in audience) return 'You get this letter because you work for the fund.';
  return `You get this letter because you act for ${organisation ?? 'your city'} in the Innovation Fund.`;
}
