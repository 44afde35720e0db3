import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { Criterion, Question, RoundStatus } from './round.rules';

/** A call of a fund: what it pays for, how much it has, until when cities may apply. */
@Entity('round')
export class Round {
  @PrimaryGeneratedColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') fundId: string;
  @Column('text') name: string;
  @Column('text') summary: string;
  @Column('text') status: RoundStatus;
  @Column('text') currency: string;
  @CentsColumn() budgetCents: number;
  /** The smallest and the largest award; null means no limit. */
  @CentsColumn({ nullable: true }) floorCents: number | null;
  @CentsColumn({ nullable: true }) ceilingCents: number | null;
  @Column('text', { array: true }) sectors: string[];
  @Column('text', { array: true }) stages: string[];
  @Column('jsonb') questions: Question[];
  @Column('jsonb') rubric: Criterion[];
  /** The deadline as people read it, where it is read, and the instant that it is. */
  @Column('text') deadlineLocal: string;
  @Column('text') deadlineZone: string;
  @InstantColumn() deadlineAt: Date;
  /** Said on every page of the round; marks what is invented. */
  @Column('text') note: string;
  /** The contributions from which its budget is drawn; none named is all that fit. */
  @Column('uuid', { array: true }) contributionIds: string[];
  /** How often its budget has been set aside, and how often some of it given back. */
  @Column('int') reservations: number;
  @Column('int') returns: number;
  @Column('int') version: number;
  @InstantColumn() createdAt: Date;
  @Column('uuid') createdBy: string;
}
