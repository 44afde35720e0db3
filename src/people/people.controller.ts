import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import {
  NewOrganisation,
  NewPerson,
  OrganisationList,
  OrganisationsQuery,
  OrganisationView,
  organisationView,
  PeopleList,
  PeoplePageQuery,
  PeopleQuery,
  PersonView,
  personView,
} from './people.dto';
import { peoplePage } from './people.pages';
import { PeopleService } from './people.service';

/** People and organisations, for programs. */
@ApiTags('People')
@Controller('api')
export class PeopleApi {
  constructor(private readonly people: PeopleService) {}

  @Get('people')
  @Allow('signed-in')
  @ApiOperation({ summary: 'The people whom you may see, by name' })
  @ApiResponse({ status: 200, type: PeopleList })
  async list(@Me() me: Actor, @Query() query: PeopleQuery): Promise<PeopleList> {
    const { items, next } = await this.people.list(me, query);
    return { items: items.map((person) => personView(person, me)), next };
  }

  @Get('people/:id')
  @Allow('signed-in')
  @ApiOperation({ summary: 'One person' })
  @ApiResponse({ status: 200, type: PersonView })
  async show(@Me() me: Actor, @Id() id: string): Promise<PersonView> {
    return personView(await this.people.find(me, id), me);
  }

  @Post('people')
  @Allow('admin')
  @ApiOperation({ summary: 'Add a person' })
  @ApiResponse({ status: 201, type: PersonView })
  async add(@Me() me: Actor, @Body() input: NewPerson): Promise<PersonView> {
    return personView(await this.people.add(me, input), me);
  }

  @Post('people/:id/disable')
  @HttpCode(200)
  @Allow('admin')
  @ApiOperation({ summary: 'End every way in of a person at once' })
  @ApiResponse({ status: 200, type: PersonView })
  async disable(@Me() me: Actor, @Id() id: string): Promise<PersonView> {
    return personView(await this.people.disable(me, id), me);
  }

  @Post('people/:id/enable')
  @HttpCode(200)
  @Allow('admin')
  @ApiOperation({ summary: 'Let a disabled person sign in again' })
  @ApiResponse({ status: 200, type: PersonView })
  async enable(@Me() me: Actor, @Id() id: string): Promise<PersonView> {
    return personView(await this.people.enable(me, id), me);
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
}

/** People, for administrators and auditors in a browser. */
@PageDoor()
@Controller('people')
export class PeoplePages {
  constructor(private readonly people: PeopleService) {}

  @Get()
  @Allow('admin', 'auditor')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Query() query: PeoplePageQuery): Promise<VNode> {
    const [people, organisations] = await Promise.all([this.people.list(me, query), this.people.organisations()]);
    const items = people.items.map((person) => personView(person, me));
    return peoplePage({ frame, people: { ...people, items }, organisations, mayAdd: me.role === 'admin' });
  }

  @Post()
  @Allow('admin')
  async add(@Me() me: Actor, @Body() input: NewPerson): Promise<SeeOther> {
    const person = await this.people.add(me, input);
    return new SeeOther('/people', `${person.name} may sign in now.`);
  }

  @Post('organisations')
  @Allow('admin')
  async found(@Me() me: Actor, @Body() input: NewOrganisation): Promise<SeeOther> {
    const { name } = await this.people.found(me, input);
    return new SeeOther('/people', `${name} is here now. Add its people.`);
  }

  @Post(':id/disable')
  @Allow('admin')
  async disable(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const person = await this.people.disable(me, id);
    return new SeeOther('/people', `${person.name} is disabled and signed out everywhere.`);
  }

  @Post(':id/enable')
  @Allow('admin')
  async enable(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const person = await this.people.enable(me, id);
    return new SeeOther('/people', `${person.name} may sign in again.`);
  }
}
