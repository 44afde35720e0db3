import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AwardEndings } from '../awards/award-endings.service';
import type { AwardCase } from '../awards/awards.service';
import { human } from '../kernel/lifecycle';
import { publish } from '../kernel/outbox';
import type { Tx } from '../kernel/transaction';
import { AmendmentRows } from './amendment-rows.service';
import { factsOf, subjectsOf } from './amendment-words';
import { Amendment } from './amendment.entity';
import { amendmentLifecycle, isOpen } from './amendment.rules';

/** What was proposed of a grant ends with it: nobody has to decide about an amendment that could not be carried out any more. */
@Injectable()
export class OpenAmendments implements OnModuleInit {
  constructor(
    private readonly endings: AwardEndings,
    private readonly rows: AmendmentRows,
  ) {}

  onModuleInit(): void {
    this.endings.join((tx, award) => this.reject(tx, award));
  }

  private async reject(tx: Tx, award: AwardCase): Promise<void> {
    const row = (await this.rows.of(award, tx)).find(isOpen);
    if (!row) return;
    amendmentLifecycle.apply(row, 'reject', { actor: tx.actor, now: tx.now });
    const reason = `The grant was ${human(award.status)} before this was decided.`;
    const { status, version } = row;
    await tx.update(Amendment, row.id, { status, rejectReason: reason, decidedAt: tx.now, version: version + 1 });
    await publish(tx, 'amendment.rejected', { ...(await factsOf(tx, row, award)), reason }, subjectsOf(row));
  }
}
