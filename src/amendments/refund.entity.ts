import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { RefundStatus } from './refund.rules';

/** Unspent money that the fund demands back. */
@Entity('refund')
export class Refund {
  @PrimaryGeneratedColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') awardId: string;
  @CentsColumn() amountCents: number;
  @CentsColumn() receivedCents: number;
  @CentsColumn() writtenOffCents: number;
  @Column('text') currency: string;
  @Column('text') reason: string;
  @Column('date') dueOn: string;
  @Column('text') status: RefundStatus;
  @Column('uuid') demandedBy: string;
  @InstantColumn() demandedAt: Date;
  @Column('text') writeOffReason: string;
  @Column('uuid', { nullable: true }) writeOffProposedBy: string | null;
  @InstantColumn({ nullable: true }) writeOffProposedAt: Date | null;
  /** A withdrawn write-off starts a new cycle, in which everybody approves anew. */
  @Column('int') approvalCycle: number;
  /** How many parts have arrived. */
  @Column('int') receipts: number;
  @Column('int') version: number;
}

/** One part of a refund that arrived. */
@Entity('refund_receipt')
export class RefundReceipt {
  @PrimaryColumn('uuid') refundId: string;
  @PrimaryColumn('int') number: number;
  @CentsColumn() amountCents: number;
  @Column('date') receivedOn: string;
  @Column('text') reference: string;
  @Column('uuid') recordedBy: string;
  @InstantColumn() recordedAt: Date;
}
