import { Conflict } from '../kernel/errors';
import { human } from '../kernel/lifecycle';
import type { Subject } from '../kernel/outbox';
import type { Tx } from '../kernel/transaction';
import { Award } from './award.entity';
import type { AwardCase } from './award.rules';

export async function store(tx: Tx, award: AwardCase): Promise<AwardCase> {
  const { approvals, movingCents, applicationStatus, ...row } = award;
  const saved = await tx.save(Award, { ...row, version: row.version + 1 });
  return Object.assign(saved, { approvals, movingCents, applicationStatus });
}

/** What every event of an award carries. */
export async function factsOf(tx: Tx, { id, title, leadId, fundId, amountCents, currency }: Award) {
  const [fund] = (await tx.query('select name from fund where id = $1', [fundId])) as { name: string }[];
  return { awardId: id, title, leadId, fund: fund?.name ?? '', amountCents, currency };
}

export const subjectsOf = ({ id, applicationId, fundId }: Award): [Subject, Subject, Subject] => [
  `award:${id}`,
  `application:${applicationId}`,
  `fund:${fundId}`,
];

export async function zoneOf(tx: Tx, organisationId: string): Promise<string> {
  const [row] = (await tx.query('select time_zone from organisation where id = $1', [organisationId])) as {
    time_zone: string;
  }[];
  return row?.time_zone ?? 'UTC';
}

export const gone = (status: string): Conflict =>
  new Conflict(`The application is ${human(status)} meanwhile, so nothing can be awarded to it. Reject this proposal.`);

export const notNow = (status: string): Conflict =>
  new Conflict(
    `This application is ${human(status)}: an award is proposed while it is in review or on the waiting list.`,
  );
