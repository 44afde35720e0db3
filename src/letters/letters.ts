import type { EventName, Events } from '../events';
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
};

/** The letters of one event; none where silence was decided. */
export function lettersOf<E extends EventName>(event: E): Letter<E>[] {
  const written: Letter<E> | Letter<E>[] | null = letters[event];
  return written === null ? [] : [written].flat();
}

/** Which of an event's data is a secret, if any. */
export const secretOf = (event: EventName): string | undefined =>
  lettersOf(event)
    .map(({ secret }) => secret)
    .find((name) => name !== undefined);

/** When the letters of an event stop being of use, if ever. */
export function staleAfter<E extends EventName>(event: E, data: Events[E]): string | undefined {
  return lettersOf(event)
    .map(({ until }) => until?.(data))
    .find((instant) => instant !== undefined);
}
