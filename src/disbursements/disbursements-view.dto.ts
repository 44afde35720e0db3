import { ApiProperty } from '@nestjs/swagger';
import type { AwardCase } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import { sumCents } from '../kernel/money';
import type { Payment } from './instalment.entity';
import {
  type InstalmentCase,
  instalmentLifecycle,
  type InstalmentStatus,
  instalmentStatuses,
  paymentStatuses,
  type PaymentStatus,
} from './instalment.rules';
import { planMoves } from './plan.rules';

const amount = { type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' } as const;
const moves = { type: 'array', items: { $ref: '#/components/schemas/Move' } } as const;

/** Somebody who planned or approved. */
export class Paying {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

/** Who has approved an instalment so far, and how many people other than its planner have to. */
export class InstalmentApprovals {
  @ApiProperty({ type: [Paying] }) by: Paying[];
  @ApiProperty() needed: number;
}

/** One attempt to pay an instalment. */
export class PaymentView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() attempt: number;
  @ApiProperty({ enum: paymentStatuses }) status: PaymentStatus;
  @ApiProperty({ format: 'date-time' }) releasedAt: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) settledOn: string | null;
  @ApiProperty({ description: 'The bank’s reference.' }) bankReference: string;
  @ApiProperty({ description: 'Why the bank could not pay.' }) failure: string;
}

/** An instalment as its readers see it. Amounts in minor units of `currency`. */
export class InstalmentView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) awardId: string;
  @ApiProperty() number: number;
  @ApiProperty(amount) amountCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The report that is accepted first.' })
  reportId: string | null;
  @ApiProperty({ enum: instalmentStatuses }) status: InstalmentStatus;
  @ApiProperty({ type: String, nullable: true, description: 'Why it cannot be approved yet, in a sentence.' })
  held: string | null;
  @ApiProperty({ required: false, type: Paying, description: 'Not for cities.' }) plannedBy?: Paying;
  @ApiProperty({ required: false, type: InstalmentApprovals, description: 'Not for cities.' })
  approvals?: InstalmentApprovals;
  @ApiProperty({ type: [PaymentView] }) payments: PaymentView[];
  @ApiProperty(moves) moves: Offer[];
}

/** The plan of an award with the moves on the plan itself. */
export class PlanView {
  @ApiProperty({ format: 'uuid' }) awardId: string;
  @ApiProperty({ type: [InstalmentView] }) instalments: InstalmentView[];
  @ApiProperty(amount) plannedCents: number;
  @ApiProperty(amount) settledCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty(moves) moves: Offer[];
}

/** An award with everything that is paid for it. */
export interface PlanCase {
  award: AwardCase;
  instalments: InstalmentCase[];
  /** The titles of reports that are not accepted yet. */
  openReports: string[];
}

/** Who reads, when, and the names of people by id. */
export interface Reading {
  actor: Actor;
  now: Date;
  names: ReadonlyMap<string, string>;
}

export function planView({ award, instalments, openReports }: PlanCase, reading: Reading): PlanView {
  const cents = (rows: InstalmentCase[]): number => sumCents(rows.map(({ amountCents }) => amountCents));
  return {
    awardId: award.id,
    instalments: instalments.map((row) => instalmentView(row, reading)),
    plannedCents: cents(instalments),
    settledCents: cents(instalments.filter(({ status }) => status === 'settled')),
    currency: award.currency,
    moves: planMoves(reading.actor, award, instalments, openReports),
  };
}

export function instalmentView(row: InstalmentCase, { actor, now, names }: Reading): InstalmentView {
  const { id, awardId, number, amountCents, currency, dueOn, reportId, status, approvals, payments } = row;
  const named = (person: string): Paying => ({ id: person, name: names.get(person) ?? 'Somebody' });
  const decided = { by: approvals.by.map(named), needed: approvals.needed };
  return {
    ...{ id, awardId, number, amountCents, currency, dueOn, reportId, status, held: held(row) },
    ...(actor.role !== 'city' && { plannedBy: named(row.plannedBy), approvals: decided }),
    payments: payments.map(paymentView),
    moves: instalmentLifecycle.moves(row, { actor, now }),
  };
}

function held({ status, awardStatus, awaitedReport }: InstalmentCase): string | null {
  if (status !== 'planned') return null;
  if (awardStatus === 'cancelled') return 'Is not paid: the award is cancelled.';
  return awaitedReport === null ? null : `Waits until the report “${awaitedReport}” is accepted.`;
}

const paymentView = ({ id, attempt, status, releasedAt, settledOn, bankReference, failure }: Payment): PaymentView => ({
  ...{ id, attempt, status, settledOn, bankReference, failure },
  releasedAt: releasedAt.toISOString(),
});
