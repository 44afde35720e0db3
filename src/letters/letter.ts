import type { EventName, Events } from '../events';
import type { CityRight, Role } from '../kernel/access';

/** Who is written to. */
export type Audience =
  | { person: string }
  /** Those who act for a city; viewers only read. */
  | { city: string }
  /** Everybody who acts for any city. */
  | { everyCity: true }
  /** Staff, without the one who did it. */
  | { roles: Role[] };

/** A person as a letter needs them. */
export interface Reader {
  id: string;
  name: string;
  email: string;
  role: Role;
  cityRight: CityRight | null;
  organisation: string | null;
  timeZone: string;
}

/** A paragraph, or words of somebody else that are set apart. */
export type Line = string | { quote: string };

export interface Letter<E extends EventName> {
  to: (data: Events[E]) => Audience;
  subject: (data: Events[E]) => string;
  lines: (data: Events[E], reader: Reader) => Line[];
  /** The one thing to do next: what the link says, and a path of ours. */
  action: (data: Events[E]) => { text: string; href: string };
  /** Written only where this event happened to the same thing before. */
  after?: EventName;
  /** Which of the data is a secret; it is blanked once the mail is out of the house. */
  secret?: keyof Events[E] & string;
  /** After this instant (ISO 8601) the letter is of no use and is not sent any more. */
  until?: (data: Events[E]) => string;
}

/** What each event has people told; null is deliberate silence. Who belongs to two audiences gets the first letter. */
export type Letters = { [E in EventName]: Letter<E> | Letter<E>[] | null };
export type LettersOf<Prefix extends string> = Pick<Letters, Extract<EventName, `${Prefix}.${string}`>>;
