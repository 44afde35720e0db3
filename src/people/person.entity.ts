import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { CityRight, Role } from '../kernel/access';
import { InstantColumn } from '../kernel/columns';
import type { AccountStatus } from './account.rules';

/** Somebody who may sign in. */
@Entity('person')
export class Person {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { nullable: true })
  organisationId: string | null;

  @Column('text')
  name: string;

  /** One mailbox, in small letters. */
  @Column('text')
  email: string;

  @Column('text')
  role: Role;

  @Column('text', { nullable: true })
  cityRight: CityRight | null;

  @Column('text')
  timeZone: string;

  @InstantColumn()
  createdAt: Date;

  /** Since when they may not sign in; of an account that waits, since it was let in. */
  @InstantColumn({ nullable: true })
  disabledAt: Date | null;

  @Column('text')
  disabledReason: string;

  /** Of staff: the administrator who let them in last. */
  @Column('uuid', { nullable: true })
  letInBy: string | null;

  @InstantColumn({ nullable: true })
  letInAt: Date | null;

  /** Who confirmed that; null where nobody had to. */
  @Column('uuid', { nullable: true })
  confirmedBy: string | null;

  @InstantColumn({ nullable: true })
  confirmedAt: Date | null;

  /** Worked out by the database from the columns above. */
  @Column({ type: 'text', insert: false, update: false })
  status: AccountStatus;
}
