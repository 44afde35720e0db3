import { Injectable } from '@nestjs/common';
import type { Tx } from '../kernel/transaction';
import type { AwardCase } from './award.rules';

type Ending = (tx: Tx, award: AwardCase) => Promise<void>;

/** The end of an award, with what later stages have to end in the same transaction: they say so here, since no stage calls a later one. */
@Injectable()
export class AwardEndings {
  private readonly endings: Ending[] = [];

  /** Once, when the application starts. */
  join(ending: Ending): void {
    this.endings.push(ending);
  }

  /** The award is locked, and has its last status already. */
  async end(tx: Tx, award: AwardCase): Promise<void> {
    for (const ending of this.endings) await ending(tx, award);
  }
}
