import { Injectable } from '@nestjs/common';
import { Applications } from '../applications/applications.service';
import { Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { maxCents, read } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import { dateIn } from '../kernel/time';
import type { Typed } from '../kernel/typed';
import { Ledger } from '../ledger/ledger.service';
import { PeopleService } from '../people/people.service';
import type { DrawableView } from './award-money.dto';
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
    private readonly ledger: Ledger,
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
    const { order } = await this.funds.purse(
      undefined,
      { id: round.fundId, currency: round.currency },
      { sectors, cityId, on: dateIn(this.clock.now(), 'UTC') },
    );
    const [pots, restrictions] = await Promise.all([
      this.ledger.byRestriction({ round: round.id }),
      this.funds.restrictions(round.fundId),
    ]);
    const amountCents = wantedCents ?? requestedCents ?? 0;
    let toDraw = amountCents;
    let leftCents = 0;
    const parts = order.map((restrictionId) => {
      const left = pots.find(({ restriction }) => restriction === restrictionId)?.stages.reserved ?? 0;
      const drawnCents = Math.min(left, toDraw);
      toDraw -= drawnCents;
      leftCents += left;
      const name = restrictions.find(({ id }) => id === restrictionId)?.name ?? 'Unrestricted';
      return { restrictionId, name, leftCents: left, drawnCents };
    });
    return { applicationId, currency: round.currency, amountCents, leftCents, shortCents: toDraw, parts };
  }

  /** The same for the amount that a refused form had typed. */
  async drawableFor(actor: Actor, applicationId: string, { amountCents }: Typed): Promise<DrawableView> {
    const { currency } = await this.applications.find(actor, applicationId);
    const typed = centsFrom(amountCents, currency);
    return this.drawable(actor, applicationId, typeof typed === 'number' && typed <= maxCents ? typed : undefined);
  }
}
