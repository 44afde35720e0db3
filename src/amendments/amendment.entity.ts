import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { AmendmentStatus, BudgetLine, Standing } from './amendment.rules';

/** A change of what was agreed about an award: its amount, its dates, its scope or its budget lines. */
@Entity('amendment')
export class Amendment {
  @PrimaryGeneratedColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') awardId: string;
  @Column('int') number: number;
  /** A close-out takes back what was never paid. */
  @Column('text') kind: 'change' | 'close_out';
  /** More than zero is more money, less is less. */
  @CentsColumn() changeCents: number;
  @Column('text') currency: string;
  /** What stays as it is, is null. */
  @Column('date', { nullable: true }) startsOn: string | null;
  @Column('date', { nullable: true }) endsOn: string | null;
  @Column('text', { nullable: true }) scope: string | null;
  @Column('jsonb', { nullable: true }) budgetLines: BudgetLine[] | null;
  /** The award as it was when this was proposed. */
  @Column('jsonb') was: Standing;
  @Column('text') reason: string;
  @Column('boolean') needsApproval: boolean;
  @Column('uuid', { nullable: true }) fileId: string | null;
  @Column('text') status: AmendmentStatus;
  @Column('text') rejectReason: string;
  @Column('uuid') proposedBy: string;
  @InstantColumn() proposedAt: Date;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  @Column('int') version: number;
}
