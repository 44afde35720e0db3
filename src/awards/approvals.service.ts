import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Funds } from '../fund/funds.service';
import type { Approvals as Given } from '../kernel/approval';
import type { Tx } from '../kernel/transaction';
import { Approval } from './award.entity';

export interface Approved {
  kind: 'award' | 'instalment';
  id: string;
  cycle: number;
  fundId: string;
}

/** Who said yes to what. The database refuses an approval by the proposer, a second one by the same person, and any change. */
@Injectable()
export class Approvals {
  constructor(
    private readonly database: DataSource,
    private readonly funds: Funds,
  ) {}

  async given({ kind, id, cycle, fundId }: Approved, within: EntityManager = this.database.manager): Promise<Given> {
    const { approvalsRequired } = await this.funds.find(fundId, within);
    const rows = await within.find(Approval, {
      where: { subjectKind: kind, subjectId: id, cycle },
      order: { at: 'ASC' },
    });
    return { by: rows.map(({ approverId }) => approverId), needed: approvalsRequired };
  }

  /** Records the actor's yes. */
  async record(tx: Tx, { kind, id, cycle }: Approved): Promise<void> {
    await tx.insert(Approval, { subjectKind: kind, subjectId: id, cycle, approverId: tx.actor.id, at: tx.now });
  }
}
