import type { EventName, Events } from '../events';
import type { CityRight, Role } from '../kernel/access';
import type { Subject } from '../kernel/outbox';

/** Who is written to. */
export type Audience =
  | { person: string }
  /** Those who act for a city; viewers only read. */
  | { city: string }
  /** Everybody who acts for any city. */
  | { everyCity: true }
  /** Staff, without the one who did it. */
  | { roles: Role[] }
  /** Only whom the rules of reminding name, where they have one of these roles. */
  | { reminded: Role[] }
  /** Whoever did it. */
  | { actor: true };

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

/**
 * Security: signing in, codes, bank details, who may do what. Decision: offers, approvals, payments, agreements. Duty: what is due,
 * asked or waits. Notice: nice to know. Call: new rounds. Notices and calls may be switched off.
 */
export const letterKinds = ['security', 'decision', 'duty', 'notice', 'call'] as const;
export type LetterKind = (typeof letterKinds)[number];

/** What staff may write anew. `{{title}}` stands for what the case says; in the body an empty line parts paragraphs. */
export interface Words {
  subject: string;
  body: string;
  button: string;
}

/** A date that belongs into the reader's calendar. */
export interface InCalendar<E extends EventName> {
  /** Of which deadline it is: `report_due` of `report:…`. */
  anchor: string;
  subject: (data: Events[E]) => Subject;
  as: 'entry' | 'cancel';
  /** What nobody in particular owes stands in the letter alone, and is offered instead of entered. */
  offered?: (data: Events[E]) => { title: string; dueAt: string; dueZone: string };
}

export interface Letter<E extends EventName> extends Words {
  to: (data: Events[E]) => Audience;
  /** Of several letters to one person the first for which this holds is written. */
  when?: (data: Events[E], reader: Reader) => boolean;
  kind: LetterKind;
  /** Where the one thing to do next is done: a path of ours. */
  link: (data: Events[E]) => string;
  /** Why the reader gets it, where that does not follow from who they are. */
  why?: string;
  /** Written only where this event happened to the same thing before. */
  after?: EventName;
  /** Which of the data is a secret; it is blanked once the mail is out of the house. */
  secret?: keyof Events[E] & string;
  /** What the event carries and its readers are not to know: no field of this letter. */
  withheld?: readonly string[];
  /** After this instant (ISO 8601) the letter is of no use and is not sent any more. */
  until?: (data: Events[E]) => string;
  calendar?: InCalendar<E>;
}

/** What each event has people told; null is deliberate silence. Who belongs to two audiences gets the first letter. */
export type Letters = { [E in EventName]: Letter<E> | Record<string, Letter<E>> | null };
export type LettersOf<Prefix extends string> = Pick<Letters, Extract<EventName, `${Prefix}.${string}`>>;
