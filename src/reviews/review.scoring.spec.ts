import { type Criterion, misfits, openOf, type Scores, weightedScore } from './review.scoring';

const rubric = (...parts: [weight: number, max: number][]): Criterion[] =>
  parts.map(([weight, max], i) => ({ key: `c${i}`, name: `Criterion ${i}`, help: '', weight, max }));
const scores = (...given: number[]): Scores =>
  Object.fromEntries(given.map((score, i) => [`c${i}`, { score, reason: 'Because.' }]));

describe('the weighted score', () => {
  // 40 × 4/5 = 32, 35 × 3/5 = 21, 25 × 3/4 = 18.75; and so on, by hand.
  it.each<[string, [number, number][], number[], string]>([
    [
      'is the sum of weight × score ÷ max',
      [
        [40, 5],
        [35, 5],
        [25, 4],
      ],
      [4, 3, 3],
      '71.75',
    ],
    [
      'is 100 at best',
      [
        [60, 5],
        [40, 7],
      ],
      [5, 7],
      '100.00',
    ],
    [
      'is not 0 at worst',
      [
        [60, 5],
        [40, 5],
      ],
      [1, 1],
      '20.00',
    ],
    ['can be less than 10', [[100, 100]], [7], '7.00'],
    [
      'can be less than 1 percent of a part',
      [
        [1, 100],
        [99, 100],
      ],
      [1, 1],
      '1.00',
    ],
    ['rounds a third down', [[100, 3]], [1], '33.33'],
    ['rounds two thirds up', [[100, 3]], [2], '66.67'],
    [
      'adds thirds and sevenths before it rounds',
      [
        [50, 3],
        [50, 7],
      ],
      [1, 1],
      '23.81',
    ],
    [
      'adds three thirds to a whole',
      [
        [33, 3],
        [33, 3],
        [34, 3],
      ],
      [3, 3, 3],
      '100.00',
    ],
    // 5/8 + 95 × 8/100 = 8.225, which binary fractions hold as 8.2249…
    [
      'rounds half a hundredth up where a float would fall below it',
      [
        [5, 8],
        [95, 100],
      ],
      [1, 8],
      '8.23',
    ],
  ])('%s', (_, parts, given, expected) => {
    expect(weightedScore(rubric(...parts), scores(...given))).toBe(expected);
  });

  it('does not come of an open criterion', () => {
    expect(() => weightedScore(rubric([50, 5], [50, 5]), scores(3))).toThrow(RangeError);
  });

  it('grows with every single score', () => {
    const long = rubric([20, 9], [30, 7], [50, 11]);
    const all = [1, 2, 3, 4, 5, 6, 7].map((score) => Number(weightedScore(long, scores(5, score, 4))));
    expect(all).toEqual([...new Set(all)].sort((one, other) => one - other));
  });
});

describe('what may be kept', () => {
  const [criterion] = rubric([100, 5]);
  const faults = (given: unknown) =>
    Object.keys(misfits(criterion ? [criterion] : [], given as Record<string, unknown>));

  it.each([0, 6, -1, 3.5, 1e9, '4', true, NaN, {}])('refuses the score %p', (score) => {
    expect(faults({ c0: { score, reason: '' } })).toEqual(['scores[c0][score]']);
  });

  it.each([null, undefined, 1, 5])('keeps the score %p', (score) => {
    expect(faults({ c0: { score } })).toEqual([]);
  });

  it('names what is no criterion, no score and no reason', () => {
    expect(faults({ other: { score: 1, reason: '' } })).toEqual(['scores']);
    expect(faults({ constructor: { score: 1, reason: '' } })).toEqual(['scores']);
    expect(faults({ c0: 4 })).toEqual(['scores[c0][score]']);
    expect(faults({ c0: { score: 4, reason: 7 } })).toEqual(['scores[c0][reason]']);
    expect(faults({ c0: { score: 4, reason: '', weight: 90 } })).toEqual(['scores[c0]']);
    expect(faults({ c0: { score: 4, reason: 'x'.repeat(10_001) } })).toEqual(['scores[c0][reason]']);
  });

  it('says what is open, by field', () => {
    const [first, second] = rubric([50, 5], [50, 5]);
    const both = first && second ? [first, second] : [];
    expect(Object.keys(openOf(both, { c0: { score: 4, reason: ' ' } }))).toEqual([
      'scores[c0][reason]',
      'scores[c1][score]',
      'scores[c1][reason]',
    ]);
    expect(openOf(both, scores(1, 5))).toEqual({});
  });
});
