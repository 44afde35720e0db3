import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Queries } from '../kernel/queries';
import type { QueueLength } from '../kernel/queue';
import { Work } from '../kernel/transaction';
import { parts } from './parts.rules';
import { queuesSql, retrySql } from './queues.query';
import type { PartView, QueuesView, QueueView } from './queues.dto';

interface Row {
  now: Date;
  stopped: boolean;
  workers: number;
  beats: { name: string; at: string }[];
  seen: QueueLength[] | null;
  tasks: number;
  due: Pick<QueueView, 'name' | 'due' | 'oldest' | 'failed'>[];
}

/** The queues as administrators look after them. */
@Injectable()
export class Queues {
  private readonly log = new Logger('Queues');

  constructor(
    private readonly queries: Queries,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  async view(): Promise<QueuesView> {
    const row = await this.queries.one<Row>('queues', queuesSql, [this.clock.pinnedTo]);
    if (!row) throw new Error('The database answered nothing.');
    const { workers, stopped, tasks } = row;
    return { workers, stopped, tasks, parts: partsOf(row), queues: row.due.map((due) => queueOf(due, row.seen)) };
  }

  /** Has every relay look at once for what is due. @returns how much that is */
  async sweep(actor: Actor): Promise<number> {
    await this.work.run(actor, async (tx) => void (await tx.query('notify outbox')));
    this.log.log(`${actor.name} had the relay sweep.`);
    const { queues } = await this.view();
    return queues.reduce((sum, { due }) => sum + due, 0);
  }

  /** Letters that failed for the time being are due at once, as after a mail server came back. @returns how many */
  async retry(actor: Actor): Promise<number> {
    const count = await this.work.run(actor, async (tx) => {
      const [row] = (await tx.query(retrySql, [tx.now])) as { count: number }[];
      await tx.query('notify outbox');
      return row?.count ?? 0;
    });
    this.log.log(`${actor.name} had ${count} letters tried again.`);
    return count;
  }
}

function partsOf({ now, beats }: Row): PartView[] {
  return Object.entries(parts).map(([name, { does, missedAfter }]) => {
    const beat = beats.find((one) => one.name === name);
    const at = beat ? new Date(beat.at) : null;
    const missed = at === null || now.getTime() - at.getTime() > missedAfter * 1000;
    return { name, does, at: at?.toISOString() ?? null, missed };
  });
}

function queueOf({ oldest, ...due }: Row['due'][number], seen: QueueLength[] | null): QueueView {
  const length = seen?.find(({ queue }) => queue === due.name);
  const { waiting = null, active = null, delayed = null } = length ?? {};
  return { ...due, oldest: oldest === null ? null : new Date(oldest).toISOString(), waiting, active, delayed };
}
