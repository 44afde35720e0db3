import type Excel from 'exceljs';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { PassThrough, type Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { decimalMoney, numberFormat } from '../kernel/money';
import { type Cell, isAmount, type Sheet } from './money-sheets';

type Book = Excel.stream.xlsx.WorkbookWriter;

/** Tables as one workbook of Office Open XML, written row by row. Text is written as text, so that nothing in it is a formula. */
export function xlsxOf(sheets: Sheet[]): Readable {
  const out = new PassThrough();
  // The library is as large as half the system: whoever never asks for a workbook does not pay for it.
  const { stream } = createRequire(__filename)('exceljs') as typeof Excel;
  const book = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  void write(book, sheets, out).catch((error: unknown) => out.destroy(error as Error));
  return out;
}

async function write(book: Book, sheets: Sheet[], out: PassThrough): Promise<void> {
  for (const sheet of sheets) await writeSheet(book, sheet, out);
  if (!out.destroyed) await book.commit();
}

/** As many rows as a sheet can have, less some; what is more goes on with the next one. */
const mostRows = 1_000_000;

async function writeSheet(book: Book, { name, heads, rows }: Sheet, out: PassThrough): Promise<void> {
  let written = 0;
  let page = begin(book, name, heads);
  for await (const row of rows) {
    if (out.destroyed) return;
    if (written > 0 && written % mostRows === 0) {
      page.commit();
      page = begin(book, `${name} ${written / mostRows + 1}`, heads);
    }
    fill(page, row);
    written += 1;
    if (written % 500 === 0) await keepPace(out);
  }
  page.commit();
}

/** The reader sets the pace; what it has not taken is not piled up. */
async function keepPace(out: PassThrough): Promise<void> {
  await turn();
  if (out.writableNeedDrain && !out.destroyed) await Promise.race([once(out, 'drain'), once(out, 'close')]);
}

function begin(book: Book, name: string, heads: string[]) {
  const page = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  page.columns = heads.map((head) => ({ width: Math.max(12, head.length + 2) }));
  const first = page.addRow(heads);
  first.font = { bold: true };
  first.commit();
  return page;
}

function fill(page: ReturnType<typeof begin>, cells: Cell[]): void {
  const row = page.addRow(cells.map(valueOf));
  cells.forEach((cell, index) => {
    if (cell !== null && isAmount(cell)) row.getCell(index + 1).numFmt = numberFormat(cell.currency);
  });
  row.commit();
}

/** A spreadsheet counts in doubles with fifteen digits; an amount with more stays exact as text. */
function valueOf(cell: Cell): string | number | null {
  if (cell === null || typeof cell === 'number') return cell;
  if (!isAmount(cell)) return cell.replaceAll(unwritable, '');
  const text = decimalMoney(cell.cents, cell.currency);
  return Math.abs(cell.cents) < 1e15 ? Number(text) : text;
}

/** What XML cannot hold. */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
