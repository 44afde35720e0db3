import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { Asked } from '../access';
import { Config } from '../config';
import type { Refusal } from '../errors';
import { isId } from '../id';
import { Upload } from '../upload';
import type { FormState } from './frame';

const largest = 1_500_000;
const anHour = 3600;

/** What is kept nowhere in clear has to be typed again. */
const neverKept = ['accountNumber'];

/** In it a browser keeps the id of what was typed while nobody was signed in. */
const typedCookie = 'typed';

/** Keeps for an hour what a refused form had typed, so that nobody types it twice. */
@Injectable()
export class RefusedForms {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
  ) {}

  /** @returns the id under which its person, or where nobody was signed in the same browser, finds it again */
  keep(request: Asked, reply: FastifyReply, { message, fields }: Refusal): Promise<string> {
    return this.hold(request, reply, { values: (request.body ?? {}) as FormState['values'], errors: fields, message });
  }

  /** The same for a form that nobody refused, and that goes on with what was typed. */
  async hold({ actor }: Asked, reply: FastifyReply, form: FormState): Promise<string> {
    await this.database.query(`delete from refused_form where at < now() - interval '1 hour'`);
    const [{ id }] = (await this.database.query(
      `insert into refused_form (person_id, content) values ($1, $2) returning id`,
      [actor?.id ?? null, contentOf(form)],
    )) as [{ id: string }];
    const secure = this.config.secureCookies;
    if (!actor)
      void reply.setCookie(typedCookie, id, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: anHour });
    return id;
  }

  /** @returns undefined where it is another person's, or gone; a link never fills somebody else's form */
  async find(id: unknown, { actor, cookies }: Asked): Promise<FormState | undefined> {
    if (!isId(id)) return undefined;
    const [row] = (await this.database.query(
      `select content from refused_form
        where id = $1 and (person_id = $2 or person_id is null and $3) and at > now() - interval '1 hour'`,
      [id, actor?.id ?? null, cookies[typedCookie] === id],
    )) as { content: FormState }[];
    return row?.content;
  }
}

function contentOf({ values: typed, ...state }: FormState): string {
  const kept = Object.entries((storable(typed) ?? {}) as FormState['values']);
  const values = Object.fromEntries(kept.filter(([name]) => !neverKept.includes(name)));
  const form: FormState = { values, ...state };
  const content = JSON.stringify(form);
  return content.length <= largest ? content : JSON.stringify({ ...form, values: {} });
}

/** Text without what PostgreSQL cannot keep: NUL and halves of characters. Files that nobody has looked into are not kept. */
function storable(value: unknown): unknown {
  if (value instanceof Upload) return null;
  if (typeof value === 'string') return Buffer.from(value).toString().replaceAll('\u0000', '');
  if (Array.isArray(value)) return value.map(storable);
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storable(inner)]));
  }
  return value;
}
