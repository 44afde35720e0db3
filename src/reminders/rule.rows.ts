import { type EntityManager, IsNull } from 'typeorm';
import { Conflict, Missing } from '../kernel/errors';
import type { Tx } from '../kernel/transaction';
import type { Anchor, ReminderRule } from './anchor.rules';
import { planning } from './deadline.rows';
import { WrittenRule } from './reminder-rule.entity';

export type Written = WrittenRule & { changer: string };

/** From here on nothing is planned until this transaction has ended, and everything is planned by what it leaves. */
export async function holdPlanning(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [planning]);
}

/** @throws Missing where there is no such round */
export async function roundName(within: EntityManager, roundId: string | null): Promise<string | null> {
  if (roundId === null) return null;
  const [round] = (await within.query('select name from round where id = $1', [roundId])) as { name: string }[];
  if (!round) throw new Missing('round');
  return round.name;
}

/** The round's own and those of all rounds, with who wrote them. */
export async function readRules(within: EntityManager, roundId: string | null): Promise<Written[]> {
  const where = [{ roundId: IsNull() }, ...(roundId === null ? [] : [{ roundId }])];
  const rows = await within.find(WrittenRule, { where });
  const people = (await within.query('select id, name from person where id = any($1)', [
    rows.map(({ changedBy }) => changedBy),
  ])) as { id: string; name: string }[];
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => Object.assign(row, { changer: names.get(row.changedBy) ?? '' }));
}

/** Writes it down, or takes what was written away. @throws Conflict where it is not the version that was read */
export async function storeRule(
  tx: Tx,
  anchor: Anchor,
  roundId: string | null,
  rule: ReminderRule | null,
  version: number,
): Promise<void> {
  const row = await tx.findOneBy(WrittenRule, { anchor, roundId: roundId ?? IsNull() });
  sameVersion(row?.version ?? 0, version);
  if (rule === null) {
    if (row) await tx.delete(WrittenRule, { id: row.id });
    return;
  }
  const changed = { version: version + 1, changedAt: tx.now, changedBy: tx.actor.id };
  await tx.save(Object.assign(row ?? tx.create(WrittenRule, { anchor, roundId }), rule, changed));
}

export function sameVersion(found: number, read: number): void {
  if (found === read) return;
  throw new Conflict('Somebody else changed this meanwhile. Look at what holds now, then change it again.');
}
