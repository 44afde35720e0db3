import { Injectable } from '@nestjs/common';
import type { Tx } from '../kernel/transaction';

/** What decides when a new letter leaves. */
export interface Addressed {
  personId: string;
  address: string;
  kind: 'security' | 'decision' | 'duty' | 'notice' | 'call';
  /** The instant that it warns of: a letter does not wait for the morning after it. */
  deadlineAt?: Date | null;
}

/** Where a new letter goes first; `error` says why it does not leave at once. */
export interface Route {
  state: 'planned' | 'gathered' | 'skipped' | 'suppressed';
  dueAt: Date;
  error: string;
}

/** Decides for each new letter whether it leaves at once, waits for the morning, or is not sent at all. */
@Injectable()
export class Routing {
  /** One route for each letter, in their order. */
  // eslint-disable-next-line @typescript-eslint/require-await
  async of(_tx: Tx, letters: Addressed[], now: Date): Promise<Route[]> {
    return letters.map(() => ({ state: 'planned', dueAt: now, error: '' }));
  }
}
