import type { Actor } from './access';
import { Authentication, sessionCookie } from './authentication';
import { shows } from './bearer';
import { commandOf, type Sent } from './command';
import { isUnsafe, refuseForeign } from './csrf';
import { SignInNeeded } from './errors';
import type { Pace } from './pace';
import { Unreadable } from './refusals';

/**
 * Calendar and mail programs have nothing but a secret address: whoever has it may use it, from wherever they come and whoever else
 * is signed in in the same browser.
 */
const secretAddress = /^\/(calendar|unsubscribe)\//;
const withoutPerson = /^\/(assets\/|health(\?|$)|ready(\?|$))/;

const measures = /^\/metrics(\?|$)/;

export interface Door {
  authentication: Authentication;
  ownOrigin: string;
  /** For fingerprints of requests. */
  secret: Buffer;
  /** How much one person may change, and how many files they may send. */
  writes: Pace;
  uploads: Pace;
  /** With which a program reads /metrics that is nobody. */
  metricsToken: string | undefined;
}

/** Looks at a request before anything else does: where it comes from, who asks, and whether it was asked before. */
export async function arrive(request: Sent, door: Door): Promise<void> {
  const { authentication, ownOrigin, secret, writes, metricsToken } = door;
  if (withoutPerson.test(request.url) || secretAddress.test(request.url)) return;
  refuseForeign(request, ownOrigin);
  if (measures.test(request.url) && shows(request, metricsToken)) return;
  request.actor = await whoAsks(request, authentication);
  if (request.actor && isUnsafe(request)) writes.count(request.actor.id);
  const command = commandOf(request, secret);
  if (request.actor && command) request.actor.command = command;
}

const withFiles = /^(multipart\/form-data|application\/octet-stream)/i;

/** Files are taken into memory whole, so whoever sends them is known before their first byte is read. @throws SignInNeeded, TooOften */
export async function arriveWithFiles(request: Sent, { authentication, ownOrigin, uploads }: Door): Promise<void> {
  if (!withFiles.test(request.headers['content-type'] ?? '')) return;
  if (secretAddress.test(request.url)) return refuseLong(request);
  refuseForeign(request, ownOrigin);
  const actor = await whoAsks(request, authentication);
  if (!actor) throw new SignInNeeded();
  uploads.count(actor.id);
}

/** Mail programs send one field, some of them the way that files are sent. @throws Unreadable */
function refuseLong({ headers }: Sent): void {
  if (!(Number(headers['content-length']) <= 10_000)) throw new Unreadable('This is more than is read here.', 413);
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
