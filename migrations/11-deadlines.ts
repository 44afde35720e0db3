import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is due and whom that concerns, the rules by which people are reminded of it, and the plan that comes of both. */
export class Deadlines11 implements MigrationInterface {
  name = 'Deadlines1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create domain anchor as text check (value in ('round_closes', 'draft_unfinished', 'review_due', 'offer_expires',
        'agreement_unsigned', 'report_due', 'instalment_due', 'details_unconfirmed'));

      create table deadline (
        id uuid primary key default gen_random_uuid(),
        anchor anchor not null,
        -- The thing itself, and every larger thing that it ends with: review:…, application:…, round:….
        subject text not null,
        within text[] not null,
        round_id uuid references round,
        organisation_id uuid references organisation,
        person_id uuid references person,
        staff_role text not null check (staff_role in ('program', 'finance')),
        title text not null,
        due_at timestamptz not null,
        due_zone text not null,
        -- From this instant on nobody is reminded of it any more.
        until timestamptz,
        data jsonb not null,
        state text not null default 'open' check (state in ('open', 'met', 'called_off')),
        -- Raised with every move: the sequence of its calendar entry.
        sequence int not null default 0,
        created_at timestamptz not null,
        closed_at timestamptz,
        constraint deadline_once unique (anchor, subject),
        constraint deadline_closed check ((state = 'open') = (closed_at is null))
      );
      create index deadline_round on deadline (round_id, anchor) where state = 'open';
      create index deadline_due on deadline (due_at) where state = 'open';
      create index deadline_within on deadline using gin (within);
      create index deadline_organisation on deadline (organisation_id) where state = 'open';
      create index deadline_person on deadline (person_id) where state = 'open';

      -- One row where staff changed what the system would do by itself; without a round it is the standard of all rounds.
      create table reminder_rule (
        id uuid primary key default gen_random_uuid(),
        round_id uuid references round,
        anchor anchor not null,
        active boolean not null default true,
        days_before int[] not null default '{}',
        on_the_day boolean not null,
        -- After the date: first after so many days, then every so many, so many times at most.
        first_after int check (first_after between 1 and 365),
        every int check (every between 1 and 365),
        times int not null default 0 check (times between 0 and 20),
        audience text[] not null check (audience <@ array['owner', 'co_applicants', 'reviewer', 'staff_owner']),
        escalate_after int check (escalate_after between 1 and 365),
        version int not null default 1,
        changed_at timestamptz not null,
        changed_by uuid not null references person,
        constraint reminder_rule_once unique nulls not distinct (round_id, anchor),
        constraint reminder_rule_after check ((times > 0) = (first_after is not null) and (times < 2 or every is not null)),
        constraint reminder_rule_before check (1 <= all (days_before) and 365 >= all (days_before) and cardinality(days_before) <= 10)
      );

      -- Whom "the staff owner" and "the program lead" mean in a round; nobody named is everybody with the role.
      create table round_contact (
        round_id uuid primary key references round,
        staff_owner_id uuid references person,
        program_lead_id uuid references person,
        version int not null default 1,
        changed_at timestamptz not null,
        changed_by uuid not null references person
      );

      alter table outbox
        add column deadline_id uuid references deadline,
        add column person_id uuid references person,
        -- Days from the date that is due, and what moved the instant: a weekend, a holiday.
        add column step int,
        add column escalation boolean not null default false,
        add column why text not null default '',
        drop constraint outbox_state_check,
        add constraint outbox_state_check check (state in ('planned', 'carried', 'done', 'called_off', 'overtaken'));
      create index outbox_deadline on outbox (deadline_id) where deadline_id is not null and state in ('planned', 'carried');
      create index outbox_person on outbox (person_id, due_at) where person_id is not null and state in ('planned', 'carried');

      -- Whose plans have to be looked at again, because what they are or where they are has changed.
      create table replan (
        person_id uuid primary key references person,
        at timestamptz not null default now()
      );
      create function replan_person() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        insert into replan (person_id) values (new.id) on conflict (person_id) do update set at = now();
        return null;
      end $$;
      create trigger person_replan after insert on person for each row execute function replan_person();
      create trigger person_replanned after update of role, city_right, organisation_id, time_zone, disabled_at on person
        for each row when ((old.role, old.city_right, old.organisation_id, old.time_zone, old.disabled_at)
          is distinct from (new.role, new.city_right, new.organisation_id, new.time_zone, new.disabled_at))
        execute function replan_person();

      -- Where the working days of an organisation are those of a part of its country: a state, a province, a region.
      alter table organisation
        add column region text not null default '',
        add column day_starts time not null default '09:00',
        add column day_ends time not null default '17:00',
        add constraint organisation_day check (day_starts < day_ends);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table organisation drop column region, drop column day_starts, drop column day_ends;
      drop trigger person_replan on person;
      drop trigger person_replanned on person;
      drop function replan_person;
      drop table replan;
      delete from mail where outbox_id in (select id from outbox where deadline_id is not null);
      delete from outbox where deadline_id is not null;
      alter table outbox drop constraint outbox_state_check,
        add constraint outbox_state_check check (state in ('planned', 'carried', 'done', 'called_off')),
        drop column deadline_id, drop column person_id, drop column step, drop column escalation, drop column why;
      drop table round_contact, reminder_rule, deadline;
      drop domain anchor;
    `);
  }
}
