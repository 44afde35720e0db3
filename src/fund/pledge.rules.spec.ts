import fc from 'fast-check';
import { covered, offBy, outstandingOf } from './pledge.rules';

const parts = (...cents: number[]) => cents.map((amountCents) => ({ amountCents }));

test('what has arrived covers the first parts first', () => {
  expect(covered(parts(100, 50, 25), 0)).toEqual([0, 0, 0]);
  expect(covered(parts(100, 50, 25), 99)).toEqual([99, 0, 0]);
  expect(covered(parts(100, 50, 25), 101)).toEqual([100, 1, 0]);
  expect(covered(parts(100, 50, 25), 175)).toEqual([100, 50, 25]);
});

test('no cent is counted twice or lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 10 ** 9 }), { minLength: 1, maxLength: 60 }),
      fc.nat(),
      (cents, n) => {
        const whole = cents.reduce((sum, one) => sum + one, 0);
        const received = n % (whole + 1);
        const found = covered(parts(...cents), received);
        expect(found.reduce((sum, one) => sum + one, 0)).toBe(received);
        expect(found.every((one, i) => one <= (cents[i] ?? 0))).toBe(true);
      },
    ),
  );
});

test('a schedule that misses the pledge says by how much', () => {
  expect(offBy(parts(5_000_00, 4_999_99), 10_000_00, 'USD')).toBe(
    'The parts add up to $9,999.99, which is $0.01 less than the pledge.',
  );
  expect(offBy(parts(5_000_00, 5_000_01), 10_000_00, 'USD')).toBe(
    'The parts add up to $10,000.01, which is $0.01 more than the pledge.',
  );
  expect(offBy(parts(5_000_00, 5_000_00), 10_000_00, 'USD')).toBeNull();
});

test('what is written off is not outstanding', () => {
  expect(outstandingOf({ amountCents: 100, receivedCents: 30, writtenOffCents: 50 })).toBe(20);
});
