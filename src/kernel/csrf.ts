import type { FastifyRequest } from 'fastify';
import { sessionCookie } from './authentication';
import { Forbidden } from './errors';

/** A request that another site made a browser send. */
export class ForeignRequest extends Forbidden {
  constructor() {
    super('This came from another site, so nothing was done. Open the page here and try again.');
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

export const isUnsafe = (request: FastifyRequest): boolean => !safe.has(request.method);

/**
 * Refuses what another site's page sends in a visitor's name. Personal tokens are exempt: no browser adds them by itself.
 * @throws ForeignRequest
 */
export function refuseForeign(request: FastifyRequest, ownOrigin: string): void {
  const { origin, host, authorization, 'sec-fetch-site': site } = request.headers;
  if (!isUnsafe(request) || authorization !== undefined) return;
  if (site === 'same-origin' || isOwn(origin, host, ownOrigin)) return;
  const fromBrowser = origin !== undefined || (site !== undefined && site !== 'none');
  if (fromBrowser || request.cookies[sessionCookie] !== undefined) throw new ForeignRequest();
}

function isOwn(origin: string | undefined, host: string | undefined, ownOrigin: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === ownOrigin || new URL(origin).host === host;
}
