import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What waits is found without a look at everything that ever went out: for the letter of the morning, and for what one person gets a day. */
export class MailWaits13 implements MigrationInterface {
  name = 'MailWaits1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index mail_gathered on mail (due_at) where state = 'gathered';
      create index mail_person_waits on mail (person_id) where waits;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index mail_gathered, mail_person_waits`);
  }
}
