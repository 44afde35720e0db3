import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Approvals } from '../fund/approvals.service';
import { type AwardCase, Awards } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import type { Approvals as Given } from '../kernel/approval';
import { Missing } from '../kernel/errors';
import type { Tx } from '../kernel/transaction';
import type { PlanCase } from './disbursements-view.dto';
import { Instalment, Payment } from './instalment.entity';
import type { InstalmentCase } from './instalment.rules';
import { Obligations } from './obligations.service';

/** Reads instalments with what their lifecycle looks at, as far as their reader may see the award. */
@Injectable()
export class InstalmentRows {
  constructor(
    private readonly database: DataSource,
    private readonly awards: Awards,
    private readonly approvals: Approvals,
    private readonly obligations: Obligations,
  ) {}

  /** @throws Missing */
  async find(actor: Actor, id: string): Promise<PlanCase & { row: InstalmentCase }> {
    const found = await one(this.database.manager, actor, id);
    const plan = await this.plan(actor, await this.awards.find(actor, found.awardId));
    return { ...plan, row: pick(plan, id) };
  }

  /** Locks the award, and with it everything that is paid for it. @throws Missing */
  async claim(tx: Tx, id: string): Promise<PlanCase & { row: InstalmentCase }> {
    const found = await one(tx, tx.actor, id);
    const plan = await this.plan(tx.actor, await this.awards.claim(tx, found.awardId), tx);
    return { ...plan, row: pick(plan, id) };
  }

  /** The plan of an award that the reader may see. */
  async plan(actor: Actor, award: AwardCase, within: EntityManager = this.database.manager): Promise<PlanCase> {
    const rows = await within.find(Instalment, { where: { awardId: award.id }, order: { number: 'ASC' } });
    const where = { instalmentId: In(rows.map(({ id }) => id)) };
    const payments = await within.find(Payment, { where, order: { attempt: 'ASC' } });
    const subjects = rows.map(({ id, approvalCycle: cycle, amountCents: cents, status }) => {
      return { id, cycle, cents, waits: status === 'requested' };
    });
    const given = await this.approvals.given('instalment', subjects, award.fundId, within);
    const { obligations, paidTo, detailsBy, reports } = await this.obligations.of(actor, award, within);
    const instalments = rows.map((row) =>
      Object.assign(row, {
        approvals: counted(row, given.get(row.id) ?? { by: [], needed: Infinity }, detailsBy),
        obligations: obligations(row),
        paidTo,
        detailsBy,
        awardStatus: award.status,
        payments: payments.filter(({ instalmentId }) => instalmentId === row.id),
      }),
    );
    const openReports = reports.filter(({ status }) => status !== 'accepted').map(({ title }) => title);
    return { award, instalments, openReports };
  }

  /** Writes the row; what stands around it stays as it was read. */
  async store(tx: Tx, row: InstalmentCase): Promise<InstalmentCase> {
    const { approvals, obligations, paidTo, detailsBy, awardStatus, payments, ...own } = row;
    const saved = await tx.save(Instalment, { ...own, version: own.version + 1 });
    return Object.assign(saved, { approvals, obligations, paidTo, detailsBy, awardStatus, payments });
  }
}

/** Until enough have approved, nobody counts who changed where the money goes. */
function counted({ status }: Instalment, { by, needed }: Given, detailsBy: readonly string[]): Given {
  return { by: status === 'requested' ? by.filter((id) => !detailsBy.includes(id)) : by, needed };
}

async function one(within: EntityManager, actor: Actor, id: string): Promise<Instalment> {
  const own = actor.role === 'city' ? { leadId: actor.organisationId ?? '' } : {};
  const found = await within.findOneBy(Instalment, { id, ...own });
  if (!found) throw new Missing('instalment');
  return found;
}

function pick({ instalments }: PlanCase, id: string): InstalmentCase {
  const row = instalments.find((instalment) => instalment.id === id);
  if (!row) throw new Missing('instalment');
  return row;
}
