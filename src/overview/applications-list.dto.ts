import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { PageQuery } from '../kernel/paging';

const statuses = ['draft', 'submitted', 'returned', 'in_review', 'approved', 'waitlisted', 'declined', 'withdrawn'];

const BlankIsUnset = (): PropertyDecorator => Transform(({ value }) => (value === '' ? undefined : (value as unknown)));

/** Which applications are asked for. */
export class ApplicationsQuery extends PageQuery {
  @BlankIsUnset()
  @IsOptional()
  @IsUUID('all', { message: 'Choose a round from the list.' })
  round?: string;

  @BlankIsUnset()
  @IsOptional()
  @IsIn(statuses, { message: `Choose a status: ${statuses.join(', ')}.` })
  status?: string;
}

/** An application in a list. Amounts in minor units of `currency`, instants in UTC. */
export class ListedApplication {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() title: string;
  @ApiProperty({ enum: statuses }) status: string;
  @ApiProperty({ format: 'uuid' }) roundId: string;
  @ApiProperty({ description: 'The name of the round.' }) round: string;
  @ApiProperty({ format: 'date-time' }) deadlineAt: string;
  @ApiProperty({ example: 'Europe/Oslo' }) deadlineZone: string;
  @ApiProperty({ format: 'uuid' }) leadId: string;
  @ApiProperty({ description: 'The name of the lead city.' }) lead: string;
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true }) requestedCents: number | null;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty({ description: 'Says what of it is invented; empty for a real application.' }) illustrative: string;
  @ApiProperty({ type: Number, nullable: true, required: false, description: 'Of submitted reviews; not for cities.' })
  averageScore?: number | null;
  @ApiProperty({ required: false, description: 'Neither declined nor recalled; not for cities.' })
  reviewsAssigned?: number;
  @ApiProperty({ required: false, description: 'Not for cities.' }) reviewsSubmitted?: number;
}

/** A part of the list, newest first. */
export class ApplicationsPart {
  @ApiProperty({ type: [ListedApplication] }) items: ListedApplication[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part; null at the end.' })
  next: string | null;
}

export { statuses as listedStatuses };
