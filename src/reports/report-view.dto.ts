import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import type { Report } from './report.entity';
import {
  mayReschedule,
  mayWrite,
  type ReportKind,
  reportKinds,
  reportLifecycle,
  type ReportStatus,
  reportStatuses,
} from './report.rules';

/** A report as its readers see it. Amounts in minor units of `currency`, instants in UTC. */
export class ReportView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) awardId: string;
  @ApiProperty({ description: 'The title of the award.' }) award: string;
  @ApiProperty({ description: 'The name of the city that writes it.' }) lead: string;
  @ApiProperty({ enum: reportKinds }) kind: ReportKind;
  @ApiProperty() title: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ example: 'Europe/Oslo' }) dueZone: string;
  @ApiProperty({ format: 'date-time', description: 'The end of that day in that zone.' }) dueAt: string;
  @ApiProperty({ enum: reportStatuses }) status: ReportStatus;
  @ApiProperty({ description: 'What was done and what came of it. Empty for others while the city writes.' })
  narrative: string;
  @ApiProperty({ description: 'What other cities can learn. Empty for others while the city writes.' }) lessons: string;
  @ApiProperty({
    type: 'integer',
    format: 'int64',
    nullable: true,
    description: 'Spent so far, in whole minor units of `currency`. Null for others while the city writes.',
  })
  spentCents: number | null;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ description: 'Why it was returned; empty unless it is.' }) returnReason: string;
  @ApiProperty({ description: 'Whether it is invented for the demonstration.' }) illustrative: boolean;
  @ApiProperty({ description: 'Send it back with your changes.' }) version: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) submittedAt: string | null;
  @ApiProperty({ description: 'Whether you may change what it says now.' }) editable: boolean;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** A part of the reports that the reader may see, what is due next first. */
export class ReportList {
  @ApiProperty({ type: [ReportView] }) items: ReportView[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part; null at the end.' })
  next: string | null;
}

/** The reports of one award. */
export class AwardReports {
  @ApiProperty({ type: [ReportView] }) items: ReportView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

/** The names that stand beside a report's ids. */
export interface ReportNames {
  award: string;
  awardStatus: string;
  lead: string;
}

const reschedule: Offer = { move: 'reschedule', label: 'Move the due date' };

/** Staff and auditors read what the city writes once it has submitted it, also where it writes again. */
export function reportView(report: Report, names: ReportNames, actor: Actor, now: Date): ReportView {
  const { id, awardId, kind, title, dueOn, dueZone, status, currency, returnReason, illustrative, version } = report;
  const written = actor.role === 'city' || status === 'submitted' || status === 'accepted';
  const steps = reportLifecycle.moves(report, { actor, now });
  return {
    ...{ id, awardId, kind, title, dueOn, dueZone, status, currency, returnReason, illustrative, version },
    ...{ award: names.award, lead: names.lead, dueAt: report.dueAt.toISOString() },
    narrative: written ? report.narrative : '',
    lessons: written ? report.lessons : '',
    spentCents: written ? report.spentCents : null,
    submittedAt: report.submittedAt?.toISOString() ?? null,
    editable: mayWrite(report, actor),
    moves: mayReschedule(report, names.awardStatus, actor) ? [...steps, reschedule] : steps,
  };
}
