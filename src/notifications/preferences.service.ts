import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { courier } from '../kernel/courier';
import { Queries } from '../kernel/queries';
import { type Tx, Work } from '../kernel/transaction';
import type { MailPreferences } from './preferences.dto';
import { type OptionalLetter, optionalLetters, type Rhythm } from './preferences.rules';

interface Kept {
  rhythm: Rhythm;
  unwanted: OptionalLetter[];
}

/** How people want to get their letters; the routing of each new letter goes by it. */
@Injectable()
export class Preferences {
  constructor(
    private readonly queries: Queries,
    private readonly work: Work,
  ) {}

  async of(personId: string): Promise<MailPreferences> {
    const sql = 'select rhythm, unwanted from mail_preference where person_id = $1';
    const { rhythm, unwanted }: Kept = (await this.queries.one<Kept>('my-preferences', sql, [personId])) ?? {
      rhythm: 'each',
      unwanted: [],
    };
    return { rhythm, wanted: optionalLetters.filter((kind) => !unwanted.includes(kind)) };
  }

  async change(actor: Actor, { rhythm, wanted }: MailPreferences): Promise<void> {
    const unwanted = optionalLetters.filter((kind) => !wanted.includes(kind));
    await this.work.run(actor, (tx) => tx.query(changeSql, [actor.id, rhythm, unwanted, tx.now]));
  }

  /** Without signing in, by an address that stands in a letter; once is as good as many times. */
  async switchOff(personId: string, kind: OptionalLetter): Promise<void> {
    await this.work.run({ ...courier }, (tx) => this.leave(tx, personId, kind));
  }

  /** The same within a transaction. */
  async leave(tx: Tx, personId: string, kind: OptionalLetter): Promise<void> {
    await tx.query(switchOffSql, [personId, kind, tx.now]);
  }

  async isWanted(personId: string, kind: OptionalLetter): Promise<boolean> {
    return (await this.of(personId)).wanted.includes(kind);
  }
}

const changeSql = `
  insert into mail_preference (person_id, rhythm, unwanted, changed_at) values ($1, $2, $3, $4)
  on conflict (person_id) do update set rhythm = excluded.rhythm, unwanted = excluded.unwanted, changed_at = excluded.changed_at`;

/** Of a person who is gone there is nothing to switch off. */
const switchOffSql = `
  insert into mail_preference (person_id, unwanted, changed_at) select id, array[$2::text], $3 from person where id = $1
  on conflict (person_id) do update set unwanted = mail_preference.unwanted || excluded.unwanted, changed_at = excluded.changed_at
   where not mail_preference.unwanted @> excluded.unwanted`;
