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
    if (row) await tx.query(takeAwaySql, [row.id]);
    return;
  }
  const last = row?.version ?? (await lastVersion(tx, anchor, roundId));
  const changed = { version: last + 1, changedAt: tx.now, changedBy: tx.actor.id };
  await tx.save(Object.assign(row ?? tx.create(WrittenRule, { anchor, roundId }), rule, changed));
}

/** Of one that was taken away before: a form that read it then never matches what was written since. */
async function lastVersion(tx: Tx, anchor: Anchor, roundId: string | null): Promise<number> {
  const sql = 'select version from reminder_rule_gone where anchor = $1 and round_id is not distinct from $2';
  const [gone] = (await tx.query(sql, [anchor, roundId])) as { version: number }[];
  return gone?.version ?? 0;
}

const takeAwaySql = `
  with gone as (delete from reminder_rule where id = $1 returning round_id, anchor, version)
  insert into reminder_rule_gone (round_id, anchor, version) select round_id, anchor, version from gone
  on conflict on constraint reminder_rule_gone_once do update set version = excluded.version`;

export function sameVersion(found: number, read: number): void {
  if (found === read) return;
  throw new Conflict('Somebody else changed this meanwhile. Look at what holds now, then change it again.');
}
