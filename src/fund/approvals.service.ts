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

/** How many have approved it so far, and how many have to. */
interface Progress {
  given: number;
  needed: number;
}

/** Something that people approve: the more it is, the more of them the fund may ask for. */
export interface Approvable {
  id: string;
  cycle: number;
  /** In minor units. */
  cents: number;
  /** Whether it still waits for approvals: then those of people who have left meanwhile do not count, so that others can give theirs. */
  waits: boolean;
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
    const gone = await disabled(within, rows);
    const by = ({ id, cycle, waits }: Approvable): string[] =>
      rows
        .filter((row) => row.subjectId === id && row.cycle === cycle && !(waits && gone.has(row.approverId)))
        .map(({ approverId }) => approverId);
    const most = new Map(needed.map((row) => [row.id, row.needed]));
    return new Map(subjects.map((one) => [one.id, { by: by(one), needed: most.get(one.id) ?? Infinity }]));
  }

  /** Records the actor's yes. @returns how far it is by now, or null where that was the last one needed */
  async record(tx: Tx, { kind, id, cycle }: Approved, { by, needed }: Given): Promise<Progress | null> {
    await tx.insert(Approval, { subjectKind: kind, subjectId: id, cycle, approverId: tx.actor.id, at: tx.now });
    by.push(tx.actor.id);
    return by.length < needed ? { given: by.length, needed } : null;
  }
}

async function disabled(within: EntityManager, rows: readonly Approval[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const text = 'select id from person where id = any($1::uuid[]) and disabled_at is not null';
  const found = (await within.query(text, [rows.map(({ approverId }) => approverId)])) as { id: string }[];
  return new Set(found.map(({ id }) => id));
}
