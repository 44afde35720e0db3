/** One movement on a statement, as a bank writes it. Amounts are the very text of the file. */
export interface Movement {
  amount: string;
  credit?: boolean;
  currency?: string;
  reference?: string;
  endToEnd?: string;
  on?: string;
  party?: string;
  text?: string;
  status?: string;
  reversal?: boolean;
  /** Why it came back. */
  returned?: string;
  /** The payments of a batch. */
  parts?: { amount?: string; endToEnd?: string; reference?: string; currency?: string; party?: string }[];
}

export interface StatementText {
  id?: string;
  currency?: string;
  iban?: string;
  account?: string;
  opening?: string;
  closing: string;
  on?: string;
  summary?: string;
  openingCode?: string;
  pagination?: string;
  movements?: Movement[];
}

const el = (name: string, content: string | undefined): string =>
  content === undefined ? '' : `<${name}>${content}</${name}>`;
const safe = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A camt.053.001.08 put together by hand, so that nothing of ours stands between the test and the reader. */
export function statementXml(given: StatementText): string {
  const { id = 'STMT-1', currency = 'USD', on = '2027-01-15', opening = '0.00', movements = [] } = given;
  const account = given.iban ? el('IBAN', given.iban) : el('Othr', el('Id', given.account ?? '000123456789'));
  const body = [
    el('Id', id),
    given.pagination ?? '',
    el('FrToDt', `<FrDtTm>${on}T00:00:00</FrDtTm><ToDtTm>${on}T23:59:59</ToDtTm>`),
    el('Acct', el('Id', account) + el('Ccy', currency)),
    balanceXml(given.openingCode ?? 'OPBD', opening, currency, on),
    balanceXml('CLBD', given.closing, currency, on),
    given.summary ?? '',
    ...movements.map((movement) => entryXml(movement, currency, on)),
  ];
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>` +
    `<GrpHdr><MsgId>M-${id}</MsgId><CreDtTm>${on}T23:59:59Z</CreDtTm></GrpHdr>${el('Stmt', body.join('\n'))}</BkToCstmrStmt></Document>`
  );
}

function balanceXml(code: string, amount: string, currency: string, on: string): string {
  const sign = amount.startsWith('-') ? 'DBIT' : 'CRDT';
  const bare = amount.replace('-', '');
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${bare}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;
}

function entryXml(movement: Movement, accountCurrency: string, day: string): string {
  const { amount, credit = false, currency = accountCurrency, reference, on = day, status = 'BOOK', parts } = movement;
  const details = parts ?? [movement];
  const transactions = details.map((part) =>
    transactionXml(part, movement, credit, accountCurrency, parts !== undefined),
  );
  return el(
    'Ntry',
    `<Amt Ccy="${currency}">${amount}</Amt>${el('CdtDbtInd', credit ? 'CRDT' : 'DBIT')}${el('RvslInd', movement.reversal ? 'true' : undefined)}` +
      `${el('Sts', el('Cd', status))}${el('BookgDt', el('Dt', on))}${el('AcctSvcrRef', reference)}` +
      `${el('BkTxCd', el('Prtry', el('Cd', 'NTRF')))}${el('NtryDtls', transactions.join(''))}`,
  );
}

function transactionXml(
  { endToEnd, reference, amount, currency, party }: NonNullable<Movement['parts']>[number],
  whole: Movement,
  credit: boolean,
  accountCurrency: string,
  inBatch: boolean,
): string {
  const refs = el('AcctSvcrRef', inBatch ? reference : undefined) + el('EndToEndId', endToEnd);
  const own = inBatch && amount ? `<Amt Ccy="${currency ?? accountCurrency}">${amount}</Amt>` : '';
  const who = party ?? whole.party;
  const side = credit ? 'Dbtr' : 'Cdtr';
  return el(
    'TxDtls',
    el('Refs', refs || '<InstrId>X</InstrId>') +
      own +
      el('RltdPties', who === undefined ? undefined : el(side, el('Pty', el('Nm', safe(who))))) +
      el('RmtInf', whole.text === undefined ? undefined : el('Ustrd', safe(whole.text))) +
      el('RtrInf', whole.returned === undefined ? undefined : el('Rsn', el('Cd', whole.returned))),
  );
}
