import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Missing } from '../kernel/errors';
import type { Tx } from '../kernel/transaction';
import type { Holder } from './payee.rules';

const usualHoldDays = 3;

/** Those who have bank details: cities and partners, who are paid, and funds, which pay. */
@Injectable()
export class Holders {
  constructor(private readonly database: DataSource) {}

  /** @throws Missing, also where it is not the reader's to see */
  async find(actor: Actor, id: string, within: EntityManager = this.database.manager): Promise<Holder> {
    const foreign = actor.role === 'reviewer' || (actor.role === 'city' && actor.organisationId !== id);
    const [holder] = foreign ? [] : ((await within.query(one, [id])) as Holder[]);
    if (!holder) throw new Missing('payee');
    return holder;
  }

  /** Whoever changes anything about the same payee waits. @throws Missing */
  async claim(tx: Tx, id: string): Promise<Holder> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`payee:${id}`]);
    return this.find(tx.actor, id, tx);
  }

  /** How long a change waits: what the fund says; for a payee the most careful of the funds, since any of them may pay it. */
  async holdDays(tx: Tx, { id, kind }: Holder): Promise<number> {
    const [{ days }] = (await tx.query(`select max(hold_days) as days from fund where $2 or id = $1`, [
      id,
      kind === 'organisation',
    ])) as [{ days: number | null }];
    return days ?? usualHoldDays;
  }
}

const one = `
  select id, 'organisation' as kind, name, country, time_zone as zone from organisation where id = $1 and kind in ('city', 'partner')
   union all
  select id, 'fund', name, null, 'UTC' from fund where id = $1`;
