import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Awards } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid, Missing } from '../kernel/errors';
import { publish, type Subject } from '../kernel/outbox';
import { placeAfter, rowsToRead } from '../kernel/paging';
import { endOfDay } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { facts, ReportDeadlines, subjectOf } from './report-deadlines.service';
import { Report } from './report.entity';
import { complete, isOwed, isRunning, mayWrite, reportLifecycle, visibleTo } from './report.rules';
import type { NewReport, ReportInput, ReportsQuery, ReturnedReport } from './reports.dto';

export type { Report } from './report.entity';

/** Reports: scheduled with their reminders, written by the city, returned or accepted. */
@Injectable()
export class Reports {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly awards: Awards,
    private readonly deadlines: ReportDeadlines,
  ) {}

  /** @throws Missing, also where it is somebody else's */
  async find(actor: Actor, id: string, within: EntityManager = this.database.manager): Promise<Report> {
    const visible = visibleTo(actor);
    const row = visible && (await within.findOneBy(Report, { id, ...visible }));
    if (!row) throw new Missing('report');
    return row;
  }

  /** The reports of an award, in the order in which they are due. */
  async of(actor: Actor, awardId: string, within: EntityManager = this.database.manager): Promise<Report[]> {
    const visible = visibleTo(actor);
    if (!visible) return [];
    return within.find(Report, { where: { awardId, ...visible }, order: { dueAt: 'ASC', seq: 'ASC' } });
  }

  /** What is not accepted yet first, in the order in which it is due; one row more than the part that is asked for. */
  async list(actor: Actor, query: ReportsQuery): Promise<Report[]> {
    const visible = visibleTo(actor);
    if (!visible) return [];
    const { status, award: awardId } = query;
    const rows = this.database.manager
      .createQueryBuilder(Report, 'report')
      .where({ ...visible, ...(status && { status }), ...(awardId && { awardId }) });
    const [done, due, seq] = placeAfter(query, 3) ?? [];
    if (done !== undefined)
      rows.andWhere(`(${accepted}, report.due_at, report.seq) > (:done = 1, :due, :seq)`, { done, due, seq });
    return rows
      .orderBy(accepted)
      .addOrderBy('report.due_at')
      .addOrderBy('report.seq')
      .limit(rowsToRead(query))
      .getMany();
  }

  async schedule(actor: Actor, awardId: string, input: NewReport, illustrative = false): Promise<Report> {
    return this.work.run(actor, async (tx) => {
      const award = await this.awards.claim(tx, awardId);
      if (!isRunning(award.status)) {
        throw new Conflict(
          'Reports are scheduled once the city has accepted the award, and until the grant is completed.',
        );
      }
      const due = await dueBy(tx, award.leadId, input.dueOn);
      const row = await tx.save(
        tx.create(Report, {
          ...input,
          ...due,
          ...{ awardId, leadId: award.leadId, status: 'due', currency: award.currency, illustrative },
          ...{ narrative: '', lessons: '', spentCents: null, returnReason: '', version: 1 },
          ...{ createdAt: tx.now, createdBy: actor.id, submittedAt: null, submittedBy: null },
        }),
      );
      await publish(tx, 'report.scheduled', await facts(tx, row), subjects(row));
      await this.deadlines.due(tx, row);
      return row;
    });
  }

  /** Moves the due date, and its reminders with it. */
  async reschedule(actor: Actor, id: string, dueOn: string): Promise<Report> {
    return this.work.run(actor, async (tx) => {
      const { row, awardStatus } = await this.claimWithAward(tx, id);
      if (row.status === 'submitted' || row.status === 'accepted') {
        throw new Conflict(`This report is ${row.status}: nothing is due any more.`);
      }
      if (!isRunning(awardStatus)) throw new Conflict(`The award is ${awardStatus}: nothing is due any more.`);
      Object.assign(row, await dueBy(tx, row.leadId, dueOn));
      await publish(tx, 'report.rescheduled', await facts(tx, row), subjects(row));
      await this.deadlines.due(tx, row);
      return tx.save(row);
    });
  }

  /** Keeps what was written. @throws Conflict when somebody else saved after `input.version` was read */
  async save(actor: Actor, id: string, input: ReportInput): Promise<Report> {
    return this.work.run(actor, async (tx) => {
      const row = await this.claim(tx, id);
      if (!mayWrite(row, actor)) throw new Conflict(`This report is ${row.status}, or you may only read it.`);
      if (row.version !== input.version) {
        throw new Conflict(
          'Somebody else saved this report while you were writing, or you did in another window. Compare what is saved now with your text, then save again.',
        );
      }
      if (row.status === 'due') {
        reportLifecycle.apply(row, 'start', { actor, now: tx.now });
        await publish(tx, 'report.started', await facts(tx, row), subjects(row));
      }
      return tx.save(Object.assign(row, input, { version: input.version + 1 }));
    });
  }

  /** @throws Invalid with what is missing, by field */
  async submit(actor: Actor, id: string): Promise<Report> {
    return this.work.run(actor, async (tx) => {
      const row = await this.claim(tx, id);
      reportLifecycle.apply(row, 'submit', { actor, now: tx.now });
      complete(row);
      Object.assign(row, { submittedAt: tx.now, submittedBy: actor.id, returnReason: '' });
      await this.deadlines.submitted(tx, row);
      await publish(tx, 'report.submitted', await facts(tx, row), subjects(row));
      return tx.save(row);
    });
  }

  async return(actor: Actor, id: string, { reason, dueOn }: ReturnedReport): Promise<Report> {
    return this.work.run(actor, async (tx) => {
      const { row, awardStatus } = await this.claimWithAward(tx, id);
      reportLifecycle.apply(row, 'return', { actor, now: tx.now });
      Object.assign(row, await dueBy(tx, row.leadId, dueOn), { returnReason: reason });
      await publish(tx, 'report.returned', { ...(await facts(tx, row)), reason }, subjects(row));
      if (isOwed(awardStatus)) await this.deadlines.due(tx, row);
      return tx.save(row);
    });
  }

  async accept(actor: Actor, id: string): Promise<Report> {
    return this.work.run(actor, async (tx) => {
      const row = await this.claim(tx, id);
      reportLifecycle.apply(row, 'accept', { actor, now: tx.now });
      await publish(tx, 'report.accepted', await facts(tx, row), subjects(row));
      return tx.save(row);
    });
  }

  /** Locks the award first, as its end does, which calls off whatever is planned. */
  private async claimWithAward(tx: Tx, id: string): Promise<{ row: Report; awardStatus: string }> {
    const { awardId } = await this.find(tx.actor, id, tx);
    const { status: awardStatus } = await this.awards.claim(tx, awardId);
    return { row: await this.claim(tx, id), awardStatus };
  }

  private async claim(tx: Tx, id: string): Promise<Report> {
    const visible = visibleTo(tx.actor);
    const row =
      visible && (await tx.findOne(Report, { where: { id, ...visible }, lock: { mode: 'pessimistic_write' } }));
    if (!row) throw new Missing('report');
    return row;
  }
}

const accepted = `(report.status in ('accepted'))`;

const subjects = (row: Report): [Subject, Subject] => [subjectOf(row), `award:${row.awardId}`];

/** The end of the day in the zone of the city that owes it. @throws Invalid for a day that has passed */
async function dueBy(tx: Tx, leadId: string, dueOn: string): Promise<Pick<Report, 'dueOn' | 'dueZone' | 'dueAt'>> {
  const [lead] = (await tx.query('select time_zone from organisation where id = $1', [leadId])) as {
    time_zone: string;
  }[];
  const dueZone = lead?.time_zone ?? 'UTC';
  const dueAt = endOfDay(dueOn, dueZone);
  if (dueAt <= tx.now) throw new Invalid({ dueOn: ['Choose a day that is still to come.'] });
  return { dueOn, dueZone, dueAt };
}
