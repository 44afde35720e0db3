import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Funds } from '../fund/funds.service';
import type { Approvals as Given } from '../kernel/approval';
import type { Tx } from '../kernel/transaction';
import { Approval } from './award.entity';

export interface Approved {
  kind: 'award' | 'instalment';
  id: string;
  cycle: number;
}

/** Who said yes to what. The database refuses an approval by the proposer, a second one by the same person, and any change. */
@Injectable()
export class Approvals {
  constructor(
    private readonly database: DataSource,
    private readonly funds: Funds,
  ) {}

  /** By the id of what was approved, as far as its present cycle goes. */
  async given(
    kind: Approved['kind'],
    subjects: readonly { id: string; cycle: number }[],
    fundId: string,
    within: EntityManager = this.database.manager,
  ): Promise<Map<string, Given>> {
    const { approvalsRequired: needed } = await this.funds.find(fundId, within);
    const rows = await within.find(Approval, {
      where: { subjectKind: kind, subjectId: In(subjects.map(({ id }) => id)) },
      order: { at: 'ASC', id: 'ASC' },
    });
    const by = (id: string, cycle: number): string[] =>
      rows.filter((row) => row.subjectId === id && row.cycle === cycle).map(({ approverId }) => approverId);
    return new Map(subjects.map(({ id, cycle }) => [id, { by: by(id, cycle), needed }]));
  }

  /** Records the actor's yes. */
  async record(tx: Tx, { kind, id, cycle }: Approved): Promise<void> {
    await tx.insert(Approval, { subjectKind: kind, subjectId: id, cycle, approverId: tx.actor.id, at: tx.now });
  }
}
