import { statementXml } from '../../test/support/bank';
import { readStatement } from './camt053';

const read = (xml: string | Buffer, currency = 'USD') => readStatement(Buffer.from(xml), currency);
const refusal = (xml: string | Buffer, currency = 'USD'): string => {
  try {
    read(xml, currency);
  } catch (error) {
    return (error as Error).message;
  }
  return 'was read';
};
const twoMoves = [
  { amount: '25000.00', reference: 'B1', endToEnd: 'abc', party: 'City & County of X', text: 'Grant <1>' },
  { amount: '1500.5', credit: true, reference: 'B2', party: 'City of Y', text: 'Unspent' },
];
const good = { opening: '100000.00', closing: '76500.50', movements: twoMoves };

describe('a statement', () => {
  it('is read with its balances and every movement', () => {
    expect(read(statementXml(good))).toEqual({
      id: 'STMT-1',
      account: '000123456789',
      currency: 'USD',
      fromOn: '2027-01-15',
      toOn: '2027-01-15',
      openingCents: 10_000_000,
      closingCents: 7_650_050,
      lines: [
        {
          ...{ number: 1, direction: 'debit', amountCents: 2_500_000, bookedOn: '2027-01-15', bankReference: 'B1' },
          ...{ endToEnd: 'abc', counterparty: 'City & County of X', note: 'Grant <1>' },
        },
        {
          ...{ number: 2, direction: 'credit', amountCents: 150_050, bookedOn: '2027-01-15', bankReference: 'B2' },
          ...{ endToEnd: '', counterparty: 'City of Y', note: 'Unspent' },
        },
      ],
    });
  });

  it('may have no movement, an overdraft, a previous balance instead of an opening one, and a prefix on every name', () => {
    expect(read(statementXml({ opening: '-12.00', closing: '-12.00' }))).toMatchObject({
      openingCents: -1200,
      lines: [],
    });
    expect(read(statementXml({ ...good, openingCode: 'PRCD' })).openingCents).toBe(10_000_000);
    const prefixed = statementXml(good)
      .replaceAll(/<(\/?)(?=[A-Z])/g, '<$1ns2:')
      .replace('xmlns=', 'xmlns:ns2=');
    expect(read(prefixed).lines).toHaveLength(2);
  });

  it('counts in the decimals of its currency', () => {
    const yen = { currency: 'JPY', opening: '1000', closing: '400', movements: [{ amount: '600', reference: 'J' }] };
    expect(read(statementXml(yen), 'JPY').lines[0]?.amountCents).toBe(600);
    const dinar = {
      currency: 'BHD',
      opening: '1.5',
      closing: '0.255',
      movements: [{ amount: '1.245', reference: 'J' }],
    };
    expect(read(statementXml(dinar), 'BHD')).toMatchObject({ closingCents: 255, lines: [{ amountCents: 1245 }] });
  });

  it('shows each payment of a batch, with a reference of its own', () => {
    const parts = [
      { amount: '10.00', endToEnd: 'a', reference: 'B1' },
      { amount: '5.00', endToEnd: 'b', reference: 'B1' },
    ];
    const batch = { opening: '15.00', closing: '0.00', movements: [{ amount: '15.00', reference: 'B1', parts }] };
    expect(
      read(statementXml(batch)).lines.map(({ bankReference, amountCents, endToEnd, number }) => [
        number,
        bankReference,
        amountCents,
        endToEnd,
      ]),
    ).toEqual([
      [1, 'B1/1', 1000, 'a'],
      [2, 'B1/2', 500, 'b'],
    ]);
    const own = parts.map((part, i) => ({ ...part, reference: `P${i}` }));
    const named = read(statementXml({ ...batch, movements: [{ amount: '15.00', reference: 'B1', parts: own }] }));
    expect(named.lines.map(({ bankReference }) => bankReference)).toEqual(['P0', 'P1']);
    const silent = parts.map(({ endToEnd }) => ({ endToEnd }));
    const kept = read(statementXml({ ...batch, movements: [{ amount: '15.00', reference: 'B1', parts: silent }] }));
    expect(kept.lines).toMatchObject([{ bankReference: 'B1', amountCents: 1500, endToEnd: '' }]);
  });

  it('gives a movement without a reference one that is the same in every file, and tells alike ones apart', () => {
    const alike = [{ amount: '1.00' }, { amount: '1.00' }, { amount: '2.00' }];
    const lines = () =>
      read(statementXml({ id: String(Math.random()), opening: '4', closing: '0', movements: alike })).lines;
    const names = lines().map(({ bankReference }) => bankReference);
    expect(new Set(names).size).toBe(3);
    expect(names[0]).toMatch(/^derived-[0-9a-f]{24}$/);
    expect(lines().map(({ bankReference }) => bankReference)).toEqual(names);
  });

  it('says why a payment came back', () => {
    const back = [
      {
        amount: '5.00',
        credit: true,
        reference: 'R',
        endToEnd: 'abc',
        returned: 'AC04',
        text: 'Sorry',
        reversal: true,
      },
    ];
    expect(read(statementXml({ closing: '5.00', movements: back })).lines[0]).toMatchObject({
      endToEnd: 'abc',
      note: 'Reversal; Returned AC04; Sorry',
    });
    const unknown = [{ amount: '5.00', credit: true, endToEnd: 'NOTPROVIDED' }];
    expect(read(statementXml({ closing: '5.00', movements: unknown })).lines[0]?.endToEnd).toBe('');
  });

  it('is believed only where everything adds up', () => {
    expect(refusal(statementXml({ ...good, closing: '76500.51' }))).toBe(
      'The total is wrong: it opens at $100,000.00, its entries make that USD 76500.50, and it says that it closes at $76,500.51. ' +
        'Nothing was read. Export it again, or ask the bank.',
    );
    const summary = (inner: string) => refusal(statementXml({ ...good, summary: `<TxsSummry>${inner}</TxsSummry>` }));
    expect(summary('<TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries>')).toMatch(
      'says that it has 3 entries, and it has 2',
    );
    expect(summary('<TtlNtries><Sum>26500.51</Sum></TtlNtries>')).toMatch('26500.51 together, and they are 26500.50');
    expect(summary('<TtlCdtNtries><Sum>1500</Sum></TtlCdtNtries>')).toMatch('credits are 1500 together');
    expect(
      summary('<TtlNtries><TtlNetNtry><Amt>23499.50</Amt><CdtDbtInd>CRDT</CdtDbtInd></TtlNetNtry></TtlNtries>'),
    ).toMatch('net');
    expect(
      summary(
        '<TtlNtries><NbOfNtries>2</NbOfNtries><Sum>26500.5</Sum><TtlNetNtry><Amt>23499.50</Amt><CdtDbtInd>DBIT</CdtDbtInd></TtlNetNtry></TtlNtries>' +
          '<TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>1500.50</Sum></TtlCdtNtries><TtlDbtNtries><NbOfNtries>1</NbOfNtries></TtlDbtNtries>',
      ),
    ).toBe('was read');
    const parts = [{ amount: '10.00' }, { amount: '4.99' }];
    expect(
      refusal(statementXml({ opening: '15', closing: '0', movements: [{ amount: '15.00', reference: 'B', parts }] })),
    ).toBe('Entry 1 (B) is 15.00, and its payments add up to 14.99. Nothing was read.');
  });

  it.each([
    ['too many decimals', { amount: '1.005' }, /“1.005” has 3 decimals; USD has at most 2 decimals/],
    ['a sign', { amount: '-1.00' }, /Ntry\[1\]\/Amt is “-1.00”, which is not an amount/],
    ['nothing', { amount: '0.00' }, /Entry 1 has the amount zero/],
    ['more than can be counted', { amount: '99999999999999999' }, /more than the system can count exactly/],
    ['an exponent', { amount: '1e3' }, /is “1e3”, which is not an amount/],
    ['another currency', { amount: '1.00', currency: 'EUR' }, /Entry 1 is in EUR, the account in USD/],
    ['what is not booked', { amount: '1.00', status: 'PDNG' }, /Entry 1 is not booked/],
    [
      'a day that does not exist',
      { amount: '1.00', on: '2027-02-30' },
      /Entry 1 has a date that does not exist: 2027-02-30/,
    ],
  ])('refuses %s', (_, movement, sentence) => {
    expect(refusal(statementXml({ closing: '1.00', movements: [{ credit: true, ...movement }] }))).toMatch(sentence);
  });

  it('refuses an entry that stands there twice, several statements, a page of one, and the account in another currency', () => {
    const twice = [twoMoves[0], twoMoves[0]] as typeof twoMoves;
    expect(refusal(statementXml({ ...good, movements: twice }))).toMatch(/^The reference B1 stands there twice/);
    const two = statementXml(good).replace(/<Stmt>[\s\S]*<\/Stmt>/, (all) => all + all);
    expect(refusal(two)).toMatch(/^The file holds 2 statements/);
    const page = '<StmtPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></StmtPgntn>';
    expect(refusal(statementXml({ ...good, pagination: page }))).toMatch(/^This is page 2 of a longer statement/);
    expect(refusal(statementXml(good), 'EUR')).toMatch(/^This account is in USD, the fund in EUR/);
  });

  it('refuses what is not built like the definition says, and says where', () => {
    const without = (text: string) => refusal(statementXml(good).replace(text, ''));
    expect(without('<CdtDbtInd>DBIT</CdtDbtInd>')).toMatch('BkToCstmrStmt/Stmt[1]/Ntry[1]/CdtDbtInd is missing.');
    expect(without('<Id>STMT-1</Id>')).toMatch('Stmt[1]/Id is missing.');
    expect(refusal(statementXml(good).replace('<Ntry>', '<Ntry><Wrong/>'))).toMatch(
      'Ntry[1]/Wrong is not part of this message',
    );
    const moved = statementXml(good).replace(/(<Amt Ccy="USD">25000.00<\/Amt>)(<CdtDbtInd>DBIT<\/CdtDbtInd>)/, '$2$1');
    expect(refusal(moved)).toMatch('stands in the wrong place');
    expect(refusal(statementXml({ ...good, id: 'x'.repeat(36) }))).toMatch('text of 1 to 35 characters');
    expect(refusal(statementXml(good).replace('<Ntry>', '<Ntry xmlns="urn:other">'))).toMatch(
      'another kind of message',
    );
    expect(refusal(statementXml(good).replace('CLBD', 'ITBD'))).toMatch('no closing balance (CLBD)');
  });
});

describe('what only looks like a statement', () => {
  const start = '<?xml version="1.0" encoding="UTF-8"?>';
  const plain = statementXml(good);
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');

  it.each<[string, string | Buffer, RegExp]>([
    ['nothing at all', '', /^The file is empty/],
    ['more than 5 MB', plain.replace('</Document>', ' '.repeat(5 * 1024 * 1024) + '</Document>'), /larger than 5 MB/],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(plain, 'utf16le')]), /not written in UTF-8/],
    ['UTF-16 without a mark', Buffer.from(plain, 'utf16le'), /not written in UTF-8/],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from(plain.slice(0, -20)), Buffer.from([0xe9])]),
      /not written in UTF-8/,
    ],
    ['another encoding', plain.replace('UTF-8', 'ISO-8859-1'), /says that it is written in ISO-8859-1/],
    ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>', /^This is a web page/],
    ['a web page without a declaration', '<html><body>Sign in</body></html>', /^This is a web page/],
    ['plain text', 'Date;Amount', /^This is not an XML file/],
    [
      'a DTD',
      plain.replace(start, `${start}<!DOCTYPE Document [<!ELEMENT Document ANY>]>`),
      /declares things of its own/,
    ],
    [
      'a billion laughs',
      plain.replace(start, `${start}<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>`).replace('Grant', '&l9;'),
      /declares things of its own/,
    ],
    [
      'an external entity',
      plain.replace(start, `${start}<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>`).replace('Grant', '&f;'),
      /declares things of its own/,
    ],
    ['an entity that nobody declared', plain.replace('Grant', '&f;'), /a sign that it does not explain: &f;/],
    ['CDATA', plain.replace('Grant', '<![CDATA[Grant]]>'), /declares things of its own/],
    ['an instruction', plain.replace(start, `${start}<?xml-stylesheet href="x.xsl"?>`), /instructions for programs/],
    ['deep nesting', `<Document>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</Document>`, /nested more deeply/],
    ['too many elements', `<Document>${'<a/>'.repeat(250_000)}</Document>`, /more entries than can be read/],
    ['a broken file', plain.replace('</Stmt>', ''), /^The file is broken in line/],
    [
      'a name that means something to a program',
      '<Document><__proto__>x</__proto__></Document>',
      /in a way that no statement/,
    ],
    ['two roots', `${plain}<Document/>`, /^The file is broken/],
    ['an older version', plain.replace('camt.053.001.08', 'camt.053.001.02'), /^This is a camt.053.001.02/],
    [
      'a payment file',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>',
      /^This is a pain.001.001.09/,
    ],
    ['no namespace', plain.replace(/ xmlns="[^"]*"/, ''), /^This is not a statement/],
  ])('refuses %s', (_, content, sentence) => {
    expect(refusal(content)).toMatch(sentence);
  });

  it('takes a mark at the beginning, comments, and signs written as numbers', () => {
    expect(read(`\ufeff${plain}`).lines).toHaveLength(2);
    expect(read(plain.replace('<Stmt>', '<!-- made by a bank --><Stmt>')).lines).toHaveLength(2);
    expect(read(plain.replace('Grant', '&#x47;&#114;ant')).lines[0]?.note).toBe('Grant <1>');
  });
});
