import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A payment that came back after its grant had ended is given up: the award shrinks by it, to nothing where nothing else was paid, and in
 * the same transaction its money is not payable any more.
 */
export class GivenUp10 implements MigrationInterface {
  name = 'GivenUp1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into lifecycle_step (aggregate, step_from, step_to) values ('instalment', 'failed', 'dropped'), ('instalment', 'returned', 'dropped');

      alter table award drop constraint award_amount_cents_check, add constraint award_amount_cents_check
        check (amount_cents > 0 or (amount_cents = 0 and status in ('completed', 'cancelled')));

      create function given_up_is_freed() returns trigger language plpgsql set search_path = public, pg_temp as $$
      declare grant_row award; planned bigint; owed bigint; posted bigint;
      begin
        select * into grant_row from award where id = new.award_id;
        select coalesce(sum(amount_cents), 0), coalesce(sum(amount_cents) filter (where status in ('approved', 'failed', 'returned')), 0)
          into planned, owed from instalment where award_id = new.award_id and status <> 'dropped';
        select coalesce(sum(balance), 0) into posted from ledger.account where award_id = new.award_id and book = 'budget' and kind = 'payable';
        if grant_row.status not in ('completed', 'cancelled') or planned <> grant_row.amount_cents or owed <> posted then
          raise exception 'the award is %, planned are %, of that % to be paid, and % is payable', grant_row.amount_cents, planned, owed, posted
            using errcode = '23514', constraint = 'given_up_is_freed';
        end if;
        return null;
      end $$;
      create constraint trigger instalment_given_up_is_freed after update of status on instalment deferrable initially deferred for each row
        when (old.status in ('failed', 'returned') and new.status = 'dropped') execute function given_up_is_freed();
    `);
  }

  /** An award of nothing has no place in what there was before. */
  async down(): Promise<void> {
    return Promise.reject(new Error('Restore a backup to go back before payments were given up.'));
  }
}
