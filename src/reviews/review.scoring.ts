import type { FieldErrors } from '../kernel/errors';

/** One thing that is scored, from 1 to `max`; the weights of a rubric add up to 100. */
export interface Criterion {
  key: string;
  name: string;
  help: string;
  weight: number;
  max: number;
}

export interface Scored {
  score: number | null;
  reason: string;
}

export type Scores = Record<string, Scored>;

const longest = 10_000;
const scoreField = (key: string): string => `scores[${key}][score]`;
const reasonField = (key: string): string => `scores[${key}][reason]`;

/** What cannot be kept, not even in a draft, by field; a draft may leave anything open. */
export function misfits(rubric: readonly Criterion[], scores: Record<string, unknown>): FieldErrors {
  const criteria = new Map(rubric.map((criterion) => [criterion.key, criterion]));
  return Object.assign(
    {},
    ...Object.entries(scores).map(([key, given]) => {
      const criterion = criteria.get(key);
      if (!criterion) return { scores: [`This rubric has no criterion “${key.slice(0, 40)}”.`] };
      return misfitsOf(criterion, given);
    }),
  ) as FieldErrors;
}

function misfitsOf({ key, name, max }: Criterion, given: unknown): FieldErrors {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { [scoreField(key)]: [`Send a score and a reason for “${name}”.`] };
  }
  const { score = null, reason = '', ...more } = given as Record<string, unknown>;
  const found: FieldErrors = {};
  const fits = score === null || (typeof score === 'number' && Number.isInteger(score) && score >= 1 && score <= max);
  if (!fits) found[scoreField(key)] = [`Score “${name}” with a whole number from 1 to ${max}.`];
  if (typeof reason !== 'string' || reason.length > longest) {
    found[reasonField(key)] = [`Write the reason for “${name}” in at most ${longest.toLocaleString('en')} characters.`];
  }
  const [other] = Object.keys(more);
  if (other !== undefined)
    found[`scores[${key}]`] = [`A criterion has a score and a reason, no “${other.slice(0, 40)}”.`];
  return found;
}

/** What is still open before the review can be submitted, by field; empty when nothing is. */
export function openOf(rubric: readonly Criterion[], scores: Scores): FieldErrors {
  return Object.fromEntries(
    rubric.flatMap(({ key, name, max }) => {
      const { score, reason } = scoredAt(scores, key);
      const found: [string, string[]][] = [];
      if (score === null) found.push([scoreField(key), [`Score “${name}” from 1 to ${max}.`]]);
      if (reason.trim() === '') found.push([reasonField(key), [`Write the reason for your score of “${name}”.`]]);
      return found;
    }),
  );
}

/** What was said of one criterion so far. */
export function scoredAt(scores: Scores | null, key: string): Scored {
  return (scores && Object.hasOwn(scores, key) && scores[key]) || { score: null, reason: '' };
}

/** As it is kept: with nothing left undefined. @param scores without misfits */
export function tidied(scores: Record<string, Partial<Scored>>): Scores {
  return Object.fromEntries(
    Object.entries(scores).map(([key, { score = null, reason = '' }]) => [key, { score, reason }]),
  );
}

/**
 * The sum of weight × score ÷ max, in percent with two decimals, half a hundredth rounded up: `87.50`.
 * It is worked out in whole numbers over one common denominator, so that nothing is rounded but the result.
 */
export function weightedScore(rubric: readonly Criterion[], scores: Scores): string {
  const whole = rubric.reduce((product, { max }) => product * BigInt(max), 1n);
  const points = rubric.reduce((sum, { key, weight, max }) => {
    const { score } = scoredAt(scores, key);
    if (score === null) throw new RangeError(`“${key}” is not scored`);
    return sum + BigInt(weight) * BigInt(score) * (whole / BigInt(max));
  }, 0n);
  const hundredths = (points * 200n + whole) / (whole * 2n);
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const twoDecimals = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A score as people read it: `87.50`. */
export const scoreText = (score: number): string => twoDecimals.format(score);
