import { Injectable } from '@nestjs/common';
import { Files } from '../files/files.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid, Missing } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import { publish } from '../kernel/outbox';
import { dateIn, formatDate } from '../kernel/time';
import { type LastStep, type Tx, Work } from '../kernel/transaction';
import { Ledger } from '../ledger/ledger.service';
import { pledged, pledgeWrittenOff } from '../ledger/postings';
import type { Fund } from './fund.entity';
import { funderName } from './funder-name';
import { checkDay, Funds } from './funds.service';
import { Pledge, PledgePart } from './pledge.entity';
import { offBy, outstandingOf, pledgeLifecycle } from './pledge.rules';
import type { NewPledge } from './pledges.dto';
import { checkOpenOn } from './restriction-terms';

/** What funders sign to give: counted as owed to the fund, and not to be spent before it arrives. */
@Injectable()
export class Pledges {
  constructor(
    private readonly work: Work,
    private readonly funds: Funds,
    private readonly files: Files,
    private readonly ledger: Ledger,
  ) {}

  /** @throws Invalid, also where the parts miss the whole, by how much */
  async sign(actor: Actor, fundId: string, input: NewPledge, illustrative = false): Promise<{ id: string }> {
    const { parts, ...terms } = input;
    return this.work.run(actor, async (tx) => {
      const fund = await this.funds.find(fundId, tx);
      const funder = await funderName(tx, input.funderId);
      await this.check(tx, fund, input);
      const { amountCents, restrictionId } = input;
      const { id } = await tx.save(
        tx.create(Pledge, {
          ...{ ...terms, fundId, currency: fund.currency, illustrative, status: 'signed', version: 1 },
          ...{ receivedCents: 0, writtenOffCents: 0, createdAt: tx.now, createdBy: actor.id },
        }),
      );
      await tx.insert(
        PledgePart,
        parts.map((part, index) => ({ ...part, pledgeId: id, number: index + 1 })),
      );
      const about = { pledgeId: id, fund: fund.name, funder, amountCents, currency: fund.currency };
      await publish(tx, 'pledge.signed', about, [`pledge:${id}`, `fund:${fundId}`]);
      const lines = pledged(fund, restrictionId, amountCents);
      await this.ledger.post(tx, { kind: 'pledge.signed', subject: `pledge:${id}`, lines });
      return { id };
    });
  }

  private async check(tx: Tx, fund: Fund, input: NewPledge): Promise<void> {
    const { signedOn, parts, amountCents, fileId, restrictionId } = input;
    checkDay(fund, signedOn, dateIn(tx.now, tx.actor.timeZone), 'signedOn', 'the pledge is signed already');
    await checkOpenOn(tx, fund.id, restrictionId, signedOn);
    const early = parts.findIndex(({ dueOn }) => dueOn < signedOn);
    if (early >= 0) {
      throw new Invalid({
        [`parts[${early}][dueOn]`]: [`The pledge is signed on ${formatDate(signedOn)}, after this.`],
      });
    }
    const off = offBy(parts, amountCents, fund.currency);
    if (off !== null) throw new Invalid({ parts: [off] });
    if (fileId) await this.files.attachable(tx, fileId);
  }

  /** Locks a pledge of the fund. @throws Missing */
  async claim(tx: Tx, fundId: string, id: string): Promise<Pledge> {
    const row = await tx.findOne(Pledge, { where: { id, fundId }, lock: { mode: 'pessimistic_write' } });
    if (!row) throw new Missing('pledge');
    return row;
  }

  /** So much more of it has arrived, or after a correction so much less; with nothing outstanding it is fulfilled. Joins a transaction. */
  async follow(tx: Tx, pledge: Pledge, cents: number): Promise<void> {
    const outstanding = outstandingOf(pledge);
    if (cents > outstanding) {
      const money = formatMoney(outstanding, pledge.currency);
      throw new Invalid({
        grossCents: [`Of this pledge ${money} is outstanding. Record what is more as a contribution of its own.`],
      });
    }
    pledge.receivedCents += cents;
    if (cents === outstanding && pledge.status === 'signed') apply(tx, pledge, 'fulfil');
    if (cents < outstanding && pledge.status !== 'signed') apply(tx, pledge, 'reopen');
    await tx.save(Pledge, { ...pledge, version: pledge.version + 1 });
  }

  /** What the funder will not give after all. @returns the posting that is to come last. @throws Conflict where less is outstanding */
  async writeOff(tx: Tx, pledge: Pledge, cents: number, subject: string): Promise<LastStep> {
    const outstanding = outstandingOf(pledge);
    if (cents > outstanding) throw new Conflict(tooLittle(outstanding, pledge.currency));
    pledge.writtenOffCents += cents;
    if (cents === outstanding) apply(tx, pledge, 'write-off');
    await tx.save(Pledge, { ...pledge, version: pledge.version + 1 });
    const fund = await this.funds.find(pledge.fundId, tx);
    const { id, fundId, funderId, currency } = pledge;
    const about = {
      pledgeId: id,
      fund: fund.name,
      funder: await funderName(tx, funderId),
      amountCents: cents,
      currency,
    };
    await publish(tx, 'pledge.written_off', about, [`pledge:${id}`, `fund:${fundId}`]);
    const lines = pledgeWrittenOff(fund, pledge.restrictionId, cents);
    return async () => void (await this.ledger.post(tx, { kind: 'pledge.written_off', subject, lines }));
  }
}

const tooLittle = (outstanding: number, currency: string): string =>
  `Of this pledge ${formatMoney(outstanding, currency)} is outstanding now. Reject this instruction, and propose it anew.`;

const apply = (tx: Tx, pledge: Pledge, move: string): void => {
  pledgeLifecycle.apply(pledge, move, { actor: tx.actor, now: tx.now });
};
