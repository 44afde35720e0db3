import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';

/** A pot of money with one purpose and one currency. */
@Entity('fund')
export class Fund {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('text') purpose: string;
  @Column('text') currency: string;
  /** How many people, none of them the proposer, approve each award and each instalment. */
  @Column('int') approvalsRequired: number;
}

/** What a donor said that money may be used for. */
@Entity('restriction')
export class Restriction {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid') fundId: string;
  @Column('text') name: string;
  @Column('text') sector: string;
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
  /** The transaction in the ledger that stands for it now. */
  @CentsColumn() postedSeq: number;
  @InstantColumn() createdAt: Date;
  @Column('uuid') createdBy: string;
}
