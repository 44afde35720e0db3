import { Injectable } from '@nestjs/common';
import { Missing } from '../kernel/errors';
import { Queries } from '../kernel/queries';
import { aboutJoins, aboutWords } from './journal.query';
import type { JournalEntry } from './journal-entry.dto';

type Row = Omit<JournalEntry, 'at' | 'recordedAt'> & { at: Date; recordedAt: Date };

/** One transaction of the ledger, with everything that is known about it. */
@Injectable()
export class JournalEntries {
  constructor(private readonly queries: Queries) {}

  /** @throws Missing, also for what cannot be a number */
  async find(seq: string): Promise<JournalEntry> {
    const row = /^[1-9]\d{0,15}$/.test(seq) ? await this.queries.one<Row>('fund.entry', entry, [seq]) : undefined;
    if (!row) throw new Missing('transaction');
    const { at, recordedAt, ...rest } = row;
    return { ...rest, at: at.toISOString(), recordedAt: recordedAt.toISOString() };
  }
}

const account = (side: string): string => `jsonb_build_object('id', ${side}.id, 'kind', ${side}.kind,
  'restriction', (select name from restriction where id = ${side}.restriction_id),
  'contributionId', ${side}.contribution_id,
  'funder', (select o.name from contribution k join organisation o on o.id = k.funder_id where k.id = ${side}.contribution_id),
  'roundId', ${side}.round_id, 'round', (select name from round where id = ${side}.round_id),
  'awardId', ${side}.award_id, 'award', (select title from award where id = ${side}.award_id))`;

const entry = `
  select t.seq::int as seq, t.kind, t.subject, t.occurrence, ${aboutWords} as about, m.award as "awardId", t.at,
         t.recorded_at as "recordedAt", case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as by,
         json_build_object('id', f.id, 'name', f.name) as fund, t.reverses::int as reverses, e.seq::int as "reversedBy",
         encode(t.hash, 'hex') as hash,
         encode(coalesce((select hash from ledger.transaction where seq = t.seq - 1), sha256('innovation fund'::bytea)), 'hex') as "previousHash",
         m.transfers
    from ledger.transaction t
    cross join lateral (
      select max(coalesce(d.award_id, c.award_id)::text)::uuid as award, max(d.fund_id::text)::uuid as fund,
             jsonb_agg(jsonb_build_object('book', d.book, 'debit', ${account('d')}, 'credit', ${account('c')},
               'cents', y.cents, 'currency', d.currency) order by y.position) as transfers
        from ledger.transfer y join ledger.account d on d.id = y.debit join ledger.account c on c.id = y.credit
       where y.transaction = t.seq) m
    join fund f on f.id = m.fund
    left join ledger.transaction e on e.reverses = t.seq
    ${aboutJoins}
   where t.seq = $1`;
