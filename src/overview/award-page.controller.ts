import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { AmendmentDesk } from '../amendments/amendment-desk.service';
import { RefundDesk } from '../amendments/refund-desk.service';
import { type Actor, Allow, Me } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Id } from '../kernel/id';
import { Framed, PageDoor } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { GrantQuery } from './award-page.dto';
import { Grants } from './award-page.service';
import { awardPage } from './award.pages';

/** The page of a grant, for every reader of it. */
@PageDoor()
@Controller('awards')
export class AwardPage {
  constructor(
    private readonly grants: Grants,
    private readonly amendments: AmendmentDesk,
    private readonly refunds: RefundDesk,
    private readonly clock: Clock,
  ) {}

  @Get(':id')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() query: GrantQuery): Promise<VNode> {
    const grant = await this.grants.show(me, id, { ...query });
    const [amendments, refunds] = await Promise.all([this.amendments.list(me, id), this.refunds.list(me, id)]);
    return awardPage({ frame, now: this.clock.now(), ...grant, amendments, refunds });
  }
}
