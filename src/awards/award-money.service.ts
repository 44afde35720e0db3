import { Injectable } from '@nestjs/common';
import { Funds } from '../fund/funds.service';
import { Conflict, Invalid } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import { dateIn } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import { Ledger } from '../ledger/ledger.service';
import { committed, decommitted, offered, type Purse, withdrawn } from '../ledger/postings';
import { type Round, Rounds } from '../rounds/rounds.service';
import { Award } from './award.entity';
import { AwardSplits } from './award-splits.service';

/** What an award's moves do to the fund's money. Each posts as the last step of its transaction. */
@Injectable()
export class AwardMoney {
  constructor(
    private readonly funds: Funds,
    private readonly ledger: Ledger,
    private readonly rounds: Rounds,
    private readonly splits: AwardSplits,
  ) {}

  /** Refuses early what could not be approved. @throws Conflict with what the round has left, Invalid for a split that it cannot give */
  async check(tx: Tx, award: Award): Promise<void> {
    const round = await this.round(tx, award);
    const faults = await this.splits.faults(tx, award, round.name);
    if (Object.keys(faults).length > 0) throw new Invalid(faults);
    const { order } = await this.fitting(tx, award);
    const left = await this.ledger.drawable(tx, 'reserved', { round: award.roundId }, order);
    if (left < award.amountCents) throw tooMuch(award, round, left);
  }

  /** @throws Conflict with what the round has left, as it stands under the ledger's lock */
  async setAside(tx: Tx, award: Award): Promise<void> {
    const round = await this.round(tx, award);
    const purse = await this.fitting(tx, award);
    const [fault] = Object.values(await this.splits.faults(tx, award, round.name)).flat();
    if (fault !== undefined) throw outdated(fault);
    const lines = offered(purse, award.roundId, award.id, award.amountCents, award.split ?? undefined);
    await this.ledger.post(tx, { kind: 'award.approved', subject: subjectOf(award), lines }, (left) =>
      award.split
        ? outdated(`${round.name} has ${formatMoney(left, award.currency)} of one of its parts.`)
        : tooMuch(award, round, left),
    );
  }

  async withdraw(tx: Tx, award: Award): Promise<void> {
    const lines = withdrawn(await this.purse(tx, award), await this.backTo(tx, award), award.id, award.amountCents);
    await this.ledger.post(tx, { kind: 'award.withdrawn', subject: subjectOf(award), lines });
  }

  async commit(tx: Tx, award: Award): Promise<void> {
    const lines = committed(await this.purse(tx, award), award.id, award.amountCents);
    await this.ledger.post(tx, { kind: 'award.accepted', subject: subjectOf(award), lines });
  }

  /** Frees what was never approved for payment. */
  async decommit(tx: Tx, award: Award): Promise<void> {
    const [cents] = await this.ledger.heldIn(tx, ['committed'], { award: award.id });
    if (!cents) return;
    const lines = decommitted(await this.purse(tx, award), await this.backTo(tx, award), award.id, cents);
    const occurrence = (award.decommitments += 1);
    await tx.update(Award, award.id, { decommitments: occurrence });
    await this.ledger.post(tx, { kind: 'award.decommitted', subject: subjectOf(award), occurrence, lines });
  }

  private purse(tx: Tx, { fundId: id, currency }: Award): Promise<Purse> {
    return this.funds.purse(tx, { id, currency });
  }

  /** What the donors allow for this project today. */
  private fitting(tx: Tx, { fundId: id, currency, sectors, leadId: cityId }: Award): Promise<Purse> {
    return this.funds.purse(tx, { id, currency }, { sectors, cityId, on: dateIn(tx.now, 'UTC') });
  }

  private round(tx: Tx, { roundId }: Award): Promise<Round> {
    return this.rounds.find(tx.actor, roundId, tx);
  }

  /** The round, while it can still use the money; held, so that it is not archived before the money is back. */
  private async backTo(tx: Tx, award: Award): Promise<string | undefined> {
    const { id, status } = await this.rounds.hold(tx, award.roundId);
    return status === 'archived' ? undefined : id;
  }
}

const subjectOf = ({ id }: Award): string => `award:${id}`;

const outdated = (fault: string): Conflict =>
  new Conflict(
    `The money that was chosen for this award is not there any more. ${fault} Reject it and propose it anew.`,
  );

const tooMuch = (award: Award, round: Round, leftCents: number): Conflict =>
  new Conflict(
    `${round.name} has ${formatMoney(leftCents, award.currency)} free for this project, and the award is ` +
      `${formatMoney(award.amountCents, award.currency)}. Award at most what is free.`,
  );
