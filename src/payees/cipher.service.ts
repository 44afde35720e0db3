import { Injectable, Logger } from '@nestjs/common';
import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { Config } from '../kernel/config';
import { Conflict } from '../kernel/errors';

const FORM = 1;
const KEY_ID = 4;
const IV = 12;
const TAG = 16;
const HEAD = 1 + KEY_ID + IV + TAG;

const refuse = (why: string): Conflict => {
  new Logger('Cipher').error(why);
  return new Conflict('What is kept here cannot be opened. Tell an administrator: the log says why.');
};

/** Tells keys apart without telling anything about them. */
const idOf = (key: Buffer): Buffer =>
  hash('sha256', Buffer.concat([Buffer.from('key id'), key]), 'buffer').subarray(0, KEY_ID);

/** Seals what nobody reads in the database, bound to what it is about: AES-256-GCM under the key of the surroundings. */
@Injectable()
export class Cipher {
  private readonly key: Buffer;
  /** The present key and those before it, which only open. */
  private readonly keys: Buffer[];

  constructor(config: Config) {
    this.key = config.bankKey;
    this.keys = [config.bankKey, ...config.formerBankKeys];
  }

  /** @param about what the text belongs to; it opens with the same again and nowhere else */
  seal(text: string, about: string): Buffer {
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv, { authTagLength: TAG }).setAAD(Buffer.from(about));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([FORM]), idOf(this.key), iv, cipher.getAuthTag(), body]);
  }

  /** @throws Conflict where the key is another, or what was sealed was changed or moved; the log says which */
  open(sealed: Buffer, about: string): string {
    const id = sealed.subarray(1, 1 + KEY_ID);
    const key = this.keys.find((one) => idOf(one).equals(id));
    if (sealed[0] !== FORM || sealed.length < HEAD || !key) {
      throw refuse('It was sealed with a key that is not here; BANK_KEY_OLD takes the earlier ones.');
    }
    const iv = sealed.subarray(1 + KEY_ID, 1 + KEY_ID + IV);
    const cipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG });
    cipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(HEAD - TAG, HEAD));
    try {
      return Buffer.concat([cipher.update(sealed.subarray(HEAD)), cipher.final()]).toString('utf8');
    } catch {
      throw refuse(`It was changed or moved in the database: it does not belong to ${about}.`);
    }
  }
}
