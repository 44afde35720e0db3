import { Controller, Get, Header, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../kernel/access';
import { MetricsGuard } from './metrics.guard';
import { Metrics } from './metrics.service';

/** The figures of the system in the text format of Prometheus; a door of its own, as whoever asks may be nobody. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsDoor {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Allow('anyone')
  @UseGuards(MetricsGuard)
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  show(): Promise<string> {
    return this.metrics.text();
  }
}
