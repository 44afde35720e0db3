import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { ReportKind, ReportStatus } from './report.rules';

/** What a city tells the fund about a grant, by a date. */
@Entity('report')
export class Report {
  @PrimaryGeneratedColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') awardId: string;
  @Column('uuid') leadId: string;
  @Column('text') kind: ReportKind;
  @Column('text') title: string;
  /** The plain date, the zone in which it ends, and the instant that it is. */
  @Column('date') dueOn: string;
  @Column('text') dueZone: string;
  @InstantColumn() dueAt: Date;
  @Column('text') status: ReportStatus;
  @Column('text') narrative: string;
  @Column('text') lessons: string;
  @CentsColumn({ nullable: true }) spentCents: number | null;
  @Column('text') currency: string;
  @Column('text') returnReason: string;
  @Column('boolean') illustrative: boolean;
  @Column('int') version: number;
  @InstantColumn() createdAt: Date;
  @Column('uuid') createdBy: string;
  @InstantColumn({ nullable: true }) submittedAt: Date | null;
  @Column('uuid', { nullable: true }) submittedBy: string | null;
}
