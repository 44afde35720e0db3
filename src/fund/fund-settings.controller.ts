import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { FundSettingsInput, FundSettingsView } from './fund-settings.dto';
import { settingsPage } from './fund-settings.pages';
import { FundSettings } from './fund-settings.service';
import { readers } from './fund.rules';

/** By which rules a fund is run, for programs. */
@ApiTags('Funds')
@Controller('api')
@Allow(...readers)
export class FundSettingsApi {
  constructor(private readonly settings: FundSettings) {}

  @Get('funds/:id/settings')
  @ApiOperation({ summary: 'By which rules a fund is run' })
  @ApiResponse({ status: 200, type: FundSettingsView })
  show(@Me() me: Actor, @Id() id: string): Promise<FundSettingsView> {
    return this.settings.view(me, id);
  }

  @Post('funds/:id/settings')
  @HttpCode(200)
  @Allow('admin')
  @ApiOperation({ summary: 'Change the rules of a fund; send all of them' })
  @ApiResponse({ status: 200, type: FundSettingsView })
  async change(@Me() me: Actor, @Id() id: string, @Body() input: FundSettingsInput): Promise<FundSettingsView> {
    await this.settings.change(me, id, input);
    return this.settings.view(me, id);
  }
}

/** By which rules a fund is run, in a browser. */
@PageDoor()
@Controller()
@Allow(...readers)
export class FundSettingsPages {
  constructor(private readonly settings: FundSettings) {}

  @Get('funds/:id/settings')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return settingsPage({ frame, settings: await this.settings.view(me, id) });
  }

  @Post('funds/:id/settings')
  @Allow('admin')
  async change(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.settings.changeTyped(me, id, form);
    return new SeeOther(`/funds/${id}/settings`, 'The settings are changed. They hold from now on.');
  }
}
