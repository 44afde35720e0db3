import { Invalid } from '../kernel/errors';
import { draftOf } from './plan-draft.rules';

const now = new Date('2027-01-31T12:00:00Z');
const wanted = { parts: 3, percents: '', every: 1 };

test('equal parts carry the cents that are left over first, and stay at the end of short months', () => {
  expect(draftOf(10_000, 'USD', { ...wanted, way: 'equal', firstOn: '2027-08-31' }, now)).toEqual([
    { amountCents: 3_334, dueOn: '2027-08-31' },
    { amountCents: 3_333, dueOn: '2027-09-30' },
    { amountCents: 3_333, dueOn: '2027-10-31' },
  ]);
});

test('percentages are as many instalments as there are, a month from now and then twice a year', () => {
  expect(draftOf(10_000, 'USD', { ...wanted, way: 'percent', percents: '50, 30 %; 20', every: 6 }, now)).toEqual([
    { amountCents: 5_000, dueOn: '2027-02-28' },
    { amountCents: 3_000, dueOn: '2027-08-28' },
    { amountCents: 2_000, dueOn: '2028-02-28' },
  ]);
});

test('by hand the amounts are open', () => {
  const drafted = draftOf(10_000, 'USD', { ...wanted, way: 'hand', parts: 2, every: 0 }, now);
  expect(drafted.map(({ amountCents }) => amountCents)).toEqual([null, null]);
});

test.each([
  ['percent', '50, 49.99', 10_000, 'The percentages add up to 99.99; they have to be 100.'],
  ['percent', '', 10_000, 'Enter percentages above zero, like 50, 30, 20, with two decimals at most.'],
  ['percent', '150, -50', 10_000, 'Enter percentages above zero, like 50, 30, 20, with two decimals at most.'],
  ['percent', '99.99, 0.01', 100, '$1.00 cannot be split into so many parts.'],
  ['equal', '', 2, '$0.02 cannot be split into so many parts.'],
] as const)('%s of “%s” of %d is refused', (way, percents, cents, sentence) => {
  const draft = () => draftOf(cents, 'USD', { ...wanted, way, percents }, now);
  expect(draft).toThrow(Invalid);
  try {
    draft();
  } catch (error) {
    expect(Object.values((error as Invalid).fields)).toEqual([[sentence]]);
  }
});
