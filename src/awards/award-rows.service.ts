import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type FindOptionsWhere, IsNull, LessThan, Not } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Missing } from '../kernel/errors';
import { placeAfter, rowsToRead } from '../kernel/paging';
import type { Tx } from '../kernel/transaction';
import { Award } from './award.entity';
import { type AwardCase, visibleTo } from './award.rules';
import type { AwardsQuery } from './awards.dto';

interface Circumstances {
  id: string;
  by: string[];
  needed: number;
  movingCents: number;
  applicationStatus: string;
}

/** Reads awards with what their lifecycle looks at, as far as their reader may see them. */
@Injectable()
export class AwardRows {
  constructor(private readonly database: DataSource) {}

  /** @throws Missing, also where it is not the reader's to see */
  async find(actor: Actor, id: string, within: EntityManager = this.database.manager): Promise<AwardCase> {
    return this.one(within, await within.findOneBy(Award, { id, ...seenBy(actor) }));
  }

  /** Locks the award. @throws Missing */
  async claim(tx: Tx, id: string): Promise<AwardCase> {
    const where = { id, ...seenBy(tx.actor) };
    return this.one(tx, await tx.findOne(Award, { where, lock: { mode: 'pessimistic_write' } }));
  }

  /** Newest first; one row more than the part that is asked for. */
  async list(actor: Actor, query: AwardsQuery): Promise<AwardCase[]> {
    const { status, round: roundId, application: applicationId } = query;
    const [after] = placeAfter(query) ?? [];
    const rows = await this.database.manager.find(Award, {
      where: {
        ...seenBy(actor),
        ...(status && { status }),
        ...(roundId && { roundId }),
        ...(applicationId && { applicationId }),
        ...(Number.isSafeInteger(after) && { seq: LessThan(Number(after)) }),
      },
      order: { seq: 'DESC' },
      take: rowsToRead(query),
    });
    return this.completed(this.database.manager, rows);
  }

  private async one(within: EntityManager, row: Award | null): Promise<AwardCase> {
    const [award] = await this.completed(within, row ? [row] : []);
    if (!award) throw new Missing('award');
    return award;
  }

  private async completed(within: EntityManager, rows: Award[]): Promise<AwardCase[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const found = new Map(
      ((await within.query(circumstances, [ids])) as Circumstances[]).map((around) => [around.id, around] as const),
    );
    return rows.map((row) => {
      const { by = [], needed = Infinity, movingCents = 0, applicationStatus = '' } = found.get(row.id) ?? {};
      return Object.assign(row, { approvals: { by, needed }, movingCents, applicationStatus });
    });
  }
}

function seenBy(actor: Actor): FindOptionsWhere<Award> {
  const visible = visibleTo(actor);
  if (!visible) throw new Missing('award');
  const { leadId, offered } = visible;
  return { ...(leadId && { leadId }), ...(offered && { offerExpiresAt: Not(IsNull()) }) };
}

const circumstances = `
  select a.id, approvals_needed(a.fund_id, a.original_cents) as needed, n.status as "applicationStatus",
         array(select p.approver_id::text from approval p join person who on who.id = p.approver_id
                where p.subject_kind = 'award' and p.subject_id = a.id and (a.status <> 'proposed' or who.disabled_at is null)
                order by p.at, p.id) as by,
         coalesce((select sum(l.balance) from ledger.account l
                    where l.book = 'budget' and l.kind in ('payable', 'in_transit') and l.award_id = a.id), 0)::float8 as "movingCents"
    from award a join application n on n.id = a.application_id where a.id = any($1)`;
