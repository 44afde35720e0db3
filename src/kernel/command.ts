import { createHmac } from 'node:crypto';
import type { Asked, Command } from './access';
import { isUnsafe } from './csrf';
import { Invalid } from './errors';
import { localPath } from './local-path';

/** A request whose form has been taken apart into what it is about and what a person typed. */
export interface Sent extends Asked {
  /** The page to come back to when the form is refused. */
  formPage?: string;
}

/** Takes `_key` and `_page` out of a form, so that only what a person typed is left in the body. */
function openForm(request: Sent): unknown {
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(request.headers['content-type'] ?? ''))
    return undefined;
  const { _key, _page, ...typed } = request.body as Record<string, unknown>;
  request.body = typed;
  request.formPage = localPath(_page);
  return _key;
}

/**
 * What makes a repeated request recognisable; undefined where it carries no key. The fingerprint is kept, and without `secret` nobody
 * can try out from it what was sent: an account number has too few digits for a plain hash.
 * @throws Invalid for a key that cannot be one
 */
export function commandOf(request: Sent, secret: Buffer): Command | undefined {
  if (!isUnsafe(request)) return undefined;
  const inForm = openForm(request);
  const key = request.headers['idempotency-key'] ?? inForm;
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,100}$/.test(key)) {
    throw new Invalid({ 'Idempotency-Key': ['Use 1 to 100 visible characters without spaces, such as a UUID.'] });
  }
  const asked = [request.method, request.url, JSON.stringify(request.body ?? null)].join('\n');
  return { key, fingerprint: createHmac('sha256', secret).update(asked).digest() };
}
