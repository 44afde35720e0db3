import type { EventName, Events } from '../events';
import { Missing } from '../kernel/errors';
import type { Letter, Letters } from './letter';
import { awardLetters } from './letters-awards';
import { bankLetters } from './letters-bank';
import { mailLetters } from './letters-mail';
import { moneyLetters } from './letters-money';
import { paymentLetters } from './letters-payments';
import { reviewLetters } from './letters-reviews';
import { roundLetters } from './letters-rounds';

/** What each event of the system has people told. An event that nobody decided about does not compile. */
export const letters: Letters = {
  ...roundLetters,
  ...reviewLetters,
  ...awardLetters,
  ...paymentLetters,
  ...moneyLetters,
  ...bankLetters,
  ...mailLetters,
  // Its page shows who changed what.
  'organisation.changed': null,
};

/** A letter with the id under which its words are kept: `award.resumed`, `report.submitted/city`. */
export interface Known<E extends EventName = EventName> {
  id: string;
  event: E;
  letter: Letter<E>;
}

const isOne = <E extends EventName>(of: Letter<E> | Record<string, Letter<E>>): of is Letter<E> =>
  typeof of.body === 'string';

/** The letters of one event; none where silence was decided. */
export function lettersOf<E extends EventName>(event: E): Known<E>[] {
  const written: Letter<E> | Record<string, Letter<E>> | null = letters[event];
  if (written === null) return [];
  if (isOne(written)) return [{ id: event, event, letter: written }];
  return Object.entries(written).map(([name, letter]) => ({ id: `${event}/${name}`, event, letter }));
}

/** Every letter that there is. */
export const allLetters = (): Known[] => (Object.keys(letters) as EventName[]).flatMap((event) => lettersOf(event));

/** One letter by its id, if there is such a letter. */
export function letterOf(id: string): Known | undefined {
  const event = id.split('/')[0] ?? '';
  return Object.hasOwn(letters, event) ? lettersOf(event as EventName).find((known) => known.id === id) : undefined;
}

/** @throws Missing where no letter has this id */
export function knownOf(id: string): Known {
  const known = letterOf(id);
  if (!known) throw new Missing('letter');
  return known;
}

/** Which of an event's data is a secret, if any. */
export const secretOf = (event: EventName): string | undefined =>
  lettersOf(event)
    .map(({ letter }) => letter.secret)
    .find((name) => name !== undefined);

/** When the letters of an event stop being of use, if ever. */
export function staleAfter<E extends EventName>(event: E, data: Events[E]): string | undefined {
  return lettersOf(event)
    .map(({ letter }) => letter.until?.(data))
    .find((instant) => instant !== undefined);
}
