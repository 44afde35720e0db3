import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { EntryStatus } from './bank-entry.rules';

/** A file that asks the bank to pay; made once, never changed. */
@Entity('payment_file')
export class PaymentFile {
  @PrimaryColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') fundId: string;
  @Column('text') messageId: string;
  @Column('int') payments: number;
  /** All amounts added up whatever their currency, as banks do it; plain decimal text. */
  @Column('text') controlSum: string;
  @Column('bytea') sha256: Buffer;
  /** The file, sealed: it is asked for where it is opened and nowhere else. */
  @Column({ type: 'bytea', select: false, update: false }) cipher?: Buffer;
  @Column('uuid') madeBy: string;
  @InstantColumn() madeAt: Date;
}

/** What the bank says happened on the fund's account in some days. */
@Entity('bank_statement')
export class BankStatement {
  @PrimaryGeneratedColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') fundId: string;
  /** What the bank calls it. */
  @Column('text') statementId: string;
  @Column('text') accountLastFour: string;
  @Column('date', { nullable: true }) fromOn: string | null;
  @Column('date') toOn: string;
  @CentsColumn() openingCents: number;
  @CentsColumn() closingCents: number;
  @Column('text') currency: string;
  @Column('int') entries: number;
  @Column('bytea') sha256: Buffer;
  @Column('uuid') readBy: string;
  @InstantColumn() readAt: Date;
}

/** One movement on the fund's account, and what a person said that it is. */
@Entity('bank_entry')
export class BankEntry {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') statementId: string;
  @Column('uuid') fundId: string;
  @Column('int') number: number;
  @Column('text') direction: 'debit' | 'credit';
  @CentsColumn() amountCents: number;
  @Column('date') bookedOn: string;
  @Column('text') bankReference: string;
  @Column('text') endToEnd: string;
  @Column('text') counterparty: string;
  @Column('text') note: string;
  @Column('text') status: EntryStatus;
  @Column('uuid', { nullable: true }) paymentId: string | null;
  @Column('uuid', { nullable: true }) refundId: string | null;
  @Column('uuid', { nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  /** Why it was set aside. */
  @Column('text') reason: string;
  @Column('int') version: number;
}
