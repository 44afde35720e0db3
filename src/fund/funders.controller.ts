import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { readers } from './fund.rules';
import { FunderList, FunderStatement } from './funders.dto';
import { funderPage, fundersPage } from './funders.pages';
import { Funders } from './funders.service';
import { Funds } from './funds.service';

/** What became of each funder's money, for programs. */
@ApiTags('Funds')
@Controller('api')
@Allow(...readers)
export class FundersApi {
  constructor(private readonly funders: Funders) {}

  @Get('funds/:id/funders')
  @ApiOperation({ summary: 'Everybody who signed or gave something, with what their money is doing' })
  @ApiResponse({ status: 200, type: FunderList })
  list(@Id() id: string): Promise<FunderList> {
    return this.funders.list(id);
  }

  @Get('funds/:id/funders/:funderId')
  @ApiOperation({ summary: 'The statement of one funder: pledged, received, given back, spent on what, left' })
  @ApiResponse({ status: 200, type: FunderStatement })
  show(@Me() me: Actor, @Id() id: string, @Id('funderId') funderId: string): Promise<FunderStatement> {
    return this.funders.statement(me, id, funderId);
  }
}

/** What became of each funder's money, in a browser. */
@PageDoor()
@Controller()
@Allow(...readers)
export class FunderPages {
  constructor(
    private readonly funds: Funds,
    private readonly funders: Funders,
  ) {}

  @Get('funds/:id/funders')
  async list(@Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const [fund, { items }] = await Promise.all([this.funds.find(id), this.funders.list(id)]);
    return fundersPage({ frame, fund, funders: items });
  }

  @Get('funds/:id/funders/:funderId')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Id('funderId') funderId: string) {
    return funderPage({ frame, statement: await this.funders.statement(me, id, funderId) });
  }
}
