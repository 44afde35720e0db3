import { sentencesOf, verify } from '../src/ledger/verification';
import { Books } from './support/books';

let books: Books;
beforeAll(async () => (books = await Books.open()));
afterAll(() => books.close());

const check = async (): Promise<string[]> => sentencesOf(await verify((sql) => books.owner.query(sql)));

test('a journal that is as it was written is told with its head, which moves with each transaction', async () => {
  const heads = new Set<string>();
  for (const count of [0, 1, 2]) {
    if (count > 0) await books.receive(100);
    const [sentence = ''] = await check();
    expect(sentence).toMatch(
      new RegExp(
        `^${count} transactions: the chain holds, every balance fits, cash stands behind every stage. Head: [0-9a-f]{64}$`,
      ),
    );
    heads.add(sentence.slice(-64));
  }
  expect(heads.size).toBe(3);
});

test('the application’s own role may check, and cannot mend', async () => {
  const rows = await books.database.query<unknown[]>('select * from ledger.verify()');
  expect(rows).toEqual([]);
});

test('each fault is a sentence', async () => {
  await books.owner.query('set session_replication_role = replica');
  await books.owner.query('update ledger.transfer set cents = 99 where transaction = 1 and position = 1');
  expect(await check()).toEqual([
    'Transaction 1: the hash does not fit what is written.',
    expect.stringMatching(/^The balance of account \d+ \(resources\) is 200, its transfers say 199\.$/),
    expect.stringMatching(/^The balance of account \d+ \(available\) is 200, its transfers say 199\.$/),
    expect.stringMatching(/^Fund \S+: what is kept of available on \d{4}-\d\d-\d\d differs from its transfers\.$/),
    expect.stringMatching(/^Fund \S+: what is kept of resources on \d{4}-\d\d-\d\d differs from its transfers\.$/),
  ]);
});
