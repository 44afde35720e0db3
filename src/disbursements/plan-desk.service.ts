import { Injectable } from '@nestjs/common';
import { Awards } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Conflict, type FieldErrors, Invalid } from '../kernel/errors';
import { read } from '../kernel/input';
import type { Typed } from '../kernel/typed';
import { PeopleService } from '../people/people.service';
import {
  instalmentView,
  type InstalmentView,
  type PlanCase,
  planView,
  type PlanView,
  type Reading,
} from './disbursements-view.dto';
import { planFrom, PlanInput, Settlement, settlementFrom } from './disbursements.dto';
import { InstalmentRows } from './instalment-rows.service';
import type { InstalmentCase } from './instalment.rules';
import { type PlanDraft, PlanDraftQuery } from './plan-draft.dto';
import { draftOf } from './plan-draft.rules';
import { cannotPlan, toPlan } from './plan.rules';
import { Plans } from './plans.service';

export { planRows } from './disbursements.dto';
export type { ObligationView, InstalmentView, PaymentView, PlanView } from './disbursements-view.dto';

/** A draft, or what was typed for one with its faults. */
export interface DraftedForm {
  draft: PlanDraft | null;
  values: Typed;
  errors: FieldErrors;
}

/** Plans and instalments as their readers meet them: with names and moves. */
@Injectable()
export class PlanDesk {
  constructor(
    private readonly awards: Awards,
    private readonly plans: Plans,
    private readonly rows: InstalmentRows,
    private readonly people: PeopleService,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing where the award is not the reader's to see */
  async view(actor: Actor, awardId: string): Promise<PlanView> {
    return this.of(actor, await this.rows.plan(actor, await this.awards.find(actor, awardId)));
  }

  async of(actor: Actor, plan: PlanCase): Promise<PlanView> {
    return planView(plan, await this.reading(actor, plan.instalments));
  }

  /** @throws Missing */
  async instalment(actor: Actor, id: string): Promise<InstalmentView> {
    return this.ofOne(actor, (await this.rows.find(actor, id)).row);
  }

  async ofOne(actor: Actor, row: InstalmentCase): Promise<InstalmentView> {
    return instalmentView(row, await this.reading(actor, [row]));
  }

  /** What is left to plan, split as wanted. @throws Conflict where nothing can be planned, Invalid where it cannot be split like that */
  async draft(actor: Actor, awardId: string, wanted: PlanDraftQuery): Promise<PlanDraft> {
    const { award, instalments } = await this.rows.plan(actor, await this.awards.find(actor, awardId));
    const refused = cannotPlan(award, instalments);
    if (refused !== null) throw new Conflict(refused);
    const { currency } = award;
    const toPlanCents = toPlan(award, instalments);
    return { instalments: draftOf(toPlanCents, currency, wanted, this.clock.now()), toPlanCents, currency };
  }

  /** The same for what a form typed, whose faults come back beside what was typed; null where none was asked for. */
  async drafted(actor: Actor, awardId: string, { way, ...form }: Typed): Promise<DraftedForm | null> {
    if (way === undefined || way === '') return null;
    const { parts, percents = '', firstOn, every } = form;
    const values = { way, parts, percents, firstOn, every };
    try {
      return { draft: await this.draft(actor, awardId, read(PlanDraftQuery, values)), values, errors: {} };
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return { draft: null, values, errors: error.fields };
    }
  }

  /** What the form typed, in the currency of the award. */
  async plan(actor: Actor, awardId: string, form: Typed): Promise<PlanCase> {
    const { currency } = await this.awards.find(actor, awardId);
    return this.plans.plan(actor, awardId, read(PlanInput, planFrom(form, currency)));
  }

  /** What the form typed, in the currency of the award. */
  async settlement(actor: Actor, id: string, form: Typed): Promise<Settlement> {
    const { row } = await this.rows.find(actor, id);
    return read(Settlement, settlementFrom(form, row.currency));
  }

  private async reading(actor: Actor, rows: InstalmentCase[]): Promise<Reading> {
    const ids =
      actor.role === 'city'
        ? []
        : rows.flatMap(({ plannedBy, requestedBy, approvals }) => [
            plannedBy,
            ...(requestedBy ? [requestedBy] : []),
            ...approvals.by,
          ]);
    const people = await this.people.byIds(ids);
    return { actor, now: this.clock.now(), names: new Map(people.map(({ id, name }) => [id, name])) };
  }
}
