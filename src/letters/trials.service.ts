import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { type FieldErrors, Invalid } from '../kernel/errors';
import { read } from '../kernel/input';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { Unreadable } from '../kernel/refusals';
import { Cases } from './cases.service';
import type { Words } from './letter';
import { fill, type Line, paragraphs } from './merge';
import { Previews } from './previews.service';
import { shortened } from './text-desk.service';
import { LetterWords, type TriedWords } from './texts.dto';
import type { LetterPreview, LetterTrial } from './texts-view.dto';

const mostInAnHour = 10;

/** Shows words that nobody has saved yet, as their reader would get them: on the page, and as a test mail to whoever writes them. */
@Injectable()
export class Trials {
  constructor(
    private readonly work: Work,
    private readonly previews: Previews,
    private readonly cases: Cases,
  ) {}

  /** What keeps words from being shown or kept, by the name of the part. */
  faults(id: string, words: Record<keyof Words, unknown>): FieldErrors {
    const own = formFaults(words);
    // Of what is too long nobody looks into the middle.
    const part = (name: keyof Words): string => (own[name] ? '' : String(words[name]));
    const merged = this.previews.faults(id, { subject: part('subject'), body: part('body'), button: part('button') });
    return { ...shortened(merged), ...own };
  }

  /** @throws Invalid with a sentence beside each part that can neither be shown nor kept */
  check(id: string, words: Record<keyof Words, unknown>): void {
    const faults = this.faults(id, words);
    if (Object.keys(faults).length > 0) throw new Invalid(faults);
  }

  /** @throws Invalid with a sentence beside each part that cannot be shown */
  async show(actor: Actor, id: string, { case: chosen, ...words }: TriedWords): Promise<LetterPreview> {
    this.check(id, words);
    const { about, of } = await this.cases.find(id, chosen, actor);
    return { case: about, ...this.previews.show(id, words, of), notes: this.notes(id, words) };
  }

  /** Sends the letter as it stands to whoever asks. @throws Unreadable (429) after ten within an hour */
  async send(actor: Actor, id: string, { case: chosen, ...words }: TriedWords): Promise<LetterTrial> {
    this.check(id, words);
    const { of } = await this.cases.find(id, chosen, actor);
    const values = this.previews.values(id, of);
    const data = {
      letter: id,
      subject: `Test: ${fill(words.subject, values)}`,
      body: paragraphs(words.body, values).map(asText).join('\n\n'),
      button: fill(words.button, values),
      page: this.previews.pageOf(id, of.data),
    };
    return this.work.run(actor, async (tx) => {
      const left = (await this.left(tx, actor)) - 1;
      if (left < 0) throw new Unreadable(tooMany, 429, 'Too often');
      await publish(tx, 'letter.tried', data, [`letter:${id}`]);
      return { subject: data.subject, left };
    });
  }

  private async left(tx: Tx, { id }: Actor): Promise<number> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 5))', [id]);
    const [row] = (await tx.query(sentSql, [id, tx.now])) as { sent: number }[];
    return mostInAnHour - (row?.sent ?? 0);
  }

  /** Not everything that the original says has to stay, but whoever leaves it out should know. */
  private notes(id: string, words: Words): string[] {
    const { original } = this.previews.find(id);
    const said = new Set([...tags(words.subject), ...tags(words.body), ...tags(words.button)]);
    const all = [...new Set([...tags(original.subject), ...tags(original.body)])];
    const left = all.filter((name) => !said.has(name)).map((name) => `The original also says {{${name}}}.`);
    const day = tags(original.subject).find((name) => /Day$|On$/.test(name));
    const undated = day && !tags(words.subject).includes(day) && said.has(day);
    return [...left, ...(undated ? [`The subject of the original says by when: {{${day}}}.`] : [])];
  }
}

function formFaults({ subject, body, button }: Record<keyof Words, unknown>): FieldErrors {
  try {
    read(LetterWords, { subject, body, button });
    return {};
  } catch (error) {
    if (error instanceof Invalid) return error.fields;
    throw error;
  }
}

/** The names of the fields in a text. */
const tags = (text: string): string[] => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name);

const asText = (line: Line): string => (typeof line === 'string' ? line : line.quote.replaceAll(/^/gm, '> '));

const tooMany = 'You have sent yourself ten tests within an hour. Use the preview, or wait a while.';

const sentSql = `
  select count(*)::int as sent from outbox
   where event = 'letter.tried' and deadline_id is null and actor_id = $1 and due_at > $2::timestamptz - interval '1 hour'`;
