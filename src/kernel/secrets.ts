import { hash, randomBytes } from 'node:crypto';

/** 32 random bytes that fit into a link, a cookie or a header. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** All that is kept of a secret. */
export const hashOf = (secret: string): Buffer => hash('sha256', secret, 'buffer');
