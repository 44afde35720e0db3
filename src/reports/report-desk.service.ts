import { Injectable } from '@nestjs/common';
import { Awards } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { read } from '../kernel/input';
import { type Page, pageOf } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import type { Typed } from '../kernel/typed';
import { type ReportNames, reportView, type ReportView } from './report-view.dto';
import type { Report } from './report.entity';
import { reportFrom, ReportInput, type ReportsQuery } from './reports.dto';
import { Reports } from './reports.service';

export type { ReportView } from './report-view.dto';

/** Reports as their readers meet them: with names and moves. */
@Injectable()
export class ReportDesk {
  constructor(
    private readonly reports: Reports,
    private readonly awards: Awards,
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing, also where it is somebody else's */
  async view(actor: Actor, id: string): Promise<ReportView> {
    return this.of(actor, await this.reports.find(actor, id));
  }

  async of(actor: Actor, report: Report): Promise<ReportView> {
    const [view] = await this.views(actor, [report]);
    return view as ReportView;
  }

  /** What is not accepted yet first, in the order in which it is due. */
  async list(actor: Actor, query: ReportsQuery): Promise<Page<ReportView>> {
    const { items, next } = pageOf(await this.reports.list(actor, query), query, ({ status, dueAt, seq }) => [
      status === 'accepted' ? 1 : 0,
      dueAt.toISOString(),
      seq,
    ]);
    return { items: await this.views(actor, items), next };
  }

  /** The reports of an award, in the order in which they are due. @throws Missing where the award is not the reader's to see */
  async ofAward(actor: Actor, awardId: string): Promise<ReportView[]> {
    await this.awards.find(actor, awardId);
    return this.views(actor, await this.reports.of(actor, awardId));
  }

  /** Keeps what the form typed, in the currency of the report. */
  async save(actor: Actor, id: string, form: Typed): Promise<Report> {
    const { currency } = await this.reports.find(actor, id);
    return this.reports.save(actor, id, read(ReportInput, reportFrom(form, currency)));
  }

  /** Keeps what the form typed, then submits it; what is kept stays where it cannot be submitted yet. */
  async send(actor: Actor, id: string, form: Typed): Promise<Report> {
    const { command } = actor;
    await this.save({ ...actor, command: command && { ...command, key: `${command.key} (kept)` } }, id, form);
    return this.reports.submit(actor, id);
  }

  private async views(actor: Actor, reports: Report[]): Promise<ReportView[]> {
    const rows = await this.queries.rows<ReportNames & { id: string }>(
      'report-names',
      `select a.id, a.title as award, a.status as "awardStatus", o.name as lead
         from award a join organisation o on o.id = a.lead_id where a.id = any($1)`,
      [reports.map(({ awardId }) => awardId)],
    );
    const [names, now] = [new Map(rows.map((row) => [row.id, row])), this.clock.now()];
    return reports.map((report) => reportView(report, names.get(report.awardId) ?? nameless, actor, now));
  }
}

const nameless: ReportNames = { award: '', awardStatus: '', lead: '' };
