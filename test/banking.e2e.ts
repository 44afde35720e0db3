import { createHash, randomUUID } from 'node:crypto';
import { Awarding, type Name, type Problem } from './support/awarding';
import { type Movement, statementXml, type StatementText } from './support/bank';
import { confirmDetails } from './support/payee';
import { stepsUp } from './support/step-up';

interface Entry extends Problem {
  id: string;
  number: number;
  status: string;
  match: string | null;
  sentence: string;
  reason: string;
  moves: { move: string }[];
}
interface Statement extends Problem {
  id: string;
  statementId: string;
  openingCents: number;
  closingCents: number;
  open: number;
  gap: string | null;
  items: Entry[];
}
interface PaymentFile extends Problem {
  id: string;
  messageId: string;
  payments: number;
  controlSum: string;
  sha256: string;
  madeBy: { name: string };
  contents: { id: string; endToEnd: string; status: string; payCents: number; payCurrency: string; lastFour: string }[];
  moves: { move: string }[];
}
interface Bank {
  held: string | null;
  cash: Record<string, number | null>;
  payments: { id: string; endToEnd: string; days: number; paymentFileId: string | null }[];
  entries: Entry[];
  files: PaymentFile[];
}

let here: Awarding;
let ids: string[];
beforeAll(async () => {
  here = await Awarding.prepare(2, 700_000, 300_000);
  ({ ids } = await here.inReview(
    900_000,
    Array.from({ length: 30 }, () => 30_000),
  ));
});
afterAll(() => here.world.close());

const fund = () => `/api/funds/${here.fundId}`;
const get = async <T>(name: Name, path: string): Promise<T> => (await here.as(name).get<T>(path)).json;
const post = <T = Problem>(name: Name, path: string, body: object = {}) => here.as(name).post<T>(path, body);
const bank = () => get<Bank>('aud', `${fund()}/bank`);
const told = ({ status, json }: { status: number; json: Problem }): [number, string | undefined] => [
  status,
  Object.values(json.errors ?? {}).flat()[0] ?? json.detail,
];
const ownAccount = () =>
  confirmDetails(here.world, { holderId: here.fundId, enteredBy: here.people.tomas, confirmedBy: here.people.jonas });

/** A released payment of $300.00: its instalment, its id, and the reference that the bank carries. */
async function released(exchange: object = {}) {
  const award = await here.accepted(ids.shift() ?? '', 30_000);
  const plan = { instalments: [{ amountCents: 30_000, dueOn: '2027-02-15' }] };
  const { instalments } = await here.did('amara', `awards/${award}/instalments`, plan);
  const instalment = instalments[0]?.id ?? '';
  await here.released(instalment, exchange);
  const [row] = await here.world.sql<{ id: string; ref: string }>(
    'select id, end_to_end as ref from payment where instalment_id = $1 order by released_at desc limit 1',
    [instalment],
  );
  return { award, instalment, id: row?.id ?? '', ref: row?.ref ?? '' };
}

let balance = 0;
const dollars = (cents: number) => `${cents < 0 ? '-' : ''}${(Math.abs(cents) / 100).toFixed(2)}`;

/** The next statement of the account: it goes on from the one before, unless it is said to be otherwise. */
function statementOf(movements: Movement[], changes: Partial<StatementText> = {}): string {
  const moved = movements.map(({ amount, credit }) => (credit ? 1 : -1) * Math.round(Number(amount) * 100));
  const closing = balance + moved.reduce((sum, cents) => sum + cents, 0);
  const on = { on: '2027-01-25', iban: 'NO9386011117947' };
  const id = `S-${randomUUID().slice(0, 8)}`;
  return statementXml({ id, ...on, opening: dollars(balance), closing: dollars(closing), movements, ...changes });
}

const octets = { headers: { 'content-type': 'application/octet-stream' } };
const send = (content: string | Buffer, name: Name = 'jonas') =>
  here.as(name).send<Statement>('POST', `${fund()}/statements`, content as string, octets);

/** Reads a statement that has to be taken. */
async function read(movements: Movement[], changes: Partial<StatementText> = {}): Promise<Statement> {
  const { status, json, text } = await send(statementOf(movements, changes));
  if (status !== 201) throw new Error(text);
  balance = json.closingCents;
  return json;
}

const stored = async () =>
  (
    await here.world.sql<Record<string, string>>(
      'select (select count(*) from bank_statement) s, (select count(*) from bank_entry) e, (select count(*) from file) f',
    )
  )[0];

describe('a payment file', () => {
  it('needs the fund’s own account, somebody of finance, and that they prove who they are', async () => {
    const { id } = await released();
    const make = (name: Name, body: object = {}) => post<PaymentFile>(name, `${fund()}/payment-files`, body);
    expect((await make('amara')).status).toBe(403);
    expect((await make('stranger')).status).toBe(403);
    expect(told(await make('jonas'))).toEqual([403, expect.stringMatching(/^Prove that it is you first/)]);
    await stepsUp(here.world, here.as('jonas'));
    expect(told(await make('jonas'))).toEqual([
      409,
      'The fund’s own account cannot be used. No bank details have been entered. Look under “Payees”.',
    ]);
    await ownAccount();
    expect(told(await make('jonas', { executeOn: '2027-01-20' }))).toEqual([422, 'Choose today or a later day.']);
    expect(told(await make('jonas', { executeOn: '2027-06-20' }))).toEqual([422, 'Choose a day within 60 days.']);
    expect(told(await make('jonas', { paymentIds: [] }))).toEqual([422, 'Choose at least one payment.']);
    expect(told(await make('jonas', { paymentIds: [randomUUID()] }))[1]).toMatch(
      /^Some of these payments went into another file/,
    );
    expect((await make('jonas', { paymentIds: ['x'] })).status).toBe(422);
    expect((await here.as('jonas').post(`/api/funds/${randomUUID()}/payment-files`, {})).status).toBe(404);
    expect((await bank()).payments).toMatchObject([{ id, days: 0, paymentFileId: null }]);
    expect((await bank()).files).toEqual([]);
  });

  it('holds what is released, is the same bytes each time, and who read the numbers is written down', async () => {
    const second = await released();
    const first = (await bank()).payments.find(({ id }) => id !== second.id);
    const { status, json } = await post<PaymentFile>('jonas', `${fund()}/payment-files`);
    expect(status).toBe(201);
    expect(json).toMatchObject({ payments: 2, controlSum: '600.00', madeBy: { name: 'Jonas Weber' } });
    expect(json.messageId).toMatch(/^IF-20270121-[0-9a-f]{12}$/);
    expect(json.contents.map(({ endToEnd }) => endToEnd).sort()).toEqual([first?.endToEnd ?? '', second.ref].sort());
    expect(json.contents.map(({ lastFour }) => lastFour)).toEqual(['7947', '7947']);
    const take = (name: Name) => here.as(name).post(`/api/payment-files/${json.id}/download`);
    expect((await take('tomas')).status).toBe(403);
    expect((await take('aud')).status).toBe(403);
    const [one, two] = [await take('jonas'), await take('jonas')];
    expect(one.headers.get('content-disposition')).toContain(`attachment; filename="${json.messageId}.xml"`);
    expect(one.text).toBe(two.text);
    expect(createHash('sha256').update(one.text).digest('hex')).toBe(json.sha256);
    for (const part of [
      first?.endToEnd,
      second.ref,
      'NO9386011117947',
      '<CtrlSum>600.00</CtrlSum>',
      '<Dt>2027-01-21</Dt>',
    ])
      expect(one.text).toContain(part);
    const readings = await here.world.sql<{ why: string; count: string }>(
      'select why, count(*) from bank_reading group by why order by why',
    );
    expect(readings).toEqual([
      { why: `Downloaded payment file ${json.messageId}`, count: '4' },
      { why: `Payment file ${json.messageId}`, count: '3' },
    ]);
    const sealed = await here.world.sql<{ found: boolean }>(
      `select position('NO9386011117947'::bytea in cipher) > 0 as found from payment_file`,
    );
    expect(sealed).toEqual([{ found: false }]);
    expect(await get<PaymentFile>('aud', `/api/payment-files/${json.id}`)).toMatchObject({
      sha256: json.sha256,
      moves: [],
    });
    expect(told(await post('jonas', `${fund()}/payment-files`))).toEqual([
      409,
      'No released payment waits for a file. Release one first.',
    ]);
    const history = await get<{ items: { sentence: string }[] }>('aud', `/api/payment-files/${json.id}/history`);
    expect(history.items.map(({ sentence }) => sentence)).toEqual(['made a payment file']);
  });

  it('is refused where the payee’s details are not confirmed any more, and names each of them', async () => {
    const { id } = await released();
    const { world, people, oslo } = here;
    const details = { holderName: 'Oslo kommune', country: 'NO', currency: 'USD', kind: 'iban', bic: 'DNBANOKK' };
    const change = { ...details, accountNumber: 'NO9386011117947', reason: 'Another bank.' };
    expect((await here.as('signatory').post(`/api/payees/${oslo.id}/details`, change)).status).toBe(201);
    const [status, sentence] = told(await post('jonas', `${fund()}/payment-files`, { paymentIds: [id] }));
    expect(status).toBe(409);
    expect(sentence).toMatch(
      /^No file was made\. Instalment 1 of “Heat \d+”: The bank details change: until somebody confirms the new ones, nothing is paid\.$/,
    );
    expect((await bank()).payments.find((one) => one.id === id)?.paymentFileId).toBeNull();
    await confirmDetails(world, { holderId: oslo.id, enteredBy: people.signatory, confirmedBy: people.jonas });
    here.at('2027-01-25T12:00:00Z');
    await stepsUp(world, here.as('jonas'));
    expect(told(await post('jonas', `${fund()}/payment-files`))[1]).toMatch(
      /: The bank details were replaced after this was released\. Record it as failed, and release it again to the new ones\.$/,
    );
    const row = await world.sql<{ instalment_id: string }>('select instalment_id from payment where id = $1', [id]);
    await here.did('jonas', `instalments/${row[0]?.instalment_id ?? ''}/fail`, { reason: 'The account was replaced.' });
    expect((await get<{ items: unknown[] }>('aud', `${fund()}/payment-files`)).items).toHaveLength(1);
  });

  it('takes each payment once, also where several files are made at the same moment', async () => {
    const payments = [await released(), await released()];
    await stepsUp(here.world, here.as('jonas'));
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        post<PaymentFile>('jonas', `${fund()}/payment-files`, { paymentIds: payments.map(({ id }) => id) }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const rows = await here.world.sql<{ count: string }>(
      'select count(distinct payment_file_id) from payment where id = any($1) having count(payment_file_id) = 2',
      [payments.map(({ id }) => id)],
    );
    expect(rows).toEqual([{ count: '1' }]);
    const { id } = await released();
    const key = randomUUID();
    const again = await Promise.all(
      Array.from({ length: 4 }, () =>
        here.as('jonas').post<PaymentFile>(`${fund()}/payment-files`, { paymentIds: [id] }, { key }),
      ),
    );
    expect(again.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(again.map(({ json }) => json.id)).size).toBe(1);
    expect((await get<{ items: unknown[] }>('aud', `${fund()}/payment-files`)).items).toHaveLength(3);
  });

  it('cannot be opened once somebody altered it', async () => {
    const { items } = await get<{ items: PaymentFile[] }>('aud', `${fund()}/payment-files`);
    const [file] = items;
    const forged = await here.world.sql<{ id: string }>(
      `insert into payment_file (fund_id, message_id, payments, control_sum, sha256, cipher, made_by, made_at)
       select fund_id, 'FORGED', payments, control_sum, sha256, cipher, made_by, made_at from payment_file where id = $1 returning id`,
      [file?.id],
    );
    expect(told(await post('jonas', `/api/payment-files/${forged[0]?.id ?? ''}/download`))).toEqual([
      409,
      'This file cannot be opened, or is not the one that was made. Do not pay with it; tell an administrator.',
    ]);
    await expect(here.world.sql('update payment_file set control_sum = $1', ['0'])).rejects.toThrow();
  });

  it('may be for today where its maker is, though it is tomorrow in Greenwich', async () => {
    const zone = (name: string) =>
      here.world.sql('update person set time_zone = $2 where id = $1', [here.people.jonas.id, name]);
    await zone('America/New_York');
    here.at('2027-01-26T02:00:00Z');
    const { id, instalment } = await released();
    await stepsUp(here.world, here.as('jonas'));
    const make = (executeOn: string) => post(`jonas`, `${fund()}/payment-files`, { paymentIds: [id], executeOn });
    expect(told(await make('2027-01-24'))).toEqual([422, 'Choose today or a later day.']);
    expect((await make('2027-01-25')).status).toBe(201);
    await here.did('jonas', `instalments/${instalment}/fail`, { reason: 'Account closed' });
    await zone('UTC');
  });
});

describe('a statement', () => {
  beforeAll(() => here.at('2027-01-25T12:00:00Z'));

  it('proposes what its entries are, and moves nothing before a person confirms', async () => {
    const [paid, other] = [await released(), await released()];
    const before = await here.figures();
    const statement = await read([
      { amount: '300.00', reference: 'A1', endToEnd: paid.ref, party: 'Oslo kommune' },
      { amount: '299.00', reference: 'A2', endToEnd: other.ref },
      { amount: '12.50', reference: 'A3', text: 'Fee' },
      { amount: '75.00', reference: 'A4', credit: true, endToEnd: 'THEIRS', party: 'A Foundation' },
    ]);
    expect(statement).toMatchObject({ open: 4, gap: null, openingCents: 0, closingCents: -53_650 });
    expect(statement.items.map(({ match, sentence }) => [match, sentence])).toEqual([
      [`settle:${paid.id}`, expect.stringMatching(/^Settles instalment 1 of “Heat \d+”\.$/)],
      [
        null,
        expect.stringMatching(
          /^The bank took \$299\.00 for instalment 1 of “Heat \d+”, which is \$300\.00\. Ask the bank\.$/,
        ),
      ],
      [
        null,
        'The bank names no reference, so it is not known which payment this is. Choose it, or set the entry aside.',
      ],
      [null, 'No payment here has the reference THEIRS.'],
    ]);
    expect(await here.figures()).toEqual(before);
    const [settles, less, fee, gift] = statement.items as [Entry, Entry, Entry, Entry];
    const confirm = (entry: Entry, body: object = {}, name: Name = 'jonas') =>
      post<Entry>(name, `/api/bank-entries/${entry.id}/confirm`, body);
    expect((await confirm(settles, {}, 'amara')).status).toBe(403);
    expect(told(await confirm(less))[1]).toMatch(/^The bank took \$299\.00/);
    expect(told(await confirm(fee, { match: `settle:${other.id}` }))[1]).toMatch(/^The bank took \$12\.50/);
    expect(told(await confirm(fee, { match: 'settle:x' }))).toEqual([422, 'Choose what this entry is.']);
    expect(told(await confirm(gift, { match: `settle:${other.id}` }))[1]).toMatch(/^Money arrived: it can be/);
    expect(told(await confirm(fee, { match: `settle:${randomUUID()}` }))[1]).toBe(
      'There is no such payment of this fund.',
    );
    const done = await confirm(settles);
    expect([done.status, done.json.status, done.json.sentence]).toEqual([
      200,
      'confirmed',
      expect.stringMatching(/^Settled instalment 1 of “Heat \d+”\.$/),
    ]);
    expect(told(await confirm(settles))).toEqual([409, 'This bank entry is confirmed: confirm is not possible now.']);
    const now = await here.figures();
    expect([now[5], now[6]]).toEqual([(before[5] ?? 0) - 30_000, (before[6] ?? 0) + 30_000]);
    expect((await get<{ payments: object[] }>('aud', `/api/instalments/${paid.instalment}`)).payments).toMatchObject([
      { status: 'settled', settledOn: '2027-01-25', bankReference: 'A1', chargedCents: 30_000 },
    ]);
    expect((await get<{ open: number }>('aud', `/api/statements/${statement.id}`)).open).toBe(3);
  });

  it('lets a person say what an entry is, and set aside what is nothing of ours', async () => {
    const paid = await released();
    const { items } = await read([
      { amount: '300.00', reference: 'B1', party: 'Oslo kommune' },
      { amount: '10.00', reference: 'B2', text: 'Fee' },
    ]);
    const [silent, fee] = items as [Entry, Entry];
    const done = await post<Entry>('jonas', `/api/bank-entries/${silent.id}/confirm`, { match: `settle:${paid.id}` });
    expect(done.json.status).toBe('confirmed');
    const move = (name: string, body: object = {}) => post<Entry>('jonas', `/api/bank-entries/${fee.id}/${name}`, body);
    expect(told(await move('set-aside'))[0]).toBe(422);
    expect((await move('set-aside', { reason: 'A bank fee.' })).json).toMatchObject({
      status: 'set_aside',
      reason: 'A bank fee.',
    });
    expect(told(await move('confirm'))).toEqual([409, 'This bank entry is set aside: confirm is not possible now.']);
    expect((await move('take-up')).json).toMatchObject({ status: 'open', reason: '', moves: [{}, {}] });
    expect((await move('set-aside', { reason: 'A bank fee after all.' })).status).toBe(200);
    const open = await get<{ items: Entry[] }>('aud', `${fund()}/bank-entries?status=set_aside`);
    expect(open.items.map(({ id }) => id)).toEqual([fee.id]);
  });

  it('is confirmed at once, entry by entry; one that does not fit stays and is named', async () => {
    const payments = [await released(), await released(), await released()];
    const [one, two, three] = payments as [Paid, Paid, Paid];
    const statement = await read(
      payments.map(({ ref }, i) => ({ amount: '300.00', reference: `C${i}`, endToEnd: ref })),
    );
    const seen = statement.items.map(({ id, match }) => `${id}=${match}`);
    // Meanwhile somebody records by hand that the bank could not pay the second.
    await here.did('jonas', `instalments/${two.instalment}/fail`, { reason: 'Closed account.' });
    const confirmAll = () =>
      post<{ items: { number: number; confirmed: boolean; sentence: string }[] }>(
        'jonas',
        `/api/statements/${statement.id}/confirm`,
        { seen },
      );
    const { status, json } = await confirmAll();
    expect(status).toBe(200);
    expect(json.items.map(({ number, confirmed }) => [number, confirmed])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(json.items[1]?.sentence).toMatch(
      /^It is proposed differently by now: The payment of .* is recorded as failed already\.$/,
    );
    const states = await here.world.sql<{ status: string }>(
      'select status from payment where id = any($1) order by array_position($1, id)',
      [[one.id, two.id, three.id]],
    );
    expect(states.map((row) => row.status)).toEqual(['settled', 'failed', 'settled']);
    expect((await confirmAll()).json.items).toMatchObject([{ number: 2, confirmed: false }]);
    await post('jonas', `/api/bank-entries/${statement.items[1]?.id ?? ''}/set-aside`, {
      reason: 'The bank is asked.',
    });
  });

  it('brings back what the bank returned, after its debit, and receives refunds', async () => {
    const paid = await released();
    const { json: demand } = await post<{ id: string }>('amara', `/api/awards/${paid.award}/refunds`, {
      ...{ amountCents: 30_000, dueOn: '2027-09-30', reason: 'Too early.' },
    });
    expect(demand.id).toBeUndefined();
    const statement = await read([
      { amount: '300.00', reference: 'D1', endToEnd: paid.ref },
      { amount: '300.00', reference: 'D2', endToEnd: paid.ref, credit: true, returned: 'AC04' },
    ]);
    expect(statement.items[1]?.sentence).toMatch(/Confirm its debit first\.$/);
    const all = await post<{ items: { confirmed: boolean }[] }>('jonas', `/api/statements/${statement.id}/confirm`);
    expect(all.json.items.map(({ confirmed }) => confirmed)).toEqual([true, true]);
    expect(
      await get<{ status: string; payments: object[] }>('aud', `/api/instalments/${paid.instalment}`),
    ).toMatchObject({
      status: 'returned',
      payments: [{ status: 'returned', returnedOn: '2027-01-25', failure: 'Returned AC04' }],
    });

    const kept = await released();
    const debit = await read([{ amount: '300.00', reference: 'E1', endToEnd: kept.ref }]);
    await post('jonas', `/api/bank-entries/${debit.items[0]?.id ?? ''}/confirm`);
    const refund = await post<{ id: string; reference: string }>('amara', `/api/awards/${kept.award}/refunds`, {
      ...{ amountCents: 20_000, dueOn: '2027-09-30', reason: 'Unspent.' },
    });
    const free = (await here.figures())[0] ?? 0;
    const back = await read([
      { amount: '50.00', reference: 'E2', credit: true, text: `unspent, ${refund.json.reference.toLowerCase()}` },
      { amount: '150.00', reference: 'E3', credit: true, party: 'Oslo kommune' },
      { amount: '200.01', reference: 'E4', credit: true, text: refund.json.reference },
    ]);
    expect(back.items.map(({ match }) => match)).toEqual([`refund:${refund.json.id}`, null, null]);
    expect(back.items[0]?.sentence).toMatch(/^Receives the refund of “Heat \d+” by Oslo in part\.$/);
    expect(back.items[2]?.sentence).toMatch(/^It is more than is outstanding of the refund of/);
    const outcome = await post<{ items: { confirmed: boolean }[] }>('jonas', `/api/statements/${back.id}/confirm`);
    expect(outcome.json.items.map(({ confirmed }) => confirmed)).toEqual([true, true, false]);
    expect((await here.figures())[0]).toBe(free + 20_000);
    expect((await get<{ items: object[] }>('aud', `/api/awards/${kept.award}/refunds`)).items).toMatchObject([
      { status: 'received', receivedCents: 20_000 },
    ]);
  });

  it('books a loss or gain of the exchange where a payment went out in another currency', async () => {
    const { world, people, oslo } = here;
    await confirmDetails(world, {
      holderId: oslo.id,
      enteredBy: people.signatory,
      confirmedBy: people.jonas,
      currency: 'JPY',
    });
    here.at('2027-01-30T12:00:00Z');
    const paid = await released({ rate: '149.25', rateSource: 'Norges Bank', rateOn: '2027-01-29' });
    await stepsUp(world, here.as('jonas'));
    const file = await post<PaymentFile>('jonas', `${fund()}/payment-files`, { paymentIds: [paid.id] });
    const { text } = await here.as('jonas').post(`/api/payment-files/${file.json.id}/download`);
    expect(text).toContain('<InstdAmt Ccy="JPY">44775</InstdAmt>');
    const statement = await read([{ amount: '301.25', reference: 'F1', endToEnd: paid.ref }], { on: '2027-01-30' });
    expect(statement.items[0]?.sentence).toMatch(/^Settles instalment 1 of “Heat \d+”; the exchange lost \$1\.25\.$/);
    const free = (await here.figures())[0] ?? 0;
    expect((await post<Entry>('jonas', `/api/bank-entries/${statement.items[0]?.id ?? ''}/confirm`)).json.status).toBe(
      'confirmed',
    );
    expect((await here.figures())[0]).toBe(free - 125);
    const back = { amount: '300.00', reference: 'F2', endToEnd: paid.ref, credit: true, returned: 'AC04' };
    const returned = await read([{ ...back, amount: '299.99', reference: 'F3' }, back], { on: '2027-01-30' });
    expect(returned.items[0]?.sentence).toMatch(
      /^\$299\.99 of .* came back, and \$300\.00 had left\. Ask the bank about the rest\.$/,
    );
    expect(returned.items[1]?.match).toBe(`return:${paid.id}`);
  });

  it('stands next to the ledger’s cash, with what is between them', async () => {
    const { cash } = await bank();
    const [figures] = await here.world.sql<{ cents: string }>(
      `select sum(balance) as cents from ledger.account where book = 'accounts' and kind = 'cash' and fund_id = $1`,
      [here.fundId],
    );
    const [open] = await here.world.sql<{ cents: string }>(
      `select sum(case direction when 'credit' then 1 else -1 end * amount_cents) as cents from bank_entry where status = 'open'`,
    );
    expect(cash).toMatchObject({
      ledgerCents: Number(figures?.cents),
      bankCents: balance,
      openCents: Number(open?.cents),
      unexplainedCents: Number(figures?.cents) - balance + Number(open?.cents),
    });
    // The gifts of $10,000.00 arrived before the first statement, which opened at nothing; two entries were set aside.
    expect(cash.unexplainedCents).toBe(1_000_000 - (cash.asideCents ?? 0));
  });

  it('is confirmed once, however many click', async () => {
    const { world, people, oslo } = here;
    await confirmDetails(world, { holderId: oslo.id, enteredBy: people.signatory, confirmedBy: people.jonas });
    here.at('2027-02-10T12:00:00Z');
    const paid = await released();
    const statement = await read([{ amount: '300.00', reference: 'G1', endToEnd: paid.ref }], { on: '2027-02-10' });
    const before = (await here.figures())[6] ?? 0;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        post<Entry>('jonas', `/api/bank-entries/${statement.items[0]?.id ?? ''}/confirm`),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect((await here.figures())[6]).toBe(before + 30_000);
  });
});

type Paid = Awaited<ReturnType<typeof released>>;

describe('what a statement must not be', () => {
  const entry = { amount: '1.00', reference: 'H1' };

  it('is the same statement when it is sent again, whichever way', async () => {
    const content = statementOf([{ ...entry, reference: 'H0', endToEnd: 'unknown' }], { id: 'AGAIN' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(content)));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    balance = answers[0]?.json.closingCents ?? 0;
    expect(told(await send(statementOf([entry], { id: 'AGAIN' })))).toEqual([
      422,
      expect.stringMatching(
        /^The statement AGAIN was read on \d+ \w+ 2027 already, with other content\. Ask the bank\.$/,
      ),
    ]);
    expect(told(await send(statementOf([{ ...entry, reference: 'H0' }], { id: 'LATER' })))).toEqual([
      422,
      'The entry H0 was read already, in the statement AGAIN. Nothing was read.',
    ]);
    const upload = (name: string, body: string) =>
      here.as('jonas').send<Problem & { id: string }>('POST', `/api/files?name=${name}`, body, octets);
    const { json: file } = await upload('statement.xml', content);
    const again = await post<Statement>('jonas', `${fund()}/statements`, { fileId: file.id });
    expect([again.status, again.json.id]).toEqual([201, answers[0]?.json.id]);
    expect(told(await post('tomas', `${fund()}/statements`, { fileId: file.id }))).toEqual([
      422,
      'There is no such file of yours. Upload it again.',
    ]);
    expect(told(await post('jonas', `${fund()}/statements`))).toEqual([422, 'Choose the file that the bank made.']);
  });

  it('is finance’s to read, and of the fund’s own account', async () => {
    for (const name of ['amara', 'ada', 'aud', 'signatory', 'rita'] as const)
      expect((await send(statementOf([entry]), name)).status).toBe(403);
    expect(told(await send(statementOf([entry], { iban: 'DE89370400440532013000' })))).toEqual([
      422,
      'This is the statement of an account that ends in 3000; the fund’s ends in 7947.',
    ]);
    expect(told(await send(statementOf([entry], { on: '2027-12-31' })))[1]).toMatch(
      /^The statement ends on 31 December 2027, which is still to come/,
    );
    expect((await here.as('signatory').get(`${fund()}/bank`)).status).toBe(403);
    expect((await here.as('stranger').get(`${fund()}/statements`)).status).toBe(403);
    const nowhere = randomUUID();
    for (const path of ['statements', 'bank-entries', 'payment-files'])
      for (const address of [`/api/${path}/${nowhere}`, `/api/funds/${nowhere}/${path}`, `/funds/${nowhere}/${path}`])
        expect([address, (await here.as('aud').get(address)).status]).toEqual([address, 404]);
    expect((await here.as('aud').get(`/funds/${nowhere}/bank`)).status).toBe(404);
  });

  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  const dtd = (inner: string, text = '&x;') =>
    statementOf([{ ...entry, text: 'TEXT' }])
      .replace('?>', `?><!DOCTYPE Document [${inner}]>`)
      .replace('TEXT', text);
  it.each<[string, () => string | Buffer, number, RegExp]>([
    ['a wrong total', () => statementOf([entry], { closing: '1.00' }), 422, /^The total is wrong: it opens at/],
    ['an entry twice', () => statementOf([entry, entry]), 422, /^The reference H1 stands there twice/],
    ['a DTD', () => dtd('<!ELEMENT Document ANY>', 'x'), 422, /declares things of its own/],
    ['a billion laughs', () => dtd(`<!ENTITY l0 "ha">${laughs}`, '&l9;'), 422, /declares things of its own/],
    ['an external entity', () => dtd('<!ENTITY x SYSTEM "file:///etc/hostname">'), 422, /declares things of its own/],
    ['an address to fetch', () => dtd('<!ENTITY x SYSTEM "http://127.0.0.1:1/x">'), 422, /declares things of its own/],
    ['UTF-16', () => Buffer.from(`\ufeff${statementOf([entry])}`, 'utf16le'), 422, /^The file is not written in UTF-8/],
    ['nothing', () => Buffer.alloc(0), 422, /^The file is empty/],
    [
      '6 MB',
      () => statementOf([entry]).replace('</Document>', `${' '.repeat(6_000_000)}</Document>`),
      422,
      /larger than 5 MB/,
    ],
    ['20 MB', () => ' '.repeat(20_000_000), 413, /larger than/],
    ['a web page', () => '<!doctype html><html><title>Sign in</title></html>', 422, /^This is a web page/],
    ['no XML', () => 'Date;Amount\n2027-01-21;1.00', 422, /^This is not an XML file/],
    [
      'another message',
      () => statementOf([entry]).replace('camt.053.001.08', 'camt.053.001.02'),
      422,
      /^This is a camt\.053\.001\.02/,
    ],
    ['too many decimals', () => statementOf([{ ...entry, amount: '1.001' }]), 422, /has 3 decimals; USD has at most 2/],
    ['a negative amount', () => statementOf([{ ...entry, amount: '-1.00' }]), 422, /which is not an amount/],
    ['zero', () => statementOf([{ ...entry, amount: '0.00' }]), 422, /has the amount zero/],
    [
      'over 2^53',
      () => statementOf([entry]).replace('>1.00<', '>90071992547409.93<'),
      422,
      /more than the system can count/,
    ],
    ['another currency', () => statementOf([{ ...entry, currency: 'EUR' }]), 422, /is in EUR, the account in USD/],
    ['an account in another currency', () => statementOf([entry], { currency: 'EUR' }), 422, /^This account is in EUR/],
  ])('is refused with a sentence and leaves nothing: %s', async (_, content, status, sentence) => {
    const before = await stored();
    expect(told(await send(content()))).toEqual([status, expect.stringMatching(sentence)]);
    expect(await stored()).toEqual(before);
  });

  it('says where one does not go on from the one before', async () => {
    const { gap } = await read([], { on: '2027-02-10', opening: '1.00', closing: '1.00' });
    expect(gap).toMatch(
      /^It opens at \$1\.00, and the one before it \(.*\) closed at .*: a statement is missing in between\.$/,
    );
  });
});

describe('the bank in a browser', () => {
  const page = () => `/funds/${here.fundId}/bank`;

  /** A form with a file, as browsers send it. */
  const upload = (content: string) => {
    const part = (name: string, rest: string) => `--cut\r\ncontent-disposition: form-data; name="${name}"${rest}\r\n`;
    const body =
      part('_page', `\r\n\r\n${page()}?do=read-statement`) +
      part('fileId', `; filename="statement.xml"\r\ncontent-type: text/xml\r\n\r\n${content}`);
    const headers = { 'content-type': 'multipart/form-data; boundary=cut' };
    return here.as('jonas').send('POST', `/funds/${here.fundId}/statements`, `${body}--cut--\r\n`, { headers });
  };
  const followed = async (answer: Awaited<ReturnType<typeof upload>>) => (await here.as('jonas').follow(answer)).text;

  it('makes a file of what is ticked, after the reader has proved who they are, and gives it out', async () => {
    here.at('2027-02-11T12:00:00Z');
    const jonas = here.as('jonas');
    const paid = await released();
    const path = `/funds/${here.fundId}/payment-files`;
    const form = (fields: object) => jonas.form(path, { _page: `${page()}?do=make-file`, executeOn: '', ...fields });
    expect((await form({ paymentIds: [paid.id] })).to).toMatch(/^\/account\/step-up\?to=/);
    await stepsUp(here.world, jonas);
    expect(await followed(await form({}))).toMatch(/<a href="#paymentIds">Choose at least one payment\.<\/a>/);
    const kept = await followed(await form({ paymentIds: [paid.id], executeOn: '2027-02-01' }));
    expect(kept).toContain('Choose today or a later day.');
    expect(kept).toContain('value="2027-02-01"');
    const made = await form({ paymentIds: [paid.id] });
    expect(made.to).toMatch(/^\/payment-files\//);
    expect(await followed(made)).toMatch(/Download the file/);
    const { text, headers } = await jonas.form(`${made.to}/download`, { _page: made.to });
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="IF-20270211-/);
    expect(text).toContain(paid.ref);
    expect((await here.as('aud').get(made.to)).text).not.toContain('Download the file');
    const list = await here.as('aud').get(`${path}?limit=1`);
    expect(list.text).toMatch(/Newest|Older/);
  });

  it('reads a statement, shows what it proposes, and confirms what was seen', async () => {
    const jonas = here.as('jonas');
    const paid = await released();
    expect(await followed(await upload('<html>'))).toContain('This is a web page, not a bank’s file. Export it again.');
    expect(await followed(await upload(''))).toContain('The file is empty');
    const movements = [
      { amount: '300.00', reference: 'P1', endToEnd: paid.ref },
      { amount: '7.00', reference: 'P2', party: '<b>Bank</b>', text: 'Fee' },
    ];
    const taken = await upload(statementOf(movements, { on: '2027-02-11' }));
    expect(taken.to).toMatch(/^\/statements\//);
    const shown = await followed(taken);
    expect(shown).toMatch(/Settles instalment 1 of “Heat \d+”/);
    expect(shown).toContain('&lt;b>Bank&lt;/b>');
    const seen = [...shown.matchAll(/name="seen\[\]" value="([^"]+)"/g)].map(([, value = '']) => value);
    expect(seen).toHaveLength(1);
    const confirmed = await jonas.form(`${taken.to}/confirm`, { _page: taken.to, seen });
    expect(await followed(confirmed)).toContain('1 entry is confirmed.');
    const [, entry = ''] = /href="(\/bank-entries\/[^"]+)">2\. P2/.exec((await jonas.get(taken.to)).text) ?? [];
    const aside = (reason: string) => jonas.form(`${entry}/set-aside`, { _page: `${entry}?do=set-aside`, reason });
    expect(await followed(await aside(''))).toContain('Enter a reason.');
    const choose = await jonas.form(`${entry}/confirm`, { _page: `${entry}?do=choose`, match: '' });
    expect(await followed(choose)).toContain('Choose what this entry is.');
    expect(await followed(await aside('A fee.'))).toContain('The entry is set aside.');
    const decided = await jonas.get(entry);
    expect(decided.text).toMatch(/Take up again/);
    expect(decided.text).toMatch(/Set an entry of the bank aside: “A fee\.”/);
    expect((await jonas.form(`${entry}/take-up`, { _page: entry })).to).toBe(entry);
    for (const path of [page(), `/funds/${here.fundId}/bank-entries`, taken.to, entry])
      expect([(await here.as('aud').get(path)).status, (await here.as('signatory').get(path)).status]).toEqual([
        200, 403,
      ]);
  });
});
