import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Conflict, Forbidden, Invalid, Missing } from '../kernel/errors';
import { Histories, type HistoryLine } from '../kernel/history';
import { publish } from '../kernel/outbox';
import { Queries } from '../kernel/queries';
import { type Tx, Work } from '../kernel/transaction';
import type { Words } from './letter';
import { lockOf } from './letter-names';
import { knownOf } from './letters';
import { Previews } from './previews.service';
import {
  columnsOf,
  everywhere,
  placesSql,
  sameWords,
  saveSql,
  type TextPlace,
  type TextRow,
  versionSql,
  versionsSql,
  wordsOf,
} from './text-rows';
import type { RestoredText, SavedLetterWords } from './texts.dto';

/** The words of letters as staff change them: every saving is a row of its own, and nothing that was written is lost. */
@Injectable()
export class TextDesk {
  constructor(
    private readonly queries: Queries,
    private readonly work: Work,
    private readonly histories: Histories,
    private readonly previews: Previews,
  ) {}

  /** Where words can be kept: everywhere, in each fund, in each round. */
  async places(): Promise<TextPlace[]> {
    const rows = await this.queries.rows<TextPlace>('letter-places', placesSql);
    return [{ key: everywhere, name: 'Everywhere', fundId: null, roundId: null }, ...rows.sort(byName)];
  }

  /** @throws Missing where there is no such fund or round */
  async place(key: string): Promise<TextPlace> {
    const found = (await this.places()).find((place) => place.key === key);
    if (!found) throw new Missing('fund or round');
    return found;
  }

  /** What was saved for a place itself, newest first. */
  versions(id: string, place: TextPlace): Promise<TextRow[]> {
    return this.queries.rows<TextRow>('letter-versions', versionsSql, [id, ...columnsOf(place)]);
  }

  /** @throws Missing */
  async version(id: string, place: TextPlace, version: number): Promise<TextRow> {
    const row = await this.queries.one<TextRow>('letter-version', versionSql, [id, ...columnsOf(place), version]);
    if (!row) throw new Missing('version');
    return row;
  }

  history(actor: Actor, id: string): Promise<HistoryLine[]> {
    return this.histories.of(actor, `letter:${id}`);
  }

  /**
   * Keeps words for a place. The same words as before leave everything as it is.
   * @throws Invalid with a sentence beside each part that cannot be kept; Conflict where somebody else saved since `version` was read
   */
  async save(actor: Actor, id: string, { place, version, ...words }: SavedLetterWords): Promise<boolean> {
    checkOpen(id);
    const faults = this.previews.faults(id, words);
    if (Object.keys(faults).length > 0) throw new Invalid(shortened(faults));
    return this.write(actor, id, await this.place(place), version, words);
  }

  /** Lets the words of an earlier version hold again, or the original. @throws Conflict where they cannot hold any more */
  async restore(actor: Actor, id: string, { place: key, version, to }: RestoredText): Promise<boolean> {
    checkOpen(id);
    const place = await this.place(key);
    const words = to === 0 ? undefined : wordsOf(await this.version(id, place, to));
    if (words && Object.keys(this.previews.faults(id, words)).length > 0)
      throw new Conflict('This version uses fields that the letter no longer has. Write it anew.');
    return this.write(actor, id, place, version, words);
  }

  /** @param words undefined is the original @returns whether anything changed */
  private write(
    actor: Actor,
    id: string,
    place: TextPlace,
    version: number,
    words: Words | undefined,
  ): Promise<boolean> {
    return this.work.run(actor, async (tx) => {
      const latest = await claim(tx, id, place);
      if ((latest?.version ?? 0) !== version) throw new Conflict(meanwhile);
      const before = latest && wordsOf(latest);
      if (latest && (before && words ? sameWords(before, words) : before === words)) return false;
      const { subject = null, body = null, button = null } = words ?? {};
      const values = [subject, body, button, tx.now, actor.id];
      await tx.query(saveSql, [id, ...columnsOf(place), version + 1, ...values]);
      const reason = `${place.name}, version ${version + 1}${words ? '' : ': the original'}`;
      await publish(tx, 'letter.changed', { letter: id, place: place.key, version: version + 1, reason }, [
        `letter:${id}`,
      ]);
      return true;
    });
  }
}

/** Funds before rounds. */
const byName = (a: TextPlace, b: TextPlace): number =>
  Number(a.roundId !== null) - Number(b.roundId !== null) || a.name.localeCompare(b.name, 'en', { numeric: true });

const meanwhile =
  'Somebody else changed these words meanwhile. Compare what is saved now with your text, then save again.';

/** Whoever comes second waits here, and then finds what the first has saved. */
async function claim(tx: Tx, id: string, place: TextPlace): Promise<TextRow | undefined> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 4))', [`${id} ${place.key}`]);
  const [row] = (await tx.query(versionsSql, [id, ...columnsOf(place)])) as TextRow[];
  return row;
}

/** @throws Forbidden for a letter that nobody may change */
function checkOpen(id: string): void {
  const locked = lockOf(knownOf(id));
  if (locked !== null) throw new Forbidden(locked);
}

/** A page of faults helps nobody: the first few are mended first. */
export const shortened = (faults: Partial<Record<string, string[]>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(faults).map(([name, sentences = []]) => [name, sentences.slice(0, 5)]));
