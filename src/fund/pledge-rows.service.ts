import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Missing } from '../kernel/errors';
import { Histories, type HistoryLine } from '../kernel/history';
import { type Page, pageOf, type PageQuery, placeAfter, rowsToRead } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { type PledgeRow, type PledgeView, pledgeView } from './pledge-view.dto';

/** Reads pledges with the names beside their ids. */
@Injectable()
export class PledgeRows {
  constructor(
    private readonly queries: Queries,
    private readonly histories: Histories,
  ) {}

  /** @throws Missing */
  async find(actor: Actor, id: string): Promise<PledgeView> {
    const row = await this.queries.one<PledgeRow>('fund.pledge', `${pledge} where p.id = $1`, [id]);
    if (!row) throw new Missing('pledge');
    return pledgeView(row, actor);
  }

  async list(actor: Actor, fundId: string, query: PageQuery): Promise<Page<PledgeView>> {
    const [before] = placeAfter(query) ?? [null];
    const text = `${pledge} where p.fund_id = $1 and ($2::bigint is null or p.seq < $2) order by p.seq desc limit $3`;
    const rows = await this.queries.rows<PledgeRow>('fund.pledges', text, [fundId, before, rowsToRead(query)]);
    return pageOf(
      rows,
      query,
      ({ seq }) => [seq],
      (row) => pledgeView(row, actor),
    );
  }

  /** Those of which something is outstanding, the oldest first. */
  async open(actor: Actor, fundId: string): Promise<PledgeView[]> {
    const text = `${pledge} where p.fund_id = $1 and p.status = 'signed' order by p.signed_on, p.seq`;
    return (await this.queries.rows<PledgeRow>('fund.open-pledges', text, [fundId])).map((row) =>
      pledgeView(row, actor),
    );
  }

  /** Newest first. */
  async ofFunder(actor: Actor, fundId: string, funderId: string): Promise<PledgeView[]> {
    const text = `${pledge} where p.fund_id = $1 and p.funder_id = $2 order by p.seq desc`;
    const rows = await this.queries.rows<PledgeRow>('fund.pledges-of-funder', text, [fundId, funderId]);
    return rows.map((row) => pledgeView(row, actor));
  }

  history(actor: Actor, id: string): Promise<HistoryLine[]> {
    return this.histories.of(actor, `pledge:${id}`);
  }
}

const pledge = `
  select p.id, p.seq::float8 as seq, p.fund_id as "fundId", f.name as fund, p.funder_id as "funderId", o.name as funder,
         p.restriction_id as "restrictionId", r.name as restriction, p.amount_cents::float8 as "amountCents",
         p.received_cents::float8 as "receivedCents", p.written_off_cents::float8 as "writtenOffCents", p.currency,
         p.signed_on::text as "signedOn", p.reference, p.file_id as "fileId", p.status, p.illustrative,
         (select jsonb_agg(jsonb_build_object('number', s.number, 'dueOn', s.due_on, 'amountCents', s.amount_cents) order by s.number)
            from pledge_part s where s.pledge_id = p.id) as parts
    from pledge p join fund f on f.id = p.fund_id join organisation o on o.id = p.funder_id
    left join restriction r on r.id = p.restriction_id`;
