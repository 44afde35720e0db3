import { Injectable } from '@nestjs/common';
import { AwardChanges } from '../awards/award-changes.service';
import { type AwardCase, Awards } from '../awards/awards.service';
import { Plans } from '../disbursements/plans.service';
import { Files } from '../files/files.service';
import { Approvals } from '../fund/approvals.service';
import { checkSince, Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Conflict } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { type LastStep, type Tx, Work } from '../kernel/transaction';
import { changesOf } from './amendment-draft';
import { AmendmentMoney } from './amendment-money.service';
import { AmendmentRows } from './amendment-rows.service';
import { factsOf, subjectsOf } from './amendment-words';
import { Amendment } from './amendment.entity';
import { afterwards, type AmendmentCase, amendmentLifecycle, cannotAmend, needsApproval } from './amendment.rules';
import type { NewAmendment } from './amendments.dto';

/** Amendments: proposed by the staff or asked for by the city, approved by others, carried into award, plan and ledger at once. */
@Injectable()
export class Amendments {
  constructor(
    private readonly work: Work,
    private readonly rows: AmendmentRows,
    private readonly awards: Awards,
    private readonly changes: AwardChanges,
    private readonly plans: Plans,
    private readonly approvals: Approvals,
    private readonly files: Files,
    private readonly money: AmendmentMoney,
    private readonly funds: Funds,
  ) {}

  /** A small change of budget lines holds at once. @throws Invalid, Conflict with what there is where that is less */
  async propose(actor: Actor, awardId: string, input: NewAmendment): Promise<AmendmentCase> {
    return this.work.run(actor, async (tx) => {
      const award = await this.awards.claim(tx, awardId);
      const { open, number } = await this.rows.next(tx, award);
      const refused = cannotAmend(award, actor, open);
      if (refused !== null) throw new Conflict(refused);
      const changes = changesOf(award, input);
      checkSince(await this.funds.find(award.fundId, tx), { startsOn: changes.startsOn, endsOn: changes.endsOn });
      // What the fund has is nothing that a city reads.
      if (changes.changeCents < 0 || actor.role !== 'city') await this.money.check(tx, award, changes.changeCents);
      if (input.fileId !== null) await this.files.attachable(tx, input.fileId);
      const asked = needsApproval(changes, await this.rows.approvedLines(tx, award));
      const { id } = await tx.save(
        tx.create(Amendment, {
          ...{ ...changes, awardId, number, kind: 'change', currency: award.currency, needsApproval: asked },
          ...{ reason: input.reason, fileId: input.fileId, rejectReason: '', version: 1 },
          ...{ status: 'proposed', proposedBy: actor.id, proposedAt: tx.now, decidedAt: null },
        }),
      );
      const { row } = await this.rows.claim(tx, id);
      await (asked ? this.announce(tx, row, award) : this.note(tx, row, award));
      return row;
    });
  }

  /** Records this person's approval; with the last one needed the amendment holds. @throws Conflict with what there is */
  async approve(actor: Actor, id: string): Promise<AmendmentCase> {
    return this.move(actor, id, 'approve', async (tx, row, award) => {
      const progress = await this.approvals.record(tx, { kind: 'amendment', id, cycle: 1 }, row.approvals);
      const facts = await factsOf(tx, row, award);
      if (progress) {
        await publish(tx, 'amendment.endorsed', { ...facts, ...progress }, subjectsOf(row));
        return;
      }
      await publish(tx, 'amendment.approved', facts, [...subjectsOf(row), `fund:${award.fundId}`]);
      return () => this.carryOut(tx, row, award);
    });
  }

  async reject(actor: Actor, id: string, reason: string): Promise<AmendmentCase> {
    return this.end(actor, id, 'reject', reason);
  }

  /** The city takes its own request back. */
  async withdraw(actor: Actor, id: string): Promise<AmendmentCase> {
    return this.end(actor, id, 'withdraw', 'The city withdrew its request.');
  }

  private end(actor: Actor, id: string, name: string, reason: string): Promise<AmendmentCase> {
    return this.move(actor, id, name, async (tx, row, award) => {
      row.rejectReason = reason;
      await publish(tx, 'amendment.rejected', { ...(await factsOf(tx, row, award)), reason }, subjectsOf(row));
    });
  }

  private async announce(tx: Tx, row: AmendmentCase, award: AwardCase): Promise<void> {
    const told = { ...(await factsOf(tx, row, award)), reason: row.reason };
    await publish(tx, 'amendment.proposed', told, subjectsOf(row));
  }

  /** It holds without anybody's approval. */
  private async note(tx: Tx, row: AmendmentCase, award: AwardCase): Promise<void> {
    amendmentLifecycle.apply(row, 'note', { actor: tx.actor, now: tx.now });
    row.decidedAt = tx.now;
    await tx.update(Amendment, row.id, { status: row.status, decidedAt: row.decidedAt });
    await this.changes.amend(tx, award, { budgetLines: afterwards(row).budgetLines });
    const told = { ...(await factsOf(tx, row, award)), reason: row.reason };
    await publish(tx, 'amendment.noted', told, subjectsOf(row));
  }

  /** The award first, then its plan, and the money last. */
  private async carryOut(tx: Tx, row: AmendmentCase, award: AwardCase): Promise<void> {
    const { changeCents } = row;
    const [more, less] = [Math.max(changeCents, 0), Math.max(-changeCents, 0)];
    if (less > 0) await this.money.checkLess(tx, award, less);
    const { raises, decommitments } = award;
    await this.changes.amend(tx, award, {
      ...afterwards(row),
      raises: more > 0 ? raises + 1 : raises,
      decommitments: less > 0 ? decommitments + 1 : decommitments,
    });
    if (changeCents !== 0) await this.plans.fitPlan(tx, award);
    if (more > 0) await this.money.raise(tx, award, more);
    if (less > 0) await this.money.lower(tx, award, less);
  }

  private async move(
    actor: Actor,
    id: string,
    name: string,
    then: (tx: Tx, row: AmendmentCase, award: AwardCase) => Promise<LastStep | undefined>,
  ): Promise<AmendmentCase> {
    return this.work.run(actor, async (tx) => {
      const { row, award } = await this.rows.claim(tx, id);
      amendmentLifecycle.apply(row, name, { actor, now: tx.now });
      const carryOut = await then(tx, row, award);
      const { status, rejectReason } = row;
      const decidedAt = status === 'proposed' ? null : tx.now;
      await tx.update(Amendment, id, { status, rejectReason, decidedAt, version: row.version + 1 });
      await carryOut?.();
      return Object.assign(row, { decidedAt, version: row.version + 1 });
    });
  }
}
