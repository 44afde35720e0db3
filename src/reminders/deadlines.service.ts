import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock';
import type { Subject } from '../kernel/outbox';
import { Queries } from '../kernel/queries';
import type { Tx } from '../kernel/transaction';
import type { Anchor, ReminderFacts } from './anchor.rules';
import type { StaffRole } from './deadline.entity';
import { callOffOf, callOffWithin, handOn, metOf, noteDown } from './deadline.rows';
import { leaving } from './owed.rows';
import { whyNotOwed } from './owed.rules';
import { Plans } from './plans.service';

/** Something that is due, as its stage says it. */
export interface Expected<A extends Anchor = Anchor> {
  anchor: A;
  subject: Subject;
  /** The larger things that it ends with: of a review its application and its round. */
  within: Subject[];
  roundId: string | null;
  organisationId?: string;
  personId?: string;
  staffRole: StaffRole;
  title: string;
  at: Date;
  zone: string;
  /** From then on nobody is reminded of it any more. */
  until?: Date;
  data: ReminderFacts<A>;
}

/** What is due, and the reminders of it: written down, moved and called off with the thing itself. */
@Injectable()
export class Deadlines {
  constructor(
    private readonly plans: Plans,
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** Plans its reminders, or moves what is planned. What went out stays, and never goes out again for the same date. */
  expect<A extends Anchor>(tx: Tx, deadline: Expected<A>): Promise<void> {
    return this.expectMany(tx, [deadline]);
  }

  /** The same for any number at once. */
  async expectMany<A extends Anchor>(tx: Tx, deadlines: Expected<A>[]): Promise<void> {
    if (deadlines.length === 0) return;
    const { open, fresh } = await noteDown(tx, deadlines);
    await this.plans.make(tx, open, { fresh });
  }

  /** It was done: whatever has not gone out is called off. */
  async met(tx: Tx, anchor: Anchor, subject: Subject): Promise<void> {
    await metOf(tx, anchor, subject);
  }

  /** Nobody waits for it any more, nor for anything else about this subject. */
  async callOff(tx: Tx, subject: Subject): Promise<void> {
    await callOffOf(tx, subject);
  }

  /** The same for everything that ends with a larger thing: the reviews of an application, the reports of an award. */
  async callOffWithin(tx: Tx, subject: Subject): Promise<void> {
    await callOffWithin(tx, subject);
  }

  /** What was due of one thing is due of another in its place, new and not yet expected: what went out counts for that one. */
  async handOn(tx: Tx, from: Subject, to: Subject): Promise<void> {
    await handOn(tx, from, to);
  }

  /** The last look before reminders leave, at the database's time. @returns why, by id, for those that need not any more; other letters are left out */
  async stillOwed(outboxIds: string[], now: Date = this.clock.now()): Promise<Map<string, string>> {
    const looked = (await leaving(this.queries, outboxIds)).map((one) => [one.id, whyNotOwed(one, now)] as const);
    return new Map(looked.filter((one): one is [string, string] => one[1] !== null));
  }
}
