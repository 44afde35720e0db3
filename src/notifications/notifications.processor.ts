import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Carrier } from '../kernel/queue';
import { Relay } from '../kernel/relay';
import { Digests } from './digests.service';
import { SendingService } from './sending.service';
import { type Posted, WritingService } from './writing.service';

/** Works off what the queue carries, and keeps the relay going that fills it. */
@Injectable()
export class NotificationsProcessor implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly carrier: Carrier,
    private readonly relay: Relay,
    private readonly writing: WritingService,
    private readonly sending: SendingService,
    private readonly digests: Digests,
  ) {}

  onApplicationBootstrap(): void {
    this.carrier.work('letters', 2, async (ids) => this.handOver(await this.writing.write(ids)));
    this.carrier.work('mail', 4, (ids) => this.sending.send(ids));
    this.relay.onSweep(() => this.digests.sweep());
    this.relay.start();
  }

  /** In this order: nothing new is handed over, then what is under way is finished. */
  async onModuleDestroy(): Promise<void> {
    await this.relay.stop();
    await this.carrier.close();
  }

  /** Who waits for a link or a code comes before everybody. What the queue does not take now is found again within a minute. */
  private async handOver(posted: Posted[]): Promise<void> {
    const urgent = posted.filter(({ kind }) => kind === 'security').map(({ id }) => id);
    const others = posted.filter(({ kind }) => kind !== 'security').map(({ id }) => id);
    await this.carrier.carry('mail', urgent, true);
    await this.carrier.carry('mail', others);
  }
}
