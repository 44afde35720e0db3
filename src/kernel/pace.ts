import { performance } from 'node:perf_hooks';
import { TooOften } from './refusals';

const minuteMs = 60_000;

/** How often one person may do something within a minute; each process counts for itself, by a clock that nobody sets. */
export class Pace {
  private readonly counts = new Map<string, number>();
  private begun = 0;

  constructor(
    private readonly most: number,
    /** What there was too much of: "changes". */
    private readonly what: string,
  ) {}

  /** @throws TooOften */
  count(personId: string): void {
    const now = performance.now();
    if (now - this.begun >= minuteMs) {
      this.counts.clear();
      this.begun = now;
    }
    const count = (this.counts.get(personId) ?? 0) + 1;
    this.counts.set(personId, count);
    if (count > this.most) throw new TooOften(this.most, this.what, Math.ceil((this.begun + minuteMs - now) / 1000));
  }
}
