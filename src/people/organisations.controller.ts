import { Body, Controller, Get, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { Id } from '../kernel/id';
import { read } from '../kernel/input';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import { type Typed, wholeFrom } from '../kernel/typed';
import { oneOrganisation, OneOrganisationView, OrganisationInput } from './organisation-form.dto';
import { organisationPage } from './organisation.pages';
import { Organisations } from './organisations.service';
import { PeopleService } from './people.service';

/** One organisation, for programs. */
@ApiTags('People')
@Controller('api/organisations/:id')
export class OrganisationApi {
  constructor(
    private readonly people: PeopleService,
    private readonly organisations: Organisations,
  ) {}

  @Get()
  @Allow('signed-in')
  @ApiOperation({ summary: 'One organisation, and the regions of its country' })
  @ApiResponse({ status: 200, type: OneOrganisationView })
  async show(@Id() id: string): Promise<OneOrganisationView> {
    const found = await this.people.organisation(id);
    return oneOrganisation(found, this.organisations.regions(found.country));
  }

  @Put()
  @Allow('program', 'admin')
  @ApiOperation({ summary: 'Change its name, place or working hours; reminders of its people are planned anew' })
  @ApiResponse({ status: 200, type: OneOrganisationView })
  async change(@Me() me: Actor, @Id() id: string, @Body() input: OrganisationInput): Promise<OneOrganisationView> {
    const changed = await this.organisations.change(me, id, input);
    return oneOrganisation(changed, this.organisations.regions(changed.country));
  }
}

/** One organisation in a browser. */
@PageDoor()
@Controller('people/organisations/:id')
export class OrganisationPages {
  constructor(
    private readonly people: PeopleService,
    private readonly organisations: Organisations,
    private readonly histories: Histories,
  ) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const found = await this.people.organisation(id);
    const { country } = frame.form.values;
    const regions = this.organisations.regions(typeof country === 'string' ? country : found.country);
    const history = await this.histories.of(me, `organisation:${id}`);
    const mayChange = ['program', 'admin'].includes(me.role);
    return organisationPage({ frame, organisation: oneOrganisation(found, regions), history, mayChange });
  }

  @Post()
  @Allow('program', 'admin')
  async change(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const input = read(OrganisationInput, { ...form, version: wholeFrom(form.version) });
    const { name } = await this.organisations.change(me, id, input);
    return new SeeOther(`/people/organisations/${id}`, `${name} is changed. Reminders go by it from now on.`);
  }
}
