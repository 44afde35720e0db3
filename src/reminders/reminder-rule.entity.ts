import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../kernel/columns';
import type { Anchor, ReminderAudience, ReminderRule } from './anchor.rules';

/** A rule that staff wrote down: of one round, or of all that have none of their own. */
@Entity('reminder_rule')
export class WrittenRule implements ReminderRule {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { nullable: true })
  roundId: string | null;

  @Column('text')
  anchor: Anchor;

  @Column('boolean')
  active: boolean;

  @Column('int', { array: true })
  daysBefore: number[];

  @Column('boolean')
  onTheDay: boolean;

  @Column('int', { nullable: true })
  firstAfter: number | null;

  @Column('int', { nullable: true })
  every: number | null;

  @Column('int')
  times: number;

  @Column('text', { array: true })
  audience: ReminderAudience[];

  @Column('int', { nullable: true })
  escalateAfter: number | null;

  @Column('int')
  version: number;

  @InstantColumn()
  changedAt: Date;

  @Column('uuid')
  changedBy: string;
}

/** Who is meant in a round by "the staff owner" and "the program lead". */
@Entity('round_contact')
export class RoundContact {
  @PrimaryColumn('uuid')
  roundId: string;

  @Column('uuid', { nullable: true })
  staffOwnerId: string | null;

  @Column('uuid', { nullable: true })
  programLeadId: string | null;

  @Column('int')
  version: number;

  @InstantColumn()
  changedAt: Date;

  @Column('uuid')
  changedBy: string;
}
