import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn, wholeNumber } from '../kernel/columns';

/** A pot of money with one purpose and one currency. */
@Entity('fund')
export class Fund {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('text') purpose: string;
  @Column('text') currency: string;
  /** How many people, none of them the proposer, approve each award and each instalment. */
  @Column('int') approvalsRequired: number;
  /** How many days changed bank details wait before money goes there. */
  @Column('int') holdDays: number;
  /** After how many days without movement a commitment becomes a task. */
  @Column('int') staleDays: number;
  /** After how many days without word from the bank a payment becomes a task. */
  @Column('int') silentDays: number;
  /** No money of it is older. */
  @Column('date') beganOn: string;
}

/** From which amount on a fund asks more people to approve. */
@Entity('approval_threshold')
export class ApprovalThreshold {
  @PrimaryColumn('uuid') fundId: string;
  @PrimaryColumn({ type: 'bigint', transformer: wholeNumber }) fromCents: number;
  @Column('int') approvals: number;
}

/** What a donor said that money may be used for. */
@Entity('restriction')
export class Restriction {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') fundId: string;
  @Column('text') name: string;
  /** Projects of these sectors may use it; empty is any. */
  @Column('text', { array: true }) sectors: string[];
  @Column('text') purpose: string;
  /** Lead cities that may use it; empty is any. */
  @Column('uuid', { array: true }) cityIds: string[];
  @Column('date', { nullable: true }) startsOn: string | null;
  @Column('date', { nullable: true }) endsOn: string | null;
  /** The donor's letter. */
  @Column('uuid', { nullable: true }) fileId: string | null;
  @InstantColumn() createdAt: Date;
}

/** Money received from a funder, net of the bank's fee. */
@Entity('contribution')
export class Contribution {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') fundId: string;
  @Column('uuid') funderId: string;
  @Column('uuid', { nullable: true }) restrictionId: string | null;
  @CentsColumn() grossCents: number;
  @CentsColumn() feeCents: number;
  @Column('text') currency: string;
  @Column('date') receivedOn: string;
  @Column('text') reference: string;
  @Column('boolean') illustrative: boolean;
  /** How often it has been recorded; each correction adds one. */
  @Column('int') occurrence: number;
  /** The pledge that it fulfils. */
  @Column('uuid', { nullable: true }) pledgeId: string | null;
  /** What the donor got back. */
  @CentsColumn() refundedCents: number;
  /** The transaction in the ledger that stands for it now. */
  @CentsColumn() postedSeq: number;
  @InstantColumn() createdAt: Date;
  @Column('uuid') createdBy: string;
}
