import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import type { Actor } from '../kernel/access';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import type { Offer } from '../kernel/lifecycle';
import { centsFrom } from '../kernel/money';
import type { Report } from './report.entity';
import { mayWrite, type ReportKind, reportKinds, reportLifecycle, type ReportStatus } from './report.rules';

export class NewReport {
  @ApiProperty({ enum: reportKinds })
  @IsIn(reportKinds, { message: 'Choose interim or final.' })
  kind: ReportKind;

  @ApiProperty({ example: 'Interim report 2027' })
  @IsText('A title', 200)
  title: string;

  @ApiProperty({ example: '2027-06-30', description: 'The day on which it is due, in the zone of the lead city.' })
  @IsPlainDate()
  dueOn: string;
}

export class NewDueDate {
  @ApiProperty({ example: '2027-07-31' })
  @IsPlainDate()
  dueOn: string;
}

/** What the city writes; a draft may be incomplete. */
export class ReportInput {
  @ApiProperty({ description: 'What was done and what came of it.' })
  @IsText('The narrative', 50_000, { optional: true })
  narrative = '';

  @ApiProperty({ description: 'What other cities can learn from it.' })
  @IsText('The lessons', 50_000, { optional: true })
  lessons = '';

  @ApiProperty({
    required: false,
    nullable: true,
    description: 'Spent so far, in minor units of the award’s currency.',
  })
  @IsOptional()
  @IsCents(0)
  spentCents: number | null = null;

  @ApiProperty({ description: 'The version that was read; another one saved meanwhile is a conflict.' })
  @IsInt({ message: 'Send the version that you read.' })
  @Min(1, { message: 'Versions start at 1.' })
  version: number;
}

export class ReturnedReport {
  @ApiProperty({ description: 'Written to the city.' })
  @IsText('A reason', 5000)
  reason: string;

  @ApiProperty({ example: '2027-07-31', description: 'When the changed report is due.' })
  @IsPlainDate()
  dueOn: string;
}

type Typed = Record<string, unknown>;

/** What the page's form typed, as the API would send it. */
export const reportFrom = (form: Typed, currency: string): Typed => ({
  narrative: form.narrative ?? '',
  lessons: form.lessons ?? '',
  spentCents: centsFrom(form.spentCents, currency) ?? null,
  version: Number(form.version),
});

/** A report as its readers see it. Amounts in minor units of `currency`, instants in UTC. */
export interface ReportView {
  id: string;
  awardId: string;
  kind: ReportKind;
  title: string;
  dueOn: string;
  dueZone: string;
  dueAt: string;
  status: ReportStatus;
  narrative: string;
  lessons: string;
  spentCents: number | null;
  currency: string;
  returnReason: string;
  illustrative: boolean;
  version: number;
  submittedAt: string | null;
  editable: boolean;
  moves: Offer[];
}

/** Staff and auditors read what the city writes once it has submitted it. */
export function reportView(report: Report, actor: Actor, now: Date): ReportView {
  const { id, awardId, kind, title, dueOn, dueZone, status, currency, returnReason, illustrative, version } = report;
  const unfinished = actor.role !== 'city' && (status === 'due' || status === 'draft');
  return {
    ...{ id, awardId, kind, title, dueOn, dueZone, status, currency, returnReason, illustrative, version },
    dueAt: report.dueAt.toISOString(),
    narrative: unfinished ? '' : report.narrative,
    lessons: unfinished ? '' : report.lessons,
    spentCents: unfinished ? null : report.spentCents,
    submittedAt: report.submittedAt?.toISOString() ?? null,
    editable: mayWrite(report, actor),
    moves: reportLifecycle.moves(report, { actor, now }),
  };
}
