import { Injectable, type StreamableFile } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Invalid, Missing } from '../kernel/errors';
import type { Typed } from '../kernel/typed';
import { type Tx, Work } from '../kernel/transaction';
import { download, Upload } from '../kernel/upload';
import { StoredFile } from './file.entity';
import { cleanName, judge } from './file.rules';

export type { StoredFile } from './file.entity';

/** A file without its bytes. */
export type FileRow = Omit<StoredFile, 'content'>;

/** Files that people upload: looked into before they are kept, hashed, and served only by whoever they belong to. */
@Injectable()
export class Files {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
  ) {}

  /** @throws Invalid, on `field`, for what is empty, too large or of a kind that is not taken */
  async store(tx: Tx, { name, content }: { name: string; content: Buffer }, field = 'fileId'): Promise<FileRow> {
    const judged = judge(name, content, content.length === 0 ? undefined : await fileTypeFromBuffer(content));
    if ('refused' in judged) throw new Invalid({ [field]: [judged.refused] });
    const { content: bytes, ...row } = await tx.save(
      tx.create(StoredFile, {
        ...{ name: cleanName(name, judged.mediaType), mediaType: judged.mediaType, size: content.length, content },
        ...{ sha256: createHash('sha256').update(content).digest() },
        ...{ uploadedBy: tx.actor.id, uploadedAt: tx.now },
      }),
    );
    return row;
  }

  /** Keeps what a program sent. */
  add(actor: Actor, upload: { name: string; content: Buffer }): Promise<FileRow> {
    return this.work.run(actor, (tx) => this.store(tx, upload, 'file'));
  }

  /**
   * Keeps the upload in a form and leaves its id in its place, so that a refused form comes back with it.
   * The form's key is left to what the form is for.
   * @returns the same form; the field is null where no file was chosen
   */
  async receive(actor: Actor, form: Typed, field = 'fileId'): Promise<Typed> {
    const upload = form[field];
    if (upload instanceof Upload) {
      const keyless = { ...actor, command: undefined };
      form[field] = (await this.work.run(keyless, (tx) => this.store(tx, upload, field))).id;
    }
    return Object.assign(form, { [field]: form[field] || null });
  }

  /** @throws Missing */
  async info(id: string, within: EntityManager = this.database.manager): Promise<FileRow> {
    const row = await within.findOneBy(StoredFile, { id });
    if (!row) throw new Missing('file');
    return row;
  }

  /** The file may be attached to something by whoever uploaded it. @throws Invalid on `field` */
  async attachable(tx: Tx, id: string, field = 'fileId'): Promise<FileRow> {
    const row = await tx.findOneBy(StoredFile, { id, uploadedBy: tx.actor.id });
    if (!row) throw new Invalid({ [field]: ['There is no such file of yours. Upload it again.'] });
    return row;
  }

  /** @throws Missing */
  async content(id: string): Promise<Buffer> {
    const [row] = await this.database.query<{ content: Buffer }[]>('select content from file where id = $1', [id]);
    if (!row) throw new Missing('file');
    return row.content;
  }

  /** For a reader who may see what it belongs to. @throws Missing, also where `id` is null */
  async download(id: string | null): Promise<StreamableFile> {
    if (id === null) throw new Missing('file');
    const { name, mediaType } = await this.info(id);
    return download(name, mediaType, await this.content(id));
  }

  /** What one uploaded oneself. @throws Missing */
  async own(actor: Actor, id: string): Promise<FileRow> {
    const row = await this.info(id);
    if (row.uploadedBy !== actor.id) throw new Missing('file');
    return row;
  }
}
