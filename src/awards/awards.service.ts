import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Applications } from '../applications/applications.service';
import { Approvals } from '../fund/approvals.service';
import type { Actor } from '../kernel/access';
import { Invalid } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { endOfDay } from '../kernel/time';
import { type LastStep, type Tx, Work } from '../kernel/transaction';
import { AwardDeadlines } from './award-deadlines.service';
import { AwardEndings } from './award-endings.service';
import { AwardMoney } from './award-money.service';
import { AwardPauses } from './award-pauses.service';
import { Award } from './award.entity';
import { AwardRows } from './award-rows.service';
import { factsOf, gone, notNow, store, subjectsOf, zoneOf } from './award-steps';
import { awardable, type AwardCase, awardLifecycle, fitsTheRequest } from './award.rules';
import { checkTerms } from './award-terms';
import type { AwardTerms, OfferInput } from './awards.dto';

export type { Award } from './award.entity';
export type { AwardCase } from './award.rules';

/** Awards: proposed, approved by others, offered, answered by the city. */
@Injectable()
export class Awards {
  constructor(
    private readonly work: Work,
    private readonly rows: AwardRows,
    private readonly applications: Applications,
    private readonly approvals: Approvals,
    private readonly money: AwardMoney,
    private readonly endings: AwardEndings,
    private readonly pauses: AwardPauses,
    private readonly deadlines: AwardDeadlines,
  ) {}

  /** The award with its approvals. @throws Missing, also where it is not the reader's to see */
  find(actor: Actor, id: string, within?: EntityManager): Promise<AwardCase> {
    return this.rows.find(actor, id, within);
  }

  /** @throws Invalid where the amount does not fit what was asked, Conflict with what the round has left where that is less */
  async propose(actor: Actor, applicationId: string, input: AwardTerms): Promise<AwardCase> {
    return this.work.run(actor, async (tx) => {
      const application = await this.applications.claim(tx, actor, applicationId);
      const { round, leadId, title, sectors, illustrative } = application;
      if (!awardable.includes(application.status)) throw notNow(application.status);
      fitsTheRequest(input.amountCents, application.requestedCents ?? 0, round);
      const terms = await checkTerms(tx, input, leadId);
      const award = tx.create(Award, {
        ...{ ...terms, applicationId, roundId: round.id, fundId: round.fundId, currency: round.currency },
        ...{ leadId, title, sectors, illustrative, status: 'proposed', version: 1, originalCents: input.amountCents },
        ...{ budgetLines: application.budgetLines, proposedBy: actor.id, proposedAt: tx.now },
      });
      await this.money.check(tx, award);
      const { id } = await tx.save(award);
      const about = await factsOf(tx, award);
      await publish(tx, 'award.proposed', about, subjectsOf(award));
      if (award.split)
        await publish(tx, 'award.split_chosen', { ...about, reason: award.splitReason }, [`award:${id}`]);
      return this.rows.claim(tx, id);
    });
  }

  /** Records this person's approval; the last one needed sets the money aside. @throws Conflict with what the round has left */
  async approve(actor: Actor, id: string): Promise<AwardCase> {
    return this.move(actor, id, 'approve', async (tx, award) => {
      const application = await this.applications.claim(tx, actor, award.applicationId);
      if (!awardable.includes(application.status)) throw gone(application.status);
      const progress = await this.approvals.record(tx, { kind: 'award', id, cycle: 1 }, award.approvals);
      const about = await factsOf(tx, award);
      if (progress) {
        const proposerId = award.proposedBy;
        await publish(tx, 'award.endorsed', { ...about, ...progress, proposerId }, subjectsOf(award));
        return;
      }
      await publish(tx, 'award.approved', about, subjectsOf(award));
      return () => this.money.setAside(tx, award);
    });
  }

  async reject(actor: Actor, id: string, reason: string): Promise<AwardCase> {
    return this.move(actor, id, 'reject', async (tx, award) => {
      await publish(tx, 'award.rejected', { ...(await factsOf(tx, award)), reason }, subjectsOf(award));
    });
  }

  async offer(actor: Actor, id: string, { expiresOn }: OfferInput): Promise<AwardCase> {
    return this.move(actor, id, 'offer', async (tx, award) => {
      const zone = await zoneOf(tx, award.leadId);
      award.offerExpiresAt = endOfDay(expiresOn, zone);
      if (award.offerExpiresAt <= tx.now) throw new Invalid({ expiresOn: ['Choose a day that is still to come.'] });
      await this.applications.follow(tx, award.applicationId, 'approve');
      const expires = { expiresAt: award.offerExpiresAt.toISOString(), expiresZone: zone };
      await publish(tx, 'award.offered', { ...(await factsOf(tx, award)), ...expires }, subjectsOf(award));
      await this.deadlines.offered(tx, award);
    });
  }

  async accept(actor: Actor, id: string): Promise<AwardCase> {
    return this.move(actor, id, 'accept', async (tx, award) => {
      award.acceptedAt = tx.now;
      await publish(tx, 'award.accepted', await factsOf(tx, award), subjectsOf(award));
      await this.deadlines.unsigned(tx, award);
      await this.deadlines.answered(tx, award);
      return () => this.money.commit(tx, award);
    });
  }

  async decline(actor: Actor, id: string, reason: string): Promise<AwardCase> {
    return this.move(actor, id, 'decline', async (tx, award) => {
      await this.deadlines.answered(tx, award);
      await this.applications.follow(tx, award.applicationId, 'give-up');
      await publish(tx, 'award.declined', { ...(await factsOf(tx, award)), reason }, subjectsOf(award));
      return () => this.money.withdraw(tx, award);
    });
  }

  async expire(actor: Actor, id: string): Promise<AwardCase> {
    return this.move(actor, id, 'expire', async (tx, award) => {
      await this.deadlines.ended(tx, award);
      await this.applications.follow(tx, award.applicationId, 'reconsider');
      await publish(tx, 'award.expired', await factsOf(tx, award), subjectsOf(award));
      return () => this.money.withdraw(tx, award);
    });
  }

  /**
   * An application whose offer is cancelled can be awarded anew; of an accepted award, what was not paid is free again.
   * Of an award that was never offered the city knows nothing.
   */
  async cancel(actor: Actor, id: string, reason: string): Promise<AwardCase> {
    return this.move(actor, id, 'cancel', async (tx, award, before) => {
      const answered = ['accepted', 'active', 'suspended'].includes(before);
      await this.deadlines.ended(tx, award);
      if (before === 'offered') await this.applications.follow(tx, award.applicationId, 'reconsider');
      const internal = before === 'approved';
      await publish(tx, 'award.cancelled', { ...(await factsOf(tx, award)), reason, internal }, subjectsOf(award));
      await this.endings.end(tx, award);
      return () => (answered ? this.money.decommit(tx, award) : this.money.withdraw(tx, award));
    });
  }

  /** While it is suspended nothing is requested, approved or released; what is on its way is still settled. */
  async suspend(actor: Actor, id: string, reason: string): Promise<AwardCase> {
    return this.move(actor, id, 'suspend', async (tx, award) => {
      award.suspendedReason = reason;
      await publish(tx, 'award.suspended', { ...(await factsOf(tx, award)), reason }, subjectsOf(award));
      await this.pauses.follow(tx, award);
    });
  }

  async resume(actor: Actor, id: string): Promise<AwardCase> {
    return this.move(actor, id, 'resume', async (tx, award) => {
      award.suspendedReason = '';
      await publish(tx, 'award.resumed', await factsOf(tx, award), subjectsOf(award));
      await this.pauses.follow(tx, award);
    });
  }

  /** Steps of the plan in whose transaction the award moves along. */
  async follow(tx: Tx, id: string, move: 'activate' | 'complete'): Promise<AwardCase> {
    const award = await this.claim(tx, id);
    awardLifecycle.apply(award, move, { actor: tx.actor, now: tx.now });
    const event = move === 'activate' ? 'award.activated' : 'award.completed';
    await publish(tx, event, await factsOf(tx, award), subjectsOf(award));
    if (move === 'complete') {
      await this.deadlines.ended(tx, award);
      await this.endings.end(tx, award);
    }
    return store(tx, award);
  }

  /** Locks the award. @throws Missing */
  claim(tx: Tx, id: string): Promise<AwardCase> {
    return this.rows.claim(tx, id);
  }

  private async move(
    actor: Actor,
    id: string,
    name: string,
    then: (tx: Tx, award: AwardCase, before: string) => Promise<LastStep | undefined>,
  ): Promise<AwardCase> {
    return this.work.run(actor, async (tx) => {
      const award = await this.claim(tx, id);
      const before = award.status;
      awardLifecycle.apply(award, name, { actor, now: tx.now });
      const money = await then(tx, award, before);
      const saved = await store(tx, award);
      await money?.();
      return saved;
    });
  }
}
