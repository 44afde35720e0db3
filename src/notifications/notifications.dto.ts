import { Transform } from 'class-transformer';
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import type { EventName } from '../events';
import { PageQuery } from '../kernel/paging';
import { type MailState, mailStates } from './mail-rows';

const BlankIsUnset = (): PropertyDecorator => Transform(({ value }) => (value === '' ? undefined : (value as unknown)));

/** Which mail is asked for. */
export class MailQuery extends PageQuery {
  @BlankIsUnset()
  @IsOptional()
  @IsIn(mailStates, { message: `Choose a state: ${mailStates.join(', ')}.` })
  state?: MailState;

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
  letter: EventName;
  recipient: string | null;
  address: string;
  subject: string;
  about: string;
  dueAt: Date;
  sentAt: Date | null;
  attempts: number;
  error: string;
}

export interface MailText {
  text: string;
  html: string;
}

/** A letter that is planned for later. */
export interface PlannedRow {
  id: string;
  letter: EventName;
  about: string;
  title: string;
  dueAt: Date;
}

export type MailView = Omit<MailRow, 'dueAt' | 'sentAt'> & {
  dueAt: string;
  sentAt: string | null;
  /** The page of what it is about; null where there is none. */
  aboutUrl: string | null;
};

export type PlannedView = Omit<PlannedRow, 'dueAt'> & { dueAt: string; aboutUrl: string | null };

/** What went to whom about one thing, newest first, and what is planned, next first. */
export interface AboutView {
  sent: MailView[];
  planned: PlannedView[];
}

export const mailView = (row: MailRow): MailView => ({
  ...row,
  dueAt: row.dueAt.toISOString(),
  sentAt: row.sentAt?.toISOString() ?? null,
  aboutUrl: pageOf(row.about),
});

export const plannedView = (row: PlannedRow): PlannedView => ({
  ...row,
  dueAt: row.dueAt.toISOString(),
  aboutUrl: pageOf(row.about),
});

const kinds = ['round', 'application', 'review', 'award', 'report'];

function pageOf(about: string): string | null {
  const [kind = '', id = ''] = about.split(':');
  return kinds.includes(kind) ? `/${kind}s/${id}` : null;
}
