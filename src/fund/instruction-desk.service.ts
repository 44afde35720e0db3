import { Injectable, type StreamableFile } from '@nestjs/common';
import { Files } from '../files/files.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Missing } from '../kernel/errors';
import { Histories, type HistoryLine } from '../kernel/history';
import { type Page, pageOf, placeAfter, rowsToRead } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { Funds } from './funds.service';
import { type InstructionRow, type InstructionView, instructionView } from './instruction-view.dto';
import type { InstructionsQuery } from './instructions.dto';

/** Instructions as people meet them: with names, and with who has approved. */
@Injectable()
export class InstructionDesk {
  constructor(
    private readonly funds: Funds,
    private readonly files: Files,
    private readonly queries: Queries,
    private readonly histories: Histories,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing */
  async find(actor: Actor, id: string): Promise<InstructionView> {
    const row = await this.queries.one<InstructionRow>('fund.instruction', `${instruction} where i.id = $1`, [id]);
    if (!row) throw new Missing('instruction');
    return instructionView(row, actor, this.clock.now());
  }

  /** Newest first. @throws Missing for an unknown fund */
  async list(actor: Actor, fundId: string, query: InstructionsQuery): Promise<Page<InstructionView>> {
    await this.funds.find(fundId);
    const [before] = placeAfter(query) ?? [null];
    const values = [fundId, query.status ?? null, before, rowsToRead(query)];
    const rows = await this.queries.rows<InstructionRow>('fund.instructions', instructions, values);
    const now = this.clock.now();
    return pageOf(
      rows,
      query,
      ({ seq }) => [seq],
      (row) => instructionView(row, actor, now),
    );
  }

  async history(actor: Actor, id: string): Promise<HistoryLine[]> {
    return this.histories.of(actor, `instruction:${id}`);
  }

  /** @throws Missing, also where there is none */
  async document(actor: Actor, id: string): Promise<StreamableFile> {
    return this.files.download((await this.find(actor, id)).fileId);
  }
}

const instruction = `
  select i.id, i.seq::float8 as seq, i.fund_id as "fundId", f.name as fund, i.kind, i.amount_cents::float8 as "amountCents",
         i.currency, i.contribution_id as "contributionId", o.name as funder, c.received_on::text as "receivedOn",
         i.restriction_id as "restrictionId", r.name as restriction, i.to_restriction_id as "toRestrictionId",
         t.name as "toRestriction", i.pledge_id as "pledgeId", i.expense, i.reason, i.file_id as "fileId", i.status,
         i.reject_reason as "rejectReason", jsonb_build_object('id', w.id, 'name', w.name) as "proposedBy",
         i.proposed_at as "proposedAt", i.decided_at as "decidedAt", approvals_needed(i.fund_id, i.amount_cents) as needed,
         coalesce((select jsonb_agg(jsonb_build_object('id', who.id, 'name', who.name) order by a.at, a.id)
                     from approval a join person who on who.id = a.approver_id
                    where a.subject_kind = 'instruction' and a.subject_id = i.id and (i.status <> 'proposed' or who.disabled_at is null)), '[]') as by
    from instruction i join fund f on f.id = i.fund_id join person w on w.id = i.proposed_by
    left join contribution c on c.id = i.contribution_id left join pledge p on p.id = i.pledge_id
    left join organisation o on o.id = coalesce(c.funder_id, p.funder_id)
    left join restriction r on r.id = i.restriction_id left join restriction t on t.id = i.to_restriction_id`;

const instructions = `${instruction}
   where i.fund_id = $1 and ($2::text is null or i.status = $2) and ($3::bigint is null or i.seq < $3)
   order by i.seq desc limit $4`;
