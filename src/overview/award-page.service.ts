import { Injectable } from '@nestjs/common';
import { AwardDesk, type AwardMoneyView, type AwardView } from '../awards/award-desk.service';
import { type DraftedForm, PlanDesk, type PlanView } from '../disbursements/plan-desk.service';
import type { Actor } from '../kernel/access';
import { type Correspondence, Correspondences } from '../kernel/correspondence';
import { Histories, type HistoryLine } from '../kernel/history';
import type { Subject } from '../kernel/outbox';
import type { Typed } from '../kernel/typed';
import { ReportDesk, type ReportView } from '../reports/report-desk.service';

/** An award with everything that stands around it on its page. */
export interface Grant {
  award: AwardView;
  plan: PlanView;
  /** With what the form of the plan is to be filled, where that was asked for. */
  drafted: DraftedForm | null;
  reports: ReportView[];
  /** Not for cities. */
  money: AwardMoneyView | null;
  letters: Correspondence | null;
  history: HistoryLine[];
  actor: Actor;
}

/** Brings together what the page of a grant shows: its award, plan, reports, money, letters and history. */
@Injectable()
export class Grants {
  constructor(
    private readonly awards: AwardDesk,
    private readonly plans: PlanDesk,
    private readonly reports: ReportDesk,
    private readonly correspondences: Correspondences,
    private readonly histories: Histories,
  ) {}

  /** @throws Missing, also where it is not the reader's to see */
  async show(actor: Actor, id: string, query: Typed): Promise<Grant> {
    const award = await this.awards.view(actor, id);
    const [plan, reports, history] = await Promise.all([
      this.plans.view(actor, id),
      this.reports.ofAward(actor, id),
      this.histories.of(actor, `award:${id}`),
    ]);
    const plans = plan.moves.some(({ move }) => move === 'plan');
    const drafted = plans ? await this.plans.drafted(actor, id, query) : null;
    const inside = actor.role !== 'city';
    const [money, letters] = await Promise.all([
      inside ? this.awards.money(actor, id) : null,
      this.correspondences.of(actor, ...subjectsOf(id, plan, reports)),
    ]);
    return { award, plan, drafted, reports, money, letters, history, actor };
  }
}

const subjectsOf = (id: string, { instalments }: PlanView, reports: ReportView[]): Subject[] => [
  `award:${id}`,
  ...instalments.map((instalment): Subject => `instalment:${instalment.id}`),
  ...reports.map((report): Subject => `report:${report.id}`),
];
