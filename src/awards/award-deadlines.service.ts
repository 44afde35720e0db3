import { Injectable } from '@nestjs/common';
import type { Tx } from '../kernel/transaction';
import { Deadlines, type Expected } from '../reminders/deadlines.service';
import { factsOf, zoneOf } from './award-steps';
import type { Award } from './award.entity';
import { type AwardCase, hasAgreement } from './award.rules';

/** What an award waits for: the answer of its city, then the signed agreement. */
@Injectable()
export class AwardDeadlines {
  constructor(private readonly deadlines: Deadlines) {}

  async offered(tx: Tx, award: AwardCase): Promise<void> {
    if (award.offerExpiresAt !== null)
      await this.expect(tx, 'offer_expires', award, `Offer: ${award.title}`, award.offerExpiresAt);
  }

  async answered(tx: Tx, { id }: Award): Promise<void> {
    await this.deadlines.met(tx, 'offer_expires', `award:${id}`);
  }

  /** From the moment of acceptance, until the agreement is on record; what it says of the award is what that is now. */
  async unsigned(tx: Tx, award: AwardCase): Promise<void> {
    if (!hasAgreement(award) || award.agreementSignedOn !== null || award.acceptedAt === null) return;
    await this.expect(tx, 'agreement_unsigned', award, `Agreement: ${award.title}`, award.acceptedAt);
  }

  async signed(tx: Tx, { id }: Award): Promise<void> {
    await this.deadlines.met(tx, 'agreement_unsigned', `award:${id}`);
  }

  /** Nobody waits for anything about it any more, nor for its reports and instalments. */
  async ended(tx: Tx, { id }: Award): Promise<void> {
    await this.deadlines.callOff(tx, `award:${id}`);
    await this.deadlines.callOffWithin(tx, `award:${id}`);
  }

  private async expect(
    tx: Tx,
    anchor: 'offer_expires' | 'agreement_unsigned',
    award: AwardCase,
    title: string,
    at: Date,
  ): Promise<void> {
    const zone = await zoneOf(tx, award.leadId);
    const due: Expected<typeof anchor> = {
      ...{ anchor, subject: `award:${award.id}`, title, at, zone, staffRole: 'program' },
      within: [`application:${award.applicationId}`, `round:${award.roundId}`],
      ...{ roundId: award.roundId, organisationId: award.leadId },
      data: { ...(await factsOf(tx, award)), dueAt: at.toISOString(), dueZone: zone },
    };
    await this.deadlines.expect(tx, due);
  }
}
