import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened, what is to be carried and when, the mail that came of it, and answers kept for repeated requests. */
export class Outbox4 implements MigrationInterface {
  name = 'Outbox1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table event (
        id bigint generated always as identity primary key,
        name text not null,
        subjects text[] not null,
        actor_id uuid references person,
        at timestamptz not null,
        data jsonb not null
      );
      create index event_subjects on event using gin (subjects);
      create trigger event_append_only before update or delete on event for each row execute function refuse_change();
      create trigger event_no_truncate before truncate on event for each statement execute function refuse_change();
      revoke update, delete, truncate on event from innovation_fund_app;

      create table outbox (
        id uuid primary key default gen_random_uuid(),
        key text not null,
        subject text not null,
        event text not null,
        data jsonb not null,
        actor_id uuid,
        due_at timestamptz not null,
        state text not null default 'planned' check (state in ('planned', 'carried', 'done', 'called_off')),
        carried_at timestamptz,
        done_at timestamptz,
        constraint outbox_key unique (key)
      );
      create index outbox_due on outbox (due_at) where state in ('planned', 'carried');
      create index outbox_subject on outbox (subject);

      create table mail (
        id uuid primary key default gen_random_uuid(),
        seq bigint generated always as identity unique,
        outbox_id uuid not null references outbox,
        person_id uuid references person,
        address text not null,
        letter text not null,
        about text not null,
        subject text not null,
        text text not null,
        html text not null,
        state text not null default 'planned' check (state in ('planned', 'sending', 'sent', 'retry', 'unknown', 'dead', 'skipped')),
        due_at timestamptz not null,
        attempts int not null default 0,
        lease_until timestamptz,
        -- Since when it is not known whether a copy arrived; a reminder is then sent once more, never twice.
        uncertain_at timestamptz,
        sent_at timestamptz,
        message_id text,
        error text not null default '',
        created_at timestamptz not null,
        constraint mail_once unique (outbox_id, address)
      );
      create index mail_due on mail (due_at) where state in ('planned', 'retry', 'sending');
      create index mail_about on mail (about);
      create index mail_person on mail (person_id, seq desc);

      create table idempotency (
        person_id uuid not null,
        key text not null,
        fingerprint bytea not null,
        -- json, not jsonb: the repeated answer is the first to the letter
        result json,
        at timestamptz not null,
        primary key (person_id, key)
      );
      create index idempotency_at on idempotency (at);

      -- What a refused form had typed, so that the page can show it again; json, because jsonb forgets the order of the fields.
      create table refused_form (
        id uuid primary key default gen_random_uuid(),
        person_id uuid,
        content json not null,
        at timestamptz not null default now()
      );
      create index refused_form_at on refused_form (at);

      -- Whether this database holds the demonstration, and whether loading it came to its end.
      create table demonstration (
        singleton boolean primary key default true check (singleton),
        started_at timestamptz not null,
        finished_at timestamptz
      );
      revoke insert, update, delete, truncate on demonstration from innovation_fund_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table demonstration, refused_form, idempotency, mail, outbox, event`);
  }
}
