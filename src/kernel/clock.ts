import { Injectable } from '@nestjs/common';

/** The one place that says what time it is; the demonstration and the tests pin it. */
@Injectable()
export class Clock {
  private pinned: Date | null = null;

  now(): Date {
    return this.pinned ? new Date(this.pinned) : new Date();
  }

  /** Inside a transaction the database's time decides, so that every process agrees on a deadline. */
  inTransaction(databaseNow: Date): Date {
    return this.pinned ? new Date(this.pinned) : databaseNow;
  }

  /** For statements that go by the time of the database: `coalesce($1::timestamptz, now())`. Null unless the clock is pinned. */
  get pinnedTo(): Date | null {
    return this.pinned ? new Date(this.pinned) : null;
  }

  pin(instant: Date | null): void {
    this.pinned = instant;
  }
}
