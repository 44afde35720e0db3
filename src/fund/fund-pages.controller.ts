import { Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import { type Frame, frameWith } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { FundDesk } from './fund-desk.service';
import { fundPage } from './fund.pages';
import { readers } from './fund.rules';
import { fundsPage } from './funds.pages';
import { Funds } from './funds.service';
import { journalPage } from './journal.pages';

/** The fund's money, for the people who look after it. */
@PageDoor()
@Controller()
@Allow(...readers)
export class FundPages {
  constructor(
    private readonly funds: Funds,
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
}
