import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import type { FieldErrors } from '../kernel/errors';
import type { HistoryLine } from '../kernel/history';
import type { Typed } from '../kernel/typed';
import { Cases } from './cases.service';
import type { Words } from './letter';
import { LetterTable } from './letter-table.service';
import { TextDesk } from './text-desk.service';
import { wordsOf } from './text-rows';
import type { LetterQuery } from './texts.dto';
import { type LetterPreview, type LetterTextView, textView, type LetterView } from './texts-view.dto';
import { Trials } from './trials.service';
import { type Piece, wordChanges } from './word-changes';

/** Everything that the page of a letter shows. */
export interface Edited {
  letter: LetterView;
  texts: LetterTextView[];
  history: HistoryLine[];
  /** The case that was chosen. */
  chosen: string;
  /** Null where the words as they stand cannot be shown. */
  preview: LetterPreview | null;
  faults: FieldErrors;
}

/** One version beside the one before it. */
export interface Compared {
  letter: LetterView;
  text: LetterTextView;
  /** The version before, or undefined where it is compared with the original. */
  before: number | undefined;
  changes: Record<keyof Words, Piece[]>;
}

const parts = ['subject', 'body', 'button'] as const;

/** What an editor of a letter looks at: its words, how they read in a case, and how they came about. */
@Injectable()
export class EditorService {
  constructor(
    private readonly table: LetterTable,
    private readonly desk: TextDesk,
    private readonly trials: Trials,
    private readonly cases: Cases,
  ) {}

  /** @param typed what stands in the form and is not saved */
  async of(actor: Actor, id: string, query: LetterQuery, typed: Typed): Promise<Edited> {
    const [letter, texts, history] = await Promise.all([
      this.table.view(actor, id, query),
      this.table.texts(id, query.place),
      this.desk.history(actor, id),
    ]);
    const words = wordsIn(typed, letter.words);
    const faults = this.trials.faults(id, words);
    const { about } = await this.cases.find(id, query.case, actor);
    const shown = { ...words, case: about.id };
    const preview = Object.keys(faults).length > 0 ? null : await this.trials.show(actor, id, shown);
    return { letter, texts, history, chosen: about.id, preview, faults };
  }

  /** @throws Invalid where what was typed cannot be shown */
  async shown(actor: Actor, id: string, query: LetterQuery, typed: Typed): Promise<LetterPreview> {
    const { words } = await this.table.view(actor, id, query);
    return this.trials.show(actor, id, { ...wordsIn(typed, words), case: query.case });
  }

  /** @throws Missing */
  async version(actor: Actor, id: string, query: LetterQuery, version: number): Promise<Compared> {
    const place = await this.desk.place(query.place);
    const [letter, row] = await Promise.all([this.table.view(actor, id, query), this.desk.version(id, place, version)]);
    const earlier = version > 1 ? wordsOf(await this.desk.version(id, place, version - 1)) : undefined;
    const [was, is] = [earlier ?? letter.original, wordsOf(row) ?? letter.original];
    const compared = parts.map((part) => [part, wordChanges(was[part], is[part])] as const);
    const changes = Object.fromEntries(compared) as Compared['changes'];
    return { letter, text: textView(row, was, is), before: earlier && version - 1, changes };
  }
}

/** What stands in the form; a part that was not typed is as it is saved. */
const wordsIn = ({ subject, body, button }: Typed, saved: Words): Words => ({
  subject: typeof subject === 'string' ? subject : saved.subject,
  body: typeof body === 'string' ? body : saved.body,
  button: typeof button === 'string' ? button : saved.button,
});
