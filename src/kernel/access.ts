import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Forbidden, SignInNeeded } from './errors';

export const roles = ['city', 'reviewer', 'program', 'finance', 'admin', 'auditor'] as const;
export type Role = (typeof roles)[number];
export type CityRight = 'signatory' | 'contributor' | 'viewer';

/** What a repeated request is recognised by: its key, and a fingerprint of what it asks. */
export interface Command {
  key: string;
  fingerprint: Buffer;
}

/** The person who acts. */
export interface Actor {
  id: string;
  name: string;
  role: Role;
  /** Only of people who act for a city. */
  cityRight: CityRight | null;
  organisationId: string | null;
  organisation: string | null;
  timeZone: string;
  /** The browser's session; tokens of programs have none. */
  sessionId?: string;
  /** When they last proved in it that it is they. */
  steppedUpAt?: Date | null;
  command?: Command;
}

/** A request as it is once authentication has looked at it. */
export interface Asked extends FastifyRequest {
  actor?: Actor;
}

export const staff: Role[] = ['program', 'finance', 'admin'];

type Audience = Role | 'anyone' | 'signed-in';
const ALLOWED = 'allowed';

/** Who may use a route. A route without it is refused to all. */
export const Allow = (...who: Audience[]): ReturnType<typeof SetMetadata> => SetMetadata(ALLOWED, who);

/** @returns who may use a handler, or undefined where nobody said. */
export function allowedOn(reflector: Reflector, handler: object, owner: object): Audience[] | undefined {
  return reflector.getAllAndOverride<Audience[] | undefined>(ALLOWED, [handler as never, owner as never]);
}

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const allowed = allowedOn(this.reflector, context.getHandler(), context.getClass()) ?? [];
    if (allowed.includes('anyone')) return true;
    const { actor } = context.switchToHttp().getRequest<Asked>();
    if (!actor) throw new SignInNeeded();
    if (allowed.includes('signed-in') || allowed.includes(actor.role)) return true;
    throw new Forbidden(`This is not for ${roleNames[actor.role]}.`);
  }
}

export const roleNames: Record<Role, string> = {
  city: 'city officers',
  reviewer: 'reviewers',
  program: 'program staff',
  finance: 'finance staff',
  admin: 'administrators',
  auditor: 'auditors',
};

/** The person who asks; on routes open to anyone it may be absent. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Actor | null => {
  return context.switchToHttp().getRequest<Asked>().actor ?? null;
});
