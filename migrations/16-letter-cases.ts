import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The latest cases of an event are found without a look at everything else that was told; reminders have their deadlines for that. */
export class LetterCases16 implements MigrationInterface {
  name = 'LetterCases1764000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index outbox_told on outbox (event, due_at desc) where deadline_id is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index outbox_told`);
  }
}
