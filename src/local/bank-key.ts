import { randomBytes } from 'node:crypto';
import { chownSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { homeFor, type Home } from './home';
import { readNote, writeNote } from './notes';

/** The key for bank details, made with the first start. It lies beside the database whose rows it opens, and goes when that goes. */
export function bankKeyOf(home: Home = homeFor()): string {
  const file = join(home.directory, 'bank-key.json');
  const noted = readNote<{ key: string }>(file)?.key;
  if (noted) return noted;
  const key = randomBytes(32).toString('hex');
  writeNote(file, { key });
  const { uid, gid } = statSync(home.directory);
  if (process.getuid?.() === 0) chownSync(file, uid, gid);
  return key;
}
