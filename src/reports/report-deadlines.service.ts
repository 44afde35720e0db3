import { Injectable } from '@nestjs/common';
import type { Subject } from '../kernel/outbox';
import type { Tx } from '../kernel/transaction';
import { Deadlines } from '../reminders/deadlines.service';
import type { Report } from './report.entity';

interface Grant {
  title: string;
  applicationId: string;
  roundId: string;
}

/** Until when reports have to be in. */
@Injectable()
export class ReportDeadlines {
  constructor(private readonly deadlines: Deadlines) {}

  /** It is due from now on, or on another day. */
  async due(tx: Tx, row: Report): Promise<void> {
    const { title, applicationId, roundId } = await grantOf(tx, row);
    await this.deadlines.expect(tx, {
      ...{ anchor: 'report_due', subject: subjectOf(row), staffRole: 'program' },
      within: [`award:${row.awardId}`, `application:${applicationId}`, `round:${roundId}`],
      ...{ roundId, organisationId: row.leadId, title: `Report: ${row.title} for ${title}` },
      ...{ at: row.dueAt, zone: row.dueZone },
      data: factsOf(row, title),
    });
  }

  async submitted(tx: Tx, row: Report): Promise<void> {
    await this.deadlines.met(tx, 'report_due', subjectOf(row));
  }
}

export const subjectOf = ({ id }: Report): Subject => `report:${id}`;

export const facts = async (tx: Tx, row: Report) => factsOf(row, (await grantOf(tx, row)).title);

const factsOf = ({ id, awardId, title, leadId, dueAt, dueZone }: Report, award: string) => ({
  ...{ reportId: id, awardId, title, award, leadId, dueAt: dueAt.toISOString(), dueZone },
});

async function grantOf(tx: Tx, { awardId }: Report): Promise<Grant> {
  const [grant] = (await tx.query(
    `select title, application_id as "applicationId", round_id as "roundId" from award where id = $1`,
    [awardId],
  )) as [Grant];
  return grant;
}
