import { Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { Clock } from '../kernel/clock';
import { Queries } from '../kernel/queries';
import { type Measure, measures, type Sample } from './metrics.list';
import { type MetricsRow, metricsSql } from './metrics.query';

/** Whoever asks again so soon gets the same figures. */
const keptMs = 5000;

/** The figures of the system as they stand in the database, the same in each process, and those of this process. */
@Injectable()
export class Metrics {
  private registry: Registry | undefined;
  private row: Promise<MetricsRow> | undefined;
  private readAt = 0;

  constructor(
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** In the text format of Prometheus. */
  async text(): Promise<string> {
    const row = await this.current();
    this.registry ??= newRegistry();
    for (const measure of measures) set(this.registry, measure, row);
    return this.registry.metrics();
  }

  private current(): Promise<MetricsRow> {
    if (this.row && performance.now() - this.readAt < keptMs) return this.row;
    this.readAt = performance.now();
    const row = this.read();
    this.row = row;
    // What failed is asked for anew.
    row.catch(() => (this.row = undefined));
    return row;
  }

  private async read(): Promise<MetricsRow> {
    const row = await this.queries.one<MetricsRow>('metrics', metricsSql, [this.clock.pinnedTo]);
    if (!row) throw new Error('The database answered nothing.');
    return row;
  }
}

const nameOf = ({ name }: Measure): string => `innovation_fund_${name}`;

/** The process is watched from the first time that somebody asks. */
function newRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const measure of measures) {
    const { help, labels: labelNames = [], counter } = measure;
    const metric = { name: nameOf(measure), help, labelNames, registers: [registry] };
    if (counter) new Counter(metric);
    else new Gauge(metric);
  }
  return registry;
}

function set(registry: Registry, measure: Measure, row: MetricsRow): void {
  const metric = registry.getSingleMetric(nameOf(measure));
  if (!(metric instanceof Counter || metric instanceof Gauge)) return;
  metric.reset();
  const found = measure.of(row);
  const samples: Sample[] = typeof found === 'number' ? [{ value: found }] : found;
  for (const { labels = {}, value } of samples) metric.inc(labels, value);
}
