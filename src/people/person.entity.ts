import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { CityRight, Role } from '../kernel/access';
import { InstantColumn } from '../kernel/columns';

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

  @InstantColumn({ nullable: true })
  disabledAt: Date | null;
}
