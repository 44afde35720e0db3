import { ApiProperty } from '@nestjs/swagger';

/** A part of the worker, and when it last showed a sign. */
export class PartView {
  @ApiProperty({ example: 'relay' }) name: string;
  @ApiProperty() does: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) at: string | null;
  @ApiProperty({ description: 'It has shown no sign for longer than it should.' }) missed: boolean;
}

/** A queue: what waits in it, and what is due for it in the database. */
export class QueueView {
  @ApiProperty({ enum: ['letters', 'mail'] }) name: 'letters' | 'mail';
  @ApiProperty({ type: 'integer', description: 'Due and not done; each is handed over again after a minute.' })
  due: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the oldest of it became due.' })
  oldest: string | null;
  @ApiProperty({ type: 'integer', description: 'Failed for the time being, and tried again later.' }) failed: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Jobs that wait; null while no worker sees the queue.' })
  waiting: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) active: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) delayed: number | null;
}

/** How the queues and those who work them off are. */
export class QueuesView {
  @ApiProperty({ type: 'integer', description: 'Workers that showed a sign within the last minute.' }) workers: number;
  @ApiProperty({ description: 'Mail is stopped, so only letters about security leave.' }) stopped: boolean;
  @ApiProperty({ type: [PartView] }) parts: PartView[];
  @ApiProperty({ type: [QueueView] }) queues: QueueView[];
  @ApiProperty({ type: 'integer', description: 'Letters that a person has to decide about; they are at /api/mail.' })
  tasks: number;
}

/** What was asked of the queues, and how much it concerns. */
export class QueuesAsked {
  @ApiProperty({ type: 'integer' }) count: number;
}
