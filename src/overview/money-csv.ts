import { stringify } from 'csv-stringify/sync';
import { Readable } from 'node:stream';
import { decimalMoney } from '../kernel/money';
import { type Cell, isAmount, type Sheet } from './money-sheets';

/** A table as RFC 4180 has it, in UTF-8 with a byte order mark, by which spreadsheets know it. */
export const csvOf = (sheet: Sheet): Readable => Readable.from(linesOf(sheet), { objectMode: false });

/** So many rows go out at once: one by one each would be a piece of its own on the network. */
const atOnce = 500;

async function* linesOf({ heads, rows }: Sheet): AsyncGenerator<string> {
  let waiting = [heads];
  yield '\ufeff';
  for await (const row of rows) {
    waiting.push(row.map(textOf));
    if (waiting.length < atOnce) continue;
    yield written(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield written(waiting);
}

// What has a line end in it stands in quotes, whichever line end it is.
const written = (rows: string[][]): string => stringify(rows, { record_delimiter: 'windows', quoted_match: /[\r\n]/ });

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return isAmount(cell) ? decimalMoney(cell.cents, cell.currency) : harmless(cell);
}

/** A spreadsheet takes text that begins like this for a formula; with an apostrophe before it, it is text. */
const harmless = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
