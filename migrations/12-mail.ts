import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How mail leaves: by whose wish, at what pace, with which words, and what came back. */
export class Mail12 implements MigrationInterface {
  name = 'Mail1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mail
        add column kind text not null default 'duty' check (kind in ('security', 'decision', 'duty', 'notice', 'call')),
        -- 0 is the letter itself; a person who sends it again makes the next.
        add column copy int not null default 0,
        add column text_id bigint,
        add column calendar text,
        add column calendar_method text check (calendar_method in ('PUBLISH', 'REQUEST', 'CANCEL')),
        -- Gathered for the one letter of the morning, and in which of them it went out.
        add column digest_id uuid references mail,
        add column delivered_at timestamptz,
        add column bounced_at timestamptz,
        add column settled_by uuid references person,
        -- Still under way. For those who look for what is due; whoever has ids shall not walk through all that waits.
        add column waits boolean generated always as (state in ('planned', 'gathered', 'claimed', 'sending', 'retry')) stored,
        drop constraint mail_once,
        add constraint mail_once unique (outbox_id, address, copy),
        drop constraint mail_state_check,
        add constraint mail_state_check check (state in
          ('planned', 'gathered', 'claimed', 'sending', 'sent', 'retry', 'unknown', 'dead', 'skipped', 'suppressed'));
      drop index mail_due;
      create index mail_due on mail (due_at) where waits;
      create index mail_task on mail (state, seq) where state in ('unknown', 'dead');
      create index mail_sent on mail (sent_at) where sent_at is not null;
      create index mail_person_sent on mail (person_id, sent_at) where sent_at is not null;
      create index mail_message on mail (message_id) where message_id is not null;
      create index mail_digest on mail (digest_id) where digest_id is not null;

      -- Addresses that nothing is sent to, until somebody lifts it.
      create table suppression (
        id uuid primary key default gen_random_uuid(),
        address text not null,
        reason text not null,
        mail_id uuid references mail,
        since timestamptz not null,
        lifted_at timestamptz,
        lifted_by uuid references person
      );
      create unique index suppression_once on suppression (address) where lifted_at is null;

      -- What the mail provider tells afterwards, each once, in whatever order it comes.
      create table mail_event (
        id text primary key check (length(id) between 1 and 200),
        mail_id uuid not null references mail,
        kind text not null check (kind in ('delivered', 'deferred', 'bounced', 'complained')),
        at timestamptz not null,
        received_at timestamptz not null,
        detail text not null default ''
      );
      create index mail_event_mail on mail_event (mail_id, at);
      create trigger mail_event_append_only before update or delete on mail_event for each row execute function refuse_change();

      create table mail_brake (
        singleton boolean primary key default true check (singleton),
        stopped_at timestamptz,
        stopped_by uuid references person,
        reason text not null default '',
        daily_cap int not null default 20 check (daily_cap between 1 and 1000),
        -- An hour for which less is planned than this is measured against this.
        hourly_floor int not null default 200 check (hourly_floor between 1 and 100000),
        version int not null default 1
      );
      insert into mail_brake default values;
      revoke insert, delete, truncate on mail_brake from innovation_fund_app;

      -- How much was planned for an hour before it began.
      create table mail_hour (
        hour timestamptz primary key,
        planned int not null
      );

      -- When each part of the worker last did its round.
      create table heartbeat (
        name text primary key,
        at timestamptz not null
      );

      create table mail_preference (
        person_id uuid primary key references person,
        rhythm text not null default 'each' check (rhythm in ('each', 'digest')),
        unwanted text[] not null default '{}' check (unwanted <@ array['notice', 'call']),
        feed_hash bytea unique,
        feed_made_at timestamptz,
        changed_at timestamptz not null
      );

      -- Words of a letter that staff changed, for all rounds, those of a fund, or one; every saving is a row of its own.
      create table letter_text (
        id bigint generated always as identity primary key,
        letter text not null,
        fund_id uuid references fund,
        round_id uuid references round,
        version int not null check (version > 0),
        -- Without words it is the original again.
        subject text,
        body text,
        button text,
        saved_at timestamptz not null,
        saved_by uuid not null references person,
        constraint letter_text_version unique nulls not distinct (letter, fund_id, round_id, version),
        constraint letter_text_place check (fund_id is null or round_id is null),
        constraint letter_text_whole check ((subject is null) = (body is null) and (subject is null) = (button is null))
      );
      create trigger letter_text_append_only before update or delete on letter_text for each row execute function refuse_change();
      revoke update, delete, truncate on letter_text, mail_event from innovation_fund_app;
      alter table mail add constraint mail_text foreign key (text_id) references letter_text;

      -- In which fund and round a thing is, as far as it is in one.
      create function place_of(subject text, out fund_id uuid, out round_id uuid) language plpgsql stable set search_path = public, pg_temp as $$
      declare
        kind text := split_part(subject, ':', 1);
        thing uuid := split_part(subject, ':', 2)::uuid;
      begin
        case kind
          when 'round' then select r.fund_id, r.id into fund_id, round_id from round r where r.id = thing;
          when 'application' then select r.fund_id, r.id into fund_id, round_id from application a join round r on r.id = a.round_id where a.id = thing;
          when 'review' then select r.fund_id, r.id into fund_id, round_id from review v join round r on r.id = v.round_id where v.id = thing;
          when 'award' then select a.fund_id, a.round_id into fund_id, round_id from award a where a.id = thing;
          when 'instalment' then select a.fund_id, a.round_id into fund_id, round_id from instalment i join award a on a.id = i.award_id where i.id = thing;
          when 'report' then select a.fund_id, a.round_id into fund_id, round_id from report p join award a on a.id = p.award_id where p.id = thing;
          when 'refund' then select a.fund_id, a.round_id into fund_id, round_id from refund f join award a on a.id = f.award_id where f.id = thing;
          when 'amendment' then select a.fund_id, a.round_id into fund_id, round_id from amendment m join award a on a.id = m.award_id where m.id = thing;
          when 'fund' then fund_id := thing;
          else null;
        end case;
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function place_of;
      alter table mail drop constraint mail_text;
      drop table letter_text, mail_preference, heartbeat, mail_hour, mail_brake, mail_event, suppression;
      update mail set state = 'planned' where state in ('gathered', 'claimed');
      update mail set state = 'skipped' where state = 'suppressed';
      delete from mail where copy > 0;
      drop index mail_due;
      alter table mail drop constraint mail_state_check,
        add constraint mail_state_check check (state in ('planned', 'sending', 'sent', 'retry', 'unknown', 'dead', 'skipped')),
        drop constraint mail_once, add constraint mail_once unique (outbox_id, address),
        drop column kind, drop column copy, drop column text_id, drop column calendar, drop column calendar_method,
        drop column waits, drop column digest_id, drop column delivered_at, drop column bounced_at, drop column settled_by;
      drop index mail_task, mail_sent, mail_person_sent, mail_message;
      create index mail_due on mail (due_at) where state in ('planned', 'retry', 'sending');
    `);
  }
}
