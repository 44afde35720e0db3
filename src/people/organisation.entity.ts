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

  @Column('text')
  timeZone: string;

  @Column('double precision', { nullable: true })
  latitude: number | null;

  @Column('double precision', { nullable: true })
  longitude: number | null;

  @Column('boolean')
  foundingMember: boolean;

  @InstantColumn({ insert: false })
  createdAt: Date;
}
