import type { FastifyInstance } from 'fastify';
import { parse } from 'qs';
import { Unreadable } from './refusals';

const limits = { depth: 6, strictDepth: true, arrayLimit: 500, parameterLimit: 5000, throwOnLimitExceeded: true };

/** Bodies are JSON or a form; an empty body is an empty object. */
export function readBodies(fastify: FastifyInstance): void {
  const json = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, {});
    else void json(request, body as string, (error, value) => done(error ?? tooDeep(value), value));
  });
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    try {
      done(null, parse(body as string, limits));
    } catch {
      done(new Unreadable('This form has more fields than can be read.'));
    }
  });
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
