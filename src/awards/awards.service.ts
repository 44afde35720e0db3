import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Applications } from '../applications/applications.service';
import { Approvals } from '../fund/approvals.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid } from '../kernel/errors';
import { human } from '../kernel/lifecycle';
import { callOffWithin, publish, type Subject } from '../kernel/outbox';
import { endOfDay } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { AwardMoney } from './award-money.service';
import { Award } from './award.entity';
import { AwardRows } from './award-rows.service';
import { awardable, type AwardCase, awardLifecycle, fitsTheRequest } from './award.rules';
import type { NewAward, OfferInput } from './awards.dto';

export type { Award } from './award.entity';
export type { AwardCase } from './award.rules';

/** What is to be done once everything but the money is written down. */
type Posting = () => Promise<void>;
const noMoney: Posting = () => Promise.resolve();

/** Awards: proposed, approved by others, offered, answered by the city. */
@Injectable()
export class Awards {
  constructor(
    private readonly work: Work,
    private readonly rows: AwardRows,
    private readonly applications: Applications,
    private readonly approvals: Approvals,
    private readonly money: AwardMoney,
  ) {}

  /** The award with its approvals. @throws Missing, also where it is not the reader's to see */
  find(actor: Actor, id: string, within?: EntityManager): Promise<AwardCase> {
    return this.rows.find(actor, id, within);
  }

  /** @throws Invalid where the amount does not fit what was asked, Conflict with what the round has left where that is less */
  async propose(actor: Actor, applicationId: string, input: NewAward): Promise<AwardCase> {
    return this.work.run(actor, async (tx) => {
      const application = await this.applications.claim(tx, actor, applicationId);
      const { round, leadId, title, sectors, illustrative } = application;
      if (!awardable.includes(application.status)) throw notNow(application.status);
      fitsTheRequest(input.amountCents, application.requestedCents ?? 0, round);
      const award = tx.create(Award, {
        ...{ ...input, applicationId, roundId: round.id, fundId: round.fundId, currency: round.currency },
        ...{ leadId, title, sectors, illustrative, status: 'proposed', version: 1, originalCents: input.amountCents },
        ...{ budgetLines: application.budgetLines, proposedBy: actor.id, proposedAt: tx.now },
      });
      await this.money.check(tx, award);
      const { id } = await tx.save(award);
      await publish(tx, 'award.proposed', await facts(tx, award), subjects(award));
      return this.rows.claim(tx, id);
    });
  }

  /** Records this person's approval; the last one needed sets the money aside. @throws Conflict with what the round has left */
  async approve(actor: Actor, id: string): Promise<AwardCase> {
    return this.move(actor, id, 'approve', async (tx, award) => {
      const application = await this.applications.claim(tx, actor, award.applicationId);
      if (!awardable.includes(application.status)) throw gone(application.status);
      await this.approvals.record(tx, { kind: 'award', id, cycle: 1 });
      award.approvals.by.push(actor.id);
      const about = await facts(tx, award);
      if (award.status === 'proposed') {
        const progress = { given: award.approvals.by.length, needed: award.approvals.needed };
        await publish(tx, 'award.endorsed', { ...about, ...progress }, subjects(award));
        return noMoney;
      }
      await publish(tx, 'award.approved', about, subjects(award));
      return () => this.money.setAside(tx, award);
    });
  }

  async reject(actor: Actor, id: string, reason: string): Promise<AwardCase> {
    return this.move(actor, id, 'reject', async (tx, award) => {
      await publish(tx, 'award.rejected', { ...(await facts(tx, award)), reason }, subjects(award));
      return noMoney;
    });
  }

  async offer(actor: Actor, id: string, { expiresOn }: OfferInput): Promise<AwardCase> {
    return this.move(actor, id, 'offer', async (tx, award) => {
      const zone = await zoneOf(tx, award.leadId);
      award.offerExpiresAt = endOfDay(expiresOn, zone);
      if (award.offerExpiresAt <= tx.now) throw new Invalid({ expiresOn: ['Choose a day that is still to come.'] });
      await this.applications.follow(tx, award.applicationId, 'approve');
      const expires = { expiresAt: award.offerExpiresAt.toISOString(), expiresZone: zone };
      await publish(tx, 'award.offered', { ...(await facts(tx, award)), ...expires }, subjects(award));
      return noMoney;
    });
  }

  async accept(actor: Actor, id: string): Promise<AwardCase> {
    return this.move(actor, id, 'accept', async (tx, award) => {
      award.acceptedAt = tx.now;
      await publish(tx, 'award.accepted', await facts(tx, award), subjects(award));
      return () => this.money.commit(tx, award);
    });
  }

  async decline(actor: Actor, id: string, reason: string): Promise<AwardCase> {
    return this.move(actor, id, 'decline', async (tx, award) => {
      await this.applications.follow(tx, award.applicationId, 'give-up');
      await publish(tx, 'award.declined', { ...(await facts(tx, award)), reason }, subjects(award));
      return () => this.money.withdraw(tx, award);
    });
  }

  async expire(actor: Actor, id: string): Promise<AwardCase> {
    return this.move(actor, id, 'expire', async (tx, award) => {
      await this.applications.follow(tx, award.applicationId, 'reconsider');
      await publish(tx, 'award.expired', await facts(tx, award), subjects(award));
      return () => this.money.withdraw(tx, award);
    });
  }

  /**
   * An application whose offer is cancelled can be awarded anew; of an accepted award, what was not paid is free again.
   * Of an award that was never offered the city knows nothing.
   */
  async cancel(actor: Actor, id: string, reason: string): Promise<AwardCase> {
    return this.move(actor, id, 'cancel', async (tx, award, before) => {
      const answered = before === 'accepted' || before === 'active';
      await callOffWithin(tx, { awardId: id });
      if (before === 'offered') await this.applications.follow(tx, award.applicationId, 'reconsider');
      const internal = before === 'approved';
      await publish(tx, 'award.cancelled', { ...(await facts(tx, award)), reason, internal }, subjects(award));
      return () => (answered ? this.money.decommit(tx, award) : this.money.withdraw(tx, award));
    });
  }

  /** Steps of the plan in whose transaction the award moves along. */
  async follow(tx: Tx, id: string, move: 'activate' | 'complete'): Promise<AwardCase> {
    const award = await this.claim(tx, id);
    awardLifecycle.apply(award, move, { actor: tx.actor, now: tx.now });
    const event = move === 'activate' ? 'award.activated' : 'award.completed';
    await publish(tx, event, await facts(tx, award), subjects(award));
    return store(tx, award);
  }

  /** Locks the award. @throws Missing */
  claim(tx: Tx, id: string): Promise<AwardCase> {
    return this.rows.claim(tx, id);
  }

  /** The money moves last, so that the ledger is locked only for a moment. */
  private async move(
    actor: Actor,
    id: string,
    name: string,
    then: (tx: Tx, award: AwardCase, before: string) => Promise<Posting>,
  ): Promise<AwardCase> {
    return this.work.run(actor, async (tx) => {
      const award = await this.claim(tx, id);
      const before = award.status;
      awardLifecycle.apply(award, name, { actor, now: tx.now });
      const money = await then(tx, award, before);
      const saved = await store(tx, award);
      await money();
      return saved;
    });
  }
}

async function store(tx: Tx, award: AwardCase): Promise<AwardCase> {
  const { approvals, movingCents, applicationStatus, ...row } = award;
  const saved = await tx.save(Award, { ...row, version: row.version + 1 });
  return Object.assign(saved, { approvals, movingCents, applicationStatus });
}

const gone = (status: string): Conflict =>
  new Conflict(`The application is ${human(status)} meanwhile, so nothing can be awarded to it. Reject this proposal.`);

const notNow = (status: string): Conflict =>
  new Conflict(
    `This application is ${human(status)}: an award is proposed while it is in review or on the waiting list.`,
  );

async function facts(tx: Tx, { id, title, leadId, fundId, amountCents, currency }: Award) {
  const [fund] = (await tx.query('select name from fund where id = $1', [fundId])) as { name: string }[];
  return { awardId: id, title, leadId, fund: fund?.name ?? '', amountCents, currency };
}

const subjects = ({ id, applicationId, fundId }: Award): [Subject, Subject, Subject] => [
  `award:${id}`,
  `application:${applicationId}`,
  `fund:${fundId}`,
];

async function zoneOf(tx: Tx, organisationId: string): Promise<string> {
  const [row] = (await tx.query('select time_zone from organisation where id = $1', [organisationId])) as {
    time_zone: string;
  }[];
  return row?.time_zone ?? 'UTC';
}
