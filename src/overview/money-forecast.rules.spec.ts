import { byAge } from './money-ageing.rules';
import { drawInOrder, foresee, type Known } from './money-forecast.rules';

const pots = [
  { restrictionId: 'energy', cents: 30 },
  { restrictionId: 'waste', cents: 50 },
  { restrictionId: null, cents: 20 },
];

test.each([
  [10, [['energy', 10]], [20, 50, 20]],
  [30, [['energy', 30]], [0, 50, 20]],
  [
    31,
    [
      ['energy', 30],
      ['waste', 1],
    ],
    [0, 49, 20],
  ],
  [
    100,
    [
      ['energy', 30],
      ['waste', 50],
      [null, 20],
    ],
    [0, 0, 0],
  ],
  [
    101,
    [
      ['energy', 30],
      ['waste', 50],
      [null, 20],
      [null, 1],
    ],
    [0, 0, 0],
  ],
  [0, [], [30, 50, 20]],
])('%d is taken pot by pot in their order', (cents, taken, left) => {
  const drawn = drawInOrder(pots, cents);
  expect(drawn.taken.map(({ restrictionId, cents: part }) => [restrictionId, part])).toEqual(taken);
  expect(drawn.left.map((pot) => pot.cents)).toEqual(left);
  expect(pots.map((pot) => pot.cents)).toEqual([30, 50, 20]);
});

test('instalments draw on their own award in the order in which they fall due, whatever the order of the list', () => {
  const known: Known = {
    today: '2026-01-31',
    held: ['energy', 'waste', null].map((restrictionId) => ({ restrictionId, freeCents: 1, inFundCents: 100 })),
    pots: new Map([['a', { committed: pots, payable: [], in_transit: [] }]]),
    leaving: [
      { awardId: 'a', cents: 60, dueOn: '2026-03-31', standing: 'committed' },
      { awardId: 'a', cents: 40, dueOn: '2026-02-01', standing: 'committed' },
    ],
    coming: [{ restrictionId: 'waste', cents: 7, dueOn: '2026-02-28' }],
  };
  const { months } = foresee(known, 3);
  const parts = months.map(({ month, restrictions }) => [
    month,
    ...restrictions.map(({ outCents, inFundCents }) => [outCents, inFundCents]),
  ]);
  expect(parts).toEqual([
    ['2026-01', [0, 100], [0, 100], [0, 100]],
    ['2026-02', [30, 70], [10, 97], [0, 100]],
    ['2026-03', [0, 70], [40, 57], [20, 80]],
  ]);
  expect(months.map(({ inCents, freeCents }) => [inCents, freeCents])).toEqual([
    [0, 3],
    [7, 10],
    [0, 10],
  ]);
  expect(foresee(known, 2).later).toEqual({ outCents: 60, inCents: 0 });
});

test('each age belongs to one group', () => {
  const days = [0, 30, 31, 90, 91, 180, 181, 9999];
  const groups = byAge(days.map((one) => ({ days: one, cents: 1 })));
  expect(groups.map(({ items, cents }) => [cents, items.map((item) => item.days)])).toEqual([
    [2, [0, 30]],
    [2, [31, 90]],
    [2, [91, 180]],
    [2, [181, 9999]],
  ]);
});
