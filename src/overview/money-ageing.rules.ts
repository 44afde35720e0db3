import { sumCents } from '../kernel/money';

/** How long ago something moved last, in days. */
export const ages = [
  { words: '0 to 30 days', most: 30 },
  { words: '31 to 90 days', most: 90 },
  { words: '91 to 180 days', most: 180 },
  { words: 'More than 180 days', most: Infinity },
] as const;

export interface Aged {
  days: number;
  cents: number;
}

export interface AgeGroup<T extends Aged> {
  words: string;
  cents: number;
  items: T[];
}

/** Each in the group of its age; groups without any are there as well. */
export function byAge<T extends Aged>(items: readonly T[]): AgeGroup<T>[] {
  return ages.map(({ words, most }, index) => {
    const more = ages[index - 1]?.most ?? -1;
    const own = items.filter(({ days }) => days > more && days <= most);
    return { words, cents: sumCents(own.map(({ cents }) => cents)), items: own };
  });
}
