import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import { type Frame, frameWith } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import { PageQuery } from '../kernel/paging';
import type { Typed } from '../kernel/typed';
import { contributionPage, correctionPage } from './contribution-form.pages';
import { Contributions } from './contributions.service';
import { FundDesk } from './fund-desk.service';
import { fundPage } from './fund.pages';
import { readers } from './fund.rules';
import { NewRestriction } from './funds.dto';
import { fundsPage } from './funds.pages';
import { Funds } from './funds.service';
import { contributionsPage, journalPage } from './journal.pages';

/** The fund's money, for the people who look after it. */
@PageDoor()
@Controller()
@Allow(...readers)
export class FundPages {
  constructor(
    private readonly funds: Funds,
    private readonly contributions: Contributions,
    private readonly desk: FundDesk,
  ) {}

  @Get('fund')
  async list(@Me() me: Actor, @Framed() frame: Frame): Promise<VNode | SeeOther> {
    return fundsPage({ frame, actor: me, funds: await this.funds.views(me) });
  }

  @Post('funds')
  @Allow('admin')
  async open(@Me() me: Actor, @TypedForm() form: Typed): Promise<SeeOther> {
    const { id, name } = await this.desk.open(me, form);
    return new SeeOther(`/funds/${id}`, `${name} is open.`);
  }

  @Get('funds/:id')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() typed: Typed): Promise<VNode> {
    return fundPage({ frame, actor: me, ...(await this.desk.show(me, id, typed)) });
  }

  @Get('funds/:id/transfers')
  async transfers(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() typed: Typed): Promise<VNode> {
    const { form, ...part } = await this.desk.journalPart(me, id, typed);
    return journalPage({ frame: frameWith(frame, form), actor: me, ...part });
  }

  @Get('funds/:id/contributions')
  async received(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() query: PageQuery) {
    const fund = await this.funds.view(me, id);
    return contributionsPage({ frame, fund, page: await this.contributions.list(me, id, query) });
  }

  @Post('funds/:id/restrictions')
  @Allow('finance')
  async restrict(@Me() me: Actor, @Id() id: string, @Body() input: NewRestriction): Promise<SeeOther> {
    const { name } = await this.funds.restrict(me, id, input);
    return new SeeOther(`/funds/${id}`, `“${name}” can be chosen for contributions now.`);
  }

  @Get('funds/:id/contributions/new')
  @Allow('finance')
  async blank(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return contributionPage({ frame, ...(await this.desk.choices(me, id)) });
  }

  @Post('funds/:id/contributions')
  @Allow('finance')
  async receive(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.desk.receive(me, id, form);
    return new SeeOther(`/funds/${id}`, 'The contribution is recorded: its money is free to use.');
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
    return new SeeOther(`/funds/${fundId}`, 'The contribution is corrected; the journal keeps both.');
  }
}
