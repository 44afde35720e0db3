import { Injectable } from '@nestjs/common';
import type { Tx } from '../kernel/transaction';
import type { AwardCase } from './award.rules';

type Pause = (tx: Tx, award: AwardCase) => Promise<void>;

/** A grant that is suspended or resumed, with what later stages do about it in the same transaction: they say so here. */
@Injectable()
export class AwardPauses {
  private readonly pauses: Pause[] = [];

  /** Once, when the application starts. */
  join(pause: Pause): void {
    this.pauses.push(pause);
  }

  /** The award is locked, and has its new status already. */
  async follow(tx: Tx, award: AwardCase): Promise<void> {
    for (const pause of this.pauses) await pause(tx, award);
  }
}
