import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { Reconsiderations } from '../applications/reconsiderations.service';
import type { Tx } from '../kernel/transaction';
import { Deadlines } from '../reminders/deadlines.service';
import { deadlineOf } from './review-deadline';
import { ReviewRows } from './review-rows.service';
import { Review } from './review.entity';
import { openStatuses } from './review.rules';

/** Reviews that are wanted again, because the award of their application came to nothing. */
@Injectable()
export class ReviewsAgain implements OnModuleInit {
  constructor(
    private readonly reconsiderations: Reconsiderations,
    private readonly rows: ReviewRows,
    private readonly deadlines: Deadlines,
  ) {}

  onModuleInit(): void {
    this.reconsiderations.join((tx, applicationId) => this.due(tx, applicationId));
  }

  /** What is still open is due by the day that it had. */
  private async due(tx: Tx, applicationId: string): Promise<void> {
    const where = { applicationId, status: In([...openStatuses]) };
    const open = await tx.find(Review, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    await this.deadlines.expectMany(tx, (await this.rows.completed(open, tx)).map(deadlineOf));
  }
}
