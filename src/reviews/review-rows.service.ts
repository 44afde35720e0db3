import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Missing } from '../kernel/errors';
import type { Tx } from '../kernel/transaction';
import { Review } from './review.entity';
import { type ReviewCase, type Setting, visibleTo } from './review.rules';

/** Reviews with what stands around them: found, locked and stored. */
@Injectable()
export class ReviewRows {
  constructor(private readonly database: DataSource) {}

  /** @throws Missing, also where it is somebody else's */
  find(actor: Actor, id: string, within: EntityManager = this.database.manager): Promise<ReviewCase> {
    return this.one(actor, id, within, false);
  }

  /** Locks the review. @throws Missing */
  claim(tx: Tx, id: string): Promise<ReviewCase> {
    return this.one(tx.actor, id, tx, true);
  }

  /** Stores the row as its next version. */
  async store(tx: Tx, { setting: _setting, ...own }: ReviewCase): Promise<Review> {
    return tx.save(Review, { ...own, version: own.version + 1 });
  }

  /** Adds what stands around each of them. */
  async completed(rows: Review[], within: EntityManager = this.database.manager): Promise<ReviewCase[]> {
    if (rows.length === 0) return [];
    const settings = await within.query<(Setting & { id: string })[]>(settingsOf, [rows.map(({ id }) => id)]);
    const byId = new Map(settings.map(({ id, ...setting }) => [id, setting]));
    return rows.flatMap((row) => {
      const setting = byId.get(row.id);
      return setting ? [Object.assign(row, { setting })] : [];
    });
  }

  private async one(actor: Actor, id: string, within: EntityManager, lock: boolean): Promise<ReviewCase> {
    const visible = visibleTo(actor);
    if (!visible) throw new Missing('review');
    const where = { id, ...visible };
    const row = await within.findOne(Review, { where, ...(lock ? { lock: { mode: 'pessimistic_write' } } : {}) });
    const [review] = row ? await this.completed([row], within) : [];
    if (!review) throw new Missing('review');
    return review;
  }
}

const settingsOf = `
  select v.id, a.title, o.name as lead, a.status as "applicationStatus", a.requested_cents::float8 as "requestedCents",
         a.currency, r.name as round, r.rubric, r.questions, p.name as reviewer
    from review v join application a on a.id = v.application_id join organisation o on o.id = a.lead_id
    join round r on r.id = v.round_id join person p on p.id = v.reviewer_id
   where v.id = any($1)`;
