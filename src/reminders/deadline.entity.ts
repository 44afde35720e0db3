import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../kernel/columns';
import type { Subject } from '../kernel/outbox';
import type { Anchor } from './anchor.rules';

export type DeadlineState = 'open' | 'met' | 'called_off';
export type StaffRole = 'program' | 'finance';

/** Something that is due, or has been waiting since a date, and those whom that concerns. */
@Entity('deadline')
export class Deadline {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  anchor: Anchor;

  @Column('text')
  subject: Subject;

  /** The larger things that it ends with. */
  @Column('text', { array: true })
  within: Subject[];

  @Column('uuid', { nullable: true })
  roundId: string | null;

  @Column('uuid', { nullable: true })
  organisationId: string | null;

  /** Of a review: whose it is. */
  @Column('uuid', { nullable: true })
  personId: string | null;

  @Column('text')
  staffRole: StaffRole;

  @Column('text')
  title: string;

  @InstantColumn()
  dueAt: Date;

  @Column('text')
  dueZone: string;

  /** From then on nobody is reminded of it any more. */
  @InstantColumn({ nullable: true })
  until: Date | null;

  @Column('jsonb')
  data: Record<string, unknown>;

  @Column('text')
  state: DeadlineState;

  /** Raised with every move. */
  @Column('int')
  sequence: number;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn({ nullable: true })
  closedAt: Date | null;
}
