import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Correspondences } from '../kernel/correspondence';
import { Histories } from '../kernel/history';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { ReportDesk } from './report-desk.service';
import { reportFormPage } from './report-form.pages';
import { reportPage } from './report.pages';
import { NewDueDate, NewReport, ReportsQuery, ReturnedReport } from './reports.dto';
import { reportsPage } from './reports.pages';
import { Reports } from './reports.service';

/** Reports in a browser. */
@PageDoor()
@Controller()
export class ReportsPages {
  constructor(
    private readonly reports: Reports,
    private readonly desk: ReportDesk,
    private readonly histories: Histories,
    private readonly correspondences: Correspondences,
    private readonly clock: Clock,
  ) {}

  @Get('reports')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Query() query: ReportsQuery): Promise<VNode> {
    const reports = await this.desk.list(me, query);
    return reportsPage({ frame, reports, query, now: this.clock.now(), city: me.role === 'city' });
  }

  @Get('reports/:id')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const [report, history] = [await this.desk.view(me, id), await this.histories.of(me, `report:${id}`)];
    const letters = await this.correspondences.of(me, `report:${id}`);
    return reportPage({ frame, report, history, letters, now: this.clock.now(), actor: me });
  }

  @Get('reports/:id/edit')
  @Allow('city')
  async edit(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return reportFormPage({ frame, report: await this.desk.view(me, id), now: this.clock.now() });
  }

  @Post('reports/:id/edit')
  @Allow('city')
  async save(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.desk.save(me, id, form);
    return new SeeOther(`/reports/${id}`, 'Your draft is saved. Nobody outside your city reads it yet.');
  }

  @Post('reports/:id/send')
  @Allow('city')
  async send(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.desk.send(me, id, form);
    return new SeeOther(`/reports/${id}`, submitted);
  }

  @Post('reports/:id/submit')
  @Allow('city')
  async submit(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.reports.submit(me, id);
    return new SeeOther(`/reports/${id}`, submitted);
  }

  @Post('reports/:id/return')
  @Allow('program')
  async return(@Me() me: Actor, @Id() id: string, @Body() input: ReturnedReport): Promise<SeeOther> {
    await this.reports.return(me, id, input);
    return new SeeOther(`/reports/${id}`, 'The report is returned. The city has been written to.');
  }

  @Post('reports/:id/accept')
  @Allow('program')
  async accept(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.reports.accept(me, id);
    return new SeeOther(`/reports/${id}`, 'The report is accepted. What waited for it can be approved for payment.');
  }

  @Post('reports/:id/reschedule')
  @Allow('program')
  async reschedule(@Me() me: Actor, @Id() id: string, @Body() { dueOn }: NewDueDate): Promise<SeeOther> {
    await this.reports.reschedule(me, id, dueOn);
    return new SeeOther(`/reports/${id}`, 'The due date is moved, and the reminders with it.');
  }

  @Post('awards/:id/reports')
  @Allow('program')
  async schedule(@Me() me: Actor, @Id() id: string, @Body() input: NewReport): Promise<SeeOther> {
    await this.reports.schedule(me, id, input);
    return new SeeOther(
      `/awards/${id}#reports`,
      'The report is scheduled. The city is reminded as the rules of the round say.',
    );
  }
}

const submitted = 'The report is submitted. Its reminders are called off.';
