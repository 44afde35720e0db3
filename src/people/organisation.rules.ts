import type { Organisation } from './organisation.entity';

export type Place = Pick<Organisation, 'name' | 'country' | 'region' | 'timeZone' | 'dayStarts' | 'dayEnds'>;

/** A time of day without its seconds. */
export const hourOf = (time: string): string => time.slice(0, 5);

/** When its people work: `09:00–17:00`. */
export const hoursOf = ({ dayStarts, dayEnds }: Place): string => `${hourOf(dayStarts)}–${hourOf(dayEnds)}`;

const facts: { name: string; of: (place: Place) => string }[] = [
  { name: 'Name', of: ({ name }) => name },
  { name: 'Country', of: ({ country }) => country ?? 'none' },
  { name: 'Region', of: ({ region }) => region || 'the whole country' },
  { name: 'Time zone', of: ({ timeZone }) => timeZone },
  { name: 'Working hours', of: hoursOf },
];

/** What is otherwise now, in words; empty where nothing is. */
export const changesOf = (before: Place, after: Place): string =>
  facts
    .filter(({ of }) => of(before) !== of(after))
    .map(({ name, of }) => `${name}: ${of(after)}, before ${of(before)}.`)
    .join(' ');
