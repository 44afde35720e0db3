import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CentsColumn, InstantColumn } from '../kernel/columns';
import type { ApplicationStatus, BudgetLine, Partner } from './application.rules';

/** What a city asks the fund to pay for in one round. */
@Entity('application')
export class Application {
  @PrimaryGeneratedColumn('uuid') id: string;
  @CentsColumn({ insert: false, update: false }) seq: number;
  @Column('uuid') roundId: string;
  @Column('uuid') leadId: string;
  @Column('text') title: string;
  @Column('text') summary: string;
  @Column('text', { array: true }) sectors: string[];
  @Column('text', { nullable: true }) stage: string | null;
  @Column('jsonb') partners: Partner[];
  @Column('jsonb') budgetLines: BudgetLine[];
  @CentsColumn({ nullable: true }) requestedCents: number | null;
  @Column('text') currency: string;
  /** By the keys of the round's questions. */
  @Column('jsonb') answers: Record<string, string>;
  @Column('text') status: ApplicationStatus;
  /** Says what of it is invented; empty for a real application. */
  @Column('text') illustrative: string;
  @Column('int') version: number;
  @InstantColumn() createdAt: Date;
  @Column('uuid') createdBy: string;
  @InstantColumn() updatedAt: Date;
  @Column('uuid') updatedBy: string;
  @InstantColumn({ nullable: true }) submittedAt: Date | null;
}
