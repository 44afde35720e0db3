import type { EventName, Events } from '../events';
import { type Values, valuesOf } from './fields';
import type { Reader } from './letter';
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

/** What each field of a letter about this event says, in an example. */
export const exampleOf = (event: EventName): Values => valuesOf(samples[event], sampleReader, sampleNow);

const known = new Map<EventName, string[]>();

/** The fields that letters about this event have. */
export function fieldsOf(event: EventName): string[] {
  const fields = known.get(event) ?? Object.keys(exampleOf(event));
  known.set(event, fields);
  return fields;
}
