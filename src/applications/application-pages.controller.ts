import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Correspondences } from '../kernel/correspondence';
import { Id, ParseId } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { ApplicationDesk } from './application-desk.service';
import { applicationFormPage } from './application-form.pages';
import { applicationPage } from './application.pages';
import { Reason } from './applications.dto';
import { Applications } from './applications.service';

/** Applications, for people: cities write them, the program staff take them through. */
@PageDoor()
@Controller('applications')
export class ApplicationPages {
  constructor(
    private readonly applications: Applications,
    private readonly desk: ApplicationDesk,
    private readonly correspondences: Correspondences,
  ) {}

  @Get('new')
  @Allow('city')
  async blank(@Me() me: Actor, @Framed() frame: Frame, @Query('round', ParseId) round: string): Promise<VNode> {
    return applicationFormPage({ frame, zone: me.timeZone, ...(await this.desk.blank(me, round)) });
  }

  @Post()
  @Allow('city')
  async start(@Me() me: Actor, @TypedForm() form: Typed): Promise<SeeOther> {
    const { id } = await this.desk.start(me, form);
    return saved(id, form);
  }

  @Get(':id')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const shown = await this.desk.show(me, id);
    return applicationPage({
      frame,
      actor: me,
      ...shown,
      letters: await this.correspondences.of(me, `application:${id}`),
    });
  }

  @Get(':id/edit')
  @Allow('city')
  async edit(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return applicationFormPage({ frame, zone: me.timeZone, ...(await this.desk.sheet(me, id)) });
  }

  @Post(':id')
  @Allow('city')
  async save(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.desk.save(me, id, form);
    return saved(id, form);
  }

  @Post(':id/submit')
  @Allow('city')
  async submit(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.applications.submit(me, id);
    return new SeeOther(
      `/applications/${id}`,
      'Your application is submitted. You will get an email that confirms it.',
    );
  }

  @Post(':id/withdraw')
  @Allow('city')
  async withdraw(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.applications.withdraw(me, id);
    return new SeeOther(`/applications/${id}`, 'The application is withdrawn.');
  }

  @Post(':id/return')
  @Allow('program')
  async return(@Me() me: Actor, @Id() id: string, @Body() { reason }: Reason): Promise<SeeOther> {
    await this.applications.return(me, id, reason);
    return new SeeOther(`/applications/${id}`, 'The application is with the city again, and they are told why.');
  }

  @Post(':id/start-review')
  @Allow('program')
  async startReview(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.applications.startReview(me, id);
    return new SeeOther(`/applications/${id}`, 'The application is in review. Assign reviewers to it.');
  }

  @Post(':id/waitlist')
  @Allow('program')
  async waitlist(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.applications.waitlist(me, id);
    return new SeeOther(`/applications/${id}`, 'The application is on the waiting list.');
  }

  @Post(':id/decline')
  @Allow('program')
  async decline(@Me() me: Actor, @Id() id: string, @Body() { reason }: Reason): Promise<SeeOther> {
    await this.applications.decline(me, id, reason);
    return new SeeOther(`/applications/${id}`, 'The application is declined, and the city is told why.');
  }
}

/** Whoever asked for more rows goes on writing where they are. */
function saved(id: string, { then }: Typed): SeeOther {
  const rows = ['partners', 'budgetLines'].find((group) => group === then);
  return new SeeOther(rows ? `/applications/${id}/edit#${rows}` : `/applications/${id}`, 'Your draft is saved.');
}
