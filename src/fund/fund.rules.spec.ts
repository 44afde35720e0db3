import fc from 'fast-check';
import type { Stages } from '../ledger/ledger.service';
import { stages } from '../ledger/postings';
import type { Restriction } from './fund.entity';
import { balanceOf, effectOn, figures, fits, stagesOf, type Use, whyNot } from './fund.rules';

const unspent = stages.filter((stage) => stage !== 'resources');
const filled = fc.tuple(...unspent.map(() => fc.nat(10 ** 12))).map((cents): Stages => {
  const parts = Object.fromEntries(unspent.map((stage, index) => [stage, cents[index] ?? 0]));
  return { ...parts, resources: cents.reduce((sum, one) => sum + one, 0) } as Stages;
});

test('free, set aside, committed, disbursed and running costs add up to raised', () => {
  fc.assert(
    fc.property(filled, (all) => {
      const balance = balanceOf(all);
      const { freeCents, setAsideCents, committedCents, disbursedCents, overheadCents } = balance;
      expect(freeCents + setAsideCents + committedCents + disbursedCents + overheadCents).toBe(balance.raisedCents);
      expect(balance.reservedCents + balance.offeredCents).toBe(setAsideCents);
    }),
  );
});

test('each stage belongs to one figure', () => {
  expect(figures.flatMap((figure) => stagesOf[figure]).sort()).toEqual([...stages].sort());
});

test('a transfer adds to one figure what it takes from another', () => {
  const move = { from: 'reserved', to: 'offered', cents: 5 } as const;
  expect(figures.map((figure) => effectOn(figure, move))).toEqual([0, 0, 0, 0, 0, 0]);
  expect(figures.map((figure) => effectOn(figure, { ...move, from: 'available' }))).toEqual([0, -5, 5, 0, 0, 0]);
  expect(figures.map((figure) => effectOn(figure, { from: 'resources', to: 'available', cents: 5 }))).toEqual([
    5, 5, 0, 0, 0, 0,
  ]);
  expect(figures.map((figure) => effectOn(figure, { from: 'available', to: 'resources', cents: 5 }))).toEqual([
    -5, -5, 0, 0, 0, 0,
  ]);
});

const any = { name: 'Barr', sectors: [], cityIds: [], startsOn: null, endsOn: null } as unknown as Restriction;
const use: Use = { sectors: ['energy use', 'waste systems'], cityId: 'oslo', on: '2027-06-15' };

test.each<[string, Partial<Restriction>, Partial<Use>, boolean]>([
  ['nothing said is any', {}, {}, true],
  ['one of its sectors', { sectors: ['waste systems', 'urban transportation'] }, {}, true],
  ['none of its sectors', { sectors: ['urban transportation'] }, {}, false],
  ['a sector where the project has none', { sectors: ['energy use'] }, { sectors: [] }, false],
  ['one of its cities', { cityIds: ['bergen', 'oslo'] }, {}, true],
  ['none of its cities', { cityIds: ['bergen'] }, {}, false],
  ['cities where the city is not known yet', { cityIds: ['bergen'] }, { cityId: undefined }, true],
  ['its first day', { startsOn: '2027-06-15' }, {}, true],
  ['the day before its first', { startsOn: '2027-06-16' }, {}, false],
  ['its last day', { endsOn: '2027-06-15' }, {}, true],
  ['the day after its last', { endsOn: '2027-06-14' }, {}, false],
  ['its only day', { startsOn: '2027-06-15', endsOn: '2027-06-15' }, {}, true],
  ['the day across a year’s end', { endsOn: '2027-12-31' }, { on: '2028-01-01' }, false],
  [
    'the right city and period with another sector',
    { sectors: ['urban transportation'], cityIds: ['oslo'] },
    {},
    false,
  ],
])('a restriction and %s', (_, terms, wanted, holds) => {
  const [restriction, asked] = [{ ...any, ...terms }, { ...use, ...wanted } as Use];
  expect(fits(restriction, asked)).toBe(holds);
  expect(whyNot(restriction, asked) === null).toBe(holds);
});
