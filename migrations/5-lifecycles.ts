import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The legal steps of each status as the lifecycle tables in the code give them, and the trigger that holds every update to them (L12). */
export class Lifecycles5 implements MigrationInterface {
  name = 'Lifecycles1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lifecycle_step (aggregate text not null, step_from text not null, step_to text not null,
        primary key (aggregate, step_from, step_to));
      revoke insert, update, delete, truncate on lifecycle_step from innovation_fund_app;
      insert into lifecycle_step (aggregate, step_from, step_to) values
        ('round', 'draft', 'open'), ('round', 'open', 'closed'), ('round', 'closed', 'in_review'),
        ('round', 'in_review', 'decided'), ('round', 'decided', 'archived'),
        ('application', 'draft', 'submitted'), ('application', 'returned', 'submitted'), ('application', 'submitted', 'returned'),
        ('application', 'draft', 'withdrawn'), ('application', 'submitted', 'withdrawn'), ('application', 'returned', 'withdrawn'),
        ('application', 'in_review', 'withdrawn'), ('application', 'waitlisted', 'withdrawn'),
        ('application', 'submitted', 'in_review'), ('application', 'in_review', 'approved'), ('application', 'waitlisted', 'approved'),
        ('application', 'in_review', 'waitlisted'), ('application', 'in_review', 'declined'), ('application', 'waitlisted', 'declined'),
        ('application', 'approved', 'in_review'), ('application', 'approved', 'withdrawn'),
        ('review', 'assigned', 'draft'), ('review', 'assigned', 'submitted'), ('review', 'draft', 'submitted'),
        ('review', 'assigned', 'declined'), ('review', 'draft', 'declined'), ('review', 'assigned', 'recalled'), ('review', 'draft', 'recalled'),
        ('award', 'proposed', 'approved'), ('award', 'proposed', 'rejected'), ('award', 'approved', 'offered'), ('award', 'approved', 'cancelled'),
        ('award', 'offered', 'accepted'), ('award', 'offered', 'declined'), ('award', 'offered', 'expired'), ('award', 'offered', 'cancelled'),
        ('award', 'accepted', 'active'), ('award', 'accepted', 'cancelled'), ('award', 'active', 'cancelled'), ('award', 'active', 'completed'),
        ('report', 'due', 'draft'), ('report', 'due', 'submitted'), ('report', 'draft', 'submitted'), ('report', 'returned', 'submitted'),
        ('report', 'submitted', 'returned'), ('report', 'submitted', 'accepted'),
        ('instalment', 'planned', 'approved'), ('instalment', 'approved', 'planned'), ('instalment', 'approved', 'released'),
        ('instalment', 'released', 'settled'), ('instalment', 'released', 'failed'), ('instalment', 'failed', 'released'),
        ('instalment', 'failed', 'planned'),
        ('payment', 'in_transit', 'settled'), ('payment', 'in_transit', 'failed');

      create function legal_step() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if not exists (select from lifecycle_step
          where aggregate = tg_table_name and step_from = old.status and step_to = new.status) then
          raise exception '% does not go from % to %', tg_table_name, old.status, new.status
            using errcode = '23514', constraint = 'legal_step';
        end if;
        return new;
      end $$;
    `);
    for (const table of ['round', 'application', 'review', 'award', 'report', 'instalment', 'payment'])
      await runner.query(`create trigger ${table}_legal_step before update of status on ${table} for each row
        when (old.status <> new.status) execute function legal_step()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function legal_step cascade; drop table lifecycle_step`);
  }
}
