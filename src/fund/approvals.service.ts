import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { Approvals as Given } from '../kernel/approval';
import type { Tx } from '../kernel/transaction';
import { Approval, type ApprovedKind } from './approval.entity';

export interface Approved {
  kind: ApprovedKind;
  id: string;
  cycle: number;
}

/** Something that people approve: the more it is, the more of them the fund may ask for. */
export interface Approvable {
  id: string;
  cycle: number;
  /** In minor units. */
  cents: number;
}

/** Who said yes to what. The database refuses an approval by the proposer, a second one by the same person, and any change. */
@Injectable()
export class Approvals {
  constructor(private readonly database: DataSource) {}

  /** By the id of what was approved, as far as its present cycle goes. */
  async given(
    kind: ApprovedKind,
    subjects: readonly Approvable[],
    fundId: string,
    within: EntityManager = this.database.manager,
  ): Promise<Map<string, Given>> {
    const ids = subjects.map(({ id }) => id);
    const rows = await within.find(Approval, {
      where: { subjectKind: kind, subjectId: In(ids) },
      order: { at: 'ASC', id: 'ASC' },
    });
    const needed = (await within.query(
      'select s.id, approvals_needed($1, s.cents) as needed from unnest($2::uuid[], $3::bigint[]) as s(id, cents)',
      [fundId, ids, subjects.map(({ cents }) => cents)],
    )) as { id: string; needed: number }[];
    const by = (id: string, cycle: number): string[] =>
      rows.filter((row) => row.subjectId === id && row.cycle === cycle).map(({ approverId }) => approverId);
    const most = new Map(needed.map((row) => [row.id, row.needed]));
    return new Map(subjects.map(({ id, cycle }) => [id, { by: by(id, cycle), needed: most.get(id) ?? Infinity }]));
  }

  /** Records the actor's yes. */
  async record(tx: Tx, { kind, id, cycle }: Approved): Promise<void> {
    await tx.insert(Approval, { subjectKind: kind, subjectId: id, cycle, approverId: tx.actor.id, at: tx.now });
  }
}
