import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Asked } from '../access';
import { Config } from '../config';
import { localPath, withQuery } from '../local-path';
import { emptyForm, type Frame } from './frame';
import { navFor } from './nav';
import { RefusedForms } from './refused-forms';

export const noticeCookie = 'notice';

/** Makes what stands around a page, from its reader and the request. */
@Injectable()
export class Frames {
  constructor(
    private readonly config: Config,
    private readonly refused: RefusedForms,
  ) {}

  /** The notice of the step before is shown once: with this the browser forgets it. */
  async of(request: Asked, reply: FastifyReply): Promise<Frame> {
    const id = request.method === 'GET' ? takeRefused(request) : undefined;
    const form = await this.refused.find(id, request);
    const notice = request.cookies[noticeCookie];
    if (notice !== undefined) void reply.clearCookie(noticeCookie, { path: '/' });
    const kept = form ? { kept: String(id) } : {};
    return { ...this.bare(request), form: form ?? emptyForm, ...kept, ...(notice === undefined ? {} : { notice }) };
  }

  /** Without what has to be looked up; for pages that say what went wrong. */
  bare({ actor, url }: Asked): Frame {
    const { DEMO: demo, MAILBOX_URL: mailboxUrl } = this.config;
    return {
      actor: actor
        ? { ...pick(actor), ...(actor.organisation === null ? {} : { organisation: actor.organisation }) }
        : null,
      nav: navFor(actor?.role),
      path: withQuery(localPath(url) ?? '/', 'refused', undefined),
      demo,
      form: emptyForm,
      ...(mailboxUrl === undefined ? {} : { mailboxUrl }),
    };
  }
}

const pick = ({ id, name, role }: NonNullable<Asked['actor']>) => ({ id, name, role });

/** The id is no business of the page's own query. */
function takeRefused({ query }: Asked): unknown {
  const values = query as { refused?: unknown };
  const { refused } = values;
  delete values.refused;
  return refused;
}
