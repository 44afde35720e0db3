import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Relay } from '../kernel/relay';
import { Replanner } from './replanner.service';

const everyMs = 10_000;

/** Keeps the plans up with the people whom they concern, and shows that it does. */
@Injectable()
export class RemindersProcessor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Reminders');
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private running = false;

  constructor(
    private readonly replanner: Replanner,
    private readonly relay: Relay,
  ) {}

  onApplicationBootstrap(): void {
    this.running = true;
    this.sweep();
  }

  async onModuleDestroy(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    await this.sweeping;
  }

  private sweep(): void {
    this.sweeping = this.round()
      .catch((error: unknown) => this.log.warn(`The plans are looked at later: ${String(error)}`))
      .then(() => {
        if (this.running) this.timer = setTimeout(() => this.sweep(), everyMs);
      });
  }

  private async round(): Promise<void> {
    await this.replanner.sweep();
    await this.relay.beat('replan');
  }
}
