import { checklist, countWords } from './application.checklist';
import type { Application } from './application.entity';

describe('countWords', () => {
  it.each([
    ['', 0],
    ['  \n ', 0],
    ['— - …', 0],
    ['one', 1],
    ['and/or well-being city’s 3.5', 4],
    ['Ærø  Østerbro\nмісто 東京', 4],
  ])('%j has %d', (text, words) => {
    expect(countWords(text)).toBe(words);
  });
});

const complete = {
  title: 'T',
  summary: 'S',
  sectors: ['energy use'],
  stage: 'test',
  requestedCents: 300,
  budgetLines: [
    { item: 'A', cents: 100 },
    { item: 'B', cents: 200 },
  ],
  currency: 'USD',
  answers: { a: 'one two' },
} as unknown as Application;

const terms = {
  floorCents: 300,
  ceilingCents: 300,
  questions: [{ key: 'a', text: 'A?', maxWords: 2, required: true }],
};

describe('the checklist', () => {
  it('finds nothing in an application that just fits', () => {
    expect(checklist(complete, terms)).toEqual({});
  });

  it('finds nothing where the round sets no limits and asks nothing', () => {
    expect(checklist({ ...complete, answers: {} }, { floorCents: null, ceilingCents: null, questions: [] })).toEqual(
      {},
    );
  });

  it.each([
    [{ title: ' ' }, 'title'],
    [{ summary: '' }, 'summary'],
    [{ summary: 'w '.repeat(501) }, 'summary'],
    [{ sectors: [] }, 'sectors'],
    [{ stage: null }, 'stage'],
    [{ requestedCents: null }, 'requestedCents'],
    [{ requestedCents: 299 }, 'requestedCents'],
    [{ requestedCents: 301 }, 'requestedCents'],
    [{ budgetLines: [] }, 'budgetLines'],
    [{ budgetLines: [{ item: 'A', cents: 299 }] }, 'budgetLines'],
    [{ answers: {} }, 'answers[a]'],
    [{ answers: { a: 'one two three' } }, 'answers[a]'],
  ])('finds what is wrong with %j', (changes, field) => {
    const found = checklist({ ...complete, ...changes } as Application, terms);
    expect(Object.keys(found)).toEqual([field]);
    expect(found[field]).toHaveLength(1);
  });
});
