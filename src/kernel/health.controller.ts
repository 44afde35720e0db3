import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from './access';
import { Queries } from './queries';
import { Health, Readiness } from './system.dto';

/** Whether the process is up, and whether it can work. */
@ApiTags('System')
@Controller()
export class HealthController {
  constructor(private readonly queries: Queries) {}

  @Get('health')
  @Allow('anyone')
  @ApiOperation({ summary: 'The process is up' })
  @ApiResponse({ status: 200, type: Health })
  health(): Health {
    return { status: 'up' };
  }

  /** @throws Busy when the database does not answer. */
  @Get('ready')
  @Allow('anyone')
  @ApiOperation({ summary: 'The database answers' })
  @ApiResponse({ status: 200, type: Readiness })
  async ready(): Promise<Readiness> {
    await this.queries.rows('ready', 'select 1');
    return { status: 'ready' };
  }
}
