import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { accountPage, tokenPage } from './account.pages';
import { MyView, personView } from './people.dto';
import { PeopleService } from './people.service';
import { SessionSecret } from './session.cookie';
import { SessionsService } from './sessions.service';
import { MadeToken, NewToken, TokenList, tokenView } from './sign-in.dto';

/** Who am I, and my personal tokens; for programs. */
@ApiTags('Account')
@Controller('api')
@Allow('signed-in')
export class AccountApi {
  constructor(
    private readonly people: PeopleService,
    private readonly sessions: SessionsService,
    private readonly clock: Clock,
  ) {}

  @Get('me')
  @ApiOperation({ summary: 'Who am I' })
  @ApiResponse({ status: 200, type: MyView })
  async me(@Me() me: Actor): Promise<MyView> {
    const person = await this.people.find(me, me.id);
    return { ...personView(person, { actor: me, now: this.clock.now() }), organisation: me.organisation };
  }

  @Get('tokens')
  @ApiOperation({ summary: 'My personal tokens' })
  @ApiResponse({ status: 200, type: TokenList })
  async tokens(@Me() me: Actor): Promise<TokenList> {
    return { items: (await this.sessions.tokens(me)).map(tokenView), next: null };
  }

  @Post('tokens')
  @ApiOperation({ summary: 'Make a personal token; it is shown this once' })
  @ApiResponse({ status: 201, type: MadeToken })
  async create(@Me() me: Actor, @Body() input: NewToken): Promise<MadeToken> {
    const { expiresAt, ...made } = await this.sessions.createToken(me, input);
    return { ...made, expiresAt: expiresAt.toISOString() };
  }

  @Delete('tokens/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a personal token' })
  @ApiResponse({ status: 204, description: 'It does not work any more.' })
  revoke(@Me() me: Actor, @Id() id: string): Promise<void> {
    return this.sessions.revokeToken(me, id);
  }
}

/** Who am I, where am I signed in, and my personal tokens; in a browser. */
@PageDoor()
@Controller('account')
@Allow('signed-in')
export class AccountPages {
  constructor(
    private readonly people: PeopleService,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  async show(@Me() me: Actor, @Framed() frame: Frame, @SessionSecret() secret: string | undefined): Promise<VNode> {
    const person = await this.people.find(me, me.id);
    const [sessions, tokens] = await Promise.all([this.sessions.sessions(me, secret), this.sessions.tokens(me)]);
    return accountPage({ frame, person, organisation: me.organisation, sessions, tokens });
  }

  @Post('tokens')
  async create(@Me() me: Actor, @Framed() frame: Frame, @Body() input: NewToken): Promise<VNode> {
    const made = await this.sessions.createToken(me, input);
    return tokenPage({ frame, name: input.name, zone: me.timeZone, ...made });
  }

  @Post('tokens/:id/revoke')
  async revokeToken(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.sessions.revokeToken(me, id);
    return new SeeOther('/account', 'The token does not work any more.');
  }

  @Post('sessions/:id/revoke')
  async revokeSession(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.sessions.revokeSession(me, id);
    return new SeeOther('/account', 'That browser is signed out.');
  }
}
