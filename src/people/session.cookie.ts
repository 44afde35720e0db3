import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionCookie } from '../kernel/authentication';
import type { Config } from '../kernel/config';

const TWELVE_HOURS = 12 * 60 * 60;

/** Puts the session into the browser, out of reach of scripts and of other sites' forms. */
export function giveSession(reply: FastifyReply, secret: string, { secureCookies: secure }: Config): void {
  void reply.setCookie(sessionCookie, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: TWELVE_HOURS,
  });
}

export function takeSession(reply: FastifyReply): void {
  void reply.clearCookie(sessionCookie, { path: '/' });
}

/** The secret that the browser sent, if any. */
export const SessionSecret = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  return context.switchToHttp().getRequest<FastifyRequest>().cookies[sessionCookie];
});
