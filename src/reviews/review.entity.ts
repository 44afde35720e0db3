import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { ReviewStatus } from './review.rules';
import type { Scores } from './review.scoring';

/** What one reviewer says about one application. */
@Entity('review')
export class Review {
  @PrimaryGeneratedColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') applicationId: string;
  @Column('uuid') roundId: string;
  @Column('uuid') reviewerId: string;
  /** The last day, in the zone of the round, and the instant at which it ends. */
  @Column('date') dueOn: string;
  @Column('text') dueZone: string;
  @InstantColumn() dueAt: Date;
  @Column('text') status: ReviewStatus;
  /** By the keys of the round's rubric. */
  @Column('jsonb') scores: Scores;
  /** Percent of the best there is, with two decimals, such as `87.50`; once submitted. */
  @Column('numeric', { precision: 5, scale: 2, nullable: true }) score: string | null;
  @CentsColumn({ nullable: true }) recommendedCents: number | null;
  @Column('text') comment: string;
  /** Its scores and words are invented. */
  @Column('boolean') illustrative: boolean;
  @Column('int') version: number;
  @Column('uuid') assignedBy: string;
  @InstantColumn() assignedAt: Date;
  @InstantColumn({ nullable: true }) submittedAt: Date | null;
}
