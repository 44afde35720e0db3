import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators look at, cheap enough to be asked for every few seconds. */
export class Operations18 implements MigrationInterface {
  name = 'Operations1764000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a part of the worker saw in its last round: how much its queue holds.
      alter table heartbeat add column data jsonb not null default '{}';
      -- All mail is counted by these without a look at one letter.
      create index mail_state_kind on mail (state, kind);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index mail_state_kind;
      delete from heartbeat where name like 'worker/%';
      alter table heartbeat drop column data;
    `);
  }
}
