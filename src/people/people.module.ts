import { type DynamicModule, Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Authentication } from '../kernel/authentication';
import type { Config } from '../kernel/config';
import { AccountApi, AccountPages } from './account.controller';
import { DemonstrationPages } from './demonstration.controller';
import { Accounts } from './accounts.service';
import { Organisation } from './organisation.entity';
import { OrganisationApi, OrganisationPages } from './organisations.controller';
import { Organisations } from './organisations.service';
import { PeoplePages } from './people-pages.controller';
import { PeopleApi } from './people.controller';
import { PeopleService } from './people.service';
import { Person } from './person.entity';
import { SessionsService } from './sessions.service';
import { StepUpApi, StepUpPages } from './step-up.controller';
import { StepUp } from './step-up.service';
import { SignInApi, SignInPages } from './sign-in.controller';
import { SignInService } from './sign-in.service';

const doors = [
  PeopleApi,
  PeoplePages,
  OrganisationApi,
  OrganisationPages,
  SignInApi,
  SignInPages,
  AccountApi,
  AccountPages,
  StepUpApi,
  StepUpPages,
];
const fifteenMinutes = 15 * 60_000;

/** People, their organisations, and how they get in. */
@Module({})
export class PeopleModule {
  static with({ DEMO }: Pick<Config, 'DEMO'>): DynamicModule {
    return {
      module: PeopleModule,
      global: true,
      imports: [
        TypeOrmModule.forFeature([Organisation, Person]),
        ThrottlerModule.forRoot([{ ttl: fifteenMinutes, limit: 60 }]),
      ],
      controllers: DEMO ? [...doors, DemonstrationPages] : doors,
      providers: [
        PeopleService,
        Organisations,
        Accounts,
        SessionsService,
        SignInService,
        StepUp,
        { provide: Authentication, useExisting: SessionsService },
      ],
      exports: [PeopleService, Accounts, SessionsService, SignInService, StepUp],
    };
  }
}
