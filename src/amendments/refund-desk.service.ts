import { Injectable } from '@nestjs/common';
import { Awards } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { read } from '../kernel/input';
import type { Typed } from '../kernel/typed';
import { PeopleService } from '../people/people.service';
import type { Reading } from './amendment-view.dto';
import { RefundRows } from './refund-rows.service';
import { type RefundList, refundView, type RefundView } from './refund-view.dto';
import { type RefundCase, refundMoves } from './refund.rules';
import { NewRefund, Receipt, receiptFrom, refundFrom } from './refunds.dto';
import { Refunds } from './refunds.service';

export type { RefundList, RefundView } from './refund-view.dto';

/** Refunds as their readers meet them: with names and moves. */
@Injectable()
export class RefundDesk {
  constructor(
    private readonly awards: Awards,
    private readonly refunds: Refunds,
    private readonly rows: RefundRows,
    private readonly people: PeopleService,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing */
  async view(actor: Actor, id: string): Promise<RefundView> {
    const { row, award } = await this.rows.find(actor, id);
    return refundView(row, award.title, await this.reading(actor, [row]));
  }

  /** The refunds of an award. @throws Missing where the award is not the reader's to see */
  async list(actor: Actor, awardId: string): Promise<RefundList> {
    const award = await this.awards.find(actor, awardId);
    const [rows, demandableCents] = await Promise.all([this.rows.of(award), this.rows.demandable(award)]);
    const reading = await this.reading(actor, rows);
    const items = rows.map((row) => refundView(row, award.title, reading));
    return {
      items,
      next: null,
      currency: award.currency,
      demandableCents,
      moves: refundMoves(actor, award, demandableCents),
    };
  }

  /** What the form typed, in the currency of the award. */
  async demand(actor: Actor, awardId: string, form: Typed): Promise<RefundCase> {
    const { currency } = await this.awards.find(actor, awardId);
    return this.refunds.demand(actor, awardId, read(NewRefund, refundFrom(form, currency)));
  }

  /** What the form typed, in the currency of the refund. */
  async receive(actor: Actor, id: string, form: Typed): Promise<RefundCase> {
    const { row } = await this.rows.find(actor, id);
    return this.refunds.record(actor, id, read(Receipt, receiptFrom(form, row.currency)));
  }

  private async reading(actor: Actor, rows: RefundCase[]): Promise<Reading> {
    const of = (row: RefundCase): string[] => [
      row.demandedBy,
      row.writeOffProposedBy ?? row.demandedBy,
      ...row.approvals.by,
    ];
    const people = await this.people.byIds(actor.role === 'city' ? [] : rows.flatMap(of));
    return { actor, now: this.clock.now(), names: new Map(people.map(({ id, name }) => [id, name])) };
  }
}
