import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me, staff } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Id } from '../kernel/id';
import { Accounts } from './accounts.service';
import {
  AccountReason,
  NewOrganisation,
  NewPerson,
  OrganisationList,
  OrganisationsQuery,
  OrganisationView,
  organisationView,
  PeopleList,
  PeopleQuery,
  PersonView,
  personView,
} from './people.dto';
import { PeopleService } from './people.service';
import type { Person } from './person.entity';

/** People and organisations, for programs. */
@ApiTags('People')
@Controller('api')
export class PeopleApi {
  constructor(
    private readonly people: PeopleService,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  @Get('people')
  @Allow('signed-in')
  @ApiOperation({ summary: 'The people whom you may see, by name' })
  @ApiResponse({ status: 200, type: PeopleList })
  async list(@Me() me: Actor, @Query() query: PeopleQuery): Promise<PeopleList> {
    const { items, next } = await this.people.list(me, query);
    return { items: items.map((person) => this.view(person, me)), next };
  }

  @Get('people/:id')
  @Allow('signed-in')
  @ApiOperation({ summary: 'One person' })
  @ApiResponse({ status: 200, type: PersonView })
  async show(@Me() me: Actor, @Id() id: string): Promise<PersonView> {
    return this.view(await this.people.find(me, id), me);
  }

  @Post('people')
  @Allow('admin')
  @ApiOperation({ summary: 'Add a person; of staff and auditors, a second person confirms it' })
  @ApiResponse({ status: 201, type: PersonView })
  async add(@Me() me: Actor, @Body() input: NewPerson): Promise<PersonView> {
    return this.view(await this.people.add(me, input), me);
  }

  @Post('people/:id/disable')
  @HttpCode(200)
  @Allow('admin')
  @ApiOperation({ summary: 'End every way in of a person at once' })
  @ApiResponse({ status: 200, type: PersonView })
  async disable(@Me() me: Actor, @Id() id: string): Promise<PersonView> {
    return this.view(await this.accounts.disable(me, id), me);
  }

  @Post('people/:id/enable')
  @HttpCode(200)
  @Allow('admin')
  @ApiOperation({ summary: 'Let a disabled person in again; of staff and auditors, a second person confirms it' })
  @ApiResponse({ status: 200, type: PersonView })
  async enable(@Me() me: Actor, @Id() id: string): Promise<PersonView> {
    return this.view(await this.accounts.enable(me, id), me);
  }

  @Post('people/:id/confirm')
  @HttpCode(200)
  @Allow(...staff)
  @ApiOperation({ summary: 'Confirm the account of somebody whom another let in among the staff' })
  @ApiResponse({ status: 200, type: PersonView })
  async confirm(@Me() me: Actor, @Id() id: string): Promise<PersonView> {
    return this.view(await this.accounts.confirm(me, id), me);
  }

  @Post('people/:id/reject')
  @HttpCode(200)
  @Allow(...staff)
  @ApiOperation({ summary: 'Do not let in somebody who waits' })
  @ApiResponse({ status: 200, type: PersonView })
  async reject(@Me() me: Actor, @Id() id: string, @Body() { reason }: AccountReason): Promise<PersonView> {
    return this.view(await this.accounts.reject(me, id, reason), me);
  }

  @Get('organisations')
  @Allow('signed-in')
  @ApiOperation({ summary: 'Cities, funders and partners, by name' })
  @ApiResponse({ status: 200, type: OrganisationList })
  async organisations(@Query() query: OrganisationsQuery): Promise<OrganisationList> {
    const { items, next } = await this.people.listOrganisations(query);
    return { items: items.map(organisationView), next };
  }

  @Post('organisations')
  @Allow('admin')
  @ApiOperation({ summary: 'Add a city, a funder or a partner' })
  @ApiResponse({ status: 201, type: OrganisationView })
  async found(@Me() me: Actor, @Body() input: NewOrganisation): Promise<OrganisationView> {
    return organisationView(await this.people.found(me, input));
  }

  private view(person: Person, actor: Actor): PersonView {
    return personView(person, { actor, now: this.clock.now() });
  }
}
