import {
  applyDecorators,
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { isValidElement } from 'preact';
import { mergeMap, type Observable } from 'rxjs';
import type { Asked } from '../access';
import { Config } from '../config';
import { withQuery } from '../local-path';
import type { FormState, Frame } from './frame';
import { Frames, noticeCookie } from './frames';
import { RefusedForms } from './refused-forms';
import { renderPage } from './render';

interface FramedRequest extends Asked {
  frame?: Frame;
}

/** The answer to a form that was accepted: go there, and read the notice once. */
export class SeeOther {
  constructor(
    readonly url: string,
    readonly notice?: string,
    /** What the form there goes on with: it was looked at, not taken. */
    readonly form?: FormState,
  ) {}
}

/** Turns what a page handler returns into an answer for a browser. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(
    private readonly frames: Frames,
    private readonly config: Config,
    private readonly forms: RefusedForms,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FramedRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    request.frame = await this.frames.of(request, reply);
    return next.handle().pipe(mergeMap((answer: unknown) => this.answer(answer, request, reply)));
  }

  private async answer(answer: unknown, request: Asked, reply: FastifyReply): Promise<unknown> {
    if (answer instanceof SeeOther) {
      const { url, notice, form } = answer;
      if (notice !== undefined) this.tell(notice, reply);
      const to = form ? withQuery(url, 'refused', await this.forms.hold(request, reply, form)) : url;
      void reply.status(303).header('location', to);
      return '';
    }
    if (!isValidElement(answer)) return answer;
    void reply.status(200).type('text/html; charset=utf-8');
    return renderPage(answer);
  }

  private tell(notice: string, reply: FastifyReply): void {
    const secure = this.config.secureCookies;
    void reply.setCookie(noticeCookie, notice, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: 120 });
  }
}

/** A controller whose handlers return pages, or `SeeOther` after a form. */
export const PageDoor = (): ClassDecorator => applyDecorators(UseInterceptors(PageInterceptor), ApiExcludeController());

/** Everything around the page that a handler returns. */
export const Framed = createParamDecorator((_: unknown, context: ExecutionContext): Frame | undefined => {
  return context.switchToHttp().getRequest<FramedRequest>().frame;
});
