import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './kernel/config';
import { DoorModule, KernelModule } from './kernel/kernel.module';
import { NotificationsModule } from './notifications/notifications.module';
import { PeopleModule } from './people/people.module';

/** The web application: the kernel, and a module per stage of a grant's life. */
@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [KernelModule.with(config), DoorModule.with(), PeopleModule.with(config), NotificationsModule],
    };
  }
}
