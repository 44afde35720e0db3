import { isId } from '../kernel/id';
import type { Words } from './letter';

/** Where words hold: everywhere, in a fund, in a round. As its key: `everywhere`, `fund:<id>`, `round:<id>`. */
export interface TextPlace {
  key: string;
  /** “Everywhere”, or the name of the fund or the round. */
  name: string;
  /** Of a round its fund, whose words hold where the round has none. */
  fundId: string | null;
  roundId: string | null;
}

/** One saving of words; without words it made the letter the original again. */
export interface TextRow extends Partial<Record<keyof Words, string | null>> {
  id: string;
  letter: string;
  fundId: string | null;
  roundId: string | null;
  version: number;
  savedAt: Date;
  savedBy: string;
}

export const everywhere = 'everywhere';

/** The columns under which words of a place are kept. */
export const columnsOf = ({
  fundId,
  roundId,
}: Pick<TextPlace, 'fundId' | 'roundId'>): [string | null, string | null] =>
  roundId === null ? [fundId, null] : [null, roundId];

export const placeKeyOf = ({ fundId, roundId }: Pick<TextRow, 'fundId' | 'roundId'>): string =>
  roundId !== null ? `round:${roundId}` : fundId !== null ? `fund:${fundId}` : everywhere;

/** The id in a key, where it is one of this kind. */
export function idIn(key: string, kind: 'fund' | 'round'): string | null {
  const id = key.startsWith(`${kind}:`) ? key.slice(kind.length + 1) : '';
  return isId(id) ? id : null;
}

/** The words of a row, or undefined where it made the letter the original again. */
export const wordsOf = ({ subject, body, button }: TextRow): Words | undefined =>
  typeof subject === 'string' ? { subject, body: body ?? '', button: button ?? '' } : undefined;

export const sameWords = (one: Words, other: Words): boolean =>
  one.subject === other.subject && one.body === other.body && one.button === other.button;

export const placesSql = `
  select 'fund:' || f.id as key, f.name, f.id as "fundId", null::uuid as "roundId" from fund f
  union all
  select 'round:' || r.id, case when (select count(*) from fund) > 1 then f.name || ', ' else '' end || r.name, r.fund_id, r.id
    from round r join fund f on f.id = r.fund_id`;

const rowSql = `
  select t.id::text as id, t.letter, t.fund_id as "fundId", t.round_id as "roundId", t.version, t.subject, t.body, t.button,
         t.saved_at as "savedAt", p.name as "savedBy"
    from letter_text t join person p on p.id = t.saved_by`;

/** What holds in a place ($2 fund, $3 round): its own words or those of a wider one. */
export const holdingSql = `${rowSql}
   where t.letter = $1 and (t.round_id = $3::uuid or t.fund_id = $2::uuid or t.round_id is null and t.fund_id is null)
   order by t.round_id is null, t.fund_id is null, t.version desc limit 1`;

const ofPlace = `t.letter = $1 and t.fund_id is not distinct from $2::uuid and t.round_id is not distinct from $3::uuid`;

/** What was saved for a place itself, newest first. */
export const versionsSql = `${rowSql} where ${ofPlace} order by t.version desc limit 200`;
export const versionSql = `${rowSql} where ${ofPlace} and t.version = $4`;

/** The places in which each letter has words of its own now. */
export const changedSql = `
  select letter, fund_id as "fundId", round_id as "roundId" from (
    select distinct on (letter, fund_id, round_id) * from letter_text order by letter, fund_id, round_id, version desc) latest
   where subject is not null order by letter, round_id nulls first, fund_id nulls first`;

export const saveSql = `
  insert into letter_text (letter, fund_id, round_id, version, subject, body, button, saved_at, saved_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
