import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { PledgeStatus } from './pledge.rules';

/** What a funder has signed to give; none of it can be spent before it arrives. */
@Entity('pledge')
export class Pledge {
  @PrimaryGeneratedColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') fundId: string;
  @Column('uuid') funderId: string;
  @Column('uuid', { nullable: true }) restrictionId: string | null;
  @CentsColumn() amountCents: number;
  /** Before fees, as far as contributions stand on it. */
  @CentsColumn() receivedCents: number;
  @CentsColumn() writtenOffCents: number;
  @Column('text') currency: string;
  @Column('date') signedOn: string;
  @Column('text') reference: string;
  /** The letter that was signed. */
  @Column('uuid', { nullable: true }) fileId: string | null;
  @Column('text') status: PledgeStatus;
  @Column('boolean') illustrative: boolean;
  @Column('int') version: number;
  @InstantColumn() createdAt: Date;
  @Column('uuid') createdBy: string;
}

/** A part of a pledge and the day by which it is to arrive; the parts add up to the pledge. */
@Entity('pledge_part')
export class PledgePart {
  @PrimaryColumn('uuid') pledgeId: string;
  @PrimaryColumn('int') number: number;
  @Column('date') dueOn: string;
  @CentsColumn() amountCents: number;
}
