import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from './access';
import { Clock } from './clock';
import { Config } from './config';
import { Correspondences } from './correspondence';
import { databaseModule } from './database';
import { HealthController } from './health.controller';
import { Histories } from './history';
import { IndexController } from './index.controller';
import { ReadPipe } from './input';
import { Frames } from './page/frames';
import { RefusedForms } from './page/refused-forms';
import { ProblemFilter } from './problem.filter';
import { Queries } from './queries';
import { Work } from './transaction';

const shared = [Clock, Correspondences, Histories, Queries, Work];

/** What every module stands on: settings, clock, database, units of work. */
@Module({})
export class KernelModule {
  static with(config: Config): DynamicModule {
    return {
      module: KernelModule,
      global: true,
      imports: [databaseModule()],
      providers: [{ provide: Config, useValue: config }, ...shared],
      exports: [Config, ...shared],
    };
  }
}

/** What every door stands on: who may pass, how input is read, how refusals are answered. */
@Module({
  controllers: [HealthController, IndexController],
  providers: [
    Frames,
    RefusedForms,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useClass: ReadPipe },
    ProblemFilter,
    { provide: APP_FILTER, useExisting: ProblemFilter },
  ],
  exports: [Frames, RefusedForms],
})
export class DoorModule {
  static with(): DynamicModule {
    return { module: DoorModule, global: true };
  }
}
