import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../kernel/columns';

/** What people other than its proposer approve. */
export type ApprovedKind = 'award' | 'instalment' | 'instruction' | 'amendment' | 'refund';

/** One person's yes to what somebody else proposed; never changed, never deleted. */
@Entity('approval')
export class Approval {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('text') subjectKind: ApprovedKind;
  @Column('uuid') subjectId: string;
  /** A revoked approval starts a new cycle. */
  @Column('int') cycle: number;
  @Column('uuid') approverId: string;
  @InstantColumn() at: Date;
}
