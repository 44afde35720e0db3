import { Body, Controller, Get, Post, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { anyFile } from '../kernel/openapi.parts';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { FundView, RestrictionList } from './fund-view.dto';
import { readers } from './fund.rules';
import { Funds } from './funds.service';
import { NewRestriction } from './restrictions.dto';
import { restrictionsPage } from './restrictions.pages';
import { Restrictions } from './restrictions.service';

/** What donors restrict money to, for programs. */
@ApiTags('Funds')
@Controller('api')
@Allow(...readers)
export class RestrictionsApi {
  constructor(
    private readonly funds: Funds,
    private readonly restrictions: Restrictions,
  ) {}

  @Get('funds/:id/restrictions')
  @ApiOperation({ summary: 'What donors allow, with the money under each; unrestricted money comes last' })
  @ApiResponse({ status: 200, type: RestrictionList })
  async list(@Me() me: Actor, @Id() id: string): Promise<RestrictionList> {
    return { items: (await this.funds.view(me, id)).restrictions, next: null };
  }

  @Post('funds/:id/restrictions')
  @Allow('finance')
  @ApiOperation({ summary: 'Record what a donor restricts money to' })
  @ApiResponse({ status: 201, type: FundView })
  async restrict(@Me() me: Actor, @Id() id: string, @Body() input: NewRestriction): Promise<FundView> {
    await this.funds.restrict(me, id, input);
    return this.funds.view(me, id);
  }

  @Get('restrictions/:id/letter')
  @ApiOperation({ summary: 'The letter in which the donor says it' })
  @ApiResponse(anyFile)
  letter(@Id() id: string): Promise<StreamableFile> {
    return this.restrictions.letter(id);
  }
}

/** What donors restrict money to, in a browser. */
@PageDoor()
@Controller()
@Allow(...readers)
export class RestrictionPages {
  constructor(private readonly restrictions: Restrictions) {}

  @Get('funds/:id/restrictions')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return restrictionsPage({ frame, ...(await this.restrictions.show(me, id)) });
  }

  @Post('funds/:id/restrictions')
  @Allow('finance')
  async restrict(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { name } = await this.restrictions.restrict(me, id, form);
    return new SeeOther(`/funds/${id}/restrictions`, `“${name}” can be chosen for pledges and contributions now.`);
  }

  @Get('restrictions/:id/letter')
  letter(@Id() id: string): Promise<StreamableFile> {
    return this.restrictions.letter(id);
  }
}
