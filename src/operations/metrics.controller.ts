import { Controller, Get, Header, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../kernel/access';
import { MetricsGuard } from './metrics.guard';
import { Metrics } from './metrics.service';

/** The figures of the system, for programs that watch it. */
@ApiTags('System')
@Controller('metrics')
export class MetricsDoor {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Allow('anyone')
  @UseGuards(MetricsGuard)
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiProduces('text/plain')
  @ApiOperation({
    summary: 'Figures in the text format of Prometheus',
    description: 'For administrators, and for whoever sends METRICS_TOKEN as a bearer token.',
  })
  @ApiResponse({ status: 200, schema: { type: 'string' } })
  show(): Promise<string> {
    return this.metrics.text();
  }
}
