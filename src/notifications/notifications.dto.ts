import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { IsPlainDate } from '../kernel/input';
import { PageQuery } from '../kernel/paging';
import { type MailKind, type MailState, mailStates } from './mail-rows';

export const mailKinds = ['security', 'decision', 'duty', 'notice', 'call'] as const satisfies readonly MailKind[];

const BlankIsUnset = (): PropertyDecorator => Transform(({ value }) => (value === '' ? undefined : (value as unknown)));

/** Which mail is asked for. */
export class MailQuery extends PageQuery {
  @BlankIsUnset()
  @IsOptional()
  @IsIn(mailStates, { message: `Choose a state: ${mailStates.join(', ')}.` })
  state?: MailState;

  @BlankIsUnset()
  @IsOptional()
  @IsIn(mailKinds, { message: `Choose a kind: ${mailKinds.join(', ')}.` })
  kind?: MailKind;

  /** The event that it tells of, or one of its letters: `award.offered`, `report.submitted/city`. */
  @BlankIsUnset()
  @IsOptional()
  @Matches(/^[a-z_]+\.[a-z_]+(\/[a-z_-]+)?$/, { message: 'Choose a letter, like award.offered.' })
  letter?: string;

  /** Written on this day of yours or later. */
  @BlankIsUnset()
  @IsOptional()
  @IsPlainDate()
  from?: string;

  /** Written on this day of yours or before. */
  @BlankIsUnset()
  @IsOptional()
  @IsPlainDate()
  until?: string;

  /** Part of a name or an address. */
  @BlankIsUnset()
  @IsOptional()
  @MaxLength(200, { message: 'The name or address is too long.' })
  recipient?: string;

  /** What it is about, like `award:<id>`. */
  @BlankIsUnset()
  @IsOptional()
  @Matches(/^[a-z]+:[0-9a-f-]{36}$/, { message: 'Write what it is about like award:<id>.' })
  about?: string;
}

/** Mail as the database builds it. */
export interface MailRow {
  id: string;
  /** Its place in the order in which letters were written. */
  seq: number;
  state: MailState;
  kind: MailKind;
  letter: string;
  recipient: string | null;
  address: string;
  subject: string;
  about: string;
  createdAt: Date;
  dueAt: Date;
  sentAt: Date | null;
  deliveredAt: Date | null;
  bouncedAt: Date | null;
  attempts: number;
  error: string;
}

export interface MailText {
  text: string;
  html: string;
}

const about = { example: 'award:6f1c2a5e-0000-4000-8000-000000000000', description: 'The kind and id of a thing.' };
const aboutUrl = { type: String, format: 'uri-reference', nullable: true, description: 'Its page, if any.' } as const;

/** A letter to one person and what became of it. */
export class MailView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: 'integer', description: 'Its place in the order in which letters were written.' }) seq: number;
  @ApiProperty({ enum: mailStates }) state: MailState;
  @ApiProperty({ enum: mailKinds }) kind: MailKind;
  @ApiProperty({ example: 'award.offered', description: 'The event that it tells of, and which letter of it.' })
  letter: string;
  @ApiProperty({ type: String, nullable: true, description: 'The name of the person.' }) recipient: string | null;
  @ApiProperty() address: string;
  @ApiProperty() subject: string;
  @ApiProperty(about) about: string;
  @ApiProperty(aboutUrl) aboutUrl: string | null;
  @ApiProperty({ format: 'date-time', description: 'When it was written.' }) createdAt: string;
  @ApiProperty({ format: 'date-time', description: 'When it is sent, or sent again.' }) dueAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) sentAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'As the mail provider tells it.' })
  deliveredAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'As the mail provider tells it.' })
  bouncedAt: string | null;
  @ApiProperty({ type: 'integer' }) attempts: number;
  @ApiProperty({ description: 'What went wrong last, or why it was not sent.' }) error: string;
}

/** A part of the mail log, newest first. */
export class MailList {
  @ApiProperty({ type: [MailView] }) items: MailView[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part; null at the end.' })
  next: string | null;
}

export const mailView = (row: MailRow): MailView => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  dueAt: row.dueAt.toISOString(),
  sentAt: row.sentAt?.toISOString() ?? null,
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
  bouncedAt: row.bouncedAt?.toISOString() ?? null,
  aboutUrl: pageOf(row.about),
});

const kinds = [
  'round',
  'application',
  'review',
  'award',
  'report',
  'payee',
  'fund',
  'amendment',
  'instruction',
  'pledge',
];

export function pageOf(about: string): string | null {
  const [kind = '', id = ''] = about.split(':');
  if (kind === 'suppression') return `/mail/addresses#${id}`;
  if (kind === 'brakes') return '/mail/brakes';
  return kinds.includes(kind) ? `/${kind}s/${id}` : null;
}
