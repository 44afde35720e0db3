import { isReadable, bankText } from './bank-text';
import { type Order, type Transfer, writeOrder } from './pain001';
import { pain001 } from './pain001.structure';
import { faultsOf } from './structure';
import { all, at, readXml } from './xml';

const payer = {
  name: 'Innovation Fund',
  country: 'US',
  kind: 'other',
  number: '000123456789',
  bic: 'CHASUS33',
} as const;
const oslo = { name: 'Oslo kommune', country: 'NO', kind: 'iban', number: 'NO9386011117947', bic: 'DNBANOKK' } as const;
const transfer = (changes: Partial<Transfer> = {}): Transfer => ({
  ...{ id: '0f8fad5b-d9cb-469f-a165-70867728950e', endToEnd: '0f8fad5bd9cb469fa16570867728950e' },
  ...{ cents: 2_500_000, currency: 'USD', payee: oslo, about: 'Heat from rivers, instalment 1' },
  ...changes,
});
const order = (changes: Partial<Order> = {}): Order => ({
  ...{ messageId: 'IF-20270115-0a1b2c3d4e5f', madeAt: new Date('2027-01-15T10:00:00.123Z'), executeOn: '2027-01-16' },
  ...{ payer, transfers: [transfer()] },
  ...changes,
});
const written = (changes: Partial<Order> = {}) => {
  const made = writeOrder(order(changes));
  return { ...made, root: readXml(Buffer.from(made.xml)) };
};
const header = 'CstmrCdtTrfInitn/GrpHdr';
const group = 'CstmrCdtTrfInitn/PmtInf';

describe('a payment file', () => {
  it('says who pays whom how much, when and why', () => {
    const { xml, payments, controlSum } = writeOrder(order());
    expect({ payments, controlSum }).toEqual({ payments: 1, controlSum: '25000.00' });
    expect(xml.trim().replaceAll(/>\s+</g, '><')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>' +
        '<GrpHdr><MsgId>IF-20270115-0a1b2c3d4e5f</MsgId><CreDtTm>2027-01-15T10:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs><CtrlSum>25000.00</CtrlSum>' +
        '<InitgPty><Nm>Innovation Fund</Nm></InitgPty></GrpHdr>' +
        '<PmtInf><PmtInfId>IF-20270115-0a1b2c3d4e5f-1</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg><NbOfTxs>1</NbOfTxs>' +
        '<CtrlSum>25000.00</CtrlSum><ReqdExctnDt><Dt>2027-01-16</Dt></ReqdExctnDt><Dbtr><Nm>Innovation Fund</Nm><PstlAdr><Ctry>US</Ctry></PstlAdr></Dbtr>' +
        '<DbtrAcct><Id><Othr><Id>000123456789</Id></Othr></Id></DbtrAcct><DbtrAgt><FinInstnId><BICFI>CHASUS33</BICFI></FinInstnId></DbtrAgt>' +
        '<ChrgBr>SHAR</ChrgBr><CdtTrfTxInf><PmtId><InstrId>0f8fad5bd9cb469fa16570867728950e</InstrId>' +
        '<EndToEndId>0f8fad5bd9cb469fa16570867728950e</EndToEndId></PmtId><Amt><InstdAmt Ccy="USD">25000.00</InstdAmt></Amt>' +
        '<CdtrAgt><FinInstnId><BICFI>DNBANOKK</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Oslo kommune</Nm><PstlAdr><Ctry>NO</Ctry></PstlAdr></Cdtr>' +
        '<CdtrAcct><Id><IBAN>NO9386011117947</IBAN></Id></CdtrAcct><RmtInf><Ustrd>Heat from rivers, instalment 1</Ustrd></RmtInf></CdtTrfTxInf></PmtInf>' +
        '</CstmrCdtTrfInitn></Document>',
    );
  });

  it('has one part for each currency, in its decimals, and one exact sum over all', () => {
    const transfers = [
      transfer({ cents: 1, currency: 'USD' }),
      transfer({ cents: 1_500_001, currency: 'JPY' }),
      transfer({ cents: 1234, currency: 'BHD' }),
      transfer({ cents: 9_007_199_254_740_991, currency: 'USD' }),
      transfer({ cents: 9_007_199_254_740_991, currency: 'USD' }),
    ];
    const { root, controlSum } = written({ transfers });
    // 0.01 + 1,500,001 + 1.234 + 2 × 90,071,992,547,409.91
    expect(controlSum).toBe('180143986594822.064');
    expect(at(root, `${header}/CtrlSum`)).toBe(controlSum);
    expect(all(root, `${group}/CtrlSum`).map(({ text }) => text)).toEqual(['1.234', '1500001', '180143985094819.83']);
    expect(all(root, `${group}/NbOfTxs`).map(({ text }) => text)).toEqual(['1', '1', '3']);
    const amounts = all(root, `${group}/CdtTrfTxInf/Amt/InstdAmt`);
    expect(amounts.map(({ text, attributes }) => `${text} ${attributes.Ccy}`)).toEqual([
      ...['1.234 BHD', '1500001 JPY', '0.01 USD', '90071992547409.91 USD', '90071992547409.91 USD'],
    ]);
  });

  it('goes by the SEPA scheme where everything is in euros between IBANs, and names an unknown bank', () => {
    const euro = { ...payer, kind: 'iban', number: 'DE89370400440532013000', bic: '' } as const;
    const { root } = written({ payer: euro, transfers: [transfer({ currency: 'EUR', payee: { ...oslo, bic: '' } })] });
    expect(at(root, `${group}/PmtTpInf/SvcLvl/Cd`)).toBe('SEPA');
    expect(at(root, `${group}/ChrgBr`)).toBe('SLEV');
    expect(at(root, `${group}/DbtrAgt/FinInstnId/Othr/Id`)).toBe('NOTPROVIDED');
    expect(all(root, `${group}/CdtTrfTxInf/CdtrAgt`)).toEqual([]);
  });

  it('writes names so that a bank takes them and a person can read them', () => {
    expect(bankText('Kōbe & Łódź – “Größe” São/Москва Αθήνα', 140)).toBe("Kobe + Lodz - 'Grosse' Sao/Moskva Athina");
    expect(bankText('København Þór Ægir Ðorđe İzmir', 140)).toBe('Kobenhavn Thor AEgir Dorde Izmir');
    expect(bankText('//a//b\n c\t<d>', 140)).toBe('a/b c .d.');
    expect(bankText('横浜市', 140)).toBe('...');
    expect(isReadable('...')).toBe(false);
    expect(bankText('x'.repeat(200), 70)).toHaveLength(70);
    expect(() => writeOrder(order({ payer: { ...payer, name: '横浜市' } }))).toThrow(
      'cannot be written in Latin letters',
    );
  });

  it('never leaves where it is not built as the definition says', () => {
    expect(() => writeOrder(order({ messageId: 'x'.repeat(36) }))).toThrow('MsgId is “xxxx');
    expect(() => writeOrder(order({ transfers: [] }))).toThrow('PmtInf is missing');
    expect(() => writeOrder(order({ payer: { ...payer, bic: 'NOBANK' } }))).toThrow('which is not a BIC');
  });
});

describe('the structure of a payment file', () => {
  const faults = (change: (xml: string) => string): string[] =>
    faultsOf(readXml(Buffer.from(change(writeOrder(order()).xml))), pain001);

  it.each<[string, (xml: string) => string, string]>([
    ['leaves nothing out', (xml) => xml.replace(/<EndToEndId>.*<\/EndToEndId>/, ''), 'PmtId/EndToEndId is missing.'],
    [
      'keeps the order',
      (xml) => xml.replace(/(<MsgId>.*<\/MsgId>)(\s*)(<CreDtTm>.*<\/CreDtTm>)/, '$3$2$1'),
      'MsgId stands in the wrong place.',
    ],
    [
      'repeats nothing',
      (xml) => xml.replace(/<ChrgBr>.*<\/ChrgBr>/, '$&$&'),
      'ChrgBr stands there more often than it may.',
    ],
    [
      'knows every element',
      (xml) => xml.replace('<PmtMtd>', '<Own>1</Own><PmtMtd>'),
      'Own is not part of this message.',
    ],
    ['takes one of a choice', (xml) => xml.replace(/<IBAN>.*<\/IBAN>/, '$&$&'), 'takes only one: IBAN or Othr.'],
    ['needs one of a choice', (xml) => xml.replace(/<Dt>.*<\/Dt>/, ''), 'ReqdExctnDt needs Dt or DtTm.'],
    ['knows its codes', (xml) => xml.replace('SHAR', 'NONE'), 'is “NONE”, which is not DEBT or CRED or SHAR or SLEV.'],
    ['needs a currency', (xml) => xml.replace(' Ccy="USD"', ''), 'InstdAmt has no currency.'],
    ['has no empty element', (xml) => xml.replace('<Nm>Oslo kommune</Nm>', '<Nm/>'), 'Cdtr/Nm is empty.'],
    [
      'has no text between elements',
      (xml) => xml.replace('<PmtId>', '<PmtId>x'),
      'PmtId holds text where elements belong.',
    ],
    [
      'is of its own kind',
      (xml) => xml.replace('pain.001.001.09', 'pain.001.001.03'),
      'Document belongs to another kind of message.',
    ],
  ])('%s', (_, change, sentence) => {
    expect(faults((xml) => xml)).toEqual([]);
    expect(faults(change).join(' ')).toContain(sentence);
  });
});
