import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches, MaxLength } from 'class-validator';
import type { EventName } from '../events';
import { IsPlainDate } from '../kernel/input';
import { BlankIsUnset, PageQuery } from '../kernel/paging';
import { type Anchor, anchors } from './anchor.rules';

/** Which of the planned reminders are asked for. */
export class PlannedQuery extends PageQuery {
  /** The first day, as it is where you are; without it also what is late. */
  @BlankIsUnset()
  @IsOptional()
  @IsPlainDate()
  from?: string;

  /** Only what goes out on this day, as it is where you are. */
  @BlankIsUnset()
  @IsOptional()
  @IsPlainDate()
  day?: string;

  @BlankIsUnset()
  @IsOptional()
  @IsUUID('all', { message: 'Choose a round.' })
  round?: string;

  @BlankIsUnset()
  @IsOptional()
  @IsIn(anchors, { message: `Choose what is due: ${anchors.join(', ')}.` })
  anchor?: Anchor;

  /** Part of a name or an address. */
  @BlankIsUnset()
  @IsOptional()
  @MaxLength(200, { message: 'The name or address is too long.' })
  person?: string;

  /** What it is about, like `report:<id>`. */
  @BlankIsUnset()
  @IsOptional()
  @Matches(/^[a-z_]+:[0-9a-f-]{36}$/, { message: 'Write what it is about like report:<id>.' })
  about?: string;
}

/** A planned reminder as the database has it. */
export interface PlannedReminderRow {
  id: string;
  letter: EventName;
  about: string;
  awardId: string | null;
  holderId: string | null;
  title: string;
  anchor: Anchor;
  deadlineAt: Date;
  deadlineZone: string;
  roundId: string | null;
  round: string | null;
  personId: string;
  person: string;
  organisation: string | null;
  zone: string;
  dueAt: Date;
  step: number;
  escalation: boolean;
  why: string;
}

const page = { type: String, format: 'uri-reference', nullable: true } as const;

/** A reminder that waits for its day. */
export class PlannedReminder {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: String, example: 'report.reminder', description: 'The event that it tells of.' })
  letter: EventName;
  @ApiProperty({ example: 'report:6f1c2a5e-0000-4000-8000-000000000000', description: 'The kind and id of a thing.' })
  about: string;
  @ApiProperty({ ...page, description: 'Its page, if any.' }) aboutUrl: string | null;
  @ApiProperty({ description: 'What is due.' }) title: string;
  @ApiProperty({ enum: anchors }) anchor: Anchor;
  @ApiProperty({ example: 'A report is due' }) anchorName: string;
  @ApiProperty({ format: 'date-time', description: 'When it is due, or since when it waits.' }) deadlineAt: string;
  @ApiProperty({ example: 'Europe/Oslo' }) deadlineZone: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) roundId: string | null;
  @ApiProperty({ type: String, nullable: true }) round: string | null;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ description: 'Who is reminded.' }) person: string;
  @ApiProperty({ type: String, nullable: true, description: 'The city of that person.' }) organisation: string | null;
  @ApiProperty({ example: 'Europe/Oslo', description: 'Where that person is.' }) zone: string;
  @ApiProperty({ format: 'date-time', description: 'When it goes out.' }) dueAt: string;
  @ApiProperty({ type: 'integer', description: 'Days from the date; negative before it.' }) step: number;
  @ApiProperty({ description: 'Whether it tells the program lead that something is overdue.' }) escalation: boolean;
  @ApiProperty({ example: '3 days before', description: 'The step in words.' }) words: string;
  @ApiProperty({ description: 'What moved it from the day that was meant; empty where nothing did.' }) why: string;
  @ApiProperty({ format: 'uri-reference', description: 'The page of the rule that it follows.' }) ruleUrl: string;
}

/** A part of everything that is planned, earliest first. */
export class PlannedReminders {
  @ApiProperty({ type: [PlannedReminder] }) items: PlannedReminder[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part; null at the end.' })
  next: string | null;
}

/** How many reminders of one kind go out on a day. */
export class PlannedKind {
  @ApiProperty({ enum: [...anchors, 'escalation'] }) kind: Anchor | 'escalation';
  @ApiProperty({ example: 'A report is due' }) name: string;
  @ApiProperty({ type: 'integer' }) count: number;
}

/** What goes out on one day. */
export class PlannedDay {
  @ApiProperty({ format: 'date' }) on: string;
  @ApiProperty({ type: 'integer' }) count: number;
  @ApiProperty({ type: [PlannedKind] }) kinds: PlannedKind[];
}

/** What is planned for thirty days, by day where its reader is. */
export class PlannedMonth {
  @ApiProperty({ format: 'date', description: 'The first of the thirty days.' }) from: string;
  @ApiProperty({ format: 'date', description: 'The last of them.' }) until: string;
  @ApiProperty({ format: 'date' }) today: string;
  @ApiProperty({ type: 'integer', description: 'Until Sunday, what is late included.' }) thisWeek: number;
  @ApiProperty({ type: 'integer', description: 'From today on, what is late included.' }) next30Days: number;
  @ApiProperty({
    ...{ type: String, format: 'date-time', nullable: true },
    description: 'When the oldest should have gone out that has not; null where nothing is late.',
  })
  oldestDueAt: string | null;
  @ApiProperty({ type: [PlannedDay], description: 'Whole weeks from Monday to Sunday, around the thirty days.' })
  days: PlannedDay[];
}
