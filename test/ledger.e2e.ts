import { randomUUID } from 'node:crypto';
import { Conflict } from '../src/kernel/errors';
import type { Posting } from '../src/ledger/ledger.service';
import {
  approved,
  committed,
  decommitted,
  failed,
  givenBack,
  offered,
  received,
  released,
  reserved,
  revoked,
  settled,
  withdrawn,
} from '../src/ledger/postings';
import { Books } from './support/books';

let books: Books;
beforeEach(async () => (books = await Books.open()));
afterEach(() => books.close());

/**
 * Worked out by hand, in dollars. Left what the money is for, right where it is (owed: grants payable, spent: grant expense).
 * 1,000 come in, of which the bank keeps 10; 600 are set aside for a round; one award of 400 is taken, another of 100 is turned down;
 * of the first 250 are paid, once after a failure, and the last 150 are not needed.
 */
const teeAccounts = `
event       | available reserved offered committed payable transit expended | cash revenue fees spent owed moving
receive     |       990        0       0         0       0       0        0 |  990    1000   10     0    0      0
reserve     |       390      600       0         0       0       0        0 |  990    1000   10     0    0      0
approve     |       390      200     400         0       0       0        0 |  990    1000   10     0    0      0
other       |       390      100     500         0       0       0        0 |  990    1000   10     0    0      0
decline     |       390      200     400         0       0       0        0 |  990    1000   10     0    0      0
accept      |       390      200       0       400       0       0        0 |  990    1000   10     0    0      0
instalment  |       390      200       0       150     250       0        0 |  990    1000   10   250  250      0
revoke      |       390      200       0       400       0       0        0 |  990    1000   10     0    0      0
again       |       390      200       0       150     250       0        0 |  990    1000   10   250  250      0
release     |       390      200       0       150       0     250        0 |  990    1000   10   250    0    250
fail        |       390      200       0       150     250       0        0 |  990    1000   10   250  250      0
retry       |       390      200       0       150       0     250        0 |  990    1000   10   250    0    250
settle      |       390      200       0       150       0       0      250 |  740    1000   10   250    0      0
cancel      |       390      350       0         0       0       0      250 |  740    1000   10   250    0      0
archive     |       740        0       0         0       0       0      250 |  740    1000   10   250    0      0
`;
const columns = ['budget available', 'budget reserved', 'budget offered', 'budget committed', 'budget payable', 'budget in_transit',
  'budget expended', 'accounts cash', 'accounts revenue', 'accounts bank_fees', 'accounts grant_expense', 'accounts grants_payable', 'accounts in_transit']; // prettier-ignore

function events(books: Books): Record<string, Posting> {
  const [a, b] = [randomUUID(), randomUUID()];
  const { round } = books;
  const purse = books.purse();
  const fund = { id: books.fund, currency: 'USD' };
  const [award, rounds] = [{ subject: `award:${a}` }, { subject: `round:${round}` }];
  return {
    receive: {
      kind: 'contribution.received',
      subject: 'contribution:1',
      lines: received(fund, { restriction: null }, 1000, 10),
    },
    reserve: { kind: 'round.reserved', ...rounds, lines: reserved(purse, round, 600) },
    approve: { kind: 'award.approved', ...award, lines: offered(purse, round, a, 400) },
    other: { kind: 'award.approved', subject: `award:${b}`, lines: offered(purse, round, b, 100) },
    decline: { kind: 'award.withdrawn', subject: `award:${b}`, lines: withdrawn(purse, round, b, 100) },
    accept: { kind: 'award.accepted', ...award, lines: committed(purse, a, 400) },
    instalment: { kind: 'instalment.approved', subject: 'instalment:1', lines: approved(purse, a, 250) },
    revoke: { kind: 'instalment.revoked', subject: 'instalment:1', lines: revoked(purse, a, 250) },
    again: { kind: 'instalment.approved', subject: 'instalment:1', occurrence: 2, lines: approved(purse, a, 250) },
    release: { kind: 'payment.released', subject: 'payment:1', lines: released(purse, a, 250) },
    fail: { kind: 'payment.failed', subject: 'payment:1', lines: failed(purse, a, 250) },
    retry: { kind: 'payment.released', subject: 'payment:2', lines: released(purse, a, 250) },
    settle: { kind: 'payment.settled', subject: 'payment:2', lines: settled(purse, a, 250) },
    cancel: { kind: 'award.decommitted', ...award, lines: decommitted(purse, round, a, 150) },
    archive: { kind: 'round.given_back', ...rounds, lines: givenBack(purse, round, 350) },
  };
}

test('each posting moves both books as worked out by hand', async () => {
  const all = events(books);
  const [, ...rows] = teeAccounts.trim().split('\n');
  for (const row of rows) {
    const [event = '', ...cells] = row.replaceAll('|', ' ').trim().split(/\s+/);
    await books.post(all[event] as Posting);
    const { 'budget resources': raised, ...rest } = await books.balances();
    const figures = columns.map((name) => rest[name] ?? 0);
    expect([event, ...figures]).toEqual([event, ...cells.map(Number)]);
    expect(raised).toBe(990);
  }
  expect(rows).toHaveLength(Object.keys(all).length);
  expect(await books.faults()).toEqual([]);
});

test('a correction mirrors what it takes back, once, and both stay in the journal', async () => {
  const { subject, seq } = await books.receive(1000, 10);
  const lines = received({ id: books.fund, currency: 'USD' }, { restriction: null }, 900, 5);
  await books.post({ kind: 'contribution.received', subject, occurrence: 2, lines });
  await books.reverse(subject, seq);
  const expected = {
    'budget resources': 895,
    'budget available': 895,
    'accounts cash': 895,
    'accounts revenue': 900,
    'accounts bank_fees': 5,
  };
  expect(await books.balances()).toEqual(expected);
  expect(await books.reverse(subject, seq)).toBe(3);
  await expect(books.reverse(subject, seq, 2)).rejects.toMatchObject({ constraint: 'transaction_reversed_once' });
  await expect(books.reverse('contribution:of-another', seq)).rejects.toMatchObject({ code: 'LG007' });
  await expect(books.reverse(subject, 3, 3)).rejects.toMatchObject({ code: 'LG008' });
  expect(await books.balances()).toEqual(expected);
});

test('what has been set aside is not taken back', async () => {
  const { subject, seq } = await books.receive(1000);
  await books.reserve(400);
  await expect(books.reverse(subject, seq)).rejects.toThrow(Conflict);
  expect(await books.balances()).toMatchObject({ 'budget available': 600, 'budget reserved': 400 });
});

test('a draw takes restricted money first, in the order given, and keeps apart what it took', async () => {
  const [first, second] = [await books.addRestriction(), await books.addRestriction()];
  await books.receive(300, 0, first);
  await books.receive(250, 0, second);
  await books.receive(1000);
  await books.reserve(800, books.purse(first, second, null));
  const split = async () =>
    (await books.ledger.byRestriction({ fund: books.fund })).map(({ restriction, stages }) => [
      restriction,
      stages.available,
      stages.reserved,
    ]);
  expect(new Set(await split())).toEqual(
    new Set([
      [first, 0, 300],
      [second, 0, 250],
      [null, 750, 250],
    ]),
  );

  const award = randomUUID();
  const lines = offered(books.purse(second, null), books.round, award, 251);
  await books.post({ kind: 'award.approved', subject: `award:${award}`, lines });
  expect(await books.ledger.byRestriction({ award })).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ restriction: second, stages: expect.objectContaining({ offered: 250 }) }),
      expect.objectContaining({ restriction: null, stages: expect.objectContaining({ offered: 1 }) }),
    ]),
  );
  const more = offered(books.purse(second, null), books.round, award, 250);
  const held = (cents: number) => new Conflict(String(cents));
  await expect(books.post({ kind: 'award.approved', subject: 'award:2', lines: more }, held)).rejects.toThrow(
    new Conflict('249'),
  );
});

test('the same posting again changes nothing and gets the same answer; another under its name is refused', async () => {
  const { subject, seq } = await books.receive(1000);
  const posting = (cents: number) =>
    ({
      kind: 'contribution.received',
      subject,
      lines: received({ id: books.fund, currency: 'USD' }, { restriction: null }, cents, 0),
    }) as const;
  expect(await books.post(posting(1000))).toBe(seq);
  await expect(books.post(posting(2000))).rejects.toMatchObject({ code: 'LG002' });
  expect(await books.balances()).toMatchObject({ 'budget available': 1000 });
});

test('of 200 awards that arrive at once at a pot for 100, exactly 100 succeed and each other one reads what is free', async () => {
  await books.receive(100_00);
  await books.reserve(100_00);
  const award = async (id = randomUUID()) =>
    books.post(
      { kind: 'award.approved', subject: `award:${id}`, lines: offered(books.purse(), books.round, id, 1_00) },
      (held) => new Conflict(`${held} is free`),
    );
  const answers = await Promise.allSettled(Array.from({ length: 200 }, () => award()));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
  const lost = answers.filter((answer): answer is PromiseRejectedResult => answer.status === 'rejected');
  expect(new Set(lost.map(({ reason }) => (reason as Error).message))).toEqual(new Set(['0 is free']));
  expect(await books.balances()).toEqual({
    'accounts cash': 10000,
    'accounts revenue': 10000,
    'budget offered': 10000,
    'budget resources': 10000,
  });
  expect(await books.faults()).toEqual([]);
});

test('of 40 at once for 100 with 7 each, the losers read the 2 that are left', async () => {
  await books.receive(100);
  await books.reserve(100);
  const award = (id = randomUUID()) =>
    books.post(
      { kind: 'award.approved', subject: `award:${id}`, lines: offered(books.purse(), books.round, id, 7) },
      (held) => new Conflict(String(held)),
    );
  const answers = await Promise.allSettled(Array.from({ length: 40 }, () => award()));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(14);
  const lost = answers.filter((answer): answer is PromiseRejectedResult => answer.status === 'rejected');
  expect(new Set(lost.map(({ reason }) => (reason as Error).message))).toEqual(new Set(['2']));
});
