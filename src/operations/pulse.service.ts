import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock';
import { Carrier, type QueueLength } from '../kernel/queue';
import { perWorker } from './parts.rules';

const everyMs = 10_000;

/** Shows that this worker lives, and what it sees of the queue: who looks at the web process needs no connection to the queue. */
@Injectable()
export class Pulse implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Worker');
  private readonly name = `${perWorker}${randomUUID().slice(0, 8)}`;
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly carrier: Carrier,
  ) {}

  onApplicationBootstrap(): void {
    const beat = (): void => {
      this.beating = this.beat().catch((error: unknown) =>
        this.log.warn(`The database is out of reach: ${String(error)}`),
      );
    };
    this.timer = setInterval(beat, everyMs);
    beat();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
  }

  async beat(): Promise<void> {
    const queues: QueueLength[] | null = await this.carrier.lengths().catch(() => null);
    await this.database.query(beatSql, [this.clock.pinnedTo, JSON.stringify({ queues }), this.name]);
  }
}

const at = 'coalesce($1::timestamptz, now())';

/** The part as a whole, and this worker of it; what has long gone is forgotten. */
const beatSql = `
  with gone as (delete from heartbeat where starts_with(name, '${perWorker}') and at < ${at} - interval '1 hour' and name <> $3)
  insert into heartbeat (name, at, data) values ('worker', ${at}, $2), ($3, ${at}, '{}')
  on conflict (name) do update set at = excluded.at, data = excluded.data`;
