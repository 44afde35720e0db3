import { Injectable } from '@nestjs/common';
import type { Tx } from '../kernel/transaction';
import type { Round } from './round.entity';

type Follower = (tx: Tx, round: Round) => Promise<void>;

/** A deadline that moves, with what later stages have to move in the same transaction: they say so here, since no stage calls a later one. */
@Injectable()
export class RoundPostponements {
  private readonly followers: Follower[] = [];

  /** Once, when the application starts. */
  join(follower: Follower): void {
    this.followers.push(follower);
  }

  /** The round is locked, and has its new deadline already. */
  async follow(tx: Tx, round: Round): Promise<void> {
    for (const follower of this.followers) await follower(tx, round);
  }
}
