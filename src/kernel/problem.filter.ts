import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Sent } from './command';
import { ForeignRequest, isUnsafe } from './csrf';
import { Refusal, SignInNeeded, StepUpNeeded, Unsure } from './errors';
import { localPath, withQuery } from './local-path';
import { Frames } from './page/frames';
import { refusalPage } from './page/refusal-page';
import { RefusedForms } from './page/refused-forms';
import { renderPage } from './page/render';
import { refusalOf, TooOften, Unreadable } from './refusals';

/** What nobody foresaw: the log has it under the reference, the person gets the reference. */
class Unforeseen extends Refusal {
  readonly status = 500;
  readonly title = 'Something went wrong';
  constructor(reference: string) {
    super(`Something went wrong on our side, and nothing was changed. If it happens again, tell us ${reference}.`);
  }
}

/** Answers everything that was refused or failed, in the way of the door at which it was asked. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(
    private readonly frames: Frames,
    private readonly refusedForms: RefusedForms,
  ) {}

  catch(error: unknown, host: ArgumentsHost): Promise<void> {
    return this.answer(error, host.switchToHttp().getRequest<Sent>(), host.switchToHttp().getResponse<FastifyReply>());
  }

  async answer(error: unknown, request: Sent, reply: FastifyReply): Promise<void> {
    if (reply.sent) return;
    const refusal = refusalOf(error) ?? this.unforeseen(error, request);
    if (refusal instanceof TooOften) void reply.header('retry-after', String(refusal.seconds));
    if (refusal.status === 503) void reply.header('retry-after', '5');
    void reply.status(refusal.status);
    if (isForPrograms(request)) problem(refusal, request, reply);
    else await this.page(refusal, request, reply);
  }

  private unforeseen(error: unknown, request: Sent): Unforeseen {
    const reference = randomUUID().slice(0, 8);
    const stack = error instanceof Error ? error.stack : String(error);
    this.logger.error(`${reference} ${request.method} ${withoutSecret(request.url)}`, stack);
    return new Unforeseen(reference);
  }

  private async page(refusal: Refusal, request: Sent, reply: FastifyReply): Promise<void> {
    const back = await this.wayBack(refusal, request, reply).catch(
      (error: unknown) => void this.logger.warn(String(error)),
    );
    if (back !== undefined) return void reply.status(303).header('location', back).send('');
    const frame = this.frames.bare(request);
    const { title, message: sentence, fields } = refusal;
    const page = refusalPage({ frame, title, sentence, faults: Object.values(fields).flat() });
    void reply.type('text/html; charset=utf-8').send(renderPage(page));
  }

  /** Back to the form with everything that was typed, or by way of the sign-in; undefined where only a sentence is left to say. */
  private async wayBack(refusal: Refusal, request: Sent, reply: FastifyReply): Promise<string | undefined> {
    const here = localPath(request.url) ?? '/';
    if (!isUnsafe(request)) return byWayOf(refusal, here);
    if (!keepsForm(refusal) || !isForm(request)) return undefined;
    const kept =
      refusal instanceof SignInNeeded
        ? new SignInNeeded(signedOut)
        : refusal instanceof StepUpNeeded
          ? new StepUpNeeded(notYet)
          : refusal;
    const id = await this.refusedForms.keep(request, reply, kept);
    const page = withQuery(request.formPage ?? here, 'refused', id);
    return byWayOf(refusal, page) ?? page;
  }
}

const signedOut = 'You were signed out before this was saved. Look through it and send it again.';
const notYet = 'Nothing was done yet. You have proved that it is you: send this again.';

/** Where somebody has to pass first. */
function byWayOf(refusal: Refusal, path: string): string | undefined {
  const door =
    refusal instanceof SignInNeeded ? '/sign-in' : refusal instanceof StepUpNeeded ? '/account/step-up' : undefined;
  return door && `${door}?to=${encodeURIComponent(path)}`;
}

/** The path alone, and nothing of an address that is a secret. */
const withoutSecret = (url: string): string =>
  (url.split('?')[0] ?? '').replace(/(\/(sign-in|calendar|unsubscribe)\/).*/, '$1…');

const isForPrograms = ({ url }: Sent): boolean => /^\/(api|health|ready|metrics)([/?]|$)/.test(url);

const isForm = ({ body }: Sent): boolean => typeof body === 'object' && body !== null;

/** A form that may have been taken comes back under a new key, and would then be taken twice. */
const keepsForm = (refusal: Refusal): boolean =>
  ![ForeignRequest, Unreadable, Unforeseen, Unsure].some((kind) => refusal instanceof kind);

/** RFC 9457. */
function problem(refusal: Refusal, request: Sent, reply: FastifyReply): void {
  const { title, status, message: detail, fields: errors } = refusal;
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  const type = `urn:innovation-fund:problem:${title.toLowerCase().replaceAll(' ', '-')}`;
  const instance = request.url.split('?')[0];
  const sentence = detail.replace('There is no such page', 'There is no such thing');
  void reply
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type, title, status, detail: sentence, errors, instance }));
}
