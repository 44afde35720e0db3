import { Injectable } from '@nestjs/common';
import type { Tx } from '../kernel/transaction';

type Follower = (tx: Tx, applicationId: string) => Promise<void>;

/** An application that is open again after its award came to nothing, with what later stages take up again in the same transaction. */
@Injectable()
export class Reconsiderations {
  private readonly followers: Follower[] = [];

  /** Once, when the application starts. */
  join(follower: Follower): void {
    this.followers.push(follower);
  }

  /** The application is locked, and in review again. */
  async follow(tx: Tx, applicationId: string): Promise<void> {
    for (const follower of this.followers) await follower(tx, applicationId);
  }
}
