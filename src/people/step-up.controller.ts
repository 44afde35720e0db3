import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { localPath, withQuery } from '../kernel/local-path';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { Told } from './sign-in.dto';
import { CodeForm, CodeInput, CodeWanted, StepUpQuery } from './step-up.dto';
import { stepUpPage } from './step-up.pages';
import { StepUp } from './step-up.service';

const account = '/account';

/** Proving that it is you, for programs that keep cookies. */
@ApiTags('Signing in')
@Controller('api/step-up')
@Allow('signed-in')
export class StepUpApi {
  constructor(private readonly stepUp: StepUp) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask for a code by email; not with a personal token' })
  @ApiResponse({ status: 202, type: Told })
  async ask(@Me() me: Actor): Promise<Told> {
    await this.stepUp.send(me);
    return { message: 'A code is on its way. It works once, for ten minutes.' };
  }

  @Post('confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Enter the code: for ten minutes this session may do what needs it' })
  @ApiResponse({ status: 200, type: Told })
  async prove(@Me() me: Actor, @Body() { code }: CodeInput): Promise<Told> {
    await this.stepUp.prove(me, code);
    return { message: 'You have proved that it is you. It counts for ten minutes.' };
  }
}

/** Proving that it is you, in a browser. */
@PageDoor()
@Controller('account/step-up')
@Allow('signed-in')
export class StepUpPages {
  constructor(private readonly stepUp: StepUp) {}

  @Get()
  async show(@Me() me: Actor, @Framed() frame: Frame, @Query() { to }: StepUpQuery): Promise<VNode> {
    return stepUpPage({ frame, to: localPath(to) ?? account, asked: await this.stepUp.isAsked(me) });
  }

  @Post('code')
  async ask(@Me() me: Actor, @Body() { to }: CodeWanted): Promise<SeeOther> {
    await this.stepUp.send(me);
    return new SeeOther(withQuery('/account/step-up', 'to', localPath(to)), 'A code is on its way to you by mail.');
  }

  @Post()
  async prove(@Me() me: Actor, @Body() { code, to }: CodeForm): Promise<SeeOther> {
    await this.stepUp.prove(me, code);
    return new SeeOther(localPath(to) ?? account, 'You have proved that it is you. It counts for ten minutes.');
  }
}
