import { Injectable } from '@nestjs/common';
import { type AwardCase, Awards } from '../awards/awards.service';
import { checkSince, Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { Reports } from '../reports/reports.service';
import type { PlanCase } from './disbursements-view.dto';
import type { PlanInput } from './disbursements.dto';
import { InstalmentDeadlines } from './instalment-deadlines.service';
import { InstalmentRows } from './instalment-rows.service';
import { counts } from './instalment.rules';
import { PlanChanges } from './plan-changes.service';
import { addsUp, cannotPlan } from './plan.rules';

/** The plan of an award: which part is paid when, and what has to be met before. */
@Injectable()
export class Plans {
  constructor(
    private readonly work: Work,
    private readonly awards: Awards,
    private readonly reports: Reports,
    private readonly rows: InstalmentRows,
    private readonly changes: PlanChanges,
    private readonly funds: Funds,
    private readonly deadlines: InstalmentDeadlines,
  ) {}

  /** Writes the plan, or writes anew what nobody has requested yet. @throws Invalid where it does not add up to the award */
  async plan(actor: Actor, awardId: string, input: PlanInput): Promise<PlanCase> {
    return this.work.run(actor, async (tx) => {
      const award = await this.awards.claim(tx, awardId);
      const { instalments: earlier } = await this.rows.plan(actor, award, tx);
      const refused = cannotPlan(award, earlier);
      if (refused !== null) throw new Conflict(refused);
      addsUp(
        input.instalments.map(({ amountCents }) => amountCents),
        award,
        earlier,
      );
      await this.checkDays(tx, award, input);
      await this.checkReports(tx, awardId, input);
      await this.changes.replace(tx, award, earlier, input.instalments);
      const facts = { ...factsOf(award), count: input.instalments.length };
      await publish(tx, 'instalments.planned', facts, [`award:${awardId}`]);
      const planned = award.status === 'accepted' ? await this.awards.follow(tx, awardId, 'activate') : award;
      await this.deadlines.planned(tx, planned);
      return this.rows.plan(actor, planned, tx);
    });
  }

  /**
   * After the award's amount changed in the same transaction: more is added to the last instalment that is planned, or becomes a new one;
   * less is taken from the last ones planned. What is requested already is sent back first.
   * @throws Conflict where less is planned than has to go
   */
  async fitPlan(tx: Tx, award: AwardCase): Promise<void> {
    await this.changes.fit(tx, award, (await this.rows.plan(tx.actor, award, tx)).instalments);
    await this.deadlines.planned(tx, award);
  }

  /** Drops what nobody approved for payment. The award shrinks by as much in the same transaction. */
  async dropUnpaid(tx: Tx, award: AwardCase): Promise<void> {
    const { instalments } = await this.rows.plan(tx.actor, award, tx);
    for (const row of instalments.filter(({ status }) => status === 'planned' || status === 'requested'))
      await this.changes.drop(tx, award, row);
  }

  /** Closes the grant once everything is paid and every report accepted. */
  async complete(actor: Actor, awardId: string): Promise<AwardCase> {
    return this.work.run(actor, async (tx) => {
      const award = await this.awards.claim(tx, awardId);
      const { instalments, openReports } = await this.rows.plan(actor, award, tx);
      if (instalments.filter(counts).some(({ status }) => status !== 'settled'))
        throw new Conflict('Not every instalment is settled yet.');
      if (openReports.length > 0) throw new Conflict(`The report “${openReports[0] ?? ''}” is not accepted yet.`);
      return this.awards.follow(tx, awardId, 'complete');
    });
  }

  private async checkDays(tx: Tx, { fundId }: AwardCase, { instalments }: PlanInput): Promise<void> {
    const days = instalments.flatMap(({ dueOn, notBefore }, i) => [
      [`instalments[${i}][dueOn]`, dueOn],
      [`instalments[${i}][notBefore]`, notBefore],
    ]);
    checkSince(await this.funds.find(fundId, tx), Object.fromEntries(days) as Record<string, string | null>);
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

const factsOf = ({ id, title, leadId, amountCents, currency }: AwardCase) => ({
  ...{ awardId: id, title, leadId, amountCents, currency },
  fund: '',
});
