import { stringify } from 'csv-stringify';
import { pipeline, Readable } from 'node:stream';
import { decimalMoney } from '../kernel/money';
import { type Cell, isAmount, type Sheet } from './money-sheets';

/** A table as RFC 4180 has it, in UTF-8 with a byte order mark, by which spreadsheets know it. */
export function csvOf(sheet: Sheet): Readable {
  const lines = stringify({ bom: true, record_delimiter: 'windows' });
  // What goes wrong on either side ends the other one; the answer is cut off, and nobody takes half a table for a whole one.
  pipeline(Readable.from(records(sheet)), lines, () => undefined);
  return lines;
}

async function* records({ heads, rows }: Sheet): AsyncGenerator<string[]> {
  yield heads;
  for await (const row of rows) yield row.map(textOf);
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return isAmount(cell) ? decimalMoney(cell.cents, cell.currency) : harmless(cell);
}

/** A spreadsheet takes text that begins like this for a formula; with an apostrophe before it, it is text. */
export const harmless = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
