/** A piece of a text: as it was before, as it is now, or the same in both. */
export interface Piece {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** Longer texts that differ from end to end are not compared word by word: that takes time, and nobody reads the result. */
const mostPairs = 1_500_000;

/** What changed from one text to another, word by word. */
export function wordChanges(before: string, now: string): Piece[] {
  const [old, fresh] = [wordsOf(before), wordsOf(now)];
  const head = sameFrom(old, fresh);
  const tail = sameFrom(old.slice(head).reverse(), fresh.slice(head).reverse());
  const middle = between(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail));
  const pieces: Piece[] = [
    { kind: 'same', text: old.slice(0, head).join('') },
    ...middle,
    { kind: 'same', text: old.slice(old.length - tail).join('') },
  ];
  return joined(pieces);
}

/** Words, spaces, marks; fields whole. */
const wordsOf = (text: string): string[] => text.match(/\{\{[^}]*\}\}|\s+|[\p{L}\p{M}\p{N}'’-]+|./gsu) ?? [];

function sameFrom(one: string[], other: string[]): number {
  const end = Math.min(one.length, other.length);
  let count = 0;
  while (count < end && one[count] === other[count]) count += 1;
  return count;
}

function between(old: string[], fresh: string[]): Piece[] {
  if (old.length * fresh.length > mostPairs)
    return [
      { kind: 'gone', text: old.join('') },
      { kind: 'new', text: fresh.join('') },
    ];
  return walked(old, fresh, commonLengths(old, fresh));
}

/** How many words two ends of the texts have in common, in order: one row for each word of the first. */
function commonLengths(old: string[], fresh: string[]): Uint16Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (!row || !below) continue;
    for (let j = fresh.length - 1; j >= 0; j -= 1)
      row[j] = old[i] === fresh[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return rows;
}

function walked(old: string[], fresh: string[], lengths: Uint16Array[]): Piece[] {
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [was, is] = [old[i], fresh[j]];
    if (was !== undefined && was === is) {
      pieces.push({ kind: 'same', text: was });
      [i, j] = [i + 1, j + 1];
    } else if (is === undefined || (was !== undefined && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      pieces.push({ kind: 'gone', text: was ?? '' });
      i += 1;
    } else {
      pieces.push({ kind: 'new', text: is });
      j += 1;
    }
  }
  return pieces;
}

/** What changed side by side is one piece that is gone and one that is new, together with the spaces in between. */
function joined(pieces: Piece[]): Piece[] {
  const whole: Piece[] = [];
  let [gone, fresh] = ['', ''];
  const settle = (): void => {
    if (gone !== '') whole.push({ kind: 'gone', text: gone });
    if (fresh !== '') whole.push({ kind: 'new', text: fresh });
    [gone, fresh] = ['', ''];
  };
  for (const [index, { kind, text }] of pieces.entries()) {
    const between = kind === 'same' && (gone !== '' || fresh !== '') && /^\s*$/.test(text);
    const goesOn = between && (pieces[index + 1]?.kind ?? 'same') !== 'same';
    if (kind === 'gone' || goesOn) gone += text;
    if (kind === 'new' || goesOn) fresh += text;
    if (kind !== 'same' || goesOn) continue;
    settle();
    if (text !== '') append(whole, text);
  }
  settle();
  return whole;
}

function append(whole: Piece[], text: string): void {
  const last = whole.at(-1);
  if (last?.kind === 'same') last.text += text;
  else whole.push({ kind: 'same', text });
}
