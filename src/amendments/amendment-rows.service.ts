import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AwardCase, Awards } from '../awards/awards.service';
import { Approvals } from '../fund/approvals.service';
import type { Actor } from '../kernel/access';
import { Missing } from '../kernel/errors';
import type { Tx } from '../kernel/transaction';
import { Amendment } from './amendment.entity';
import { type AmendmentCase, type BudgetLine, isOpen } from './amendment.rules';
import { visible } from './visible';

/** Reads amendments with what their lifecycle looks at, as far as their reader may see the award. */
@Injectable()
export class AmendmentRows {
  constructor(
    private readonly database: DataSource,
    private readonly awards: Awards,
    private readonly approvals: Approvals,
  ) {}

  /** @throws Missing, also where the award is not the reader's to see */
  async find(actor: Actor, id: string): Promise<{ row: AmendmentCase; award: AwardCase }> {
    const { manager } = this.database;
    const found = await manager.findOneBy(Amendment, { id });
    const award = found && (await visible(this.awards.find(actor, found.awardId)));
    if (!award) throw new Missing('amendment');
    return { row: await this.one(manager, found, award), award };
  }

  /** Locks the award, and with it everything that changes it. @throws Missing */
  async claim(tx: Tx, id: string): Promise<{ row: AmendmentCase; award: AwardCase }> {
    const seen = await tx.findOneBy(Amendment, { id });
    const award = seen && (await visible(this.awards.claim(tx, seen.awardId)));
    const row = award && (await tx.findOneBy(Amendment, { id }));
    if (!row) throw new Missing('amendment');
    return { row: await this.one(tx, row, award), award };
  }

  /** Newest first. */
  async of(award: AwardCase, within: EntityManager = this.database.manager): Promise<AmendmentCase[]> {
    const rows = await within.find(Amendment, { where: { awardId: award.id }, order: { number: 'DESC' } });
    return this.completed(within, rows, award);
  }

  /** Whether one waits to be decided about, and the number that the next one gets. */
  async next(within: EntityManager, award: AwardCase): Promise<{ open: boolean; number: number }> {
    const rows = await within.find(Amendment, { where: { awardId: award.id }, order: { number: 'DESC' } });
    return { open: rows.some(isOpen), number: (rows[0]?.number ?? 0) + 1 };
  }

  /** The budget lines as people last approved them: what was only noted since does not count, or small changes would add up. */
  async approvedLines(tx: Tx, award: AwardCase): Promise<BudgetLine[]> {
    const rows = await tx.find(Amendment, { where: { awardId: award.id }, order: { number: 'ASC' } });
    const approved = rows.findLastIndex(({ status, budgetLines }) => status === 'approved' && budgetLines !== null);
    const noted = rows.slice(approved + 1).find(({ status }) => status === 'noted');
    return noted?.was.budgetLines ?? award.budgetLines;
  }

  private async one(within: EntityManager, row: Amendment, award: AwardCase): Promise<AmendmentCase> {
    const [one] = await this.completed(within, [row], award);
    if (!one) throw new Missing('amendment');
    return one;
  }

  private async completed(within: EntityManager, rows: Amendment[], award: AwardCase): Promise<AmendmentCase[]> {
    const subjects = rows.map((row) => {
      return { id: row.id, cycle: 1, cents: row.was.amountCents + row.changeCents, waits: isOpen(row) };
    });
    const given = await this.approvals.given('amendment', subjects, award.fundId, within);
    const cities = await fromCities(within, rows);
    return rows.map((row) =>
      Object.assign(row, {
        approvals: given.get(row.id) ?? { by: [], needed: Infinity },
        awardStatus: award.status,
        byCity: cities.has(row.proposedBy),
      }),
    );
  }
}

async function fromCities(within: EntityManager, rows: Amendment[]): Promise<Set<string>> {
  const ids = rows.map(({ proposedBy }) => proposedBy);
  const found = (await within.query(`select id from person where id = any($1) and role = 'city'`, [ids])) as {
    id: string;
  }[];
  return new Set(found.map(({ id }) => id));
}
