import { Injectable } from '@nestjs/common';
import { Applications } from '../applications/applications.service';
import { Funds } from '../fund/funds.service';
import { type Pot, Pots } from '../fund/pots.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { maxCents, read } from '../kernel/input';
import { centsFrom, sumCents } from '../kernel/money';
import { dateIn } from '../kernel/time';
import type { Typed } from '../kernel/typed';
import { PeopleService } from '../people/people.service';
import { type Drawn, drawFrom } from './award-draw';
import type { DrawableView, UnfitPart } from './award-money.dto';
import type { AwardCase } from './award.rules';
import { awardFrom, NewAward } from './awards.dto';
import { Awards } from './awards.service';

/** What an application asks for, for those who decide about it. */
export interface Request {
  id: string;
  title: string;
  summary: string;
  lead: string;
  round: string;
  sectors: string[];
  stage: string | null;
  partners: string[];
  requestedCents: number;
  floorCents: number | null;
  ceilingCents: number | null;
  currency: string;
  status: string;
  illustrative: string;
}

/** What whoever proposes an award looks at first. */
@Injectable()
export class Proposals {
  constructor(
    private readonly applications: Applications,
    private readonly awards: Awards,
    private readonly people: PeopleService,
    private readonly funds: Funds,
    private readonly pots: Pots,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing */
  async request(actor: Actor, applicationId: string): Promise<Request> {
    const { round, ...application } = await this.applications.find(actor, applicationId);
    const { id, title, summary, sectors, stage, currency, status, illustrative } = application;
    const { name: lead } = await this.people.organisation(application.leadId);
    return {
      ...{ id, title, summary, lead, sectors, stage, currency, status, illustrative },
      ...{ round: round.name, floorCents: round.floorCents, ceilingCents: round.ceilingCents },
      partners: application.partners.map(({ name }) => name),
      requestedCents: application.requestedCents ?? 0,
    };
  }

  /** What the form typed, in the currency of the application. */
  async propose(actor: Actor, applicationId: string, form: Typed): Promise<AwardCase> {
    const { currency } = await this.applications.find(actor, applicationId);
    return this.awards.propose(actor, applicationId, read(NewAward, awardFrom(form, currency)));
  }

  /** What the round has left for this project now, and what an award would take from where. @throws Missing */
  async drawable(actor: Actor, applicationId: string, wantedCents?: number): Promise<DrawableView> {
    const { round, sectors, leadId: cityId, requestedCents } = await this.applications.find(actor, applicationId);
    const use = { sectors, cityId, on: dateIn(this.clock.now(), 'UTC') };
    const { order } = await this.funds.purse(undefined, { id: round.fundId, currency: round.currency }, use);
    const [held, restrictions, refusals] = await Promise.all([
      this.pots.of('round', round.id),
      this.funds.restrictions(round.fundId),
      this.pots.refusals(round.fundId, use),
    ]);
    const amountCents = wantedCents ?? requestedCents ?? 0;
    const pots = drawFrom(held, order, amountCents);
    const parts = order.map((restrictionId) => {
      const name = restrictions.find(({ id }) => id === restrictionId)?.name ?? 'Unrestricted';
      return { restrictionId, name, ...together(pots.filter((pot) => pot.restrictionId === restrictionId)) };
    });
    const { leftCents, drawnCents } = together(pots);
    const shortCents = amountCents - drawnCents;
    const unfit = unfitOf(held, refusals);
    return { applicationId, currency: round.currency, amountCents, leftCents, shortCents, parts, pots, unfit };
  }

  /** Who may be paid instead of the lead city. @throws Missing */
  async payees(actor: Actor, applicationId: string): Promise<{ id: string; name: string }[]> {
    const { leadId } = await this.applications.find(actor, applicationId);
    const all = await this.people.organisations();
    return all.filter(({ id, kind }) => id !== leadId && kind !== 'funder').map(({ id, name }) => ({ id, name }));
  }

  /** The same for the amount that a refused form had typed. */
  async drawableFor(actor: Actor, applicationId: string, { amountCents }: Typed): Promise<DrawableView> {
    const { currency } = await this.applications.find(actor, applicationId);
    const typed = centsFrom(amountCents, currency);
    return this.drawable(actor, applicationId, typeof typed === 'number' && typed <= maxCents ? typed : undefined);
  }
}

const together = (pots: readonly Drawn[]): Pick<Drawn, 'leftCents' | 'drawnCents'> => ({
  leftCents: sumCents(pots.map(({ leftCents }) => leftCents)),
  drawnCents: sumCents(pots.map(({ drawnCents }) => drawnCents)),
});

/** What the round has besides, by restriction, with why this project cannot have it. */
function unfitOf(held: readonly Pot[], refusals: Map<string | null, string | null>): UnfitPart[] {
  return [...refusals].flatMap(([restrictionId, why]) => {
    const pots = held.filter((pot) => pot.restrictionId === restrictionId);
    const leftCents = sumCents(pots.map(({ stages }) => stages.reserved));
    return why === null || leftCents === 0 ? [] : [{ restriction: pots[0]?.restriction ?? '', leftCents, why }];
  });
}
