import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me, staff } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { Accounts } from './accounts.service';
import { AccountReason, NewOrganisation, NewPerson, PeoplePageQuery, personView } from './people.dto';
import { peoplePage } from './people.pages';
import { PeopleService } from './people.service';
import type { Person } from './person.entity';

/** People, for staff and auditors in a browser. */
@PageDoor()
@Controller('people')
export class PeoplePages {
  constructor(
    private readonly people: PeopleService,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow(...staff, 'auditor')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Query() query: PeoplePageQuery): Promise<VNode> {
    const [people, organisations, waiting] = await Promise.all([
      this.people.list(me, query),
      this.people.organisations(),
      this.accounts.waiting(),
    ]);
    const view = (person: Person) => personView(person, { actor: me, now: this.clock.now() });
    const lettersIn = await this.people.byIds(waiting.flatMap(({ letInBy }) => letInBy ?? []));
    return peoplePage({
      ...{ frame, organisations, zone: me.timeZone, mayAdd: me.role === 'admin' },
      people: { ...people, items: people.items.map(view) },
      waiting: waiting.map(view),
      names: new Map(lettersIn.map(({ id, name }) => [id, name])),
    });
  }

  @Post()
  @Allow('admin')
  async add(@Me() me: Actor, @Body() input: NewPerson): Promise<SeeOther> {
    const person = await this.people.add(me, input);
    return new SeeOther('/people', told(person, 'may sign in now'));
  }

  @Post('organisations')
  @Allow('admin')
  async found(@Me() me: Actor, @Body() input: NewOrganisation): Promise<SeeOther> {
    const { name } = await this.people.found(me, input);
    return new SeeOther('/people', `${name} is here now. Add its people.`);
  }

  @Post(':id/confirm')
  @Allow(...staff)
  async confirm(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { name } = await this.accounts.confirm(me, id);
    return new SeeOther('/people', `The account of ${name} is confirmed. We have told them that they may sign in.`);
  }

  @Post(':id/reject')
  @Allow(...staff)
  async reject(@Me() me: Actor, @Id() id: string, @Body() { reason }: AccountReason): Promise<SeeOther> {
    const { name } = await this.accounts.reject(me, id, reason);
    return new SeeOther('/people', `${name} is not let in.`);
  }

  @Post(':id/disable')
  @Allow('admin')
  async disable(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const { name } = await this.accounts.disable(me, id);
    return new SeeOther('/people', `${name} is disabled and signed out everywhere.`);
  }

  @Post(':id/enable')
  @Allow('admin')
  async enable(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    const person = await this.accounts.enable(me, id);
    return new SeeOther('/people', told(person, 'may sign in again'));
  }
}

const told = ({ name, status }: Person, may: string): string =>
  status === 'waiting' ? `${name} may sign in once a second member of staff has confirmed it.` : `${name} ${may}.`;
