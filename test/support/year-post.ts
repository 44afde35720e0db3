import { DeliveryService } from '../../src/notifications/delivery.service';
import type { Chance } from './year-chance';
import type { Span } from './year-book';
import type { Act, PostOffice } from './smtp';
import type { World } from './world';

export interface Arrival {
  mailId: string;
  to: string;
  subject: string;
  at: Date;
}

/** Carries what is due, at the instant at which it is; unless the queue stands still or the mail server has a bad day. */
export class YearPost {
  readonly arrivals: Arrival[] = [];
  readonly outages: Span[] = [];
  readonly troubles: (Span & { act: () => Act })[] = [];
  /** It takes every other letter and hangs up before it says so. */
  readonly hangsUp: () => Act;
  private seen = 0;
  hops = 0;

  /** @param hands how many deliver everything at the same time */
  constructor(
    private readonly world: World,
    private readonly server: PostOffice,
    private readonly hands: number,
    chance: Chance,
  ) {
    this.hangsUp = () => (chance.of(0.5) ? 'drop' : 'accept');
    server.otherwise = () => this.troubles.find((one) => within(one, this.now))?.act() ?? 'accept';
  }

  private get now(): Date {
    return this.world.clock.now();
  }

  /** A bad time of the mail server, from the busiest morning on that is planned in the next weeks. */
  async troubleSoon(hours: number, act: () => Act): Promise<void> {
    const [row] = await this.world.sql<{ at: Date }>(busiestSql, [
      this.now,
      new Date(this.now.getTime() + 30 * 86_400_000),
    ]);
    if (row) this.trouble(new Date(row.at.getTime() - 600_000), hours, act);
  }

  trouble(from: Date, hours: number, act: () => Act): void {
    this.troubles.push({ from, to: new Date(from.getTime() + hours * 3_600_000), act });
  }

  /** Goes from one instant at which something is due to the next. */
  async until(instant: Date): Promise<void> {
    for (let last = ''; ;) {
      const next = await this.next();
      if (!next) return;
      const due = new Date(Math.max(next.getTime(), this.now.getTime()));
      const at = this.outages.find((one) => within(one, due))?.to ?? due;
      if (at >= instant) return;
      if (`${next.toISOString()} ${at.toISOString()}` === last)
        throw new Error(`Nothing carries what is due at ${last}.`);
      last = `${next.toISOString()} ${at.toISOString()}`;
      this.world.clock.pin(at);
      await this.deliver();
    }
  }

  private async deliver(): Promise<void> {
    this.hops += 1;
    const delivery = this.world.get(DeliveryService);
    await Promise.all(Array.from({ length: this.hands }, () => delivery.deliverDue()));
    for (const letter of this.server.letters.slice(this.seen)) {
      const [, mailId = ''] = /^<([^@]+)@/.exec(letter.messageId ?? '') ?? [];
      this.arrivals.push({ mailId, to: letter.envelope.join(), subject: letter.subject ?? '', at: this.now });
    }
    this.seen = this.server.letters.length;
  }

  private async next(): Promise<Date | undefined> {
    const [row] = await this.world.sql<{ at: Date | null }>(nextSql);
    return row?.at ?? undefined;
  }
}

const within = ({ from, to }: Span, at: Date): boolean => from <= at && at < to;

const busiestSql = `
  select date_trunc('hour', due_at) as at from outbox
   where state = 'planned' and deadline_id is not null and due_at between $1 and $2 group by 1 order by count(*) desc, 1 limit 1`;

const nextSql = `
  select date_trunc('milliseconds', least((select min(due_at) from outbox where state in ('planned', 'carried')),
               (select min(due_at) from mail where state in ('planned', 'retry'))) + interval '999 microseconds') as at`;
