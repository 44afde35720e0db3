import { Controller, Get, Inject, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { Allow, roles } from '../kernel/access';
import { Config } from '../kernel/config';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { demonstrationPage } from './demonstration.pages';
import { PeopleService } from './people.service';
import { giveSession } from './session.cookie';
import { SignInService } from './sign-in.service';

/** In the demonstration anybody may be any of its people. */
@PageDoor()
@Controller('be')
@Allow('anyone')
export class DemonstrationPages {
  constructor(
    private readonly people: PeopleService,
    private readonly signIn: SignInService,
    @Inject(Config) private readonly config: Config,
  ) {}

  @Get()
  async choose(@Framed() frame: Frame): Promise<VNode> {
    const groups = await Promise.all(roles.map(async (role) => ({ role, people: await this.people.byRole(role) })));
    return demonstrationPage({ frame, groups, organisations: await this.people.organisations() });
  }

  @Post(':id')
  async be(@Id() id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<SeeOther> {
    giveSession(reply, await this.signIn.be(id), this.config);
    return new SeeOther('/');
  }
}
