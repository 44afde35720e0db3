import { Injectable } from '@nestjs/common';
import { type AwardCase, Awards } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid } from '../kernel/errors';
import { formatMoney, sumCents } from '../kernel/money';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { Reports } from '../reports/reports.service';
import type { PlanCase } from './disbursements-view.dto';
import type { PlanInput } from './disbursements.dto';
import { Instalment } from './instalment.entity';
import { InstalmentRows } from './instalment-rows.service';
import { cannotPlan } from './plan.rules';

/** The plan of an award: which part is paid when, and what has to be met before. */
@Injectable()
export class Plans {
  constructor(
    private readonly work: Work,
    private readonly awards: Awards,
    private readonly reports: Reports,
    private readonly rows: InstalmentRows,
  ) {}

  /** Writes the plan, or writes it anew while nothing of it is approved. @throws Invalid where it does not add up to the award */
  async plan(actor: Actor, awardId: string, input: PlanInput): Promise<PlanCase> {
    return this.work.run(actor, async (tx) => {
      const award = await this.awards.claim(tx, awardId);
      const earlier = await tx.findBy(Instalment, { awardId });
      const refused = cannotPlan(award, earlier);
      if (refused !== null) throw new Conflict(refused);
      addsUp(input, award);
      await this.checkReports(tx, awardId, input);
      await tx.remove(earlier);
      await tx.save(instalmentsOf(tx, award, input));
      const facts = { ...factsOf(award), count: input.instalments.length };
      await publish(tx, 'instalments.planned', facts, [`award:${awardId}`]);
      const planned = award.status === 'accepted' ? await this.awards.follow(tx, awardId, 'activate') : award;
      return this.rows.plan(actor, planned, tx);
    });
  }

  /** Closes the grant once everything is paid and every report accepted. */
  async complete(actor: Actor, awardId: string): Promise<AwardCase> {
    return this.work.run(actor, async (tx) => {
      const award = await this.awards.claim(tx, awardId);
      const { instalments, openReports } = await this.rows.plan(actor, award, tx);
      if (instalments.some(({ status }) => status !== 'settled'))
        throw new Conflict('Not every instalment is settled yet.');
      if (openReports.length > 0) throw new Conflict(`The report “${openReports[0] ?? ''}” is not accepted yet.`);
      return this.awards.follow(tx, awardId, 'complete');
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

const instalmentsOf = (tx: Tx, { id: awardId, leadId, currency }: AwardCase, { instalments }: PlanInput) =>
  instalments.map((part, i) =>
    tx.create(Instalment, {
      ...part,
      ...{ awardId, leadId, number: i + 1, currency, status: 'planned' },
      ...{ approvalCycle: 1, plannedBy: tx.actor.id, plannedAt: tx.now, version: 1 },
    }),
  );

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
