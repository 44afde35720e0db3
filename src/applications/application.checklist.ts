import type { FieldErrors } from '../kernel/errors';
import { formatMoney, sumCents } from '../kernel/money';
import type { Application } from './application.entity';

/** What the checklist looks at in the round. */
export interface Terms {
  floorCents: number | null;
  ceilingCents: number | null;
  questions: { key: string; text: string; maxWords: number; required: boolean }[];
}

/** Words as people and the counter on the page count them: between spaces, with a letter or digit in them. */
export const countWords = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** What a summary may be long at most, in words. */
export const summaryWords = 500;

/** What is missing or does not fit before it can be submitted, by field; empty when nothing is. */
export function checklist(application: Application, terms: Terms): FieldErrors {
  const missing: [boolean, string, string][] = [
    [application.title.trim() === '', 'title', 'Enter a title.'],
    [application.summary.trim() === '', 'summary', 'Enter a summary.'],
    [application.sectors.length === 0, 'sectors', 'Choose at least one sector.'],
    [application.stage === null, 'stage', 'Choose the stage of the project.'],
    [application.requestedCents === null, 'requestedCents', 'Enter the amount you ask for.'],
    [application.budgetLines.length === 0, 'budgetLines', 'Enter at least one budget line.'],
  ];
  const found = Object.fromEntries(missing.filter(([is]) => is).map(([, field, sentence]) => [field, [sentence]]));
  return { ...found, ...tooLong(application), ...amounts(application, terms), ...answers(application, terms) };
}

function tooLong({ summary }: Application): FieldErrors {
  const words = countWords(summary);
  return words > summaryWords ? { summary: [`The summary has ${words} words; at most ${summaryWords} fit.`] } : {};
}

function amounts({ requestedCents, budgetLines, currency }: Application, terms: Terms): FieldErrors {
  if (requestedCents === null) return {};
  const money = (cents: number): string => formatMoney(cents, currency);
  const { floorCents, ceilingCents } = terms;
  if (requestedCents === 0) return { requestedCents: ['Ask for an amount above zero.'] };
  if (floorCents !== null && requestedCents < floorCents) {
    return { requestedCents: [`The smallest award of this round is ${money(floorCents)}.`] };
  }
  if (ceilingCents !== null && requestedCents > ceilingCents) {
    return { requestedCents: [`The largest award of this round is ${money(ceilingCents)}.`] };
  }
  const lines = sumCents(budgetLines.map(({ cents }) => cents));
  if (budgetLines.length > 0 && lines !== requestedCents) {
    return {
      budgetLines: [
        `The budget lines add up to ${money(lines)}, and you ask for ${money(requestedCents)}. Make them equal.`,
      ],
    };
  }
  return {};
}

function answers(application: Application, { questions }: Terms): FieldErrors {
  const found: FieldErrors = {};
  for (const { key, text, maxWords, required } of questions) {
    const words = countWords(application.answers[key] ?? '');
    if (required && words === 0) found[`answers[${key}]`] = [`Answer “${text}”`];
    if (words > maxWords) found[`answers[${key}]`] = [`“${text}” has ${words} words; at most ${maxWords} fit.`];
  }
  return found;
}
