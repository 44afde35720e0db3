import { Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import { PageQuery } from '../kernel/paging';
import type { Typed } from '../kernel/typed';
import { ContributionDesk } from './contribution-desk.service';
import { contributionPage, correctionPage } from './contribution-form.pages';
import { Contributions } from './contributions.service';
import { readers } from './fund.rules';
import { moneyInPage } from './money-in.pages';
import { PledgeQuery } from './pledges.dto';

/** What funders signed and gave, for the people who record it. */
@PageDoor()
@Controller()
@Allow(...readers)
export class MoneyInPages {
  constructor(
    private readonly contributions: Contributions,
    private readonly desk: ContributionDesk,
  ) {}

  @Get('funds/:id/contributions')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() query: PageQuery): Promise<VNode> {
    return moneyInPage({ frame, query, ...(await this.desk.moneyIn(me, id, query)) });
  }

  @Get('funds/:id/contributions/new')
  @Allow('finance')
  async blank(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() { pledge }: PledgeQuery) {
    return contributionPage({ frame, chosen: pledge, ...(await this.desk.choices(me, id)) });
  }

  @Post('funds/:id/contributions')
  @Allow('finance')
  async receive(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.desk.receive(me, id, form);
    return new SeeOther(`/funds/${id}/contributions`, 'The contribution is recorded: its money is free to use.');
  }

  @Get('contributions/:id/correct')
  @Allow('finance')
  async wrong(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return correctionPage({ frame, contribution: await this.contributions.find(me, id) });
  }

  @Post('contributions/:id/correct')
  @Allow('finance')
  async correct(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { fundId } = await this.desk.correct(me, id, form);
    return new SeeOther(`/funds/${fundId}/contributions`, 'The contribution is corrected; the journal keeps both.');
  }
}
