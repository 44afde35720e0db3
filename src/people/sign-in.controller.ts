import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../kernel/access';
import { Config } from '../kernel/config';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { giveSession, SessionSecret, takeSession } from './session.cookie';
import { SessionsService } from './sessions.service';
import { LinkWanted, SignedIn, SignInQuery, Told } from './sign-in.dto';
import { linkPage, sentPage, signInPage } from './sign-in.pages';
import { SignInService } from './sign-in.service';

const onItsWay = 'If this address is known, a link is on its way. It works once, for 15 minutes.';

/** Signing in, for programs that keep cookies. */
@ApiTags('Signing in')
@Controller('api')
export class SignInApi {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: SessionsService,
    @Inject(Config) private readonly config: Config,
  ) {}

  @Post('sign-in')
  @HttpCode(202)
  @Allow('anyone')
  @UseGuards(ThrottlerGuard)
  @ApiOperation({ summary: 'Ask for a link by email', description: 'The answer is the same for every address.' })
  @ApiResponse({ status: 202, type: Told })
  async ask(@Body() wanted: LinkWanted): Promise<Told> {
    await this.signIn.sendLink(wanted);
    return { message: onItsWay };
  }

  @Post('sign-in/:token')
  @HttpCode(200)
  @Allow('anyone')
  @UseGuards(ThrottlerGuard)
  @ApiOperation({ summary: 'Use the link up: the answer sets the session cookie' })
  @ApiResponse({ status: 200, type: SignedIn })
  async use(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedIn> {
    const { session, returnTo } = await this.signIn.signIn(token);
    giveSession(reply, session, this.config);
    return { to: returnTo };
  }

  @Post('sign-out')
  @HttpCode(200)
  @Allow('anyone')
  @ApiOperation({ summary: 'End the session of the cookie' })
  @ApiResponse({ status: 200, type: Told })
  async signOut(
    @SessionSecret() secret: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Told> {
    await this.sessions.close(secret);
    takeSession(reply);
    return { message: 'You are signed out.' };
  }
}

/** Signing in and out in a browser. */
@PageDoor()
@Controller()
export class SignInPages {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: SessionsService,
    @Inject(Config) private readonly config: Config,
  ) {}

  @Get('sign-in')
  @Allow('anyone')
  form(@Framed() frame: Frame, @Query() { to }: SignInQuery): VNode {
    return signInPage({ frame, to });
  }

  @Post('sign-in')
  @Allow('anyone')
  @UseGuards(ThrottlerGuard)
  async ask(@Body() wanted: LinkWanted): Promise<SeeOther> {
    await this.signIn.sendLink(wanted);
    return new SeeOther('/sign-in/sent');
  }

  @Get('sign-in/sent')
  @Allow('anyone')
  sent(@Framed() frame: Frame): VNode {
    return sentPage({ frame, sentence: onItsWay });
  }

  @Get('sign-in/:token')
  @Allow('anyone')
  async look(@Framed() frame: Frame, @Param('token') token: string): Promise<VNode> {
    return linkPage({ frame, token, state: await this.signIn.look(token) });
  }

  @Post('sign-in/:token')
  @Allow('anyone')
  @UseGuards(ThrottlerGuard)
  async use(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<SeeOther> {
    const { session, returnTo } = await this.signIn.signIn(token);
    giveSession(reply, session, this.config);
    return new SeeOther(returnTo, 'You are signed in.');
  }

  @Post('sign-out')
  @Allow('anyone')
  async signOut(@SessionSecret() secret: string | undefined, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.close(secret);
    takeSession(reply);
    return new SeeOther('/sign-in', 'You are signed out.');
  }
}
