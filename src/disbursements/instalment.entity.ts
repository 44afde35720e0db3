import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { InstalmentStatus, PaymentStatus } from './instalment.rules';

/** A part of an award that is paid at once. */
@Entity('instalment')
export class Instalment {
  @PrimaryGeneratedColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') awardId: string;
  @Column('uuid') leadId: string;
  @Column('int') number: number;
  @CentsColumn() amountCents: number;
  @Column('text') currency: string;
  @Column('date') dueOn: string;
  /** The report that has to be accepted first. */
  @Column('uuid', { nullable: true }) reportId: string | null;
  @Column('text') status: InstalmentStatus;
  /** A revoked approval starts a new cycle, in which everybody approves anew. */
  @Column('int') approvalCycle: number;
  @Column('uuid') plannedBy: string;
  @InstantColumn() plannedAt: Date;
  @Column('int') version: number;
}

/** One attempt to pay an instalment through the bank. */
@Entity('payment')
export class Payment {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') instalmentId: string;
  @Column('int') attempt: number;
  @CentsColumn() amountCents: number;
  @Column('text') currency: string;
  @Column('text') status: PaymentStatus;
  @Column('uuid') releasedBy: string;
  @InstantColumn() releasedAt: Date;
  @Column('date', { nullable: true }) settledOn: string | null;
  @Column('text') bankReference: string;
  @Column('text') failure: string;
}
