import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder with package.json, found from this file: people start the program from anywhere. */
export function checkoutDirectory(from = __dirname): string {
  if (existsSync(join(from, 'package.json'))) return realpathSync(from);
  if (dirname(from) === from)
    throw new Error('No package.json lies above this program: it was moved out of its folder.');
  return checkoutDirectory(dirname(from));
}

/** The git-ignored folder in which this checkout keeps its data, mail and notes. */
export function localDirectory(): string {
  const directory = join(checkoutDirectory(), '.local');
  mkdirSync(directory, { recursive: true });
  return directory;
}
