import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from './access';
import { Health } from './system.dto';

/** Whether the process is up. */
@ApiTags('System')
@Controller()
export class HealthController {
  @Get('health')
  @Allow('anyone')
  @ApiOperation({ summary: 'The process is up' })
  @ApiResponse({ status: 200, type: Health })
  health(): Health {
    return { status: 'up' };
  }
}
