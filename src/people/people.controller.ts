import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import type { Page } from '../kernel/paging';
import {
  NewPerson,
  OrganisationsQuery,
  type OrganisationView,
  organisationView,
  PeopleQuery,
  type PersonView,
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
  async list(@Me() me: Actor, @Query() query: PeopleQuery): Promise<Page<PersonView>> {
    const { items, next } = await this.people.list(me, query);
    return { items: items.map((person) => personView(person, me)), next };
  }

  @Get('people/:id')
  @Allow('signed-in')
  @ApiOperation({ summary: 'One person' })
  async show(@Me() me: Actor, @Id() id: string): Promise<PersonView> {
    return personView(await this.people.find(me, id), me);
  }

  @Post('people')
  @Allow('admin')
  @ApiOperation({ summary: 'Add a person' })
  async add(@Me() me: Actor, @Body() input: NewPerson): Promise<PersonView> {
    return personView(await this.people.add(me, input), me);
  }

  @Post('people/:id/disable')
  @HttpCode(200)
  @Allow('admin')
  @ApiOperation({ summary: 'End every way in of a person at once' })
  async disable(@Me() me: Actor, @Id() id: string): Promise<PersonView> {
    return personView(await this.people.disable(me, id), me);
  }

  @Post('people/:id/enable')
  @HttpCode(200)
  @Allow('admin')
  @ApiOperation({ summary: 'Let a disabled person sign in again' })
  async enable(@Me() me: Actor, @Id() id: string): Promise<PersonView> {
    return personView(await this.people.enable(me, id), me);
  }

  @Get('organisations')
  @Allow('signed-in')
  @ApiOperation({ summary: 'Cities, funders and partners, by name' })
  async organisations(@Query() query: OrganisationsQuery): Promise<Page<OrganisationView>> {
    const { items, next } = await this.people.listOrganisations(query);
    return { items: items.map(organisationView), next };
  }
}

/** People, for administrators and auditors in a browser. */
@PageDoor()
@Controller('people')
export class PeoplePages {
  constructor(private readonly people: PeopleService) {}

  @Get()
  @Allow('admin', 'auditor')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Query() query: PeopleQuery): Promise<VNode> {
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
