import { ApiProperty } from '@nestjs/swagger';
import type { MailKind, MailState } from './mail-rows';
import { mailKinds } from './notifications.dto';

/** What somebody may read of their own letters: what was sent to them, or would have been if their address took mail. */
export const ownStates = ['sent', 'unknown', 'dead', 'suppressed'] as const satisfies readonly MailState[];
export type OwnState = (typeof ownStates)[number];

export interface OwnLetterRow {
  id: string;
  seq: number;
  state: OwnState;
  kind: MailKind;
  letter: string;
  subject: string;
  address: string;
  at: Date;
  bouncedAt: Date | null;
}

export interface OwnLetterText {
  text: string;
  html: string;
}

/** A letter to oneself. */
export class OwnLetter {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({
    enum: ownStates,
    description:
      'Sent; not known whether it arrived; refused by the receiving server; not sent, as the address takes no mail.',
  })
  state: OwnState;
  @ApiProperty({ enum: mailKinds }) kind: MailKind;
  @ApiProperty() subject: string;
  @ApiProperty({ description: 'To where it went.' }) address: string;
  @ApiProperty({ format: 'date-time', description: 'When it was sent, or would have been.' }) at: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it came back, if it did.' })
  bouncedAt: string | null;
}

/** A letter to oneself with what it says. */
export class OwnLetterInFull extends OwnLetter implements OwnLetterText {
  @ApiProperty({ description: 'A sentence in its place where it held a secret.' }) text: string;
  @ApiProperty({ description: 'Empty where it held a secret.' }) html: string;
}

/** A part of somebody’s letters, newest first. */
export class OwnLetterList {
  @ApiProperty({ type: [OwnLetter] }) items: OwnLetter[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part; null at the end.' })
  next: string | null;
}

/** A letter that is planned for somebody, or waits for its time. */
export class OwnPlanned {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ description: 'What it is about.' }) title: string;
  @ApiProperty({ type: String, format: 'uri-reference', nullable: true, description: 'Its page, if any.' })
  url: string | null;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'Why it comes, and why then.' }) reason: string;
}

/** What comes next, earliest first; at most 100. */
export class OwnPlannedList {
  @ApiProperty({ type: [OwnPlanned] }) items: OwnPlanned[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: there are no further parts.' })
  next: string | null;
}

export const ownLetter = ({ id, state, kind, subject, address, at, bouncedAt }: OwnLetterRow): OwnLetter => ({
  ...{ id, state, kind, subject, address, at: at.toISOString() },
  bouncedAt: bouncedAt?.toISOString() ?? null,
});
