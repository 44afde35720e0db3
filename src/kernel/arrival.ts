import type { Actor } from './access';
import { Authentication, sessionCookie } from './authentication';
import { commandOf, type Sent } from './command';
import { refuseForeign } from './csrf';
import { SignInNeeded } from './errors';

const withoutPerson = /^\/(assets\/|health(\?|$)|ready(\?|$))/;

export interface Door {
  authentication: Authentication;
  ownOrigin: string;
  /** For fingerprints of requests. */
  secret: Buffer;
}

/** Looks at a request before anything else does: where it comes from, who asks, and whether it was asked before. */
export async function arrive(request: Sent, { authentication, ownOrigin, secret }: Door): Promise<void> {
  if (withoutPerson.test(request.url)) return;
  refuseForeign(request, ownOrigin);
  request.actor = await whoAsks(request, authentication);
  const command = commandOf(request, secret);
  if (request.actor && command) request.actor.command = command;
}

const withFiles = /^(multipart\/form-data|application\/octet-stream)/i;

/** Files are taken into memory whole, so whoever sends them is known before their first byte is read. @throws SignInNeeded */
export async function arriveWithFiles(request: Sent, { authentication, ownOrigin }: Door): Promise<void> {
  if (!withFiles.test(request.headers['content-type'] ?? '')) return;
  refuseForeign(request, ownOrigin);
  if (!(await whoAsks(request, authentication))) throw new SignInNeeded();
}

/** @throws SignInNeeded where a token was sent that is not valid. */
async function whoAsks(request: Sent, authentication: Authentication): Promise<Actor | undefined> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1];
    const actor = token === undefined ? undefined : await authentication.byToken(token);
    if (!actor) throw new SignInNeeded('This personal token is unknown, revoked or expired.');
    return actor;
  }
  const cookie = request.cookies[sessionCookie];
  return cookie === undefined ? undefined : authentication.bySession(cookie);
}
