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
import { map, type Observable } from 'rxjs';
import type { Asked } from '../access';
import { Config } from '../config';
import type { Frame } from './frame';
import { Frames, noticeCookie } from './frames';
import { renderPage } from './render';

interface FramedRequest extends Asked {
  frame?: Frame;
}

/** The answer to a form that was accepted: go there, and read the notice once. */
export class SeeOther {
  constructor(
    readonly url: string,
    readonly notice?: string,
  ) {}
}

/** Turns what a page handler returns into an answer for a browser. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(
    private readonly frames: Frames,
    private readonly config: Config,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FramedRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    request.frame = await this.frames.of(request, reply);
    return next.handle().pipe(map((answer: unknown) => this.answer(answer, reply)));
  }

  private answer(answer: unknown, reply: FastifyReply): unknown {
    if (answer instanceof SeeOther) {
      if (answer.notice !== undefined) this.tell(answer.notice, reply);
      void reply.status(303).header('location', answer.url);
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
