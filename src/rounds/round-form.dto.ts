import { centsFrom } from '../kernel/money';
import { listOf, mapRows, type Typed, wholeFrom } from '../kernel/typed';

/** The rows of the round's form, and what makes one count. */
export const roundRows = { questions: ['text'], rubric: ['name'] } as const;

/** What the page's form typed, as the API would send it; empty rows are left out. */
export function roundFrom(form: Typed, currency: string): Typed {
  return {
    ...(form.version === undefined ? {} : { version: wholeFrom(form.version) }),
    fundId: form.fundId,
    name: form.name,
    summary: form.summary ?? '',
    budgetCents: centsFrom(form.budgetCents, currency),
    floorCents: centsFrom(form.floorCents, currency) ?? null,
    ceilingCents: centsFrom(form.ceilingCents, currency) ?? null,
    sectors: listOf(form.sectors),
    stages: listOf(form.stages),
    ...deadlineFrom(form),
    contributionIds: listOf(form.contributionIds),
    questions: keyed(mapRows(form.questions, roundRows.questions, questionFrom), 'text'),
    rubric: keyed(mapRows(form.rubric, roundRows.rubric, criterionFrom), 'name'),
  };
}

/** A minute that people name as the last one belongs to them until it is over. */
export function deadlineFrom({ deadlineLocal: local, deadlineZone }: Typed): Typed {
  const whole = typeof local === 'string' && /T\d\d:\d\d$/.test(local) ? `${local}:59` : local;
  return { deadlineLocal: whole, deadlineZone };
}

const questionFrom = (row: Typed): Typed => ({
  key: row.key,
  text: row.text,
  help: row.help ?? '',
  maxWords: wholeFrom(row.maxWords || '300'),
  required: row.required === 'true',
});

const criterionFrom = (row: Typed): Typed => ({
  key: row.key,
  name: row.name,
  help: row.help ?? '',
  weight: wholeFrom(row.weight),
  max: wholeFrom(row.max || '5'),
});

/** Rows that came without a key get one from their words, different from all others. */
function keyed(rows: unknown[], words: string): unknown[] {
  const taken = new Set(rows.map((row) => (row as Typed | null)?.key).filter(Boolean));
  return rows.map((row) => {
    if (typeof row !== 'object' || row === null || (row as Typed).key) return row;
    const base = keyOf((row as Typed)[words]);
    let key = base;
    for (let n = 2; taken.has(key); n++) key = `${base}_${n}`;
    taken.add(key);
    return { ...row, key };
  });
}

function keyOf(text: unknown): string {
  const words = typeof text === 'string' ? text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_') : '';
  const key = words.replaceAll(/^[_0-9]+|_+$/g, '').slice(0, 32);
  return key === '' || key === 'constructor' ? 'item' : key;
}
