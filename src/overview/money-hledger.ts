import { kindWords } from '../fund/journal.words';
import { decimalMoney } from '../kernel/money';
import type { TransferRow } from './money-transfers.service';

/** An account of the ledger, with the words that tell it from others. */
export interface LedgerAccount {
  id: number;
  book: 'budget' | 'accounts';
  kind: string;
  normal: 'debit' | 'credit';
  balanceCents: number;
  currency: string;
  award: string | null;
  round: string | null;
  restriction: string | null;
  funder: string | null;
}

export interface HledgerJournal {
  fund: string;
  currency: string;
  /** The last transaction of the ledger that is in it, and the hash there. */
  seq: number;
  hash: string;
  accounts: LedgerAccount[];
  pages: AsyncIterable<TransferRow[]>;
}

/** The journal of a fund in the format of hledger and ledger-cli: both books, one entry an event, and what each account must come to in the end. */
export async function* hledgerOf(journal: HledgerJournal): AsyncGenerator<string> {
  const names = new Map(journal.accounts.map((account) => [account.id, nameOf(account)]));
  yield head(journal, [...names.values()]);
  let latest = '';
  for await (const page of journal.pages) {
    yield eventsOf(page)
      .map((transfers) => entry(transfers, names))
      .join('');
    latest = page.map(({ at }) => dayOf(at)).reduce((last, day) => (day > last ? day : last), latest);
  }
  if (latest !== '') yield assertions(journal, names, latest);
}

/** Transfers of one event stand together. */
function eventsOf(page: TransferRow[]): TransferRow[][] {
  const events: TransferRow[][] = [];
  for (const row of page) {
    if (events.at(-1)?.[0]?.seq === row.seq) events.at(-1)?.push(row);
    else events.push([row]);
  }
  return events;
}

function head({ fund, currency, seq, hash }: HledgerJournal, names: string[]): string {
  const sample = decimalMoney(0, currency);
  const lines = [
    `; ${plain(fund)}: both books, from the first transaction to number ${seq} of the ledger, whose hash is`,
    `; ${hash}`,
    'decimal-mark .',
    `commodity ${currency} 1000${sample.includes('.') ? sample.slice(1) : '.'}`,
    ...[...names].sort().map((name) => `account ${name}`),
  ];
  return `${lines.join('\n')}\n`;
}

function entry(transfers: TransferRow[], names: Map<number, string>): string {
  const [first] = transfers;
  if (!first) return '';
  const { seq, at, kind, about, subject, by, reverses } = first;
  const told = [kindWords[kind], about]
    .filter((part) => part !== null)
    .map(plain)
    .join(' | ');
  const tags = { seq, kind, subject, by: plain(by), ...(reverses === null ? {} : { reverses }) };
  const comment = Object.entries(tags).map(([name, value]) => `${name}:${String(value).replaceAll(',', ' ')}`);
  const postings = transfers.flatMap(({ debitId, creditId, cents, currency }) => [
    posting(names.get(debitId), cents, currency),
    posting(names.get(creditId), -cents, currency),
  ]);
  return `\n${dayOf(at)} * (${seq}) ${told}\n    ; ${comment.join(', ')}\n${postings.join('')}`;
}

const posting = (name: string | undefined, cents: number, currency: string): string =>
  `    ${name ?? 'unknown'}  ${currency} ${decimalMoney(cents, currency)}\n`;

/** Debits stand with a plus, as hledger has them. */
function assertions({ accounts }: HledgerJournal, names: Map<number, string>, on: string): string {
  const lines = accounts.map(({ id, normal, balanceCents, currency }) => {
    const cents = normal === 'debit' || balanceCents === 0 ? balanceCents : -balanceCents;
    const [nothing, held] = [decimalMoney(0, currency), decimalMoney(cents, currency)];
    return `    ${names.get(id) ?? 'unknown'}  ${currency} ${nothing} = ${currency} ${held}\n`;
  });
  return `\n${on} * Balances of the ledger\n${lines.join('')}`;
}

/** `budget:committed:Heat from sewage:Energy only #17`; its number tells it from others of the same name. */
function nameOf({ id, book, kind, award, round, restriction, funder }: LedgerAccount): string {
  const parts = [award, round, restriction, funder].filter((part) => part !== null).map(plain);
  return `${[book, kind, ...parts].join(':')} #${id}`;
}

/** Without what has a meaning of its own in the format: marks of comments, levels and fields, brackets, quotes, several spaces. */
const plain = (text: string): string =>
  text
    .replaceAll(/[;:|()[\]{}"\p{C}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim() || '-';

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
