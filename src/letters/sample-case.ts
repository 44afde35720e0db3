import type { EventName, Events } from '../events';
import { valuesOf } from './fields';
import type { Audience, Letter, Reader } from './letter';
import type { Known } from './letters';
import { samples } from './samples';

/** When the cases of samples.ts are told. */
export const sampleNow = new Date('2026-11-27T08:00:00.000Z');

export const sampleReader: Reader = {
  id: '00000000-0000-4000-8000-000000000005',
  name: 'Siri Solberg',
  email: 'siri@oslo.example',
  role: 'city',
  cityRight: 'signatory',
  organisation: 'Oslo',
  timeZone: 'America/Toronto',
};

/** One complete case of an event. */
export const sampleOf = <E extends EventName>(event: E): Events[E] => samples[event];

/** What decides which of several letters is written, one after the other. */
const variants: object[] = [
  ...[{}, { days: 0 }, { days: 3 }, { waits: false, again: true }, { waits: false }],
  ...[{ change: false }, { reason: '' }, { reason: '', role: 'city' }],
];
const readers: Reader[] = (['city', 'reviewer', 'program', 'finance', 'admin', 'auditor'] as const).map((role) =>
  role === 'city' ? sampleReader : { ...sampleReader, role, cityRight: null, organisation: null },
);

/** A case in which this letter is the one that is written, and somebody who gets it. */
export function caseOf<E extends EventName>({
  event,
  letter,
}: Known<E>): { data: Events[E]; reader: Reader; at: Date } {
  const cases = variants.map((over): Events[E] => ({ ...samples[event], ...over }));
  const fits = (data: Events[E], reader: Reader): boolean =>
    isFor(letter.to(data), reader) && letter.when?.(data, reader) !== false;
  const found = cases.flatMap((data) =>
    readers.filter((reader) => fits(data, reader)).map((reader) => ({ data, reader })),
  );
  return { ...(found[0] ?? { data: samples[event], reader: sampleReader }), at: sampleNow };
}

const isFor = (audience: Audience, { role }: Reader): boolean => {
  if ('roles' in audience) return audience.roles.includes(role);
  if ('reminded' in audience) return audience.reminded.includes(role);
  return 'person' in audience || 'actor' in audience || role === 'city';
};

type Withholding = Pick<Letter<EventName>, 'withheld'>;

const known = new Map<EventName, string[]>();

/** The fields that a letter may have. */
export function fieldsOf({ event, letter: { withheld = [] } }: { event: EventName; letter: Withholding }): string[] {
  const fields = known.get(event) ?? Object.keys(valuesOf(samples[event], sampleReader, sampleNow));
  known.set(event, fields);
  return fields.filter((name) => !withheld.includes(name));
}
