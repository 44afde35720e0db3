import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, Matches, Min } from 'class-validator';
import { listOf, type Typed, wholeFrom } from '../kernel/typed';
import type { ReminderRule } from './anchor.rules';
import type { Contacts } from './audience.rules';

/** What was looked at before it is changed. */
export class SeenDifference {
  @ApiProperty({ description: 'The version that was read; 0 where there was none.' })
  @IsInt({ message: 'Send the version that you read.' })
  @Min(0, { message: 'Versions start at 0.' })
  version: number;

  @ApiProperty({
    required: false,
    description: 'The `fingerprint` of the preview; where something else would change by now, the answer is 409.',
  })
  @IsOptional()
  @Matches(/^[\w-]{43}$/, { message: 'Send the `fingerprint` of the preview unchanged.' })
  seen?: string;
}

export const seenFrom = ({ version, seen }: Typed): Typed => ({ version: wholeFrom(version), seen });

/** What the page’s form typed, as the API would send it. */
export const ruleFrom = (form: Typed): Typed => ({
  active: tickFrom(form.active),
  daysBefore: daysFrom(form.daysBefore),
  onTheDay: tickFrom(form.onTheDay),
  firstAfter: countFrom(form.firstAfter),
  every: countFrom(form.every),
  times: countFrom(form.times) ?? 0,
  audience: listOf(form.audience),
  escalateAfter: countFrom(form.escalateAfter),
});

/** A box that is not ticked is not sent. */
const tickFrom = (value: unknown): unknown =>
  value === undefined || value === 'false' ? false : value === 'true' ? true : value;

const countFrom = (value: unknown): unknown =>
  value === undefined || (typeof value === 'string' && value.trim() === '') ? null : wholeFrom(value);

/** “14, 3”, “14 3” and “14 and 3” are the same. */
const daysFrom = (value: unknown): unknown => {
  if (value === undefined) return [];
  if (typeof value !== 'string') return value;
  const words = value.split(/[\s,;]+|\band\b/).filter((word) => word !== '');
  return words.map(wholeFrom);
};

/** The same in the address of a page; from it the form is filled again. */
export function ruleInAddress(rule: ReminderRule): string {
  const { active, daysBefore, onTheDay, firstAfter, every, times, audience, escalateAfter } = rule;
  const values = { active, daysBefore: daysBefore.join(', '), onTheDay, firstAfter, every, times, escalateAfter };
  const said = Object.entries(values).map(([name, value]) => [name, String(value ?? '')]);
  return new URLSearchParams([...said, ...audience.map((one) => ['audience', one])]).toString();
}

export const contactsFrom = ({ staffOwnerId, programLeadId }: Typed): Typed => ({
  staffOwnerId: staffOwnerId || null,
  programLeadId: programLeadId || null,
});

export function contactsInAddress({ staffOwnerId, programLeadId }: Contacts): string {
  return new URLSearchParams({ staffOwnerId: staffOwnerId ?? '', programLeadId: programLeadId ?? '' }).toString();
}
