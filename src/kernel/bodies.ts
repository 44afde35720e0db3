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
    else void json(request, body as string, done);
  });
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    try {
      done(null, parse(body as string, limits));
    } catch {
      done(new Unreadable('This form has more fields than can be read.'));
    }
  });
}
