import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { hashOf } from './secrets';

/** Whether a program shows this secret; how long that takes tells nothing about it. */
export function shows({ headers }: FastifyRequest, secret: string | undefined): boolean {
  if (secret === undefined || headers.authorization === undefined) return false;
  return timingSafeEqual(hashOf(headers.authorization), hashOf(`Bearer ${secret}`));
}
