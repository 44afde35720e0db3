import fc from 'fast-check';
import { maxCents } from './input';
import { centsFrom, decimalsOf, formatMoney, percent, plainMoney, splitEvenly, sumCents } from './money';

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
