import { Injectable } from '@nestjs/common';
import type { EventName, Events } from '../events';
import { letters, lettersOf, secretOf, staleAfter } from './letters';

/** Knows of each event what its letters are, without writing them. */
@Injectable()
export class LettersService {
  /** Which of an event's data is a secret, if any; it is blanked once the mail is out of the house. */
  secretOf(event: EventName): string | undefined {
    return secretOf(event);
  }

  /** Of each event that carries a secret: which of its data that is. */
  secrets(): Record<string, string> {
    const all = (Object.keys(letters) as EventName[]).map((event) => [event, secretOf(event)] as const);
    return Object.fromEntries(all.filter((one): one is [EventName, string] => one[1] !== undefined));
  }

  /** The instant (ISO 8601) after which the letters of an event are of no use, if any. */
  staleAfter<E extends EventName>(event: E, data: Events[E]): string | undefined {
    return staleAfter(event, data);
  }

  isTold(event: EventName): boolean {
    return lettersOf(event).length > 0;
  }
}
