import { Injectable } from '@nestjs/common';
import type { EventName } from '../events';
import { Config } from '../kernel/config';
import { oneLine, type Values, valuesOf } from './fields';
import { footOf } from './foot';
import type { LetterKind, Reader, Words } from './letter';
import { type Known, knownOf } from './letters';
import { faults } from './merge';
import { groupsOf, pageAt, type Rendered, rendered } from './rendering';
import { caseOf, fieldsOf } from './sample-case';

/** A letter as its editor needs it. */
export interface LetterFacts {
  id: string;
  event: EventName;
  kind: LetterKind;
  /** Carries a secret, so that no real case of it may be shown. */
  secret: boolean;
  original: Words;
  /** Its merge fields, each with what it says in an example. */
  fields: { name: string; example: string }[];
}

/** What a letter is about, and who reads it. */
export interface Case {
  data: object;
  reader: Reader;
  at: Date;
}

/** Shows how a letter reads, without writing it to anybody. */
@Injectable()
export class Previews {
  constructor(private readonly config: Config) {}

  /** @throws Missing where no letter has this id */
  find(id: string): LetterFacts {
    return factsOf(knownOf(id));
  }

  /** What is wrong with words for this letter, in sentences beside each part; nothing where they can be kept. @throws Missing */
  faults(id: string, words: Words): Partial<Record<keyof Words, string[]>> {
    const fields = fieldsOf(knownOf(id));
    const parts = ['subject', 'body', 'button'] as const;
    const found = parts.map((part) => [part, faults(words[part], fields)] as const);
    return Object.fromEntries(found.filter(([, sentences]) => sentences.length > 0));
  }

  /** The letter with these words, about a real case or else an example. Only for words without faults. @throws Missing */
  show(id: string, words: Words, of?: Case): Rendered {
    const one = knownOf(id);
    const { letter } = one;
    const { data, reader, at } = of ?? caseOf(one);
    const audience = letter.to(data as never);
    const { APP_URL: site, DEMO: demo } = this.config;
    return rendered(words, valuesOf(data, reader, at), {
      ...{ name: oneLine(reader.name), site, demo, link: letter.link(data as never), groups: groupsOf(data) },
      foot: footOf(letter, audience, reader, null),
    });
  }

  /** What the fields of a letter say in a case, or in an example. @throws Missing */
  values(id: string, of?: Case): Values {
    const { data, reader, at } = of ?? caseOf(knownOf(id));
    return valuesOf(data, reader, at);
  }

  /** The page that a letter leads to, as a path of ours. @throws Missing */
  pageOf(id: string, data: object): string {
    const url = new URL(pageAt(this.config.APP_URL, knownOf(id).letter.link(data as never)));
    return url.pathname + url.search + url.hash;
  }
}

function factsOf(one: Known): LetterFacts {
  const { id, event, letter } = one;
  const { data, reader, at } = caseOf(one);
  return {
    ...{ id, event, kind: letter.kind, secret: letter.secret !== undefined },
    original: { subject: letter.subject, body: letter.body, button: letter.button },
    fields: Object.entries(valuesOf(data, reader, at))
      .filter(([name]) => !letter.withheld?.includes(name))
      .map(([name, example]) => ({ name, example })),
  };
}
