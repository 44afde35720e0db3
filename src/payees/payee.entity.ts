import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { AccountKind, HolderKind, PayeeStatus } from './payee.rules';

/** Where a payee, or the fund itself, has its money. */
@Entity('bank_account')
export class BankAccount {
  @PrimaryColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('text') holderKind: HolderKind;
  @Column('uuid') holderId: string;
  /** As the bank has it, which need not be how we call them. */
  @Column('text') holderName: string;
  @Column('text') country: string;
  @Column('text') currency: string;
  @Column('text') bic: string;
  @Column('text') kind: AccountKind;
  /** All of the number that is shown. */
  @Column('text') lastFour: string;
  /** The number, sealed; it is asked for where it is opened and nowhere else. */
  @Column({ type: 'bytea', select: false, update: false }) cipher?: Buffer;
  @Column('text') status: PayeeStatus;
  /** Why they change. */
  @Column('text') reason: string;
  @Column('uuid') enteredBy: string;
  @InstantColumn() enteredAt: Date;
  @InstantColumn() holdUntil: Date;
  @Column('uuid', { nullable: true }) confirmedBy: string | null;
  @InstantColumn({ nullable: true }) confirmedAt: Date | null;
  /** How it was made sure that they are right. */
  @Column('text') confirmedHow: string;
  @Column('text') rejectReason: string;
  @Column('int') version: number;
}

/** That somebody read a full number. */
@Entity('bank_reading')
export class BankReading {
  @PrimaryGeneratedColumn() id: number;
  @Column('uuid') bankAccountId: string;
  @Column('uuid') personId: string;
  @InstantColumn() at: Date;
  @Column('text') why: string;
}
