import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { QueuesAsked, QueuesView } from './queues.dto';
import { queuesPage, retried, swept } from './queues.pages';
import { Queues } from './queues.service';

/** The queues, for programs. */
@ApiTags('System')
@Controller('api/queues')
@Allow('admin')
export class QueuesApi {
  constructor(private readonly queues: Queues) {}

  @Get()
  @ApiOperation({ summary: 'What waits in the queues, and who works it off' })
  @ApiResponse({ status: 200, type: QueuesView })
  show(): Promise<QueuesView> {
    return this.queues.view();
  }

  @Post('sweep')
  @HttpCode(200)
  @ApiOperation({ summary: 'Look now for what is due; it is looked for every few seconds anyway' })
  @ApiResponse({ status: 200, type: QueuesAsked })
  async sweep(@Me() me: Actor): Promise<QueuesAsked> {
    return { count: await this.queues.sweep(me) };
  }

  @Post('retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Try now what failed for the time being' })
  @ApiResponse({ status: 200, type: QueuesAsked })
  async retry(@Me() me: Actor): Promise<QueuesAsked> {
    return { count: await this.queues.retry(me) };
  }
}

/** The queues in a browser. */
@PageDoor()
@Controller('queues')
@Allow('admin')
export class QueuesPages {
  constructor(private readonly queues: Queues) {}

  @Get()
  async show(@Me() me: Actor, @Framed() frame: Frame): Promise<VNode> {
    return queuesPage({ frame, zone: me.timeZone, view: await this.queues.view() });
  }

  @Post('sweep')
  async sweep(@Me() me: Actor): Promise<SeeOther> {
    return new SeeOther('/queues', swept(await this.queues.sweep(me)));
  }

  @Post('retry')
  async retry(@Me() me: Actor): Promise<SeeOther> {
    return new SeeOther('/queues', retried(await this.queues.retry(me)));
  }
}
