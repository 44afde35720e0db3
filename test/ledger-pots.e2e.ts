import { randomUUID } from 'node:crypto';
import { Conflict } from '../src/kernel/errors';
import type { PostingKind } from '../src/ledger/ledger.service';
import {
  approved,
  committed,
  decommitted,
  donorRefunded,
  failed,
  fxGained,
  fxLost,
  givenBack,
  type Line,
  offered,
  raised,
  refundReceived,
  released,
  reserved,
  restrictionMoved,
  returned,
  revoked,
  settled,
  spentOnRunning,
  withdrawn,
} from '../src/ledger/postings';
import { Books } from './support/books';

/** Two contributions for energy, the first 100 and the second 50, one of 80 for transport, one of 200 for anything. */
const names = ['energy1', 'energy2', 'transport', 'anything'] as const;
let books: Books;
let gifts: string[];
let restrictions: (string | null)[];
const award = randomUUID();

beforeEach(async () => {
  books = await Books.open();
  const [energy, transport] = [await books.addRestriction(), await books.addRestriction('transportation')];
  restrictions = [energy, energy, transport, null];
  gifts = [];
  for (const [index, cents] of [100, 50, 80, 200].entries())
    gifts.push(await books.give(cents, restrictions[index] as string | null));
});
afterEach(() => books.close());

const fund = () => ({ id: books.fund, currency: 'USD' });
/** Energy, transport, anything; `from` names the only contributions. */
const purse = (...from: (typeof names)[number][]) => ({
  ...books.purse(restrictions[0] as string, restrictions[2] as string, null),
  ...(from.length > 0 ? { from: from.map((name) => gifts[names.indexOf(name)] as string) } : {}),
});
const transportFirst = () => books.purse(restrictions[2] as string, restrictions[0] as string, null);

let occurrence = 0;
const post = (kind: PostingKind, lines: Line[], subject = `event:${++occurrence}`) =>
  books.post({ kind, subject, lines }, (held) => new Conflict(`${held} there`));

/** The name under which people have instructed it, where it takes an instruction. */
async function instructed(kind: PostingKind): Promise<string | undefined> {
  if (kind === 'overhead.paid') return `instruction:${await books.instruct({ kind: 'overhead', cents: 7 })}`;
  if (kind !== 'contribution.refunded') return undefined;
  return `instruction:${await books.instruct({ kind: 'donor_refund', cents: 90, contribution: gifts[3] as string })}`;
}

/** What each contribution has in a stage, in the order of `names`. */
async function held(stage: string): Promise<number[]> {
  const { rows } = await books.owner.query<{ id: string; cents: string }>(
    `select contribution_id as id, sum(balance) as cents from ledger.account where book = 'budget' and kind = $1 group by 1`,
    [stage],
  );
  return gifts.map((gift) => Number(rows.find(({ id }) => id === gift)?.cents ?? 0));
}

test('every posting takes the oldest contribution first within each restriction, and gives back the other way round', async () => {
  const { round } = books;
  // prettier-ignore
  const steps: [PostingKind, Line[], stage: string, left: number[], stage: string, there: number[]][] = [
    ['round.reserved',      reserved(purse(), round, 190),                 'available',  [0, 0, 40, 200],  'reserved',   [100, 50, 40, 0]],
    ['round.reserved',      reserved(purse('anything'), round, 60),        'available',  [0, 0, 40, 140],  'reserved',   [100, 50, 40, 60]],
    ['award.approved',      offered(transportFirst(), round, award, 120),  'reserved',   [20, 50, 0, 60],  'offered',    [80, 0, 40, 0]],
    ['award.accepted',      committed(transportFirst(), award, 120),       'offered',    [0, 0, 0, 0],     'committed',  [80, 0, 40, 0]],
    ['award.decommitted',   decommitted(transportFirst(), round, award, 50), 'reserved', [70, 50, 0, 60],  'committed',  [30, 0, 40, 0]],
    ['award.raised',        raised(transportFirst(), round, award, 75),    'reserved',   [0, 45, 0, 60],   'committed',  [100, 5, 40, 0]],
    ['award.raised',        raised(transportFirst(), undefined, award, 41), 'available', [0, 0, 0, 139],   'committed',  [100, 5, 80, 1]],
    ['instalment.approved', approved(purse(), award, 103),                 'committed',  [0, 2, 80, 1],    'payable',    [100, 3, 0, 0]],
    ['instalment.revoked',  revoked(purse(), award, 10),                   'committed',  [7, 5, 80, 1],    'payable',    [93, 0, 0, 0]],
    ['instalment.approved', approved(purse(), award, 92),                  'committed',  [0, 0, 0, 1],     'payable',    [100, 5, 80, 0]],
    ['payment.released',    released(purse(), award, 180),                 'payable',    [0, 0, 5, 0],     'in_transit', [100, 5, 75, 0]],
    ['payment.failed',      failed(purse(), award, 77),                    'payable',    [0, 2, 80, 0],    'in_transit', [100, 3, 0, 0]],
    ['payment.released',    released(purse(), award, 80),                  'payable',    [0, 0, 2, 0],     'in_transit', [100, 5, 78, 0]],
    ['payment.fx_gained',   fxGained(purse(), award, 4),                   'available',  [0, 0, 4, 139],   'in_transit', [100, 5, 74, 0]],
    ['payment.fx_lost',     fxLost(purse(), award, 6),                     'available',  [0, 0, 0, 137],   'in_transit', [100, 5, 78, 2]],
    ['payment.settled',     settled(purse(), award, 184),                  'in_transit', [0, 0, 0, 1],     'expended',   [100, 5, 78, 1]],
    ['payment.returned',    returned(purse(), award, 80),                  'expended',   [100, 4, 0, 0],   'payable',    [0, 1, 80, 1]],
    ['overhead.paid',       spentOnRunning(purse(), 'admin_expense', 7),   'available',  [0, 0, 0, 130],   'overhead',   [0, 0, 0, 7]],
    ['round.given_back',    givenBack(purse(), round, 61),                 'available',  [0, 1, 0, 190],   'reserved',   [0, 44, 0, 0]],
    ['contribution.refunded', donorRefunded(fund(), { contribution: gifts[3] as string, restriction: null }, 90), 'available', [0, 1, 0, 100], 'resources', [100, 50, 80, 110]],
  ];
  for (const [kind, lines, from, left, to, there] of steps) {
    await post(kind, lines, await instructed(kind));
    expect([kind, await held(from), await held(to)]).toEqual([kind, left, there]);
  }
  expect(await books.days()).toEqual(await books.budget());
  expect(await books.faults()).toEqual([]);
});

test('money that comes back from a city is free again in the contributions that were spent last', async () => {
  await post('round.reserved', reserved(purse(), books.round, 230));
  await post('award.approved', offered(purse(), books.round, award, 230));
  await post('award.accepted', committed(purse(), award, 230));
  await post('instalment.approved', approved(purse(), award, 230));
  await post('payment.released', released(purse(), award, 230));
  await post('payment.settled', settled(purse(), award, 230));
  await books.owner.query(`insert into organisation (kind, name) values ('city', 'Oslo')`);
  await post('refund.demanded', [
    {
      debit: { book: 'accounts', kind: 'refunds_due', fund: books.fund, currency: 'USD', award },
      credit: { book: 'accounts', kind: 'grant_recovered', fund: books.fund, currency: 'USD', award },
      cents: 100,
    },
  ]);
  await post('refund.received', refundReceived(purse(), award, 100));
  expect([await held('expended'), await held('available')]).toEqual([
    [100, 30, 0, 0],
    [0, 20, 80, 200],
  ]);
  await expect(post('refund.received', refundReceived(purse(), award, 1))).rejects.toMatchObject({
    constraint: 'account_floor',
  });
});

test('an offer that ends goes back to where each part came from; parts that people chose are taken as they chose', async () => {
  await post('round.reserved', reserved(purse(), books.round, 300));
  const parts = [
    { restrictionId: null, contributionId: gifts[3], cents: 30 },
    { restrictionId: restrictions[0] as string, contributionId: gifts[1], cents: 50 },
    { restrictionId: restrictions[2] as string, cents: 10 },
  ];
  await post('award.approved', offered(purse(), books.round, award, 90, parts));
  expect(await held('offered')).toEqual([0, 50, 10, 30]);
  await post('award.withdrawn', withdrawn(purse(), undefined, award, 90));
  expect([await held('available'), await held('reserved')]).toEqual([
    [0, 50, 10, 160],
    [100, 0, 70, 40],
  ]);
});

test('a round that is limited to named contributions is refused with what these have, whatever else is free', async () => {
  await expect(post('round.reserved', reserved(purse('energy2', 'transport'), books.round, 131))).rejects.toThrow(
    '130 there',
  );
  await expect(
    post('round.reserved', reserved({ ...purse('transport'), order: [null] }, books.round, 1)),
  ).rejects.toThrow('0 there');
  await expect(post('round.reserved', reserved({ ...purse(), from: [] }, books.round, 1))).rejects.toThrow('0 there');
});

test('the oldest contribution is the one that arrived first, in whatever order they reached a stage', async () => {
  await post('round.reserved', reserved(purse('energy2'), books.round, 50));
  await post('round.reserved', reserved(purse('energy1'), books.round, 100));
  await post('award.approved', offered(purse(), books.round, award, 60));
  expect(await held('offered')).toEqual([60, 0, 0, 0]);
});

describe('a donor’s letter', () => {
  const move = (contribution: string, from: string | null, to: string | null, cents: number) =>
    restrictionMoved(fund(), { contribution, restriction: from }, to, cents);
  const carriedOut = (cents: number, to = restrictions[2] as string | null) =>
    books.instruct({
      ...{ kind: 'restriction_move', cents, to },
      ...{ contribution: gifts[0] as string, restriction: restrictions[0] as string },
    });
  const accounts = () => books.balances(`book = 'accounts'`);

  test('moves exactly what it says to another restriction, once, when two people have carried it out', async () => {
    const [gift, energy, transport] = [gifts[0], restrictions[0], restrictions[2]] as [string, string, string];
    const before = await accounts();
    await post('restriction.moved', move(gift, energy, transport, 60), `instruction:${await carriedOut(60)}`);
    const { rows } = await books.owner.query(
      `select restriction_id as restriction, balance::int as cents from ledger.account
        where contribution_id = $1 and kind = 'available' order by id`,
      [gift],
    );
    expect(rows).toEqual([
      { restriction: energy, cents: 40 },
      { restriction: transport, cents: 60 },
    ]);
    expect(await accounts()).toEqual(before);
    // It arrived before the contribution for transport, and is drawn on before it.
    await post('round.reserved', reserved(books.purse(transport), books.round, 61));
    expect(await held('reserved')).toEqual([60, 0, 1, 0]);
    expect([await books.days(), await books.faults()]).toEqual([await books.budget(), []]);
  });

  test('is put right by another letter, not by a correction', async () => {
    const [gift, energy, transport] = [gifts[0], restrictions[0], restrictions[2]] as [string, string, string];
    const subject = `instruction:${await carriedOut(60)}`;
    const seq = await post('restriction.moved', move(gift, energy, transport, 60), subject);
    await expect(books.reverse(subject, seq)).rejects.toMatchObject({ code: 'LG006' });
    const back = await books.instruct({
      ...{ kind: 'restriction_move', cents: 60, contribution: gift, restriction: transport, to: energy },
    });
    await post('restriction.moved', move(gift, transport, energy, 60), `instruction:${back}`);
    expect(await books.balances(`restriction_id = '${energy}' and kind = 'available'`)).toEqual({
      'budget available': 150,
    });
  });
});
