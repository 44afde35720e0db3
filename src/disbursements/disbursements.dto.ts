import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import type { Actor } from '../kernel/access';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import type { Offer } from '../kernel/lifecycle';
import { centsFrom } from '../kernel/money';
import type { Payment } from './instalment.entity';
import {
  type InstalmentCase,
  instalmentLifecycle,
  type InstalmentStatus,
  type PaymentStatus,
} from './instalment.rules';

export class InstalmentInput {
  @ApiProperty({ description: 'Minor units of the award’s currency.' })
  @IsCents(1)
  amountCents: number;

  @ApiProperty({ example: '2027-02-15' })
  @IsPlainDate()
  dueOn: string;

  @ApiProperty({
    format: 'uuid',
    required: false,
    nullable: true,
    description: 'A report of the award that has to be accepted first.',
  })
  @IsOptional()
  @IsUUID('all', { message: 'Choose a report of this award, or none.' })
  reportId: string | null = null;
}

/** All instalments of an award; they add up to it. */
export class PlanInput {
  @ApiProperty({ type: [InstalmentInput] })
  @IsArray({ message: 'Send the instalments as a list.' })
  @ArrayNotEmpty({ message: 'Plan at least one instalment.' })
  @ArrayMaxSize(60, { message: 'At most 60 instalments.' })
  @ValidateNested({ each: true })
  @Type(() => InstalmentInput)
  instalments: InstalmentInput[];
}

export class Settlement {
  @ApiProperty({ example: '2027-02-17', description: 'The day of the bank’s booking.' })
  @IsPlainDate()
  settledOn: string;

  @ApiProperty({ default: '', description: 'The bank’s reference.' })
  @IsText('The reference', 200, { optional: true })
  bankReference = '';
}

export class Because {
  @ApiProperty()
  @IsText('A reason', 5000)
  reason: string;
}

type Typed = Record<string, unknown>;

/** What the page's form typed, as the API would send it; empty rows are left out. */
export function planFrom(form: Typed, currency: string): Typed {
  const rows = (Array.isArray(form.instalments) ? form.instalments : []) as Typed[];
  return {
    instalments: rows
      .filter((row) => row?.amountCents || row?.dueOn)
      .map(({ amountCents, dueOn, reportId }) => ({
        amountCents: centsFrom(amountCents, currency),
        dueOn,
        reportId: reportId || null,
      })),
  };
}

export interface PaymentView {
  id: string;
  attempt: number;
  status: PaymentStatus;
  releasedAt: string;
  settledOn: string | null;
  bankReference: string;
  failure: string;
}

/** An instalment as its readers see it. Amounts in minor units of `currency`. */
export interface InstalmentView {
  id: string;
  awardId: string;
  number: number;
  amountCents: number;
  currency: string;
  dueOn: string;
  reportId: string | null;
  status: InstalmentStatus;
  /** Why it cannot be approved yet, in a sentence. */
  held: string | null;
  /** For staff and auditors only. */
  approvals?: InstalmentCase['approvals'];
  payments: PaymentView[];
  moves: Offer[];
}

/** The plan of an award with the moves on the plan itself. */
export interface PlanView {
  awardId: string;
  instalments: InstalmentView[];
  plannedCents: number;
  settledCents: number;
  currency: string;
  moves: Offer[];
}

export function instalmentView(row: InstalmentCase, payments: Payment[], actor: Actor, now: Date): InstalmentView {
  const { id, awardId, number, amountCents, currency, dueOn, reportId, status, awaitedReport } = row;
  return {
    ...{ id, awardId, number, amountCents, currency, dueOn, reportId, status },
    held: awaitedReport && status === 'planned' ? `Waits until the report “${awaitedReport}” is accepted.` : null,
    ...(actor.role === 'city' ? {} : { approvals: row.approvals }),
    payments: payments.map(paymentView),
    moves: instalmentLifecycle.moves(row, { actor, now }),
  };
}

const paymentView = ({ id, attempt, status, releasedAt, settledOn, bankReference, failure }: Payment): PaymentView => ({
  ...{ id, attempt, status, settledOn, bankReference, failure },
  releasedAt: releasedAt.toISOString(),
});
