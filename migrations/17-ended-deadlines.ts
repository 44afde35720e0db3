import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What ended lately, which calendars show as cancelled, is found without a look at everything that ever ended. */
export class EndedDeadlines17 implements MigrationInterface {
  name = 'EndedDeadlines1764000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index deadline_ended on deadline (closed_at) where closed_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index deadline_ended`);
  }
}
