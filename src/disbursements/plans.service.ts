import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Approvals } from '../awards/approvals.service';
import { type AwardCase, Awards } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid } from '../kernel/errors';
import type { Offer } from '../kernel/lifecycle';
import { formatMoney, sumCents } from '../kernel/money';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { type Report, Reports } from '../reports/reports.service';
import { instalmentView, type PlanInput, type PlanView } from './disbursements.dto';
import { Instalment, Payment } from './instalment.entity';

/** The plan of an award: which part is paid when, and what has to be met before. */
@Injectable()
export class Plans {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly awards: Awards,
    private readonly approvals: Approvals,
    private readonly reports: Reports,
  ) {}

  /** @throws Missing where the award is not the reader's to see */
  async view(actor: Actor, awardId: string, now: Date): Promise<PlanView> {
    const award = await this.awards.find(actor, awardId);
    const rows = await this.database.manager.find(Instalment, { where: { awardId }, order: { number: 'ASC' } });
    const payments = await this.database.manager.find(Payment, {
      where: { instalmentId: In(rows.map(({ id }) => id)) },
      order: { attempt: 'ASC' },
    });
    const reports = await this.reports.of(actor, awardId);
    const instalments = await Promise.all(
      rows.map(async (row) => {
        const approvals = await this.approvals.given(approvalOf(row, award.fundId));
        const awaitedReport = awaited(row, reports);
        const own = payments.filter(({ instalmentId }) => instalmentId === row.id);
        return instalmentView(Object.assign(row, { approvals, awaitedReport }), own, actor, now);
      }),
    );
    return {
      awardId,
      instalments,
      plannedCents: sumCents(rows.map(({ amountCents }) => amountCents)),
      settledCents: sumCents(rows.filter(({ status }) => status === 'settled').map(({ amountCents }) => amountCents)),
      currency: award.currency,
      moves: planMoves(actor, award, rows, reports),
    };
  }

  /** Writes the plan, or writes it anew while nothing of it is approved. @throws Invalid where it does not add up to the award */
  async plan(actor: Actor, awardId: string, input: PlanInput): Promise<Instalment[]> {
    return this.work.run(actor, async (tx) => {
      const award = await this.awards.claim(tx, awardId);
      const earlier = await tx.findBy(Instalment, { awardId });
      if (!mayPlan(award, earlier)) throw new Conflict(cannotPlan(award, earlier));
      addsUp(input, award);
      await this.checkReports(tx, awardId, input);
      await tx.remove(earlier);
      const rows = input.instalments.map((part, i) =>
        tx.create(Instalment, {
          ...part,
          ...{ awardId, leadId: award.leadId, number: i + 1, currency: award.currency, status: 'planned' },
          ...{ approvalCycle: 1, plannedBy: actor.id, plannedAt: tx.now, version: 1 },
        }),
      );
      const saved = await tx.save(rows);
      await publish(tx, 'instalments.planned', { ...factsOf(award), count: saved.length }, [`award:${awardId}`]);
      if (award.status === 'accepted') await this.awards.follow(tx, awardId, 'activate');
      return saved;
    });
  }

  /** Closes the grant once everything is paid and every report accepted. */
  async complete(actor: Actor, awardId: string): Promise<{ id: string }> {
    return this.work.run(actor, async (tx) => {
      const { id } = await this.awards.claim(tx, awardId);
      const unpaid = await tx.countBy(Instalment, {
        awardId,
        status: In(['planned', 'approved', 'released', 'failed']),
      });
      if (unpaid > 0) throw new Conflict('Not every instalment is settled yet.');
      const open = (await this.reports.of(actor, awardId, tx)).find(({ status }) => status !== 'accepted');
      if (open) throw new Conflict(`The report “${open.title}” is not accepted yet.`);
      await this.awards.follow(tx, id, 'complete');
      return { id };
    });
  }

  private async checkReports(tx: Tx, awardId: string, { instalments }: PlanInput): Promise<void> {
    const known = new Set((await this.reports.of(tx.actor, awardId, tx)).map(({ id }) => id));
    instalments.forEach(({ reportId }, i) => {
      if (reportId && !known.has(reportId)) {
        throw new Invalid({ [`instalments[${i}][reportId]`]: ['This is not a report of this award.'] });
      }
    });
  }
}

export const approvalOf = ({ id, approvalCycle }: Instalment, fundId: string) =>
  ({ kind: 'instalment', id, cycle: approvalCycle, fundId }) as const;

/** The title of the report that an instalment still waits for. */
export const awaited = (row: Instalment, reports: Report[]): string | null =>
  reports.find(({ id, status }) => id === row.reportId && status !== 'accepted')?.title ?? null;

const mayPlan = (award: AwardCase, rows: Instalment[]): boolean =>
  (award.status === 'accepted' || award.status === 'active') &&
  rows.every(({ status, approvalCycle }) => status === 'planned' && approvalCycle === 1);

const cannotPlan = ({ status }: AwardCase, rows: Instalment[]): string =>
  rows.some((row) => row.status !== 'planned' || row.approvalCycle > 1)
    ? 'Part of this plan has been approved: it stays as it is.'
    : `This award is ${status}: instalments are planned once the city has accepted it.`;

function planMoves(actor: Actor, award: AwardCase, rows: Instalment[], reports: Report[]): Offer[] {
  if (actor.role !== 'program') return [];
  const done = rows.length > 0 && rows.every(({ status }) => status === 'settled');
  const reported = reports.every(({ status }) => status === 'accepted');
  return [
    ...(mayPlan(award, rows) ? [{ move: 'plan', label: rows.length > 0 ? 'Plan anew' : 'Plan the instalments' }] : []),
    ...(award.status === 'active' && done && reported ? [{ move: 'complete', label: 'Complete the grant' }] : []),
  ];
}

function addsUp({ instalments }: PlanInput, { amountCents, currency }: AwardCase): void {
  const planned = sumCents(instalments.map((part) => part.amountCents));
  if (planned === amountCents) return;
  const money = (cents: number): string => formatMoney(cents, currency);
  const off =
    planned > amountCents ? `${money(planned - amountCents)} too much` : `${money(amountCents - planned)} short`;
  throw new Invalid({
    instalments: [`The instalments add up to ${money(planned)}; the award is ${money(amountCents)}: ${off}.`],
  });
}

const factsOf = ({ id, title, leadId, amountCents, currency }: AwardCase) => ({
  ...{ awardId: id, title, leadId, amountCents, currency },
  fund: '',
});
