import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from './access';
import { Queries } from './queries';

/** Whether the process is up, and whether it can work. */
@ApiTags('System')
@Controller()
export class HealthController {
  constructor(private readonly queries: Queries) {}

  @Get('health')
  @Allow('anyone')
  @ApiOperation({ summary: 'The process is up' })
  health(): { status: 'up' } {
    return { status: 'up' };
  }

  /** @throws Busy when the database does not answer. */
  @Get('ready')
  @Allow('anyone')
  @ApiOperation({ summary: 'The database answers' })
  async ready(): Promise<{ status: 'ready' }> {
    await this.queries.rows('ready', 'select 1');
    return { status: 'ready' };
  }
}
