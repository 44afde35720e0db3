import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../kernel/access';
import { Readiness } from './readiness.dto';
import { Readinesses } from './readiness.service';

/** Whether the process can work. */
@ApiTags('System')
@Controller('ready')
export class ReadinessDoor {
  constructor(private readonly readinesses: Readinesses) {}

  @Get()
  @Allow('anyone')
  @ApiOperation({
    summary: 'The database answers, and letters leave in time',
    description:
      'Refused with 503 where the oldest is over 15 minutes late, or nothing was handed to the queue for 3 minutes.',
  })
  @ApiResponse({ status: 200, type: Readiness })
  show(): Promise<Readiness> {
    return this.readinesses.check();
  }
}
