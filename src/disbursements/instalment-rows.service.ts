import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Approvals } from '../fund/approvals.service';
import { type AwardCase, Awards } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { Missing } from '../kernel/errors';
import type { Tx } from '../kernel/transaction';
import { type Report, Reports } from '../reports/reports.service';
import type { PlanCase } from './disbursements-view.dto';
import { Instalment, Payment } from './instalment.entity';
import type { InstalmentCase } from './instalment.rules';

/** Reads instalments with what their lifecycle looks at, as far as their reader may see the award. */
@Injectable()
export class InstalmentRows {
  constructor(
    private readonly database: DataSource,
    private readonly awards: Awards,
    private readonly approvals: Approvals,
    private readonly reports: Reports,
  ) {}

  /** @throws Missing */
  async find(actor: Actor, id: string): Promise<InstalmentCase> {
    const { manager } = this.database;
    const own = actor.role === 'city' ? { leadId: actor.organisationId ?? '' } : {};
    const found = await manager.findOneBy(Instalment, { id, ...own });
    if (!found) throw new Missing('instalment');
    return pick(await this.plan(actor, await this.awards.find(actor, found.awardId)), id);
  }

  /** Locks the award, and with it everything that is paid for it. @throws Missing */
  async claim(tx: Tx, id: string): Promise<{ row: InstalmentCase; award: AwardCase }> {
    const found = await tx.findOneBy(Instalment, { id });
    if (!found) throw new Missing('instalment');
    const award = await this.awards.claim(tx, found.awardId);
    return { row: pick(await this.plan(tx.actor, award, tx), id), award };
  }

  /** The plan of an award that the reader may see. */
  async plan(actor: Actor, award: AwardCase, within: EntityManager = this.database.manager): Promise<PlanCase> {
    const rows = await within.find(Instalment, { where: { awardId: award.id }, order: { number: 'ASC' } });
    const where = { instalmentId: In(rows.map(({ id }) => id)) };
    const payments = await within.find(Payment, { where, order: { attempt: 'ASC' } });
    const subjects = rows.map(({ id, approvalCycle: cycle, amountCents: cents }) => ({ id, cycle, cents }));
    const given = await this.approvals.given('instalment', subjects, award.fundId, within);
    const reports = await this.reports.of(actor, award.id, within);
    const instalments = rows.map((row) =>
      Object.assign(row, {
        approvals: given.get(row.id) ?? { by: [], needed: Infinity },
        awaitedReport: awaited(row, reports),
        awardStatus: award.status,
        payments: payments.filter(({ instalmentId }) => instalmentId === row.id),
      }),
    );
    return { award, instalments, openReports: reports.filter(open).map(({ title }) => title) };
  }
}

const open = ({ status }: Report): boolean => status !== 'accepted';

const awaited = ({ reportId }: Instalment, reports: Report[]): string | null =>
  reports.filter(open).find(({ id }) => id === reportId)?.title ?? null;

function pick({ instalments }: PlanCase, id: string): InstalmentCase {
  const row = instalments.find((one) => one.id === id);
  if (!row) throw new Missing('instalment');
  return row;
}
