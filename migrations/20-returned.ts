import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminders of an application say whether it is a draft or came back for changes. */
export class Returned20 implements MigrationInterface {
  name = 'Returned1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update deadline d set data = d.data || jsonb_build_object('returned', a.status = 'returned')
        from application a where d.anchor in ('round_closes', 'draft_unfinished') and d.subject = 'application:' || a.id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update deadline set data = data - 'returned' where anchor in ('round_closes', 'draft_unfinished')`,
    );
  }
}
