import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor, Command } from './access';
import { Clock } from './clock';
import { Busy, Conflict } from './errors';

declare const brand: unique symbol;

/** An open database transaction. Only `Work.run` makes one, so a step that takes it cannot run outside. */
export type Tx = EntityManager & { readonly [brand]: true; readonly now: Date; readonly actor: Actor };

/** What comes last in a transaction, once everything else is written down: the money moves, so the ledger is locked only for a moment. */
export type LastStep = () => Promise<void>;

/** One unit of work: one database transaction, run again where the database asks for it. */
@Injectable()
export class Work {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `steps` in one transaction. With a command key the same request has one effect and one answer, however often it comes.
   * @throws Conflict when the key was used for another request; Busy when the database stays out of reach.
   */
  async run<T>(actor: Actor, steps: (tx: Tx) => Promise<T>): Promise<T> {
    // A key stands for one unit of work: whatever else the request does runs without it.
    const command = actor.command;
    actor.command = undefined;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.transaction(async (manager) => {
          const [{ now }] = (await manager.query('select now() as now')) as [{ now: Date }];
          const tx = Object.assign(manager, { now: this.clock.inTransaction(now), actor }) as unknown as Tx;
          return command ? once(tx, actor, command, steps) : steps(tx);
        });
      } catch (error) {
        if (!passing.has(codeOf(error))) throw error;
        if (attempt === 3) throw new Busy();
      }
    }
  }
}

/** Serialisation failure, deadlock, lock time-out: nothing was done, and doing it again may succeed. */
const passing = new Set(['40001', '40P01', '55P03']);

export const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/**
 * The key is taken first: whoever comes second waits on it, finds it taken after the first has committed, and gets the first answer.
 * It is stored in the same transaction as the effect, so that neither exists without the other.
 */
async function once<T>(tx: Tx, actor: Actor, command: Command, steps: (tx: Tx) => Promise<T>): Promise<T> {
  const taken = (await tx.query(
    `insert into idempotency (person_id, key, fingerprint, at) values ($1, $2, $3, now()) on conflict do nothing returning key`,
    [actor.id, command.key, command.fingerprint],
  )) as unknown[];
  if (taken.length === 0) return repeated<T>(tx, actor, command);
  const result = await steps(tx);
  await tx.query(`update idempotency set result = $3 where person_id = $1 and key = $2`, [
    actor.id,
    command.key,
    JSON.stringify(result ?? null),
  ]);
  return result;
}

async function repeated<T>(tx: Tx, actor: Actor, command: Command): Promise<T> {
  const [row] = (await tx.query(`select fingerprint, result from idempotency where person_id = $1 and key = $2`, [
    actor.id,
    command.key,
  ])) as { fingerprint: Buffer; result: unknown }[];
  if (!row?.fingerprint.equals(command.fingerprint)) {
    throw new Conflict(
      'This was sent before with other content. Send it again if you mean it as something new; in the API, under a new Idempotency-Key.',
    );
  }
  return revive(row.result) as T;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Rows kept as JSON get their instants back. */
function revive(value: unknown): unknown {
  if (typeof value === 'string') return instant.test(value) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map(revive);
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]));
  }
  return value;
}
