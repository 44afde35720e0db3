import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './kernel/config';
import { DoorModule, KernelModule } from './kernel/kernel.module';
import { Carrier } from './kernel/queue';
import { Relay } from './kernel/relay';
import { JournalSeal } from './ledger/seal.service';
import { NotificationsModule } from './notifications/notifications.module';
import { NotificationsProcessor } from './notifications/notifications.processor';
import { Pulse } from './operations/pulse.service';
import { Housekeeping } from './people/housekeeping.service';
import { PeopleModule } from './people/people.module';
import { RemindersModule } from './reminders/reminders.module';
import { RemindersProcessor } from './reminders/reminders.processor';

/** The worker: it finds what is due, writes letters and sends mail, and answers nobody. */
@Module({})
export class WorkerModule {
  static with(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        KernelModule.with(config),
        DoorModule.with(),
        PeopleModule.with(config),
        NotificationsModule,
        RemindersModule,
      ],
      providers: [Carrier, Relay, NotificationsProcessor, RemindersProcessor, Pulse, JournalSeal, Housekeeping],
    };
  }
}
