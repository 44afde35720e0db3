import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import { Queries } from '../kernel/queries';
import { Cases } from './cases.service';
import { addressOf, lockOf, nameOf, readersOf } from './letter-names';
import { allLetters, type Known, knownOf } from './letters';
import { type LetterFacts, Previews } from './previews.service';
import { TextDesk } from './text-desk.service';
import { changedSql, holdingSql, placeKeyOf, sameWords, type TextPlace, type TextRow, wordsOf } from './text-rows';
import type { LetterQuery, LettersQuery } from './texts.dto';
import { type LetterLine, type LetterPlace, type LetterTextView, type LetterView, textView } from './texts-view.dto';

type Changed = Pick<TextRow, 'letter' | 'fundId' | 'roundId'>;

/** Shows every letter of the system: what it says, to whom, and where staff wrote it anew. */
@Injectable()
export class LetterTable {
  constructor(
    private readonly queries: Queries,
    private readonly previews: Previews,
    private readonly desk: TextDesk,
    private readonly cases: Cases,
  ) {}

  async list({ kind, text = '' }: LettersQuery): Promise<LetterLine[]> {
    const [rows, places] = await Promise.all([this.changed(), this.desk.places()]);
    const wanted = text.trim().toLowerCase();
    return allLetters()
      .filter(({ letter }) => kind === undefined || letter.kind === kind)
      .filter(({ id, letter: { subject, body, button } }) =>
        [id, nameOf(id), subject, body, button].some((words) => words.toLowerCase().includes(wanted)),
      )
      .map((known) => lineOf(known, rows, namesOf(places)))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  /** One letter as it holds in a place. @throws Missing */
  async view(actor: Actor, id: string, { place: key }: LetterQuery): Promise<LetterView> {
    const known = knownOf(id);
    const place = await this.desk.place(key);
    const [rows, places, holding, [own], cases] = await Promise.all([
      this.changed(),
      this.desk.places(),
      this.queries.one<TextRow>('letter-holding', holdingSql, [id, place.fundId, place.roundId]),
      this.desk.versions(id, place),
      this.cases.list(id, actor),
    ]);
    const line = lineOf(known, rows, namesOf(places));
    const facts = this.previews.find(id);
    return {
      ...line,
      ...this.wordsIn(facts, holding, namesOf(places)),
      ...{ original: facts.original, fields: this.cases.fields(id), place: { place: key, name: place.name } },
      ...{ version: own?.version ?? 0, places: places.map(placeView), cases },
      moves: line.locked === null && mayChange(actor) ? moves(line.url) : [],
    };
  }

  /** What was saved for a place, each beside what was there before it. @throws Missing */
  async texts(id: string, key: string): Promise<LetterTextView[]> {
    const place = await this.desk.place(key);
    const rows = await this.desk.versions(id, place);
    const { original } = this.previews.find(id);
    return rows.map((row, index) => {
      const before = rows[index + 1];
      const [was, is] = [(before && wordsOf(before)) ?? original, wordsOf(row) ?? original];
      return textView(row, was, is);
    });
  }

  /** Words that were kept while the letter had other fields go nowhere. */
  private wordsIn({ id, original }: LetterFacts, holding: TextRow | undefined, names: Map<string, string>) {
    const words = (holding && wordsOf(holding)) ?? original;
    const same = sameWords(words, original);
    const key = holding && placeKeyOf(holding);
    const source = key !== undefined && !same ? { place: key, name: names.get(key) ?? key } : null;
    return { words, source, unfit: Object.values(this.previews.faults(id, words)).flat() };
  }

  private changed(): Promise<Changed[]> {
    return this.queries.rows<Changed>('letters-changed', changedSql);
  }
}

const namesOf = (places: TextPlace[]): Map<string, string> => new Map(places.map(({ key, name }) => [key, name]));

function lineOf(known: Known, rows: Changed[], places: Map<string, string>): LetterLine {
  const { id, event, letter } = known;
  const keys = rows.filter((row) => row.letter === id).map(placeKeyOf);
  return {
    ...{ id, url: addressOf(id), name: nameOf(id), event, readers: readersOf(known) },
    ...{ kind: letter.kind, locked: lockOf(known), subject: letter.subject },
    changed: keys.map((key): LetterPlace => ({ place: key, name: places.get(key) ?? key })),
  };
}

const placeView = ({ key, name }: TextPlace): LetterPlace => ({ place: key, name });

const mayChange = ({ role }: Actor): boolean => role === 'program' || role === 'admin';

const moves = (url: string): Offer[] => [
  { move: 'text', label: 'Save the words', href: `/api${url}/text` },
  { move: 'try', label: 'Send a test to yourself', href: `/api${url}/try` },
  { move: 'restore', label: 'Let an earlier version hold again', href: `/api${url}/restore` },
];
