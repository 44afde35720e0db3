import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { IsText } from '../kernel/input';
import type { Circumstances, Offer } from '../kernel/lifecycle';
import { brakeLifecycle, type BrakeState, brakeStates } from './brakes.rules';

/** Why all mail is stopped, or leaves again. */
export class BrakeReason {
  @ApiProperty({ description: 'It stands in the history.' })
  @IsText('The reason', 1000)
  reason: string;
}

const ofDay = { message: 'Enter how many letters a day, from 1 to 1,000.' };
const ofHour = { message: 'Enter how many letters an hour, from 1 to 100,000.' };
const ofVersion = { message: 'Send the `version` that you have read.' };

/** How much mail may leave. */
export class BrakeInput {
  @ApiProperty({ description: 'So many letters go to one person on one day; the rest waits for the next.' })
  @Max(1000, ofDay)
  @Min(1, ofDay)
  @IsInt(ofDay)
  dailyCap: number;

  @ApiProperty({ description: 'An hour for which less is planned is measured against this.' })
  @Max(100_000, ofHour)
  @Min(1, ofHour)
  @IsInt(ofHour)
  hourlyFloor: number;

  @ApiProperty({ description: 'The `version` that was read; another answers 409.' })
  @Min(1, ofVersion)
  @IsInt(ofVersion)
  version: number;
}

/** The brakes as the database builds them. */
export interface BrakeRow {
  stoppedAt: Date | null;
  stoppedBy: string | null;
  reason: string;
  dailyCap: number;
  hourlyFloor: number;
  version: number;
  waiting: number;
  planned: number;
  sent: number;
}

/** Whether mail leaves, and how much of it may. */
export class BrakesView {
  @ApiProperty({ enum: brakeStates }) status: BrakeState;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) stoppedAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null where the system stopped it.' })
  stoppedBy: string | null;
  @ApiProperty({ description: 'Why it is stopped.' }) reason: string;
  @ApiProperty({ type: 'integer', description: 'How many letters are due and have not left.' }) waiting: number;
  @ApiProperty({ type: 'integer', description: 'How many were planned for this hour before it began.' })
  planned: number;
  @ApiProperty({ type: 'integer', description: 'How many have left in this hour.' }) sent: number;
  @ApiProperty({ type: 'integer' }) dailyCap: number;
  @ApiProperty({ type: 'integer' }) hourlyFloor: number;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

export function brakesView({ stoppedAt, ...row }: BrakeRow, around: Circumstances): BrakesView {
  const status = stoppedAt === null ? 'open' : 'stopped';
  const moves = brakeLifecycle.moves({ status }, around);
  const change = { move: 'settings', label: 'Change how much may leave' };
  const mayChange = ['program', 'admin'].includes(around.actor.role);
  return { ...row, status, stoppedAt: stoppedAt?.toISOString() ?? null, moves: mayChange ? [...moves, change] : moves };
}
