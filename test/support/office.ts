import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventName, Events } from '../../src/events';
import { Clock } from '../../src/kernel/clock';
import { Config, readConfig } from '../../src/kernel/config';
import { publish, type Subject } from '../../src/kernel/outbox';
import { Relay } from '../../src/kernel/relay';
import { endOfDay } from '../../src/kernel/time';
import { type Tx, Work } from '../../src/kernel/transaction';
import type { Person } from '../../src/people/person.entity';
import { Deadlines } from '../../src/reminders/deadlines.service';
import { WorkerModule } from '../../src/worker.module';
import { bankKey } from './keys';
import type { TestDatabase } from './postgres';
import { PostOffice } from './smtp';
import { createWorld, type World } from './world';

export interface MailState {
  id: string;
  address: string;
  state: string;
  attempts: number;
  error: string;
}

/** The application, workers of it, and a mail server, all under one clock. */
export class Office {
  readonly post = new PostOffice();
  world: World;
  workers: INestApplicationContext[] = [];
  environment: Record<string, string> = {};

  static async open(
    redisUrl?: string,
    more: Record<string, string> = {},
    from?: Promise<TestDatabase>,
  ): Promise<Office> {
    const office = new Office();
    office.environment = { SMTP_URL: await office.post.open(), ...(redisUrl ? { REDIS_URL: redisUrl } : {}), ...more };
    office.world = await createWorld({ SMTP_URL: office.environment.SMTP_URL ?? '', ...more }, from);
    // Its few people get more on one day than anybody should.
    await office.world.sql('update mail_brake set daily_cap = 1000, hourly_floor = 100000');
    return office;
  }

  async close(): Promise<void> {
    await this.dismiss();
    await this.world.close();
    await this.post.close();
  }

  /** Starts workers as `npm start` does, in this process. */
  async hire(count = 1): Promise<void> {
    const url = this.databaseUrl();
    const config = readConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      BANK_KEY: bankKey,
      DATABASE_URL: url,
      ...this.environment,
    });
    for (let i = 0; i < count; i += 1) {
      const { providers = [], ...module } = WorkerModule.with(config);
      // Before anything starts: the first sweep goes by this clock already.
      const pin = (clock: Clock): void => clock.pin(this.world.clock.pinnedTo);
      const pinned = { provide: 'pinned', useFactory: pin, inject: [Clock] };
      const worker = await NestFactory.createApplicationContext(
        { ...module, providers: [...providers, pinned] },
        { logger: false },
      );
      this.workers.push(worker);
    }
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.close()));
  }

  at(instant: string): void {
    for (const clock of [this.world.clock, ...this.workers.map((worker) => worker.get(Clock))])
      clock.pin(new Date(instant));
  }

  later(minutes: number): void {
    this.at(new Date(this.world.clock.now().getTime() + minutes * 60_000).toISOString());
  }

  /** What the relays do every few seconds. */
  async sweep(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.get(Relay, { strict: false }).sweep()));
  }

  async tell<E extends EventName>(by: Person, name: E, data: Events[E], subject: Subject): Promise<void> {
    await this.run(by, (tx) => publish(tx, name, data, [subject]));
  }

  /** A review that is due at the end of a day in Oslo. */
  plan(by: Person, on: string, data: Omit<Events['review.reminder'], 'days'>): Promise<void> {
    const at = endOfDay(on, 'Europe/Oslo');
    return this.run(by, (tx) =>
      this.world.get(Deadlines).expect(tx, {
        anchor: 'review_due',
        ...{ subject: `review:${data.reviewId}`, within: [], roundId: null, personId: data.reviewerId },
        ...{ staffRole: 'program', title: data.title, at, zone: 'Europe/Oslo' },
        data: { ...data, dueAt: at.toISOString(), dueZone: 'Europe/Oslo' },
      }),
    );
  }

  callOff(by: Person, subject: Subject): Promise<void> {
    return this.run(by, (tx) => this.world.get(Deadlines).callOff(tx, subject));
  }

  run<T>(by: Person, steps: (tx: Tx) => Promise<T>): Promise<T> {
    return this.world.get(Work).run(this.world.actor(by), steps);
  }

  mail(about: string): Promise<MailState[]> {
    return this.world.sql('select id, address, state, attempts, error from mail where about = $1 order by seq', [
      about,
    ]);
  }

  /** Everything that BullMQ knows is lost. */
  async wipeQueue(redisUrl?: string): Promise<void> {
    if (!redisUrl) return void (await this.world.sql('delete from bullmq.job'));
    const redis = new Redis(redisUrl);
    const keys = await redis.keys(`innovation-fund-${new URL(this.databaseUrl()).pathname.slice(1)}:*`);
    if (keys.length > 0) await redis.del(...keys);
    redis.disconnect();
  }

  databaseUrl(): string {
    return this.world.app.get(Config, { strict: false }).DATABASE_URL;
  }
}

/** Waits until it holds. @throws Error after ten seconds, with what was last seen */
export async function until<T>(look: () => T | Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (tries === 200) throw new Error(`It did not come to pass; last seen: ${JSON.stringify(seen)}`);
    await sleep(50);
  }
}
