import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { BlankIsUnset, PageQuery } from '../kernel/paging';
import { type Typed, wholeFrom } from '../kernel/typed';
import { type ReportKind, reportKinds, type ReportStatus, reportStatuses } from './report.rules';

/** A report as it is scheduled. */
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

/** When a report is due instead. */
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

/** What the city is to change, and until when. */
export class ReturnedReport {
  @ApiProperty({ description: 'Written to the city.' })
  @IsText('A reason', 5000)
  reason: string;

  @ApiProperty({ example: '2027-07-31', description: 'When the changed report is due.' })
  @IsPlainDate()
  dueOn: string;
}

/** Which reports are asked for. */
export class ReportsQuery extends PageQuery {
  @BlankIsUnset()
  @IsOptional()
  @IsIn(reportStatuses, { message: `Choose a status: ${reportStatuses.join(', ')}.` })
  status?: ReportStatus;

  @BlankIsUnset()
  @IsOptional()
  @IsUUID('all', { message: 'Write the id of an award.' })
  award?: string;
}

/** What the page's form typed, as the API would send it. */
export const reportFrom = (form: Typed, currency: string): Typed => ({
  narrative: form.narrative ?? '',
  lessons: form.lessons ?? '',
  spentCents: centsFrom(form.spentCents, currency) ?? null,
  version: wholeFrom(form.version),
});
