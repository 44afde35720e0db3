import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the working days of an organisation change, the plans of its people have to be looked at again. */
export class WorkingDays15 implements MigrationInterface {
  name = 'WorkingDays1764000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function replan_organisation() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        insert into replan (person_id) select id from person where organisation_id = new.id and disabled_at is null
          on conflict (person_id) do update set at = now();
        return null;
      end $$;
      create trigger organisation_replanned after update of name, country, region, day_starts on organisation
        for each row when ((old.name, old.country, old.region, old.day_starts) is distinct from (new.name, new.country, new.region, new.day_starts))
        execute function replan_organisation();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger organisation_replanned on organisation;
      drop function replan_organisation;
    `);
  }
}
