import { Injectable, Logger } from '@nestjs/common';
import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  Queue,
  type QueueOptions,
  type RedisQueueBackend,
  runMigrations,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { Client, Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Config } from './config';

/** What is carried: letters that are to be written, and mail that is to be sent. */
export const errands = ['letters', 'mail'] as const;
export type Errand = (typeof errands)[number];

/** How many jobs of a queue are where, and since when the next one waits. */
export interface QueueLength extends Record<'waiting' | 'active' | 'delayed' | 'failed', number> {
  queue: Errand;
  next: string | null;
}

const schema = 'bullmq';
/** How many ids one job carries: on PostgreSQL a job costs more than what is done for one of them. */
const load = 100;
/** With so many jobs waiting nothing more is handed over; what was left out is found again when there is room. */
const enough = 100;
const patienceMs = 5000;
const drainMs = 15_000;
const letGoMs = 3000;

/** Its own schema, under the role that owns nothing, and no lock waited for long. */
const session = `-c role=innovation_fund_app -c search_path=${schema} -c lock_timeout=5s -c timezone=UTC -c statement_timeout=20s`;

/** BullMQ, on PostgreSQL or, where REDIS_URL is set, on Redis. It carries ids only: what they stand for is remembered in our tables. */
@Injectable()
export class Carrier {
  private readonly log = new Logger('Queue');
  private readonly queues = new Map<Errand, Queue>();
  private readonly workers: Worker[] = [];
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly said = new Map<Errand, string>();
  private pool: Pool | undefined;

  /** The DataSource is asked for so that the database is up first: a queue built before it stays broken. */
  constructor(
    private readonly config: Config,
    private readonly database: DataSource,
  ) {}

  /**
   * Hands over ids, many to a job. The same id may wait in several jobs: who handles it has to bear that.
   * @param ahead whether it goes before everything that waits
   * @throws Error when the queue is out of reach
   */
  async carry(errand: Errand, ids: string[], ahead = false): Promise<void> {
    if (ids.length === 0) return;
    // PostgreSQL remembers what became of it.
    const opts = { removeOnComplete: true, removeOnFail: true, lifo: ahead };
    const loads = Array.from({ length: Math.ceil(ids.length / load) }, (_, i) => ids.slice(i * load, (i + 1) * load));
    const jobs = loads.map((some) => ({ name: errand, data: { ids: some }, opts }));
    await within(patienceMs, this.queue(errand).addBulk(jobs));
  }

  /** Whether so much waits that more would only pile up. @throws Error when the queue is out of reach */
  async isFull(errand: Errand): Promise<boolean> {
    return (await within(patienceMs, this.queue(errand).getWaitingCount())) >= enough;
  }

  /** How much each queue holds. @throws Error when the queue is out of reach */
  async lengths(): Promise<QueueLength[]> {
    return within(patienceMs, Promise.all(errands.map((errand) => this.length(errand))));
  }

  /** Begins to work an errand off; `handle` may be run twice for one id and has to bear it. */
  work(errand: Errand, concurrency: number, handle: (ids: string[]) => Promise<unknown>): void {
    const worker = new Worker(
      errand,
      ({ data }: { data: { ids: string[] } }) => this.tracked(handle(data.ids)),
      // The default gives a job up on the second death of its worker, whatever its attempts.
      { ...this.options<WorkerOptions>('worker'), concurrency, maxStalledCount: 100 },
      this.backend(),
    );
    worker.on('error', (error) => this.complain(errand, error));
    worker.on('failed', (job, error) => this.log.warn(`${errand} ${job?.id ?? ''}: ${sentence(error)}`));
    this.workers.push(worker);
  }

  /** Lets what is under way finish, then lets go of every connection; BullMQ itself would wait for ever for a Redis that is down. */
  async close(): Promise<void> {
    const closing = this.workers.splice(0).map((worker) => worker.close());
    await within(drainMs, Promise.allSettled(this.underWay)).catch(() => undefined);
    closing.push(...[...this.queues.values()].map((queue) => queue.close()));
    await within(letGoMs, Promise.allSettled(closing)).catch(() => undefined);
    this.queues.clear();
    await this.pool?.end();
    this.pool = undefined;
  }

  private async length(errand: Errand): Promise<QueueLength> {
    const queue = this.queue(errand);
    const [counts, [first]] = await Promise.all([
      queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
      queue.getJobs(['waiting'], 0, 0, true),
    ]);
    const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
    return {
      queue: errand,
      waiting,
      active,
      delayed,
      failed,
      next: first ? new Date(first.timestamp).toISOString() : null,
    };
  }

  private async tracked(work: Promise<unknown>): Promise<void> {
    this.underWay.add(work);
    await work.finally(() => this.underWay.delete(work));
  }

  /** Says a trouble once, not with every attempt to get over it. */
  private complain(errand: Errand, error: Error): void {
    const said = `${errand}: ${sentence(error)}`;
    if (this.said.get(errand) !== said) this.log.warn(said);
    this.said.set(errand, said);
  }

  private queue(errand: Errand): Queue {
    const known = this.queues.get(errand);
    if (known) return known;
    const queue = new Queue(errand, this.options<QueueOptions>('producer'), this.backend());
    queue.on('error', (error) => this.complain(errand, error));
    this.queues.set(errand, queue);
    return queue;
  }

  /** Both factories make the same thing for us; only the types of what lies behind differ. */
  private backend(): BackendFactory<RedisQueueBackend> {
    return this.config.REDIS_URL ? createRedisBackend : (createPostgresBackend as unknown as typeof createRedisBackend);
  }

  private options<O>(side: 'producer' | 'worker'): O {
    const url = this.config.REDIS_URL;
    if (!url) return { connection: this.shared() } as O;
    // A producer that queued commands while Redis is down would hang its caller.
    const connection = side === 'producer' ? { url, enableOfflineQueue: false } : { url };
    return { connection, prefix: `innovation-fund-${databaseOf(this.database)}` } as O;
  }

  /** One small pool for all queues and workers; each worker keeps one connection of it to listen on. */
  private shared(): Pool {
    this.pool ??= new Pool({ connectionString: this.config.DATABASE_URL, max: 6, options: session, keepAlive: true });
    return this.pool;
  }
}

/** So that several databases may share one Redis. */
const databaseOf = ({ driver }: DataSource): string => driver.database ?? '';

const sentence = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error));

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error('the queue is out of reach')), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/**
 * Brings BullMQ's own tables up to date, as the owner, and lets the application's role use them.
 * Its functions make a sequence on the first use of a queue; made here, the role needs no right to create anything.
 */
export async function migrateQueue(config: Pick<Config, 'DATABASE_URL' | 'DATABASE_OWNER_URL'>): Promise<void> {
  const client = new Client({ connectionString: config.DATABASE_OWNER_URL ?? config.DATABASE_URL });
  await client.connect();
  try {
    await runMigrations(client, schema);
    await client.query(`set search_path to ${schema}`);
    for (const errand of errands) await client.query('select next_job_id($1)', [errand]);
    await client.query(`
      grant usage on schema ${schema} to innovation_fund_app;
      grant select, insert, update, delete on all tables in schema ${schema} to innovation_fund_app;
      grant usage, select on all sequences in schema ${schema} to innovation_fund_app;
      grant execute on all functions in schema ${schema} to innovation_fund_app`);
  } finally {
    await client.end();
  }
}
