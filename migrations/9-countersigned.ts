import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nobody is two people by letting accounts in: the account of a member of staff stands once a second one has confirmed it. Until then it
 * is disabled, so that all that holds for the disabled holds for whoever waits.
 */
export class Countersigned9 implements MigrationInterface {
  name = 'Countersigned1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [account, guards]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger approval_by_standing on approval;
      drop trigger person_needs_another on person;
      drop trigger person_legal_step on person;
      drop function approval_by_standing, account_needs_another, may_let_in, may_confirm;
      delete from lifecycle_step where aggregate = 'person';
      update person set disabled_at = coalesce(disabled_at, created_at) where status = 'waiting';
      alter table person drop status, drop let_in_by, drop let_in_at, drop confirmed_by, drop confirmed_at, drop disabled_reason;
      grant delete, truncate on person to innovation_fund_app;
    `);
  }
}

const account = `
  alter table person
    add let_in_by uuid references person,
    add let_in_at timestamptz,
    add confirmed_by uuid references person,
    -- Where nobody had to confirm it: when it was added.
    add confirmed_at timestamptz default now(),
    add disabled_reason text not null default '';
  update person set confirmed_at = created_at;
  alter table person
    add status text not null generated always as (case when disabled_at is null then 'standing'
      when confirmed_at is null and let_in_by is not null then 'waiting' else 'disabled' end) stored
      constraint person_status_check check (status in ('waiting', 'standing', 'disabled')),
    add constraint person_stands_confirmed check (disabled_at is not null or confirmed_at is not null),
    add constraint person_let_in_by_another check (let_in_by <> id),
    add constraint person_confirmed_by_another check (confirmed_by <> let_in_by and confirmed_by <> id);
  create index person_waiting on person (let_in_at) where status = 'waiting';
  -- Whoever was here once stays known: "never anybody else" could come back otherwise.
  revoke delete, truncate on person from innovation_fund_app;

  insert into lifecycle_step (aggregate, step_from, step_to) values
    ('person', 'waiting', 'standing'), ('person', 'waiting', 'disabled'), ('person', 'standing', 'disabled'),
    ('person', 'disabled', 'waiting'), ('person', 'disabled', 'standing');
  -- After the update, as its status is worked out from it.
  create trigger person_legal_step after update on person for each row when (old.status <> new.status) execute function legal_step();
`;

const guards = `
  create function may_let_in(who uuid) returns boolean language plpgsql set search_path = public, pg_temp as $$
  begin
    perform from person where id = who and role = 'admin' and disabled_at is null for share;
    return found;
  end $$;
  create function may_confirm(who uuid) returns boolean language plpgsql set search_path = public, pg_temp as $$
  begin
    perform from person where id = who and role in ('program', 'finance', 'admin') and disabled_at is null for share;
    return found;
  end $$;

  create function account_needs_another() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare stood boolean; waited boolean; stands boolean := new.disabled_at is null; waits boolean;
  begin
    waits := not stands and new.confirmed_at is null and new.let_in_by is not null;
    -- The owner of the database needs nobody: by that door comes the first administrator, and whoever opens again when nobody is left.
    if pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'member') then return new; end if;
    if tg_op = 'UPDATE' and (old.id, old.role) is distinct from (new.id, new.role) then
      raise exception 'an account stays what it is' using errcode = '23514', constraint = 'account_stays';
    end if;
    if new.role not in ('program', 'finance', 'admin', 'auditor') then return new; end if;
    -- Another mailbox would be another person.
    if tg_op = 'UPDATE' and old.email <> new.email then
      raise exception 'an account stays whose it is' using errcode = '23514', constraint = 'account_stays';
    end if;
    if tg_op = 'INSERT' then
      if waits and new.confirmed_by is null and may_let_in(new.let_in_by) then return new; end if;
      -- Two at once would each be the first.
      perform pg_advisory_xact_lock(4711009);
      if stands and new.confirmed_by is null and may_let_in(new.let_in_by) and not exists (
        select from person where role in ('program', 'finance', 'admin') and id <> new.let_in_by) then return new; end if;
    else
      stood := old.disabled_at is null;
      waited := old.status = 'waiting';
      if (new.let_in_by, new.let_in_at, new.confirmed_by, new.confirmed_at) is not distinct from
         (old.let_in_by, old.let_in_at, old.confirmed_by, old.confirmed_at) and (stood or not stands) then return new; end if;
      if waited and stands and (new.let_in_by, new.let_in_at) = (old.let_in_by, old.let_in_at) and may_confirm(new.confirmed_by) then
        return new;
      end if;
      if waited and not waits and not stands then return new; end if;
      if not stood and not waited and waits and new.confirmed_by is null and may_let_in(new.let_in_by) then return new; end if;
    end if;
    raise exception 'a second member of staff has to confirm this account' using errcode = '23514', constraint = 'account_needs_another';
  end $$;
  create trigger person_needs_another before insert or update on person for each row execute function account_needs_another();

  create function approval_by_standing() returns trigger language plpgsql set search_path = public, pg_temp as $$
  begin
    if not exists (select from person where id = new.approver_id and status = 'standing') then
      raise exception 'whoever approves has an account that stands' using errcode = '23514', constraint = 'approval_by_standing';
    end if;
    return new;
  end $$;
  create trigger approval_by_standing before insert on approval for each row execute function approval_by_standing();
`;
