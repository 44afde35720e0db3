import { Busboy } from '@fastify/busboy';
import { createParamDecorator, type ExecutionContext, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { stringify } from 'qs';
import type { Asked } from './access';
import { Unreadable } from './refusals';

/** The most that one file may hold, in bytes. */
export const largestFile = 10 * 1024 * 1024;

const limits = { files: 5, fileSize: largestFile + 1, fields: 2000, fieldSize: 1024 * 1024, parts: 2005 };
/** All text fields of a form together. */
const largestText = 1024 * 1024;

/** A file as it arrived, before anybody looked into it. */
export class Upload {
  constructor(
    readonly name: string,
    readonly content: Buffer,
  ) {}

  /** Requests are recognised, and refused forms kept, without the bytes. */
  toJSON(): { name: string; size: number; sha256: string } {
    const sha256 = createHash('sha256').update(this.content).digest('hex');
    return { name: this.name, size: this.content.length, sha256 };
  }
}

/** The bytes that a program sent as the body. */
export const Uploaded = createParamDecorator((_: unknown, context: ExecutionContext): Upload => {
  const { body } = context.switchToHttp().getRequest<Asked>();
  if (body instanceof Upload) return body;
  throw new Unreadable('Send the bytes of the file as the body, with content-type application/octet-stream.', 415);
});

/** A form with files. @returns its text fields as a query string, and its files by the names of their fields */
export function readMultipart(
  request: FastifyRequest,
  payload: IncomingMessage,
): Promise<{ text: string; files: Map<string, Upload> }> {
  return new Promise((resolve, reject) => {
    const fields: string[] = [];
    const files = new Map<string, Upload>();
    const refuse = (message: string, status = 400): void => {
      payload.unpipe();
      payload.resume();
      reject(new Unreadable(message, status));
    };
    const parser = busboyFor(request, refuse);
    if (!parser) return;
    let length = 0;
    parser.on('field', (name, value, _, cut) => {
      length += name.length + value.length;
      if (cut || length > largestText) return refuse('This form holds more text than can be read.', 413);
      fields.push(stringify({ [name]: value }));
    });
    parser.on('file', (field, stream, name) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const content = Buffer.concat(parts);
        if (content.length > 0 || name) files.set(field, new Upload(name ?? '', content));
      });
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const)
      parser.on(limit, () => refuse('This form has more fields than can be read.'));
    parser.on('error', () => refuse('This form could not be read. Open the page again and send it anew.'));
    parser.on('finish', () => resolve({ text: fields.join('&'), files }));
    payload.on('aborted', () => refuse('The upload was broken off.'));
    payload.pipe(parser);
  });
}

function busboyFor({ headers }: FastifyRequest, refuse: (message: string) => void): Busboy | undefined {
  try {
    return new Busboy({ headers: headers as { 'content-type': string }, limits });
  } catch {
    refuse('This form could not be read. Open the page again and send it anew.');
    return undefined;
  }
}

/** What a browser saves instead of showing it. */
export function download(name: string, mediaType: string, content: Buffer): StreamableFile {
  return new StreamableFile(content, { type: mediaType, disposition: attachment(name), length: content.length });
}

/** RFC 6266: plain letters for old programs, the real name for the others. */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const real = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${real}`;
}
