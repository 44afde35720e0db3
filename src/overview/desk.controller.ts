import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TaskList, taskList } from './desk.dto';
import { cityHomePage, deskPage } from './desk.pages';
import { Desks } from './desk.service';
import { aboutPage, welcomePage } from './welcome.pages';

/** What waits for you, for programs. */
@ApiTags('Desk')
@Controller('api')
export class DeskApi {
  constructor(private readonly desks: Desks) {}

  @Get('tasks')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What waits for you, most pressing first' })
  @ApiResponse({ status: 200, type: TaskList })
  async tasks(@Me() me: Actor): Promise<TaskList> {
    return taskList(await (me.role === 'city' ? this.desks.cityTasks(me) : this.desks.tasks(me)));
  }
}

/** Where each reader begins. */
@PageDoor()
@Controller()
export class DeskPages {
  constructor(private readonly desks: Desks) {}

  @Get()
  @Allow('anyone')
  async home(@Me() me: Actor | null, @Framed() frame: Frame): Promise<VNode | SeeOther> {
    const begin = me ? beginnings[me.role] : undefined;
    if (begin) return new SeeOther(begin, frame.notice);
    const rounds = await this.desks.openRounds();
    if (!me) return welcomePage({ frame, rounds });
    return cityHomePage({ frame, rounds, tasks: await this.desks.cityTasks(me), zone: me.timeZone });
  }

  @Get('desk')
  @Allow('program', 'finance', 'admin', 'auditor')
  async desk(@Me() me: Actor, @Framed() frame: Frame): Promise<VNode> {
    const [tasks, funds, stopped] = await Promise.all([
      this.desks.tasks(me),
      this.desks.balances(),
      this.desks.mailStopped(),
    ]);
    return deskPage({ frame, tasks, funds, stopped, readsOnly: me.role === 'auditor' });
  }

  @Get('about')
  @Allow('anyone')
  about(@Framed() frame: Frame): VNode {
    return aboutPage({ frame });
  }
}

const beginnings: Partial<Record<Actor['role'], string>> = {
  reviewer: '/reviews',
  program: '/desk',
  finance: '/desk',
  admin: '/desk',
  auditor: '/desk',
};
