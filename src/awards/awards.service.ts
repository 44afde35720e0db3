import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Applications } from '../applications/applications.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid, Missing } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { endOfDay } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { Approvals } from './approvals.service';
import { AwardMoney } from './award-money.service';
import { Award } from './award.entity';
import { type AwardCase, awardLifecycle, fitsTheRequest, visibleTo } from './award.rules';
import type { NewAward, OfferInput } from './awards.dto';

export type { Award } from './award.entity';
export type { AwardCase } from './award.rules';

/** Awards: proposed, approved by others, offered, answered by the city. */
@Injectable()
export class Awards {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly applications: Applications,
    private readonly approvals: Approvals,
    private readonly money: AwardMoney,
  ) {}

  /** The award with its approvals. @throws Missing, also where it is not the reader's to see */
  async find(actor: Actor, id: string, within: EntityManager = this.database.manager): Promise<AwardCase> {
    return this.completed(await this.row(actor, id, within, false), within);
  }

  /** @throws Invalid where the amount does not fit what was asked, Conflict with what the round has left where that is less */
  async propose(actor: Actor, applicationId: string, input: NewAward): Promise<Award> {
    return this.work.run(actor, async (tx) => {
      const application = await this.applications.claim(tx, actor, applicationId);
      const { round } = application;
      if (!['in_review', 'waitlisted'].includes(application.status)) {
        throw new Conflict(
          `This application is ${application.status.replace('_', ' ')}: an award is proposed while it is in review or on the waiting list.`,
        );
      }
      fitsTheRequest(input.amountCents, application.requestedCents ?? 0, round);
      const award = tx.create(Award, {
        ...input,
        applicationId,
        roundId: round.id,
        fundId: round.fundId,
        leadId: application.leadId,
        title: application.title,
        sectors: application.sectors,
        currency: round.currency,
        status: 'proposed',
        proposedBy: actor.id,
        proposedAt: tx.now,
        offerExpiresAt: null,
        acceptedAt: null,
        illustrative: application.illustrative,
        version: 1,
      });
      await this.money.check(tx, award);
      const saved = await tx.save(award);
      await publish(tx, 'award.proposed', await this.facts(tx, saved), this.subjects(saved));
      return saved;
    });
  }

  /** Records this person's approval; the last one needed sets the money aside. @throws Conflict with what the round has left */
  async approve(actor: Actor, id: string): Promise<Award> {
    return this.work.run(actor, async (tx) => {
      const award = await this.claim(tx, id);
      const step = awardLifecycle.apply(award, 'approve', { actor, now: tx.now });
      await this.approvals.record(tx, approvalOf(award));
      const facts = await this.facts(tx, award);
      if (step.to === 'proposed') {
        const given = award.approvals.by.length + 1;
        await publish(tx, 'award.endorsed', { ...facts, given, needed: award.approvals.needed }, this.subjects(award));
        return own(award);
      }
      const saved = await this.store(tx, award);
      await publish(tx, 'award.approved', facts, this.subjects(award));
      await this.money.setAside(tx, award);
      return saved;
    });
  }

  async reject(actor: Actor, id: string, reason: string): Promise<Award> {
    return this.move(actor, id, 'reject', async (tx, award) => {
      await publish(tx, 'award.rejected', { ...(await this.facts(tx, award)), reason }, this.subjects(award));
    });
  }

  async offer(actor: Actor, id: string, { expiresOn }: OfferInput): Promise<Award> {
    return this.move(actor, id, 'offer', async (tx, award) => {
      const zone = await zoneOf(tx, award.leadId);
      award.offerExpiresAt = endOfDay(expiresOn, zone);
      if (award.offerExpiresAt <= tx.now) throw new Invalid({ expiresOn: ['Choose a day that is still to come.'] });
      await this.applications.follow(tx, award.applicationId, 'approve');
      const expires = { expiresAt: award.offerExpiresAt.toISOString(), expiresZone: zone };
      await publish(tx, 'award.offered', { ...(await this.facts(tx, award)), ...expires }, this.subjects(award));
    });
  }

  async accept(actor: Actor, id: string): Promise<Award> {
    return this.move(actor, id, 'accept', async (tx, award) => {
      award.acceptedAt = tx.now;
      await publish(tx, 'award.accepted', await this.facts(tx, award), this.subjects(award));
      return () => this.money.commit(tx, award);
    });
  }

  async decline(actor: Actor, id: string, reason: string): Promise<Award> {
    return this.move(actor, id, 'decline', async (tx, award) => {
      await this.applications.follow(tx, award.applicationId, 'give-up');
      await publish(tx, 'award.declined', { ...(await this.facts(tx, award)), reason }, this.subjects(award));
      return () => this.money.withdraw(tx, award);
    });
  }

  async expire(actor: Actor, id: string): Promise<Award> {
    return this.move(actor, id, 'expire', async (tx, award) => {
      await this.applications.follow(tx, award.applicationId, 'reconsider');
      await publish(tx, 'award.expired', await this.facts(tx, award), this.subjects(award));
      return () => this.money.withdraw(tx, award);
    });
  }

  /** An application whose offer is cancelled can be awarded anew; of an accepted award, what was not paid is free again. */
  async cancel(actor: Actor, id: string, reason: string): Promise<Award> {
    return this.move(actor, id, 'cancel', async (tx, award, before) => {
      const answered = before === 'accepted' || before === 'active';
      if (before === 'offered') await this.applications.follow(tx, award.applicationId, 'reconsider');
      await publish(tx, 'award.cancelled', { ...(await this.facts(tx, award)), reason }, this.subjects(award));
      return () => (answered ? this.money.decommit(tx, award) : this.money.withdraw(tx, award));
    });
  }

  /** Steps of the plan in whose transaction the award moves along. */
  async follow(tx: Tx, id: string, move: 'activate' | 'complete'): Promise<Award> {
    const award = await this.claim(tx, id);
    awardLifecycle.apply(award, move, { actor: tx.actor, now: tx.now });
    const event = move === 'activate' ? 'award.activated' : 'award.completed';
    await publish(tx, event, await this.facts(tx, award), this.subjects(award));
    return this.store(tx, award);
  }

  /** Locks the award. @throws Missing */
  async claim(tx: Tx, id: string): Promise<AwardCase> {
    return this.completed(await this.row(tx.actor, id, tx, true), tx);
  }

  private async row(actor: Actor, id: string, within: EntityManager, lock: boolean): Promise<Award> {
    const visible = visibleTo(actor);
    if (!visible) throw new Missing('award');
    const { leadId, statuses } = visible;
    const where = { id, ...(leadId ? { leadId } : {}), ...(statuses ? { status: In(statuses) } : {}) };
    const row = await within.findOne(Award, { where, ...(lock ? { lock: { mode: 'pessimistic_write' } } : {}) });
    if (!row) throw new Missing('award');
    return row;
  }

  private async completed(award: Award, within: EntityManager): Promise<AwardCase> {
    const approvals = await this.approvals.given(approvalOf(award), within);
    return Object.assign(award, { approvals, movingCents: await this.money.moving(within, award.id) });
  }

  /** The money moves last, so that the ledger is locked only for a moment. */
  private async move(
    actor: Actor,
    id: string,
    name: string,
    then: (tx: Tx, award: AwardCase, before: string) => Promise<(() => Promise<void>) | void>,
  ): Promise<Award> {
    return this.work.run(actor, async (tx) => {
      const award = await this.claim(tx, id);
      const before = award.status;
      awardLifecycle.apply(award, name, { actor, now: tx.now });
      const money = await then(tx, award, before);
      const saved = await this.store(tx, award);
      await money?.();
      return saved;
    });
  }

  private async store(tx: Tx, award: AwardCase): Promise<Award> {
    return tx.save(Award, { ...own(award), version: award.version + 1 });
  }

  private async facts(tx: Tx, { id, title, leadId, fundId, amountCents, currency }: Award) {
    const [fund] = (await tx.query('select name from fund where id = $1', [fundId])) as { name: string }[];
    return { awardId: id, title, leadId, fund: fund?.name ?? '', amountCents, currency };
  }

  private subjects({
    id,
    applicationId,
    fundId,
  }: Award): [`award:${string}`, `application:${string}`, `fund:${string}`] {
    return [`award:${id}`, `application:${applicationId}`, `fund:${fundId}`];
  }
}

const approvalOf = ({ id, fundId }: Award): { kind: 'award'; id: string; cycle: number; fundId: string } => ({
  kind: 'award',
  id,
  cycle: 1,
  fundId,
});

/** The row without what only its lifecycle looks at. */
function own({ approvals: _approvals, movingCents: _moving, ...row }: AwardCase): Award {
  return row;
}

async function zoneOf(tx: Tx, organisationId: string): Promise<string> {
  const [row] = (await tx.query('select time_zone from organisation where id = $1', [organisationId])) as {
    time_zone: string;
  }[];
  return row?.time_zone ?? 'UTC';
}
