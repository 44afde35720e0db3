import { Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Config } from '../kernel/config';
import type { LetterKind } from './letter';

export const optionalKinds = ['notice', 'call'] as const;
/** What may be switched off; everything else is somebody's duty or a decision about them. */
export type OptionalKind = (typeof optionalKinds)[number];

/** Whose letters of which kind are switched off. */
export interface Unsubscription {
  personId: string;
  kind: OptionalKind;
}

/** Addresses that switch letters of a kind off for one person without signing in: whoever has the letter has the address. */
@Injectable()
export class Unsubscribing {
  private readonly key: Buffer;
  private readonly formerKeys: Buffer[];

  constructor(private readonly config: Config) {
    this.key = config.keyFor('unsubscribe');
    this.formerKeys = config.formerKeysFor('unsubscribe');
  }

  /** What stands in the foot of a letter that nobody needs: there it is switched off. */
  wayOut(kind: LetterKind, personId: string): { text: string; href: string } | undefined {
    if (kind !== 'call') return undefined;
    return { text: 'Get no more calls for applications', href: this.urlFor({ personId, kind }) };
  }

  urlFor(of: Unsubscription): string {
    return new URL(`/unsubscribe/${tokenUnder(this.key, of)}`, this.config.APP_URL).href;
  }

  /** @returns undefined for a token that is not ours */
  read(token: string): Unsubscription | undefined {
    const [person = '', kind = ''] = token.split('.');
    const bytes = Buffer.from(person, 'base64url');
    if (bytes.length !== 16 || !isOptional(kind)) return undefined;
    const of = { personId: idOf(bytes.toString('hex')), kind };
    return [this.key, ...this.formerKeys].some((key) => sameText(token, tokenUnder(key, of))) ? of : undefined;
  }
}

function tokenUnder(key: Buffer, { personId, kind }: Unsubscription): string {
  const mark = createHmac('sha256', key).update(`${personId} ${kind}`).digest('base64url');
  return `${Buffer.from(personId.replaceAll('-', ''), 'hex').toString('base64url')}.${kind}.${mark}`;
}

const isOptional = (kind: string): kind is OptionalKind => (optionalKinds as readonly string[]).includes(kind);

const idOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** In a time that tells nothing of where they differ. */
function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
