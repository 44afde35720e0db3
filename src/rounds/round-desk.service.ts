import { Injectable } from '@nestjs/common';
import { Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Conflict } from '../kernel/errors';
import { Histories, type HistoryLine } from '../kernel/history';
import { read } from '../kernel/input';
import { Queries } from '../kernel/queries';
import type { Typed } from '../kernel/typed';
import type { RoundBudgetView, Source } from './round-budget.dto';
import { RoundBudgets } from './round-budgets.service';
import { roundView, type RoundView } from './round-view.dto';
import { deadlineFrom, roundFrom } from './round-form.dto';
import type { Round } from './round.entity';
import { mayChange, seesDrafts } from './round.rules';
import { Deadline, RoundInput, SavedRound } from './rounds.dto';
import { Rounds } from './rounds.service';

/** How many applications of a round stand where. */
export interface Progress {
  status: string;
  count: number;
}

/** An application of the reader's own city. */
export interface OwnApplication {
  id: string;
  title: string;
  status: string;
}

/** A round with everything that stands around it on its page. */
export interface RoundCase {
  round: RoundView;
  fund: string;
  now: Date;
  progress: Progress[] | null;
  own: OwnApplication[];
  history: HistoryLine[];
  zones: string[];
  /** For staff and auditors. */
  budget: RoundBudgetView | null;
  /** What a budget may be raised from. */
  sources: Source[];
}

/** What the form of a round chooses from. */
export interface RoundChoices {
  round: RoundView | null;
  funds: { id: string; name: string; currency: string }[];
  zones: string[];
  /** What a budget may be drawn from. */
  sources: Source[];
}

/** Rounds as people meet them: with their progress, their history, and the forms that change them. */
@Injectable()
export class RoundDesk {
  constructor(
    private readonly rounds: Rounds,
    private readonly funds: Funds,
    private readonly queries: Queries,
    private readonly histories: Histories,
    private readonly clock: Clock,
    private readonly budgets: RoundBudgets,
  ) {}

  /** Open ones first, in the order in which they end. */
  async list(actor: Actor | null): Promise<{ rounds: RoundView[]; now: Date }> {
    const now = this.clock.now();
    const rounds = (await this.rounds.list(actor)).map((round) => roundView(round, actor, now));
    const open = rounds.filter(({ status }) => status === 'open');
    open.sort((a, b) => a.deadlineAt.localeCompare(b.deadlineAt));
    return { rounds: [...open, ...rounds.filter(({ status }) => status !== 'open')], now };
  }

  async view(actor: Actor | null, id: string): Promise<RoundView> {
    return roundView(await this.rounds.find(actor, id), actor, this.clock.now());
  }

  async show(actor: Actor | null, id: string): Promise<RoundCase> {
    const round = await this.view(actor, id);
    const inside = actor !== null && seesDrafts(actor);
    const [fund, progress, own, history, zones, budget] = await Promise.all([
      this.funds.find(round.fundId),
      inside ? this.progress(id) : null,
      actor?.role === 'city' ? this.own(actor, id) : [],
      actor ? this.histories.of(actor, `round:${id}`) : [],
      this.zones(),
      inside ? this.budgets.view(actor, id) : null,
    ]);
    const raisable = round.moves.some(({ move }) => move === 'raise-budget');
    const sources = raisable ? await this.sources([fund], round) : [];
    return { round, fund: fund.name, now: this.clock.now(), progress, own, history, zones, budget, sources };
  }

  /** @throws Missing for a round that is not the reader's to see */
  async history(actor: Actor, id: string): Promise<HistoryLine[]> {
    await this.rounds.find(actor, id);
    return this.histories.of(actor, `round:${id}`);
  }

  /** @throws Conflict when the terms are fixed already */
  async form(actor: Actor, id: string | null): Promise<RoundChoices> {
    const round = id === null ? null : await this.rounds.find(actor, id);
    if (round && !mayChange(round, actor))
      throw new Conflict('This round is open: its terms stay as cities have read them.');
    const view = round && roundView(round, actor, this.clock.now());
    const [funds, zones] = await Promise.all([this.funds.list(), this.zones()]);
    const offered = funds.filter(({ id: fundId }) => round === null || fundId === round.fundId);
    return { round: view, funds, zones, sources: await this.sources(offered, view) };
  }

  async plan(actor: Actor, form: Typed): Promise<Round> {
    return this.rounds.plan(actor, read(RoundInput, roundFrom(form, await this.currency(form))));
  }

  async change(actor: Actor, id: string, form: Typed): Promise<Round> {
    const { version, ...input } = read(SavedRound, roundFrom(form, await this.currency(form)));
    return this.rounds.change(actor, id, input, version);
  }

  async postpone(actor: Actor, id: string, form: Typed): Promise<Round> {
    const { deadlineLocal: local, deadlineZone: zone } = read(Deadline, deadlineFrom(form));
    return this.rounds.postpone(actor, id, { local, zone });
  }

  /** Amounts are typed in the currency of the fund; while none is chosen the check says so. */
  private async currency({ fundId }: Typed): Promise<string> {
    const funds = await this.funds.list();
    return funds.find(({ id }) => id === fundId)?.currency ?? 'USD';
  }

  /** The contributions of these funds, what was chosen before included. */
  private async sources(funds: { id: string; name: string; currency: string }[], round: RoundView | null) {
    const lists = await Promise.all(
      funds.map(async ({ id, name, currency }) => {
        const chosen = round?.fundId === id ? round.contributionIds : [];
        const found = await this.budgets.choices(id, chosen ?? []);
        return found.map((one) => ({ ...one, currency, ...(funds.length > 1 ? { fund: name } : {}) }));
      }),
    );
    return lists.flat();
  }

  private progress(id: string): Promise<Progress[]> {
    return this.queries.rows(
      'round-progress',
      'select status, count(*)::int as count from application where round_id = $1 group by status order by 2 desc, 1',
      [id],
    );
  }

  private own({ organisationId }: Actor, id: string): Promise<OwnApplication[]> {
    return this.queries.rows(
      'round-own-applications',
      'select id, title, status from application where round_id = $1 and lead_id = $2 order by -seq limit 20',
      [id, organisationId],
    );
  }

  /** Those of the cities first, then every other. */
  private async zones(): Promise<string[]> {
    const rows = await this.queries.rows<{ zone: string }>(
      'zones',
      `select distinct time_zone as zone from organisation where kind = 'city' order by 1`,
    );
    return [...new Set(['UTC', ...rows.map(({ zone }) => zone), ...Intl.supportedValuesOf('timeZone')])];
  }
}
