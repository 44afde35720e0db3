import { Injectable } from '@nestjs/common';
import type { EventName, Events } from '../events';
import { Config } from '../kernel/config';
import { Attachments } from './attachments';
import type { Attachment } from './calendar';
import { DeadlinesTold } from './deadlines-told';
import { escalated } from './escalation';
import { oneLine, valuesOf } from './fields';
import { footOf } from './foot';
import type { Audience, LetterKind, Reader } from './letter';
import { type Known, lettersOf } from './letters';
import { faults } from './merge';
import { Readers, suits } from './readers';
import { groupsOf, rendered } from './rendering';
import { fieldsOf } from './sample-case';
import { type Text, Texts } from './texts.service';
import { Unsubscribing } from './unsubscribing.service';

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
  /** Whom the rules of reminding name; then it is for nobody else. */
  personId?: string | null;
}

/** A letter to one person, ready to be sent. */
export interface Composed {
  personId: string;
  address: string;
  /** Its id in the table of letters. */
  letter: string;
  kind: LetterKind;
  subject: string;
  text: string;
  html: string;
  /** The words of staff that it has, if not the original ones. */
  textId: string | null;
  calendar: Attachment | null;
}

/** One letter that is to be written to one reader. */
interface Task<E extends EventName> {
  known: Known<E>;
  reader: Reader;
  audience: Audience;
}

/** Writes the letters of an event, one for each reader. */
@Injectable()
export class Composer {
  constructor(
    private readonly readers: Readers,
    private readonly deadlines: DeadlinesTold,
    private readonly texts: Texts,
    private readonly attachments: Attachments,
    private readonly unsubscribing: Unsubscribing,
    private readonly config: Config,
  ) {}

  async compose<E extends EventName>(entry: Entry<E>): Promise<Composed[]> {
    const reminded = entry.key.startsWith('reminder:') ? await this.deadlines.ofReminder(entry.id) : undefined;
    const more = entry.event === 'deadline.escalated' && reminded ? escalated(reminded) : {};
    const told = { ...entry, data: { ...entry.data, ...more } };
    const tasks = await this.tasks(told);
    return Promise.all(tasks.map((task) => this.letter(told, task, reminded?.nextAt ?? null)));
  }

  /** Who gets which letter; who belongs to two audiences gets the first. */
  private async tasks<E extends EventName>(entry: Entry<E>): Promise<Task<E>[]> {
    const tasks = new Map<string, Task<E>>();
    for (const known of lettersOf(entry.event)) {
      const { letter } = known;
      if (letter.after && !(await this.deadlines.happened(letter.after, entry.subject))) continue;
      const audience = letter.to(entry.data);
      for (const reader of await this.readersOf(entry, audience)) {
        if (tasks.has(reader.email) || letter.when?.(entry.data, reader) === false) continue;
        tasks.set(reader.email, { known, reader, audience });
      }
    }
    return [...tasks.values()];
  }

  private async readersOf({ personId, actorId }: Entry, audience: Audience): Promise<Reader[]> {
    if (!personId) return this.readers.of(audience, actorId);
    const reader = await this.readers.one(personId);
    return reader && suits(audience, reader) ? [reader] : [];
  }

  private async letter<E extends EventName>(
    { data, subject: about, dueAt }: Entry<E>,
    { known, reader, audience }: Task<E>,
    nextAt: Date | null,
  ): Promise<Composed> {
    const { id, letter } = known;
    const [text, calendar] = await Promise.all([
      this.wordsOf(known, about),
      this.attachments.of(letter, data, reader, dueAt),
    ]);
    const { APP_URL: site, DEMO: demo } = this.config;
    const foot = footOf(letter, audience, reader, nextAt);
    const leave = this.unsubscribing.wayOut(letter.kind, reader.id);
    const words = { name: oneLine(reader.name), foot, leave, groups: groupsOf(data) };
    return {
      ...{ personId: reader.id, address: reader.email, letter: id, kind: letter.kind },
      ...rendered(text ?? letter, valuesOf(data, reader, dueAt), { ...words, site, demo, link: letter.link(data) }),
      ...{ textId: text?.id ?? null, calendar },
    };
  }

  /** Words that were kept when the letter had other fields are not used. */
  private async wordsOf<E extends EventName>(known: Known<E>, about: string): Promise<Text | null> {
    const text = await this.texts.ofCase(known.id, about);
    if (!text) return null;
    const fields = fieldsOf(known);
    return [text.subject, text.body, text.button].every((part) => faults(part, fields).length === 0) ? text : null;
  }
}
