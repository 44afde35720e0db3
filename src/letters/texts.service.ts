import { Injectable } from '@nestjs/common';
import { Queries } from '../kernel/queries';
import { immediately, Together } from '../kernel/together';
import type { Words } from './letter';

/** Words that staff wrote for a letter. */
export interface Text extends Words {
  id: string;
}

export interface Place {
  fundId: string | null;
  roundId: string | null;
}

/** The words that staff wrote anew, for all rounds, those of a fund, or one. */
@Injectable()
export class Texts {
  private readonly ofCases: Together<Text>;

  constructor(private readonly queries: Queries) {
    this.ofCases = new Together(async (keys) => {
      const asked = keys.map((key) => key.split(' '));
      const values = [keys, asked.map(([letter]) => letter), asked.map(([, subject]) => subject)];
      const rows = await queries.rows<{ key: string } & Text>('letter-texts-of-cases', casesSql, values);
      return new Map(rows.map(({ key, ...text }) => [key, text]));
    }, immediately);
  }

  /** What a letter says there: in the round, or else in its fund, or else everywhere; null is the original. */
  async current(letter: string, { fundId, roundId }: Place): Promise<Text | null> {
    const [found] = await this.queries.rows<Partial<Text>>('letter-text', currentSql, [letter, fundId, roundId]);
    return found && isText(found) ? found : null;
  }

  /** The same for a case, whose fund and round the database knows. Many asked for at once take one query. */
  async ofCase(letter: string, subject: string): Promise<Text | null> {
    const found = await this.ofCases.one(`${letter} ${subject}`);
    return found && isText(found) ? found : null;
  }
}

/** A row without words is the original again. */
const isText = (found: Partial<Text>): found is Text => typeof found.subject === 'string';

const latest = (letter: string, fund: string, round: string): string => `
  select t.id::text as id, t.subject, t.body, t.button from letter_text t
   where t.letter = ${letter} and (t.round_id = ${round} or t.fund_id = ${fund} or t.round_id is null and t.fund_id is null)
   order by t.round_id is null, t.fund_id is null, t.version desc limit 1`;

const currentSql = latest('$1', '$2::uuid', '$3::uuid');

/** Not everything that something is told about is a thing with an id. */
const casesSql = `
  select a.key, t.* from (select * from unnest($1::text[], $2::text[], $3::text[]) as a(key, letter, subject)
      where exists (select from letter_text t where t.letter = a.letter)) a
    cross join lateral place_of(case when a.subject ~ '^[a-z_]+:[0-9a-f-]{36}$' then a.subject else 'none:' || gen_random_uuid() end) p
    cross join lateral (${latest('a.letter', 'p.fund_id', 'p.round_id')}) t`;
