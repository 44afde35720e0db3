import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Refusal } from '../errors';
import { isId } from '../id';
import type { FormState } from './frame';

const largest = 1_500_000;

/** Keeps for an hour what a refused form had typed, so that nobody types it twice. */
@Injectable()
export class RefusedForms {
  constructor(private readonly database: DataSource) {}

  /** @returns the id under which it is found again */
  async keep(personId: string | undefined, typed: unknown, refusal: Refusal): Promise<string> {
    await this.database.query(`delete from refused_form where at < now() - interval '1 hour'`);
    const [row] = (await this.database.query(
      `insert into refused_form (person_id, content) values ($1, $2) returning id`,
      [personId ?? null, contentOf(typed, refusal)],
    )) as [{ id: string }];
    return row.id;
  }

  /** @returns undefined where it is another person's, or gone. */
  async find(id: unknown, personId: string | undefined): Promise<FormState | undefined> {
    if (!isId(id)) return undefined;
    const [row] = (await this.database.query(
      `select content from refused_form where id = $1 and (person_id is null or person_id = $2) and at > now() - interval '1 hour'`,
      [id, personId ?? null],
    )) as { content: FormState }[];
    return row?.content;
  }
}

function contentOf(typed: unknown, { message, fields }: Refusal): string {
  const form: FormState = { values: (storable(typed) ?? {}) as FormState['values'], errors: fields, message };
  const content = JSON.stringify(form);
  return content.length <= largest ? content : JSON.stringify({ ...form, values: {} });
}

/** Text without what PostgreSQL cannot keep: NUL and halves of characters. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return Buffer.from(value).toString().replaceAll('\u0000', '');
  if (Array.isArray(value)) return value.map(storable);
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storable(inner)]));
  }
  return value;
}
