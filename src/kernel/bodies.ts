import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { parse } from 'qs';
import { Unreadable } from './refusals';
import { largestFile, readMultipart, Upload } from './upload';

const limits = { depth: 6, strictDepth: true, arrayLimit: 500, parameterLimit: 5000, throwOnLimitExceeded: true };

/** A request whose JSON is also kept as it came, as a signature is of that. */
export interface WithText extends FastifyRequest {
  text?: string;
}

/** Bodies are JSON, a form, a form with files, or one file; an empty body is an empty object. */
export function readBodies(fastify: FastifyInstance): void {
  const json = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request: WithText, body, done) => {
    request.text = body as string;
    if (body === '') done(null, {});
    else void json(request, body as string, (error, value) => done(error ?? tooDeep(value), value));
  });
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    try {
      done(null, fieldsOf(body as string));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser('multipart/form-data', (request: FastifyRequest, payload: IncomingMessage) =>
    withFiles(request, payload),
  );
  const whole = { parseAs: 'buffer', bodyLimit: largestFile + 1 } as const;
  fastify.addContentTypeParser('application/octet-stream', whole, (_, body, done) =>
    done(null, new Upload('', body as unknown as Buffer)),
  );
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    return parse(text, limits);
  } catch {
    throw new Unreadable('This form has more fields than can be read.');
  }
}

async function withFiles(request: FastifyRequest, payload: IncomingMessage): Promise<Record<string, unknown>> {
  const { text, files } = await readMultipart(request, payload);
  return { ...fieldsOf(text), ...Object.fromEntries(files) };
}

/** Nothing that we take is nested deeply; what is would exhaust whoever walks through it. */
function tooDeep(value: unknown): Unreadable | null {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > 20) return new Unreadable('This is nested more deeply than can be read.');
    level = level.flatMap((item) =>
      item !== null && typeof item === 'object' ? (Object.values(item) as unknown[]) : [],
    );
  }
  return null;
}
