import { ApiProperty } from '@nestjs/swagger';
import type { AwardCase } from '../awards/awards.service';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import { sumCents } from '../kernel/money';
import { evidenceMoves } from './evidence.rules';
import type { Payment } from './instalment.entity';
import {
  counts,
  type InstalmentCase,
  instalmentLifecycle,
  type InstalmentStatus,
  instalmentStatuses,
} from './instalment.rules';
import { heldBy, type Obligation, type ObligationKind, obligationKinds } from './obligation.rules';
import { paymentStatuses, type PaymentStatus } from './payment.rules';
import { planMoves, toPlan } from './plan.rules';

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

/** Something that has to be met before an instalment is requested and paid. */
export class ObligationView {
  @ApiProperty({ enum: obligationKinds }) kind: ObligationKind;
  @ApiProperty() text: string;
  @ApiProperty() met: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The day, where it is on record.' })
  metOn: string | null;
}

/** The account to which an instalment is or would be paid. */
export class PaidTo {
  @ApiProperty({ description: 'As the bank has it.' }) holderName: string;
  @ApiProperty({ description: 'The end of the number.' }) lastFour: string;
  @ApiProperty({ example: 'JPY' }) currency: string;
}

/** One attempt to pay an instalment. */
export class PaymentView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() attempt: number;
  @ApiProperty({ enum: paymentStatuses }) status: PaymentStatus;
  @ApiProperty({ format: 'date-time' }) releasedAt: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) settledOn: string | null;
  @ApiProperty({ description: 'The bank’s reference.' }) bankReference: string;
  @ApiProperty({ description: 'Why the bank could not pay, or sent it back.' }) failure: string;
  @ApiProperty({ description: 'The reference that the bank carries to the payee and back.' }) endToEnd: string;
  @ApiProperty({ ...amount, description: 'What the payee gets, in minor units of `payCurrency`.' }) payCents: number;
  @ApiProperty({ example: 'JPY' }) payCurrency: string;
  @ApiProperty({ type: String, nullable: true, example: '149.25', description: 'Null in the same currency.' })
  rate: string | null;
  @ApiProperty() rateSource: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) rateOn: string | null;
  @ApiProperty({ ...amount, nullable: true, description: 'What the bank took, in the award’s currency.' })
  chargedCents: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) returnedOn: string | null;
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
  @ApiProperty() needsAgreement: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true }) notBefore: string | null;
  @ApiProperty({ description: 'What the city has to show; empty where nothing.' }) evidence: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'GET …/evidence has its content.' })
  evidenceFileId: string | null;
  @ApiProperty({ type: [ObligationView] }) obligations: ObligationView[];
  @ApiProperty({ type: String, nullable: true, description: 'Why it cannot go on yet, in a sentence.' })
  held: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) requestedAt: string | null;
  @ApiProperty({ description: 'What was said with the request.' }) requestNote: string;
  @ApiProperty({ required: false, type: Paying, nullable: true, description: 'Not for cities.' })
  requestedBy?: Paying | null;
  @ApiProperty({ required: false, type: Paying, description: 'Not for cities.' }) plannedBy?: Paying;
  @ApiProperty({ required: false, type: InstalmentApprovals, description: 'Not for cities.' })
  approvals?: InstalmentApprovals;
  @ApiProperty({ required: false, type: PaidTo, nullable: true, description: 'Null until confirmed. Not for cities.' })
  paidTo?: PaidTo | null;
  @ApiProperty({ type: [PaymentView] }) payments: PaymentView[];
  @ApiProperty(moves) moves: Offer[];
}

/** The plan of an award with the moves on the plan itself. */
export class PlanView {
  @ApiProperty({ format: 'uuid' }) awardId: string;
  @ApiProperty({ type: [InstalmentView] }) instalments: InstalmentView[];
  @ApiProperty(amount) plannedCents: number;
  @ApiProperty({ ...amount, description: 'What a new plan would have to add up to.' }) toPlanCents: number;
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

export function planView(plan: PlanCase, reading: Reading): PlanView {
  const { award, instalments, openReports } = plan;
  const cents = (rows: InstalmentCase[]): number => sumCents(rows.map(({ amountCents }) => amountCents));
  return {
    awardId: award.id,
    instalments: instalments.map((row) => instalmentView(row, reading)),
    plannedCents: cents(instalments.filter(counts)),
    toPlanCents: toPlan(award, instalments),
    settledCents: cents(instalments.filter(({ status }) => status === 'settled')),
    currency: award.currency,
    moves: planMoves(reading.actor, award, instalments, openReports),
  };
}

export function instalmentView(row: InstalmentCase, reading: Reading): InstalmentView {
  const { id, awardId, number, amountCents, currency, dueOn, reportId, status, payments } = row;
  const { needsAgreement, notBefore, evidence, evidenceFileId, requestNote, requestedAt } = row;
  const { actor, now } = reading;
  return {
    ...{ id, awardId, number, amountCents, currency, dueOn, reportId, status },
    ...{ needsAgreement, notBefore, evidence, evidenceFileId, requestNote },
    obligations: row.obligations.map(obligationView),
    held: held(row),
    requestedAt: requestedAt?.toISOString() ?? null,
    ...(actor.role !== 'city' && decided(row, reading)),
    payments: payments.map(paymentView),
    moves: [...instalmentLifecycle.moves(row, { actor, now }), ...evidenceMoves(actor, row)],
  };
}

function decided({ requestedBy, plannedBy, approvals, paidTo }: InstalmentCase, { names }: Reading) {
  const named = (person: string): Paying => ({ id: person, name: names.get(person) ?? 'Somebody' });
  return {
    requestedBy: requestedBy === null ? null : named(requestedBy),
    plannedBy: named(plannedBy),
    approvals: { by: approvals.by.map(named), needed: approvals.needed },
    paidTo: paidTo && { holderName: paidTo.holderName, lastFour: paidTo.lastFour, currency: paidTo.currency },
  };
}

const obligationView = ({ kind, text, met, metOn }: Obligation): ObligationView => ({ kind, text, met, metOn });

const open = ['planned', 'requested', 'approved', 'failed', 'returned'];

function held({ status, awardStatus, obligations }: InstalmentCase): string | null {
  if (!open.includes(status)) return null;
  if (awardStatus === 'suspended') return 'Is not paid while the grant is suspended.';
  if (status !== 'planned' && status !== 'requested')
    return heldBy(obligations.filter(({ kind }) => kind === 'bank_details'));
  if (awardStatus === 'cancelled') return 'Is not paid: the award is cancelled.';
  return heldBy(obligations);
}

function paymentView(payment: Payment): PaymentView {
  const { id, attempt, status, releasedAt, settledOn, bankReference, failure, endToEnd } = payment;
  const { payCents, payCurrency, rate, rateSource, rateOn, chargedCents, returnedOn } = payment;
  return {
    ...{ id, attempt, status, settledOn, bankReference, failure, endToEnd },
    ...{
      payCents,
      payCurrency,
      rate: rate === null ? null : plainRate(rate),
      rateSource,
      rateOn,
      chargedCents,
      returnedOn,
    },
    releasedAt: releasedAt.toISOString(),
  };
}

/** `149.250000000000` is what the database makes of `149.25`. */
const plainRate = (rate: string): string => (rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate);
