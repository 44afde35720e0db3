import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../kernel/columns';
import type { OrganisationKind } from './people.rules';

/** A city, a funder, a partner of a project, or the alliance itself. */
@Entity('organisation')
export class Organisation {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  kind: OrganisationKind;

  @Column('text')
  name: string;

  /** ISO 3166-1, two letters. */
  @Column('char', { length: 2, nullable: true })
  country: string | null;

  /** The part of the country whose holidays are its own, as the kept library of holidays knows it; empty is the whole country. */
  @Column('text')
  region: string;

  @Column('text')
  timeZone: string;

  /** Local times between which its people work: `09:00:00`. */
  @Column('time')
  dayStarts: string;

  @Column('time')
  dayEnds: string;

  @Column('double precision', { nullable: true })
  latitude: number | null;

  @Column('double precision', { nullable: true })
  longitude: number | null;

  @Column('boolean')
  foundingMember: boolean;

  @Column('int')
  version: number;

  @InstantColumn({ insert: false })
  createdAt: Date;
}
