import { Module } from '@nestjs/common';
import { MetricsDoor } from './metrics.controller';
import { MetricsGuard } from './metrics.guard';
import { Metrics } from './metrics.service';
import { QueuesApi, QueuesPages } from './queues.controller';
import { Queues } from './queues.service';
import { ReadinessDoor } from './readiness.controller';
import { Readinesses } from './readiness.service';

/** What operators see: whether the system can work, how much it does, and what waits. */
@Module({
  controllers: [MetricsDoor, QueuesApi, QueuesPages, ReadinessDoor],
  providers: [Metrics, MetricsGuard, Queues, Readinesses],
})
export class OperationsModule {}
