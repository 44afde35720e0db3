import { DateTime } from 'luxon';
import type { Actor, CityRight, Role } from '../../src/kernel/access';
import { Conflict } from '../../src/kernel/errors';
import type { Person } from '../../src/people/person.entity';
import { Replanner } from '../../src/reminders/replanner.service';
import type { Chance } from './year-chance';
import { type Somebody, YearBook } from './year-book';
import type { YearPost } from './year-post';
import type { World } from './world';

export const day = 86_400_000;

/** The last second of a day where the deadline is. */
export const endOf = (on: string, zone: string): Date =>
  DateTime.fromISO(on, { zone }).endOf('day').startOf('second').toJSDate();

interface Act {
  at: Date;
  run: () => Promise<void>;
}

/** What happens when, with the people to whom it happens; everything goes through the application's own services. */
export class YearStage {
  readonly book = new YearBook();
  readonly people = new Map<string, Somebody>();
  private readonly agenda: Act[] = [];
  /** Steps that the system refused, with its words. */
  readonly refused: string[] = [];
  fundId = '';
  /** Of cities. */
  readonly zones = new Map<string, string>();
  private counted = 0;

  constructor(
    readonly world: World,
    readonly chance: Chance,
    readonly post: YearPost,
  ) {}

  get now(): Date {
    return this.world.clock.now();
  }

  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.world.get(token);
  }

  /** In so many days, at a minute at which no morning begins. */
  in(days: number, run: () => Promise<void>): void {
    const meant = new Date(Math.max(this.now.getTime() + days * day, this.now.getTime() + 3_600_000));
    meant.setUTCMinutes(this.chance.pick([7, 19, 23, 41, 52]), 0, 0);
    this.agenda.push({ at: meant > this.now ? meant : new Date(meant.getTime() + 3_600_000), run });
  }

  at(instant: Date, run: () => Promise<void>): void {
    this.in((instant.getTime() - this.now.getTime()) / day, run);
  }

  /** Everything until then, one after the other, and between them whatever is due. */
  async play(until: Date): Promise<void> {
    for (;;) {
      const next = this.agenda.reduce<Act | undefined>(
        (first, one) => (first && first.at <= one.at ? first : one),
        undefined,
      );
      if (!next || next.at > until) break;
      this.agenda.splice(this.agenda.indexOf(next), 1);
      await this.post.until(next.at);
      this.world.clock.pin(next.at);
      await this.attempt(next.run);
    }
    await this.post.until(until);
    this.world.clock.pin(until);
  }

  private async attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      this.refused.push(error.message);
    }
  }

  /** Nothing is carried for three days around then. */
  outageAround(instant: Date): void {
    const from = new Date(instant.getTime() - 1.5 * day);
    from.setUTCMinutes(4, 0, 0);
    const outage = { from, to: new Date(from.getTime() + 3 * day) };
    this.book.outages.push(outage);
    this.post.outages.push(outage);
  }

  /** A number that nothing else has. */
  count(): number {
    return (this.counted += 1);
  }

  zoneOf(cityId: string): string {
    return this.zones.get(cityId) ?? 'UTC';
  }

  /** @returns the plain date in so many days, where the world is latest */
  on(days: number): string {
    return DateTime.fromJSDate(this.now, { zone: 'UTC' }).plus({ days }).toISODate() ?? '';
  }

  as(somebody: Somebody): Actor {
    const { id, name, role, right, cityId, zone } = somebody;
    return {
      ...{ id, name, role: role as Role, cityRight: right as CityRight | null, organisationId: cityId },
      ...{ organisation: null, timeZone: zone },
    };
  }

  /** Somebody who is here, by name. */
  named(name: string): Somebody {
    const found = [...this.people.values()].find((one) => one.name === name);
    if (!found) throw new Error(`Nobody is called ${name}.`);
    return found;
  }

  who(fits: (somebody: Somebody) => boolean): Somebody[] {
    return [...this.people.values()].filter((one) => !one.gone && fits(one));
  }

  /** Somebody who signs for a city. */
  signatory(cityId: string): Actor {
    return this.as(this.chance.pick(this.who((one) => one.cityId === cityId && one.right === 'signatory')));
  }

  enters(person: Person, more: Partial<Somebody> = {}): Somebody {
    const { id, name, email, role, cityRight: right, organisationId: cityId, timeZone: zone } = person;
    const place = { country: null, region: '', starts: '09:00' };
    const somebody = { id, name, email, role, right, cityId, zone, ...place, gone: false, ...more };
    this.people.set(id, somebody);
    this.book.person(this.now, somebody);
    return somebody;
  }

  /** They are somewhere else, or somebody else, from now on. */
  async changes(somebody: Somebody, change: Partial<Somebody>): Promise<void> {
    Object.assign(somebody, change);
    this.book.person(this.now, somebody);
    await this.replan();
  }

  /** As workers do every few seconds. */
  async replan(): Promise<void> {
    await this.get(Replanner).sweep();
  }
}
