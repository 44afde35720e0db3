import type {} from '@fastify/cookie';
import type { Actor } from './access';

export const sessionCookie = 'session';

/** Who a request comes from; the kernel asks, the module that knows people answers. */
export abstract class Authentication {
  /** @returns the person of a live session, or undefined. */
  abstract bySession(token: string): Promise<Actor | undefined>;
  /** @returns the owner of a live personal token, or undefined. */
  abstract byToken(token: string): Promise<Actor | undefined>;
}
