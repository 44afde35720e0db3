import { decimalText, sumOfDecimals } from '../kernel/decimals';
import { bankText, isReadable } from './bank-text';
import { pain001 } from './pain001.structure';
import { faultsOf } from './structure';
import { type Element, element, readXml, writeXml } from './xml';

/** An account as a bank finds it. */
export interface BankAddress {
  name: string;
  country: string;
  kind: 'iban' | 'other';
  number: string;
  bic: string;
}

/** One payment as the bank is asked to make it. */
export interface Transfer {
  id: string;
  endToEnd: string;
  cents: number;
  currency: string;
  payee: BankAddress;
  /** What the payee reads. */
  about: string;
}

/** Everything that a payment file says. */
export interface Order {
  messageId: string;
  madeAt: Date;
  /** The day on which the bank is asked to pay. */
  executeOn: string;
  payer: BankAddress;
  transfers: readonly Transfer[];
}

/** The file as it leaves, and the numbers by which a bank and a person recognise it. */
export interface PaymentOrder {
  xml: string;
  payments: number;
  /** All amounts added up, whatever their currency, as banks compare it. */
  controlSum: string;
}

/**
 * Writes a pain.001.001.09.
 * @throws Error where what it wrote is not built as the definition says: such a file never leaves
 */
export function writeOrder(order: Order): PaymentOrder {
  const { transfers } = order;
  const currencies = [...new Set(transfers.map(({ currency }) => currency))].sort();
  const root = element('Document', [initiation(order, currencies)], { xmlns: pain001.namespace });
  const xml = writeXml(root);
  const faults = faultsOf(readXml(Buffer.from(xml)), pain001);
  if (faults.length > 0) throw new Error(`This payment file would not be taken: ${faults.join(' ')}`);
  return { xml, payments: transfers.length, controlSum: sumOf(transfers) };
}

const sumOf = (transfers: readonly Transfer[]): string =>
  sumOfDecimals(transfers.map(({ cents, currency }) => decimalText(cents, currency)));

function initiation(order: Order, currencies: string[]): Element {
  const { messageId, madeAt, payer, transfers } = order;
  const header = element('GrpHdr', [
    element('MsgId', messageId),
    element('CreDtTm', madeAt.toISOString().replace(/\.\d+Z$/, 'Z')),
    element('NbOfTxs', String(transfers.length)),
    element('CtrlSum', sumOf(transfers)),
    element('InitgPty', [element('Nm', named(payer))]),
  ]);
  const groups = currencies.map((currency, i) =>
    group(
      order,
      `${messageId}-${i + 1}`,
      transfers.filter((transfer) => transfer.currency === currency),
    ),
  );
  return element('CstmrCdtTrfInitn', [header, ...groups]);
}

function group({ payer, executeOn }: Order, id: string, transfers: Transfer[]): Element {
  return element('PmtInf', [
    element('PmtInfId', id),
    element('PmtMtd', 'TRF'),
    // Each payment stands alone on the statement, so that it can be recognised there.
    element('BtchBookg', 'false'),
    element('NbOfTxs', String(transfers.length)),
    element('CtrlSum', sumOf(transfers)),
    ...sepaOnly(payer, transfers),
    element('ReqdExctnDt', [element('Dt', executeOn)]),
    party('Dbtr', payer),
    account('DbtrAcct', payer),
    agent('DbtrAgt', payer.bic) ?? element('DbtrAgt', [element('FinInstnId', [unknownBank()])]),
    element('ChrgBr', isSepa(payer, transfers) ? 'SLEV' : 'SHAR'),
    ...transfers.map(transferOf),
  ]);
}

/** Euros between accounts with an IBAN go by the SEPA scheme, which shares charges by its own rule. */
const isSepa = (payer: BankAddress, transfers: Transfer[]): boolean =>
  payer.kind === 'iban' && transfers.every(({ currency, payee }) => currency === 'EUR' && payee.kind === 'iban');

const sepaOnly = (payer: BankAddress, transfers: Transfer[]): Element[] =>
  isSepa(payer, transfers) ? [element('PmtTpInf', [element('SvcLvl', [element('Cd', 'SEPA')])])] : [];

function transferOf({ id, endToEnd, cents, currency, payee, about }: Transfer): Element {
  const remittance = bankText(about, 140);
  return element('CdtTrfTxInf', [
    element('PmtId', [element('InstrId', id.replaceAll('-', '')), element('EndToEndId', endToEnd)]),
    element('Amt', [element('InstdAmt', decimalText(cents, currency), { Ccy: currency })]),
    agent('CdtrAgt', payee.bic),
    party('Cdtr', payee),
    account('CdtrAcct', payee),
    remittance === '' ? undefined : element('RmtInf', [element('Ustrd', remittance)]),
  ]);
}

const party = (name: string, whose: BankAddress): Element =>
  element(name, [element('Nm', named(whose)), element('PstlAdr', [element('Ctry', whose.country)])]);

const account = (name: string, { kind, number }: BankAddress): Element =>
  element(name, [
    element('Id', [kind === 'iban' ? element('IBAN', number) : element('Othr', [element('Id', number)])]),
  ]);

const agent = (name: string, bic: string): Element | undefined =>
  bic === '' ? undefined : element(name, [element('FinInstnId', [element('BICFI', bic)])]);

const unknownBank = (): Element => element('Othr', [element('Id', 'NOTPROVIDED')]);

/** SEPA takes 70 characters of a name. */
function named({ name }: BankAddress): string {
  const written = bankText(name, 70);
  if (!isReadable(written)) throw new Error(`The name of a payee cannot be written in Latin letters: ${name}`);
  return written;
}
