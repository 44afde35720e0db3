import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { InstalmentStatus } from './instalment.rules';
import type { PaymentStatus } from './payment.rules';

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
  /** What has to be met besides the report, before it is paid. */
  @Column('boolean') needsAgreement: boolean;
  @Column('date', { nullable: true }) notBefore: string | null;
  /** What is to be shown; empty where nothing is. */
  @Column('text') evidence: string;
  @Column('uuid', { nullable: true }) evidenceFileId: string | null;
  @Column('uuid', { nullable: true }) evidenceBy: string | null;
  @Column('uuid', { nullable: true }) evidenceAcceptedBy: string | null;
  @InstantColumn({ nullable: true }) evidenceAcceptedAt: Date | null;
  @Column('uuid', { nullable: true }) requestedBy: string | null;
  @InstantColumn({ nullable: true }) requestedAt: Date | null;
  @Column('text') requestNote: string;
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
  /** The payee's account, and the reference that the bank carries to it and back. */
  @Column('uuid') bankAccountId: string;
  @Column('text') endToEnd: string;
  /** What the payee gets, in minor units of the currency of its account. */
  @Column('text') payCurrency: string;
  @CentsColumn() payCents: number;
  /** Units of the payee's currency for one of the award's; a decimal, as it was typed. Null in the same currency. */
  @Column('numeric', { nullable: true }) rate: string | null;
  @Column('text') rateSource: string;
  @Column('date', { nullable: true }) rateOn: string | null;
  /** What the bank took for it, in the award's currency. */
  @CentsColumn({ nullable: true }) chargedCents: number | null;
  @Column('date', { nullable: true }) returnedOn: string | null;
  @Column('uuid', { nullable: true }) paymentFileId: string | null;
  /** Who recorded last what the bank says of it. */
  @Column('uuid', { nullable: true }) answeredBy: string | null;
  @Column('uuid') releasedBy: string;
  @InstantColumn() releasedAt: Date;
  @Column('date', { nullable: true }) settledOn: string | null;
  @Column('text') bankReference: string;
  @Column('text') failure: string;
}
