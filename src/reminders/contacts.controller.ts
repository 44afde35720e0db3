import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { ContactDesk } from './contact-desk.service';
import { contactsConfirmPage } from './contacts.pages';
import { ReminderContacts } from './contacts.service';
import { differenceInWords } from './difference.pages';
import {
  ChangedRoundContacts,
  ReminderDifferences,
  RoundContactsInput,
  RoundContactsView,
  SavedRoundContacts,
} from './rules.dto';

/** Who is meant in a round by the staff owner and the program lead, for programs. */
@ApiTags('Reminders')
@Controller('api/rounds/:id/reminders/contacts')
export class RoundContactsApi {
  constructor(
    private readonly contacts: ReminderContacts,
    private readonly desk: ContactDesk,
  ) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The staff owner and the program lead of a round; null is everybody with the role' })
  @ApiResponse({ status: 200, type: RoundContactsView })
  show(@Id() id: string): Promise<RoundContactsView> {
    return this.contacts.contacts(id);
  }

  @Post('preview')
  @HttpCode(200)
  @Allow('program', 'admin')
  @ApiOperation({ summary: 'What naming them would change of everything that has not been sent' })
  @ApiResponse({ status: 200, type: ReminderDifferences })
  preview(@Me() me: Actor, @Id() id: string, @Body() input: RoundContactsInput): Promise<ReminderDifferences> {
    return this.contacts.proposeContacts(me, id, input);
  }

  @Put()
  @Allow('program', 'admin')
  @ApiOperation({
    summary: 'Name the staff owner and the program lead of a round, and plan anew what has not been sent',
  })
  @ApiResponse({ status: 200, type: ChangedRoundContacts })
  change(@Me() me: Actor, @Id() id: string, @Body() input: SavedRoundContacts): Promise<ChangedRoundContacts> {
    return this.desk.change(me, id, input);
  }
}

/** The same in a browser: the form stands on the page of the round’s reminders. */
@PageDoor()
@Controller('rounds/:id/reminders/contacts')
export class RoundContactsPages {
  constructor(private readonly desk: ContactDesk) {}

  @Post('preview')
  @Allow('program', 'admin')
  async look(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    return new SeeOther(await this.desk.look(me, id, form));
  }

  @Get('confirm')
  @Allow('program', 'admin')
  async difference(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() typed: Typed): Promise<VNode> {
    return contactsConfirmPage({ frame, zone: me.timeZone, ...(await this.desk.proposal(me, id, typed)) });
  }

  @Post()
  @Allow('program', 'admin')
  async confirm(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const differences = await this.desk.confirm(me, id, form);
    return new SeeOther(`/rounds/${id}/reminders`, `They are named. ${differenceInWords(differences)}`);
  }
}
