import { Injectable } from '@nestjs/common';
import { Files } from '../files/files.service';
import type { Actor } from '../kernel/access';
import { Invalid, Missing } from '../kernel/errors';
import { isId } from '../kernel/id';
import { typedFrom } from '../kernel/typed';
import { Upload } from '../kernel/upload';

/**
 * The bytes of a statement, however they were sent. What comes with the request itself is read and not kept: it names the whole account,
 * and a statement that is refused leaves nothing behind.
 */
@Injectable()
export class StatementSource {
  constructor(private readonly files: Files) {}

  /** @param body bytes, a form with a file, or `{ fileId }` of a file uploaded before @throws Invalid on `fileId` */
  async content(actor: Actor, body: unknown): Promise<Buffer> {
    if (body instanceof Upload) return body.content;
    const { fileId } = typedFrom(body);
    if (fileId instanceof Upload) return fileId.content;
    if (!isId(fileId)) throw new Invalid({ fileId: ['Choose the file that the bank made.'] });
    try {
      return await this.files.content((await this.files.own(actor, fileId)).id);
    } catch (error) {
      throw error instanceof Missing
        ? new Invalid({ fileId: ['There is no such file of yours. Upload it again.'] })
        : error;
    }
  }
}
