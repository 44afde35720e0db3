import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { Expense, InstructionKind, InstructionStatus } from './instruction.rules';

/** What moves money of a fund besides grants, and always by several people. */
@Entity('instruction')
export class Instruction {
  @PrimaryGeneratedColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') fundId: string;
  @Column('text') kind: InstructionKind;
  @CentsColumn() amountCents: number;
  @Column('text') currency: string;
  @Column('uuid', { nullable: true }) contributionId: string | null;
  /** From which money it is taken; null is unrestricted. */
  @Column('uuid', { nullable: true }) restrictionId: string | null;
  @Column('uuid', { nullable: true }) toRestrictionId: string | null;
  @Column('uuid', { nullable: true }) pledgeId: string | null;
  /** What a running cost is booked as. */
  @Column('text', { nullable: true }) expense: Expense | null;
  @Column('text') reason: string;
  @Column('uuid', { nullable: true }) fileId: string | null;
  @Column('text') status: InstructionStatus;
  @Column('text') rejectReason: string;
  @Column('uuid') proposedBy: string;
  @InstantColumn() proposedAt: Date;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  @Column('int') version: number;
}
