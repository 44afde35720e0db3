import { bookWords, kindWords, stageWords } from '../fund/journal.words';
import type { Cell, Sheet } from './money-sheets';
import type { StatementView } from './money-statement.dto';
import type { TransferRow } from './money-transfers.service';

const words: Record<TransferRow['book'], Record<string, string>> = { budget: stageWords, accounts: bookWords };
const books: Record<TransferRow['book'], string> = { budget: 'What it is for', accounts: 'Where it is' };

const transferHeads = [
  'Transaction',
  'Time (UTC)',
  'Event',
  'About',
  'Done by',
  'Book',
  'From, debit',
  'To, credit',
  'Restriction',
  'Funder',
  'Round',
  'Grant',
  'Amount',
  'Currency',
  'Takes back',
  'Subject',
];

function transferCells(row: TransferRow): Cell[] {
  const { seq, at, kind, about, by, book, debit, credit, restriction, funder, round, award, cents, currency } = row;
  return [
    ...[seq, at.toISOString().slice(0, 19).replace('T', ' '), kindWords[kind], about, by],
    ...[books[book], words[book][debit] ?? debit, words[book][credit] ?? credit, restriction, funder, round, award],
    ...[{ cents, currency }, currency, row.reverses, row.subject],
  ];
}

/** Every transfer with its event. */
export const transferSheet = (pages: AsyncIterable<TransferRow[]>): Sheet => ({
  name: 'Transfers',
  heads: transferHeads,
  rows: each(pages, transferCells),
});

/** The statement as one table: what there was, every transfer, what there is then. */
export const statementSheet = (statement: StatementView, pages: AsyncIterable<TransferRow[]>): Sheet => ({
  name: 'Statement',
  heads: ['Part', ...transferHeads],
  rows: statementRows(statement, pages),
});

async function* statementRows(statement: StatementView, pages: AsyncIterable<TransferRow[]>): AsyncGenerator<Cell[]> {
  yield* ends(statement, 'Opening', statement.from, ({ openingCents }) => openingCents);
  yield* each(pages, (row) => ['Transfer', ...transferCells(row)]);
  yield* ends(statement, 'Closing', statement.to, ({ closingCents }) => closingCents);
}

interface Ends {
  openingCents: number;
  closingCents: number;
}

function ends({ stages, accounts, currency }: StatementView, part: string, on: string, cents: (row: Ends) => number) {
  const row = (book: string, account: string, amount: number): Cell[] => [
    ...[part, null, on, null, null, null, book, account, null, null, null, null, null],
    ...[{ cents: amount, currency }, currency, null, null],
  ];
  return [
    ...stages.map((one) => row(books.budget, stageWords[one.stage], cents(one))),
    ...accounts.map((one) => row(books.accounts, bookWords[one.account], cents(one))),
  ];
}

/** The statement's figures, for the first sheets of a workbook. */
export function figureSheets({ stages, accounts, currency }: StatementView): Sheet[] {
  const all = [
    ...stages.map((row) => ({ ...row, book: books.budget, name: stageWords[row.stage] })),
    ...accounts.map((row) => ({ ...row, book: books.accounts, name: bookWords[row.account] })),
  ];
  const money = (cents: number) => ({ cents, currency });
  return [
    {
      name: 'Figures',
      heads: ['Book', 'Account', 'Opening', 'Closing', 'Currency'],
      rows: all.map((row) => [row.book, row.name, money(row.openingCents), money(row.closingCents), currency]),
    },
    {
      name: 'Movements',
      heads: ['Book', 'Account', 'Event', 'Amount', 'Currency'],
      rows: all.flatMap(({ book, name, movements }) =>
        movements.map(({ kind, cents }) => [book, name, kindWords[kind], money(cents), currency]),
      ),
    },
  ];
}

async function* each(pages: AsyncIterable<TransferRow[]>, cells: (row: TransferRow) => Cell[]): AsyncGenerator<Cell[]> {
  for await (const page of pages) yield* page.map(cells);
}
