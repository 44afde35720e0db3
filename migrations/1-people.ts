import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisations, people, and the ways in: links by email, sessions, personal tokens. */
export class People1 implements MigrationInterface {
  name = 'People1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'innovation_fund_app') then
          create role innovation_fund_app nologin;
        end if;
      exception when duplicate_object or unique_violation then null; end $$;
      grant innovation_fund_app to current_user;
      grant usage on schema public to innovation_fund_app;
      alter default privileges in schema public grant select, insert, update, delete on tables to innovation_fund_app;
      alter default privileges in schema public grant usage, select on sequences to innovation_fund_app;

      create table organisation (
        id uuid primary key default gen_random_uuid(),
        kind text not null check (kind in ('city', 'funder', 'partner', 'alliance')),
        name text not null check (length(name) between 1 and 200),
        country char(2),
        time_zone text not null default 'UTC',
        latitude double precision check (latitude between -90 and 90),
        longitude double precision check (longitude between -180 and 180),
        founding_member boolean not null default false,
        created_at timestamptz not null default now(),
        unique (kind, name)
      );

      create table person (
        id uuid primary key default gen_random_uuid(),
        organisation_id uuid references organisation,
        name text not null check (length(name) between 1 and 200),
        email text not null check (email = lower(email) and email ~ '^[^[:space:],;<>"()\\[\\]@]+@[^[:space:],;<>"()\\[\\]@]+$'),
        role text not null check (role in ('city', 'reviewer', 'program', 'finance', 'admin', 'auditor')),
        city_right text check (city_right in ('signatory', 'contributor', 'viewer')),
        time_zone text not null default 'UTC',
        created_at timestamptz not null default now(),
        disabled_at timestamptz,
        constraint person_city_right check ((role = 'city') = (city_right is not null)),
        constraint person_city check (role <> 'city' or organisation_id is not null)
      );
      create unique index person_email on person (email);
      create index person_organisation on person (organisation_id);

      create table sign_in_link (
        id uuid primary key default gen_random_uuid(),
        person_id uuid not null references person,
        token_hash bytea not null unique,
        return_to text not null default '/',
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz
      );

      create table session (
        id uuid primary key default gen_random_uuid(),
        person_id uuid not null references person,
        token_hash bytea not null unique,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz
      );

      create table personal_token (
        id uuid primary key default gen_random_uuid(),
        person_id uuid not null references person,
        name text not null check (length(name) between 1 and 100),
        token_hash bytea not null unique,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        last_used_at timestamptz,
        revoked_at timestamptz
      );
      create index personal_token_person on personal_token (person_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table personal_token, session, sign_in_link, person, organisation`);
  }
}
