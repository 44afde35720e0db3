import { ApiProperty } from '@nestjs/swagger';

/** The process can work, and letters leave in time. */
export class Readiness {
  @ApiProperty({ enum: ['ready'] }) status: 'ready';
  @ApiProperty({ enum: ['leaves', 'stopped'], description: 'Mail that somebody stopped is not late.' })
  mail: 'leaves' | 'stopped';
  @ApiProperty({ type: 'integer', description: 'For how long the oldest letter has been due that has not left.' })
  oldestDueSeconds: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the relay last swept.' })
  sweptAt: string | null;
}
