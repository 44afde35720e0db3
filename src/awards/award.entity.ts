import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { AwardStatus } from './award.rules';

/** Money that the fund gives to one application. */
@Entity('award')
export class Award {
  @PrimaryGeneratedColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') applicationId: string;
  @Column('uuid') roundId: string;
  @Column('uuid') fundId: string;
  @Column('uuid') leadId: string;
  @Column('text') title: string;
  @Column('text', { array: true }) sectors: string[];
  @CentsColumn() amountCents: number;
  @Column('text') currency: string;
  @Column('text') status: AwardStatus;
  /** Why it is proposed; written for those who approve it. */
  @Column('text') reason: string;
  /** What the city agrees to besides its application. */
  @Column('text') conditions: string;
  @Column('uuid') proposedBy: string;
  @InstantColumn() proposedAt: Date;
  @InstantColumn({ nullable: true }) offerExpiresAt: Date | null;
  @InstantColumn({ nullable: true }) acceptedAt: Date | null;
  @Column('text') illustrative: string;
  @Column('int') version: number;
}

/** One person's yes to an award or to an instalment; never changed, never deleted. */
@Entity('approval')
export class Approval {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('text') subjectKind: 'award' | 'instalment';
  @Column('uuid') subjectId: string;
  /** A revoked approval starts a new cycle. */
  @Column('int') cycle: number;
  @Column('uuid') approverId: string;
  @InstantColumn() at: Date;
}
