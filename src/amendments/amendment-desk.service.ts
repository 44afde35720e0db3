import { Injectable, type StreamableFile } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AwardDesk, type AwardView } from '../awards/award-desk.service';
import { type AwardCase, Awards } from '../awards/awards.service';
import { Files } from '../files/files.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Invalid } from '../kernel/errors';
import { read } from '../kernel/input';
import type { Typed } from '../kernel/typed';
import { PeopleService } from '../people/people.service';
import { AmendmentRows } from './amendment-rows.service';
import { type AmendmentList, amendmentView, type AmendmentView, type Reading } from './amendment-view.dto';
import { type AmendmentCase, amendmentMoves, isOpen, type Standing } from './amendment.rules';
import { amendmentFrom, Direction, NewAmendment } from './amendments.dto';
import { Amendments } from './amendments.service';
import { CloseOut } from './close-out.service';

export type { AmendmentList, AmendmentView } from './amendment-view.dto';

/** An award as the form of an amendment begins with it. */
export interface Amendable extends Standing {
  award: AwardView;
}

/** Amendments as their readers meet them: with names, moves and documents. */
@Injectable()
export class AmendmentDesk {
  constructor(
    private readonly database: DataSource,
    private readonly awards: Awards,
    private readonly awardDesk: AwardDesk,
    private readonly amendments: Amendments,
    private readonly closing: CloseOut,
    private readonly rows: AmendmentRows,
    private readonly people: PeopleService,
    private readonly files: Files,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing */
  async view(actor: Actor, id: string): Promise<AmendmentView> {
    const { row, award } = await this.rows.find(actor, id);
    return amendmentView(row, award.title, await this.reading(actor, [row]));
  }

  /** The amendments of an award. @throws Missing where the award is not the reader's to see */
  async list(actor: Actor, awardId: string): Promise<AmendmentList> {
    const award = await this.awards.find(actor, awardId);
    const rows = await this.rows.of(award);
    const [reading, closing] = [await this.reading(actor, rows), await this.closes(actor, award)];
    return {
      items: rows.map((row) => amendmentView(row, award.title, reading)),
      next: null,
      moves: amendmentMoves(actor, award, rows.some(isOpen), closing?.refused === null),
      currency: award.currency,
      unpaidCents: closing?.unpaidCents ?? 0,
      cannotCloseOut: closing?.refused ?? null,
    };
  }

  /** What the form of an amendment begins with. @throws Missing */
  async amendable(actor: Actor, awardId: string): Promise<Amendable> {
    const { amountCents, startsOn, endsOn, scope, budgetLines } = await this.awards.find(actor, awardId);
    const award = await this.awardDesk.view(actor, awardId);
    return { award, amountCents, startsOn, endsOn, scope, budgetLines };
  }

  /** What the form typed, with its file, in the currency of the award. */
  async propose(actor: Actor, awardId: string, form: Typed): Promise<AmendmentCase> {
    const { currency } = await this.awards.find(actor, awardId);
    const typed = await this.files.receive(actor, form, 'fileId');
    const { amount } = read(Direction, { amount: typed.amount ?? 'same' });
    if (amount === 'same' && typed.changeCents)
      throw new Invalid({ amount: ['You entered an amount. Choose whether it is more or less.'] });
    return this.amendments.propose(actor, awardId, read(NewAmendment, amendmentFrom(typed, currency)));
  }

  /** The document that belongs to it. @throws Missing */
  async file(actor: Actor, id: string): Promise<StreamableFile> {
    const { row } = await this.rows.find(actor, id);
    return this.files.download(row.fileId);
  }

  /** For those who may close it out, while there is something that was never paid. */
  private async closes(
    actor: Actor,
    award: AwardCase,
  ): Promise<{ unpaidCents: number; refused: string | null } | null> {
    if (actor.role !== 'program' || !['active', 'suspended'].includes(award.status)) return null;
    const standing = await this.closing.standing(actor, award, this.database.manager);
    return standing.unpaidCents > 0 ? standing : null;
  }

  private async reading(actor: Actor, rows: AmendmentCase[]): Promise<Reading> {
    const ids = actor.role === 'city' ? [] : rows.flatMap(({ proposedBy, approvals }) => [proposedBy, ...approvals.by]);
    const people = await this.people.byIds(ids);
    return { actor, now: this.clock.now(), names: new Map(people.map(({ id, name }) => [id, name])) };
  }
}
