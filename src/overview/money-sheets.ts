import type { Money } from '../kernel/money';

/** What stands in one cell: text, a whole number, an amount, or nothing. */
export type Cell = string | number | Money | null;

/** A table that leaves the system, row by row. */
export interface Sheet {
  name: string;
  heads: string[];
  rows: Iterable<Cell[]> | AsyncIterable<Cell[]>;
}

export const isAmount = (cell: Cell): cell is Money => typeof cell === 'object' && cell !== null;
