import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Asked } from '../kernel/access';
import { shows } from '../kernel/bearer';
import { Config } from '../kernel/config';
import { Missing, SignInNeeded } from '../kernel/errors';

/** Lets in the program that has the token for it, and administrators. */
@Injectable()
export class MetricsGuard implements CanActivate {
  constructor(private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Asked>();
    if (request.actor?.role === 'admin' || shows(request, this.config.METRICS_TOKEN)) return true;
    throw request.actor ? new Missing() : new SignInNeeded();
  }
}
