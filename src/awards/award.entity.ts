import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { Part } from '../ledger/postings';
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
  /** What it is now: what was first approved, and what approved amendments made of it. */
  @CentsColumn() amountCents: number;
  @CentsColumn() originalCents: number;
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
  /** Who is paid where that is not the lead city: its fiscal agent. */
  @Column('uuid', { nullable: true }) payeeId: string | null;
  @Column('date', { nullable: true }) startsOn: string | null;
  @Column('date', { nullable: true }) endsOn: string | null;
  /** What was agreed to be done, as amendments changed it; empty is what the application says. */
  @Column('text') scope: string;
  @Column('jsonb') budgetLines: { item: string; cents: number }[];
  @Column('date', { nullable: true }) agreementSignedOn: string | null;
  @Column('uuid', { nullable: true }) agreementFileId: string | null;
  /** From which money it is drawn where that is not the usual order, and why. */
  @Column('jsonb', { nullable: true }) split: Part[] | null;
  @Column('text') splitReason: string;
  @Column('text') suspendedReason: string;
  /** How often it was raised, and how often some of it was freed. */
  @Column('int') raises: number;
  @Column('int') decommitments: number;
  @Column('text') illustrative: string;
  @Column('int') version: number;
}
