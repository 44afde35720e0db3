import fc from 'fast-check';
import { maxCents } from './input';
import {
  centsFrom,
  convert,
  decimalsOf,
  formatMoney,
  isRate,
  percent,
  plainMoney,
  splitByPercent,
  splitEvenly,
  sumCents,
  sumPercents,
} from './money';

const amounts = fc.integer({ min: 0, max: maxCents });
const currencies = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD');

test.each([
  [0, 'USD', '$0.00'],
  [5, 'USD', '$0.05'],
  [123_456_789, 'USD', '$1,234,567.89'],
  [99_999_999_999_999, 'USD', '$999,999,999,999.99'],
  [-100, 'USD', '−$1.00'],
  [1200, 'EUR', 'EUR\u00a012.00'],
  [1200, 'JPY', 'JPY\u00a01,200'],
  [1234, 'KWD', 'KWD\u00a01.234'],
])('%d of %s reads %s', (cents, currency, text) => {
  expect(formatMoney(cents, currency)).toBe(text);
});

test.each([
  ['50000', 5_000_000],
  ['50,000', 5_000_000],
  ['50 000.5', 5_000_050],
  ['50\u00a0000.50', 5_000_050],
  ['$ 1,200.00', 120_000],
  ['US$5', 500],
  ['USD 5', 500],
  [' 0.07 ', 7],
  ['0', 0],
])('a person who types “%s” means %d cents', (typed, cents) => {
  expect(centsFrom(typed, 'USD')).toBe(cents);
});

test.each([
  '12.345',
  '-1',
  '1e9',
  '1.000,00',
  '1,50',
  '1,0000',
  '10,00,000',
  ',5',
  '5.',
  '.5',
  'abc',
  '0x10',
  '99999999999999999',
  '५',
])('“%s” is no amount and comes back as typed', (typed) => {
  expect(centsFrom(typed, 'USD')).toBe(typed);
});

test('nothing typed is nothing', () => {
  for (const typed of ['', '  ', undefined, null, 5, ['5']]) expect(centsFrom(typed, 'USD')).toBeUndefined();
});

test('a yen has no parts, a dinar a thousand', () => {
  expect(['USD', 'JPY', 'KWD'].map(decimalsOf)).toEqual([2, 0, 3]);
  expect(centsFrom('5.5', 'JPY')).toBe('5.5');
  expect(centsFrom('5.5', 'KWD')).toBe(5500);
});

test('what is shown can be typed again', () => {
  fc.assert(
    fc.property(amounts, currencies, (cents, currency) => {
      expect(centsFrom(plainMoney(cents, currency), currency)).toBe(cents);
      expect(centsFrom(formatMoney(cents, currency), currency)).toBe(cents);
    }),
  );
});

test('parts add up to the whole and differ by a cent at most', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 1, max: 60 }), (cents, parts) => {
      const split = splitEvenly(cents, parts);
      expect(split).toHaveLength(parts);
      expect(sumCents(split)).toBe(cents);
      expect(Math.max(...split) - Math.min(...split)).toBeLessThanOrEqual(1);
      expect([...split].sort((a, b) => b - a)).toEqual(split);
    }),
  );
});

test('a sum beyond what is exact is refused', () => {
  expect(sumCents([])).toBe(0);
  expect(() => sumCents([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
});

test('a share of nothing is nothing', () => {
  expect([percent(1, 3), percent(5, 0), percent(2, 2)]).toEqual(['33.3', '0.0', '100.0']);
});

test.each([
  [100_00, ['50', '50'], [50_00, 50_00]],
  [100_00, ['33.33', '33.33', '33.34'], [33_33, 33_33, 33_34]],
  // 1.00 at thirds: 0.3333, 0.3333, 0.3334 are rounded down to 0.99, and the cent left over goes to the first.
  [1_00, ['33.33', '33.33', '33.34'], [34, 33, 33]],
  [1, ['40', '60'], [1, 0]],
  // Three parts of 0.05: 1.5, 1.5 and 2 cents; the one left over goes to the first.
  [5, ['30', '30', '40'], [2, 1, 2]],
  [99_999_999_999_999, ['99.99', '0.01'], [99_989_999_999_999 + 1, 9_999_999_999]],
  [300_00, ['100'], [300_00]],
])('%d split by %j is %j', (cents, percents, parts) => {
  expect(splitByPercent(cents, percents)).toEqual(parts);
});

test('percentages that are not a hundred split nothing', () => {
  for (const percents of [
    ['50', '49.99'],
    ['50', '50.01'],
    ['-50', '150'],
    ['abc', '100'],
    ['0', '100'],
    [],
    ['33.333'],
  ])
    expect(() => splitByPercent(100, percents)).toThrow(RangeError);
  expect([['50', '49.99'], ['50', '50'], ['20 %', '5.5'], ['0'], ['100', '100']].map(sumPercents)).toEqual([
    ...['99.99', '100', '25.50', undefined, '200'],
  ]);
});

test('parts by percent add up to the whole', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 1, max: 9_999 }), (cents, points) => {
      const text = (n: number): string => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`;
      expect(sumCents(splitByPercent(cents, [text(points), text(10_000 - points)]))).toBe(cents);
    }),
  );
});

test.each([
  // $1,000.00 at 149.25 yen: 149,250 yen, which have no parts.
  [1_000_00, 'USD', 'JPY', '149.25', 149_250],
  // $0.01 at 149.25: 1.4925 yen; at 150: 1.5, which is rounded up.
  [1, 'USD', 'JPY', '149.25', 1],
  [1, 'USD', 'JPY', '150', 2],
  // $10.00 at 0.377 dinar: 3.770 of a thousand parts each.
  [10_00, 'USD', 'BHD', '0.377', 3_770],
  // $0.01 at 0.377: 3.77 fils.
  [1, 'USD', 'BHD', '0.377', 4],
  [3_770, 'BHD', 'USD', '2.652519893899', 10_00],
  [149_250, 'JPY', 'USD', '0.006700167504', 1_000_00],
  [100_00, 'USD', 'EUR', '0.9', 90_00],
  // 0.005 euro exactly is half a cent and becomes one; a trillionth less does not.
  [1, 'USD', 'EUR', '0.5', 1],
  [1, 'USD', 'EUR', '0.499999999999', 0],
  // A float would lose the last digits: 99,999,999,999.99 at 1.000000000001 is 100,000,000,000.09 (99…9.99 + 0.0999…).
  [9_999_999_999_999, 'USD', 'EUR', '1.000000000001', 10_000_000_000_009],
  [99_999_999_999_999, 'USD', 'EUR', '1', 99_999_999_999_999],
])('%d of %s in %s at %s is %d', (cents, from, to, rate, converted) => {
  expect(convert(cents, from, to, rate)).toBe(converted);
});

test('what is too large to be exact is refused, and so is a rate that is none', () => {
  expect(() => convert(99_999_999_999_999, 'USD', 'IDR', '16000')).toThrow(RangeError);
  expect(['149.25', '0.000000000001', '1'].every(isRate)).toBe(true);
  for (const text of ['0', '0.0', '-1', '1e3', '1,5', '', '.5', '1.', '0.0000000000001', '1234567890123'])
    expect(isRate(text)).toBe(false);
});
