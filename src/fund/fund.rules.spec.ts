import fc from 'fast-check';
import type { Stages } from '../ledger/ledger.service';
import { stages } from '../ledger/postings';
import { balanceOf, effectOn, figures, stagesOf } from './fund.rules';

const unspent = stages.filter((stage) => stage !== 'resources');
const filled = fc.tuple(...unspent.map(() => fc.nat(10 ** 12))).map((cents): Stages => {
  const parts = Object.fromEntries(unspent.map((stage, index) => [stage, cents[index] ?? 0]));
  return { ...parts, resources: cents.reduce((sum, one) => sum + one, 0) } as Stages;
});

test('free, set aside, committed and disbursed add up to raised', () => {
  fc.assert(
    fc.property(filled, (all) => {
      const balance = balanceOf(all);
      const { freeCents, setAsideCents, committedCents, disbursedCents } = balance;
      expect(freeCents + setAsideCents + committedCents + disbursedCents).toBe(balance.raisedCents);
      expect(balance.reservedCents + balance.offeredCents).toBe(setAsideCents);
    }),
  );
});

test('each stage belongs to one figure', () => {
  expect(figures.flatMap((figure) => stagesOf[figure]).sort()).toEqual([...stages].sort());
});

test('a transfer adds to one figure what it takes from another', () => {
  const move = { from: 'reserved', to: 'offered', cents: 5 } as const;
  expect(figures.map((figure) => effectOn(figure, move))).toEqual([0, 0, 0, 0, 0]);
  expect(figures.map((figure) => effectOn(figure, { ...move, from: 'available' }))).toEqual([0, -5, 5, 0, 0]);
  expect(figures.map((figure) => effectOn(figure, { from: 'resources', to: 'available', cents: 5 }))).toEqual([
    5, 5, 0, 0, 0,
  ]);
  expect(figures.map((figure) => effectOn(figure, { from: 'available', to: 'resources', cents: 5 }))).toEqual([
    -5, -5, 0, 0, 0,
  ]);
});
