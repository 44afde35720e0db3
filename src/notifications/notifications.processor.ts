import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Carrier } from '../kernel/queue';
import { Relay } from '../kernel/relay';
import { SendingService } from './sending.service';
import { WritingService } from './writing.service';

/** Works off what the queue carries, and keeps the relay going that fills it. */
@Injectable()
export class NotificationsProcessor implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly carrier: Carrier,
    private readonly relay: Relay,
    private readonly writing: WritingService,
    private readonly sending: SendingService,
  ) {}

  onApplicationBootstrap(): void {
    this.carrier.work('letters', 2, (id) => this.writing.write(id));
    this.carrier.work('mail', 5, (id) => this.sending.send(id));
    this.relay.start();
  }

  /** In this order: nothing new is handed over, then what is under way is finished. */
  async onModuleDestroy(): Promise<void> {
    await this.relay.stop();
    await this.carrier.close();
  }
}
