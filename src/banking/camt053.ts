import { decimalText, sameDecimal } from '../kernel/decimals';
import { formatMoney } from '../kernel/money';
import { linesOf, type StatementLine } from './camt053.lines';
import { camt053 } from './camt053.structure';
import { amountIn, dated } from './camt053.values';
import { faultsOf } from './structure';
import { all, at, type Element, readXml, Unfit } from './xml';

export type { StatementLine } from './camt053.lines';

/** What a bank says happened on an account. Amounts in minor units; what an account owes is below zero. */
export interface Statement {
  id: string;
  account: string;
  currency: string;
  fromOn: string | null;
  toOn: string;
  openingCents: number;
  closingCents: number;
  lines: StatementLine[];
}

/**
 * Reads a camt.053.001.08 and believes nothing: structure, currency, decimals, totals and balances are checked.
 * @param currency of the account it is to be about
 * @throws Unfit with a sentence; then nothing of it is to be used
 */
export function readStatement(bytes: Buffer, currency: string): Statement {
  const root = readXml(bytes);
  rightKind(root);
  const faults = faultsOf(root, camt053);
  if (faults.length > 0)
    throw new Unfit(`The file is not built like a camt.053.001.08: ${faults.slice(0, 3).join(' ')}`);
  const statements = all(root, 'BkToCstmrStmt/Stmt');
  const [statement] = statements;
  if (!statement || statements.length > 1) {
    throw new Unfit(`The file holds ${statements.length} statements. Ask the bank for one statement in each file.`);
  }
  return checked(statement, currency);
}

function rightKind({ name, attributes }: Element): void {
  const namespace = attributes.xmlns ?? '';
  if (name === 'Document' && namespace === camt053.namespace) return;
  const kind = /^urn:iso:std:iso:20022:tech:xsd:([\w.]{1,40})$/.exec(namespace)?.[1];
  if (name === 'Document' && kind)
    throw new Unfit(`This is a ${kind}. Ask the bank for a statement as camt.053.001.08.`);
  if (name === 'html') throw new Unfit('This is a web page, not a bank’s file. Export it again.');
  throw new Unfit('This is not a statement of a bank. Ask the bank for a statement as camt.053.001.08.');
}

function checked(statement: Element, currency: string): Statement {
  wholeStatement(statement);
  const own = at(statement, 'Acct/Ccy') || currency;
  if (own !== currency)
    throw new Unfit(`This account is in ${own}, the fund in ${currency}. Choose the statement of the fund’s account.`);
  const opening = balance(statement, ['OPBD', 'PRCD'], currency);
  const closing = balance(statement, ['CLBD'], currency);
  const entries = all(statement, 'Ntry');
  const lines = linesOf(entries, currency);
  addsUp(opening.cents, closing.cents, lines, currency);
  summaryFits(statement, entries, currency);
  const toOn = at(statement, 'FrToDt/ToDtTm').slice(0, 10) || closing.on;
  return {
    id: at(statement, 'Id'),
    account: at(statement, 'Acct/Id/IBAN') || at(statement, 'Acct/Id/Othr/Id'),
    currency,
    fromOn: at(statement, 'FrToDt/FrDtTm').slice(0, 10) || null,
    toOn: dated(toOn, 'The end of the statement'),
    ...{ openingCents: opening.cents, closingCents: closing.cents, lines },
  };
}

/** A part of a statement opens and closes in the middle of a day, and would be read as the whole. */
function wholeStatement(statement: Element): void {
  const page = at(statement, 'StmtPgntn/PgNb');
  if (page === '' || (Number(page) === 1 && /^(true|1)$/.test(at(statement, 'StmtPgntn/LastPgInd')))) return;
  throw new Unfit(`This is page ${page} of a longer statement. Ask the bank for the whole statement in one file.`);
}

interface Balance {
  cents: number;
  on: string;
}

function balance(statement: Element, codes: string[], currency: string): Balance {
  const found = codes.map((code) => all(statement, 'Bal').filter((one) => at(one, 'Tp/CdOrPrtry/Cd') === code));
  const [first, second] = found.find(({ length }) => length > 0) ?? [];
  const which = codes[0] === 'CLBD' ? 'closing balance (CLBD)' : 'opening balance (OPBD or PRCD)';
  if (!first) throw new Unfit(`The statement has no ${which}. Ask the bank for a statement with both balances.`);
  if (second) throw new Unfit(`The statement has more than one ${which}. Ask the bank for a statement of one account.`);
  const cents = amountIn(first, currency, `The ${which}`);
  const on = at(first, 'Dt/Dt') || at(first, 'Dt/DtTm').slice(0, 10);
  return { cents: at(first, 'CdtDbtInd') === 'DBIT' ? -cents : cents, on: dated(on, `The ${which}`) };
}

function addsUp(opening: number, closing: number, lines: readonly StatementLine[], currency: string): void {
  const moved = lines.reduce(
    (sum, { direction, amountCents }) => sum + BigInt(direction === 'credit' ? amountCents : -amountCents),
    0n,
  );
  const reached = BigInt(opening) + moved;
  if (reached === BigInt(closing)) return;
  const said = (cents: bigint): string =>
    cents < 0n ? `−${decimalText(-cents, currency)}` : decimalText(cents, currency);
  throw new Unfit(
    `The total is wrong: it opens at ${formatMoney(opening, currency)}, its entries make that ${currency} ${said(reached)}, ` +
      `and it says that it closes at ${formatMoney(closing, currency)}. Nothing was read. Export it again, or ask the bank.`,
  );
}

interface Totals {
  count: number;
  cents: bigint;
}

/** What the bank counted has to be what stands there. */
function summaryFits(statement: Element, entries: Element[], currency: string): void {
  if (all(statement, 'TxsSummry').length === 0) return;
  const of = (sign?: string): Totals => {
    const those = entries.filter((entry) => !sign || at(entry, 'CdtDbtInd') === sign);
    const cents = those.reduce((sum, entry) => sum + BigInt(amountIn(entry, currency, 'An entry')), 0n);
    return { count: those.length, cents };
  };
  const credits = of('CRDT');
  const debits = of('DBIT');
  const groups: [string, string, Totals][] = [
    ['TtlNtries', 'entries', of()],
    ['TtlCdtNtries', 'credits', credits],
    ['TtlDbtNtries', 'debits', debits],
  ];
  for (const [name, what, totals] of groups) {
    for (const total of all(statement, `TxsSummry/${name}`)) fits(total, what, totals, currency);
  }
  netFits(all(statement, 'TxsSummry/TtlNtries/TtlNetNtry')[0], credits.cents - debits.cents, currency);
}

function fits(total: Element, what: string, { count, cents }: Totals, currency: string): void {
  const [counted, sum] = [at(total, 'NbOfNtries'), at(total, 'Sum')];
  if (counted !== '' && BigInt(counted) !== BigInt(count)) {
    throw new Unfit(`The statement says that it has ${counted} ${what}, and it has ${count}. Nothing was read.`);
  }
  if (sum !== '' && !sameDecimal(sum.replace('+', ''), decimalText(cents, currency))) {
    throw new Unfit(
      `The statement says that its ${what} are ${sum} together, and they are ${decimalText(cents, currency)}. Nothing was read.`,
    );
  }
}

function netFits(net: Element | undefined, cents: bigint, currency: string): void {
  if (!net) return;
  const amount = decimalText(cents < 0n ? -cents : cents, currency);
  const sign = cents < 0n ? 'DBIT' : 'CRDT';
  if (sameDecimal(at(net, 'Amt'), amount) && (cents === 0n || at(net, 'CdtDbtInd') === sign)) return;
  throw new Unfit(
    `The statement says that its entries are ${at(net, 'Amt')} net, and they are ${amount}. Nothing was read.`,
  );
}
