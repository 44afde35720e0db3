import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who changes something says what they read: organisations get a version, and those of reminder rules never come again. */
export class Versions19 implements MigrationInterface {
  name = 'Versions1764000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table organisation add column version int not null default 1;

      -- The last version of a rule that was taken away: written anew, it goes on from there.
      create table reminder_rule_gone (
        round_id uuid references round,
        anchor anchor not null,
        version int not null,
        constraint reminder_rule_gone_once unique nulls not distinct (round_id, anchor)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table reminder_rule_gone;
      alter table organisation drop column version;
    `);
  }
}
