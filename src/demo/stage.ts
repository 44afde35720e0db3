import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Work } from '../kernel/transaction';
import { DeliveryService } from '../notifications/delivery.service';
import type { Person } from '../people/person.entity';

type Token<T> = abstract new (...args: never[]) => T;

/** Where the demonstration is played: the application's own services, its people, and a clock that moves. */
export class Stage {
  private readonly people = new Map<string, Person>();
  private readonly clock: Clock;

  constructor(private readonly app: INestApplicationContext) {
    this.clock = app.get(Clock, { strict: false });
  }

  get<T>(token: Token<T>): T {
    return this.app.get<T>(token as never, { strict: false });
  }

  enters(key: string, person: Person): void {
    this.people.set(key, person);
  }

  /** The person under this key, as services know who acts. */
  as(key: string): Actor {
    const person = this.people.get(key);
    if (!person) throw new Error(`Nobody is called ${key} in the demonstration.`);
    const { id, name, role, cityRight, organisationId, timeZone } = person;
    return { id, name, role, cityRight, organisationId, organisation: null, timeZone };
  }

  get now(): Date {
    return this.clock.now();
  }

  /** Moves the clock on, and stops on the way wherever mail is due, so that each letter leaves on its day. */
  async until(instant: Date): Promise<void> {
    for (;;) {
      await this.get(DeliveryService).deliverDue();
      const [next] = (await this.get(DataSource).query(
        `select min(due_at) as at from outbox where state = 'planned' and due_at > $1 and due_at <= $2`,
        [this.clock.now(), instant],
      )) as { at: Date | null }[];
      if (!next?.at) break;
      this.clock.pin(next.at);
    }
    this.clock.pin(instant);
  }

  get work(): Work {
    return this.get(Work);
  }
}
