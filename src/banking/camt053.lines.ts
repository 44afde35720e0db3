import { createHash } from 'node:crypto';
import { decimalText } from '../kernel/decimals';
import { amountIn, dated } from './camt053.values';
import { all, at, type Element, Unfit } from './xml';

/** One movement of money on a statement. */
export interface StatementLine {
  number: number;
  direction: 'debit' | 'credit';
  amountCents: number;
  bookedOn: string;
  /** What the bank calls it; made from what it says where the bank gave it no name. */
  bankReference: string;
  /** The reference that the payer gave; empty where there is none. */
  endToEnd: string;
  counterparty: string;
  note: string;
}

type Unnumbered = Omit<StatementLine, 'number' | 'bankReference'> & { reference: string };

/** @throws Unfit with a sentence that names the entry */
export function linesOf(entries: readonly Element[], currency: string): StatementLine[] {
  const lines = entries.flatMap((entry, i) => split(entry, nameOf(entry, i), currency));
  const seen = new Map<string, number>();
  return lines.map(({ reference, ...line }, i) => {
    const bankReference = reference || derived(line, seen);
    if (reference !== '' && seen.has(reference)) {
      throw new Unfit(
        `The reference ${reference} stands there twice: an entry is in the file two times. Nothing was read.`,
      );
    }
    seen.set(bankReference, 1);
    return { ...line, bankReference, number: i + 1 };
  });
}

const nameOf = (entry: Element, i: number): string => {
  const reference = at(entry, 'AcctSvcrRef') || at(entry, 'NtryRef');
  return `Entry ${i + 1}${reference ? ` (${reference})` : ''}`;
};

/** A batch becomes a line for each of its payments, where the bank says what each was. */
function split(entry: Element, name: string, currency: string): Unnumbered[] {
  if (at(entry, 'Sts/Cd') !== 'BOOK') {
    throw new Unfit(`${name} is not booked. Ask the bank for a statement of booked entries only.`);
  }
  const whole = amountIn(entry, currency, name);
  if (whole === 0) throw new Unfit(`${name} has the amount zero. Nothing was read.`);
  const details = all(entry, 'NtryDtls/TxDtls');
  const amounts = details.map((detail) => amountOf(detail, currency, name));
  const [only] = details;
  if (details.length <= 1 || amounts.some((cents) => cents === null)) {
    return [lineOf(entry, details.length === 1 ? only : undefined, name, whole, referenceOf(entry, details))];
  }
  batchAddsUp(entry, details, amounts as number[], whole, name, currency);
  const references = partReferences(entry, details);
  return details.map((detail, i) => lineOf(entry, detail, name, amounts[i] ?? 0, references[i] ?? ''));
}

/** In the currency of the account; null where the bank does not say. */
function amountOf(detail: Element, currency: string, name: string): number | null {
  const holders = [detail, ...all(detail, 'AmtDtls/TxAmt'), ...all(detail, 'AmtDtls/CntrValAmt')];
  const holder = holders.find((one) => all(one, 'Amt')[0]?.attributes.Ccy === currency);
  return holder ? amountIn(holder, currency, `A payment of ${name}`) : null;
}

const signOf = (entry: Element, detail?: Element): string =>
  (detail && at(detail, 'CdtDbtInd')) || at(entry, 'CdtDbtInd');

function batchAddsUp(
  entry: Element,
  details: Element[],
  amounts: number[],
  whole: number,
  name: string,
  currency: string,
): void {
  const sign = signOf(entry);
  const sum = amounts.reduce(
    (total, cents, i) => total + BigInt(signOf(entry, details[i]) === sign ? cents : -cents),
    0n,
  );
  if (amounts.includes(0)) throw new Unfit(`${name} holds a payment of zero. Nothing was read.`);
  if (sum === BigInt(whole)) return;
  const [parts, all_] = [
    sum < 0n ? `−${decimalText(-sum, currency)}` : decimalText(sum, currency),
    decimalText(whole, currency),
  ];
  throw new Unfit(`${name} is ${all_}, and its payments add up to ${parts}. Nothing was read.`);
}

const referenceOf = (entry: Element, details: Element[]): string =>
  at(entry, 'AcctSvcrRef') || (details.length === 1 ? at(details[0] as Element, 'Refs/AcctSvcrRef') : '');

/** Some banks give each payment of a batch the reference of the batch. */
function partReferences(entry: Element, details: Element[]): string[] {
  const own = details.map((detail) => at(detail, 'Refs/AcctSvcrRef'));
  const batch = at(entry, 'AcctSvcrRef');
  const distinct = !own.includes('') && new Set([...own, batch]).size === own.length + 1;
  if (distinct) return own;
  return details.map((_, i) => (batch ? `${batch}/${i + 1}` : ''));
}

function lineOf(
  entry: Element,
  detail: Element | undefined,
  name: string,
  amountCents: number,
  reference: string,
): Unnumbered {
  const booked = ['BookgDt/Dt', 'BookgDt/DtTm', 'ValDt/Dt', 'ValDt/DtTm'].map((path) => at(entry, path)).find(Boolean);
  const direction = signOf(entry, detail) === 'CRDT' ? 'credit' : 'debit';
  const endToEnd = detail ? at(detail, 'Refs/EndToEndId') : '';
  if (!booked) throw new Unfit(`${name} has no date. Nothing was read.`);
  return {
    ...{ direction, amountCents, reference },
    bookedOn: dated(booked, name),
    endToEnd: endToEnd === 'NOTPROVIDED' ? '' : endToEnd,
    counterparty: detail ? counterpartyOf(detail, direction) : '',
    note: noteOf(entry, detail),
  };
}

function counterpartyOf(detail: Element, direction: string): string {
  const side = direction === 'credit' ? 'Dbtr' : 'Cdtr';
  const paths = [`${side}/Pty/Nm`, `${side}/Agt/FinInstnId/Nm`, `Ultmt${side}/Pty/Nm`];
  return paths.map((path) => at(detail, `RltdPties/${path}`)).find(Boolean) ?? '';
}

function noteOf(entry: Element, detail: Element | undefined): string {
  const back = detail && all(detail, 'RtrInf')[0];
  const why = back
    ? [at(back, 'Rsn/Cd') || at(back, 'Rsn/Prtry'), ...all(back, 'AddtlInf').map(({ text }) => text)]
    : [];
  const parts = [
    /^(true|1)$/.test(at(entry, 'RvslInd')) ? 'Reversal' : '',
    back ? ['Returned', ...why].filter(Boolean).join(' ') : '',
    ...(detail ? all(detail, 'RmtInf/Ustrd').map(({ text }) => text) : []),
    detail ? at(detail, 'AddtlTxInf') : '',
    at(entry, 'AddtlNtryInf'),
  ];
  return parts.filter(Boolean).join('; ').slice(0, 1000);
}

/** The same movement gets the same name in every file; alike ones on one day are counted. */
function derived(line: Omit<StatementLine, 'number' | 'bankReference'>, seen: Map<string, number>): string {
  const { direction, amountCents, bookedOn, endToEnd, counterparty, note } = line;
  for (let count = 1; ; count += 1) {
    const said = JSON.stringify([direction, amountCents, bookedOn, endToEnd, counterparty, note, count]);
    const name = `derived-${createHash('sha256').update(said).digest('hex').slice(0, 24)}`;
    if (!seen.has(name)) return name;
  }
}
