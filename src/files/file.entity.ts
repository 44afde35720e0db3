import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../kernel/columns';

/** A file that somebody uploaded, as it was: never changed, never deleted. */
@Entity('file')
export class StoredFile {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('text') mediaType: string;
  /** In bytes. */
  @Column('int') size: number;
  @Column('bytea') sha256: Buffer;
  @Column('bytea', { select: false }) content: Buffer;
  @Column('uuid') uploadedBy: string;
  @InstantColumn() uploadedAt: Date;
}
