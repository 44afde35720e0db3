import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Funds, rounds, applications, reviews, awards, instalments, payments and reports. */
export class Stages3 implements MigrationInterface {
  name = 'Stages1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table fund (
        id uuid primary key default gen_random_uuid(),
        name text not null unique check (length(name) between 1 and 200),
        purpose text not null default '',
        currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
        approvals_required int not null default 2 check (approvals_required between 1 and 5),
        created_at timestamptz not null default now()
      );

      create table restriction (
        id uuid primary key default gen_random_uuid(),
        fund_id uuid not null references fund,
        name text not null check (length(name) between 1 and 200),
        sector text not null,
        created_at timestamptz not null default now(),
        unique (fund_id, name)
      );

      create table contribution (
        id uuid primary key default gen_random_uuid(),
        fund_id uuid not null references fund,
        funder_id uuid not null references organisation,
        restriction_id uuid references restriction,
        gross_cents bigint not null check (gross_cents > 0),
        fee_cents bigint not null default 0,
        currency char(3) not null,
        received_on date not null,
        reference text not null default '',
        illustrative boolean not null default false,
        occurrence int not null default 1,
        posted_seq bigint not null references ledger.transaction,
        created_at timestamptz not null,
        created_by uuid not null references person,
        constraint contribution_fee check (fee_cents >= 0 and fee_cents < gross_cents)
      );

      create table round (
        id uuid primary key default gen_random_uuid(),
        seq bigint generated always as identity unique,
        fund_id uuid not null references fund,
        name text not null check (length(name) between 1 and 200),
        summary text not null default '',
        status text not null default 'draft' check (status in ('draft', 'open', 'closed', 'in_review', 'decided', 'archived')),
        currency char(3) not null,
        budget_cents bigint not null check (budget_cents > 0),
        floor_cents bigint check (floor_cents > 0),
        ceiling_cents bigint check (ceiling_cents > 0),
        sectors text[] not null,
        stages text[] not null,
        questions jsonb not null default '[]',
        rubric jsonb not null default '[]',
        deadline_local text not null,
        deadline_zone text not null,
        deadline_at timestamptz not null,
        note text not null default '',
        version int not null default 1,
        created_at timestamptz not null,
        created_by uuid not null references person,
        constraint round_sizes check (floor_cents <= ceiling_cents),
        constraint round_name unique (fund_id, name)
      );

      create table application (
        id uuid primary key default gen_random_uuid(),
        seq bigint generated always as identity unique,
        round_id uuid not null references round,
        lead_id uuid not null references organisation,
        title text not null check (length(title) <= 200),
        summary text not null default '',
        sectors text[] not null default '{}',
        stage text check (stage in ('develop', 'test', 'implement', 'amplify')),
        partners jsonb not null default '[]',
        budget_lines jsonb not null default '[]',
        requested_cents bigint check (requested_cents >= 0),
        currency char(3) not null,
        answers jsonb not null default '{}',
        status text not null default 'draft' check (status in
          ('draft', 'submitted', 'returned', 'in_review', 'approved', 'waitlisted', 'declined', 'withdrawn')),
        illustrative text not null default '',
        version int not null default 1,
        created_at timestamptz not null,
        created_by uuid not null references person,
        updated_at timestamptz not null,
        updated_by uuid not null references person,
        submitted_at timestamptz
      );
      -- Lists are ordered by -seq where they are narrowed: no index but these has that order, so a plan made for a busy city
      -- or round never walks the whole table for one that has nothing.
      create index application_round on application (round_id, (-seq));
      create index application_lead on application (lead_id, (-seq));
      create index application_status on application (status, (-seq));
      create index application_round_status on application (round_id, status, (-seq));
      create index application_lead_status on application (lead_id, status, (-seq));
      create index application_lead_round on application (lead_id, round_id, (-seq));

      create table review (
        id uuid primary key default gen_random_uuid(),
        seq bigint generated always as identity unique,
        application_id uuid not null references application,
        round_id uuid not null references round,
        reviewer_id uuid not null references person,
        due_on date not null,
        due_zone text not null,
        due_at timestamptz not null,
        status text not null default 'assigned' check (status in ('assigned', 'draft', 'submitted', 'declined', 'recalled')),
        scores jsonb not null default '{}',
        score numeric(5,2) check (score between 0 and 100),
        recommended_cents bigint check (recommended_cents >= 0),
        comment text not null default '',
        illustrative boolean not null default false,
        version int not null default 1,
        assigned_by uuid not null references person,
        assigned_at timestamptz not null,
        submitted_at timestamptz,
        constraint review_once unique (application_id, reviewer_id),
        constraint review_scored check (status <> 'submitted' or score is not null)
      );
      create index review_reviewer on review (reviewer_id, due_at);
      create index review_round on review (round_id);

      create table award (
        id uuid primary key default gen_random_uuid(),
        seq bigint generated always as identity unique,
        application_id uuid not null references application,
        round_id uuid not null references round,
        fund_id uuid not null references fund,
        lead_id uuid not null references organisation,
        title text not null,
        sectors text[] not null,
        amount_cents bigint not null check (amount_cents > 0),
        currency char(3) not null,
        status text not null default 'proposed' check (status in
          ('proposed', 'approved', 'offered', 'accepted', 'active', 'completed', 'rejected', 'declined', 'expired', 'cancelled')),
        reason text not null default '',
        conditions text not null default '',
        proposed_by uuid not null references person,
        proposed_at timestamptz not null,
        offer_expires_at timestamptz,
        accepted_at timestamptz,
        illustrative text not null default '',
        version int not null default 1
      );
      create unique index award_one_live on award (application_id)
        where status not in ('rejected', 'declined', 'expired', 'cancelled');
      create index award_round on award (round_id);
      create index award_lead on award (lead_id);

      create table report (
        id uuid primary key default gen_random_uuid(),
        seq bigint generated always as identity unique,
        award_id uuid not null references award,
        lead_id uuid not null references organisation,
        kind text not null check (kind in ('interim', 'final')),
        title text not null check (length(title) between 1 and 200),
        due_on date not null,
        due_zone text not null,
        due_at timestamptz not null,
        status text not null default 'due' check (status in ('due', 'draft', 'submitted', 'returned', 'accepted')),
        narrative text not null default '',
        lessons text not null default '',
        spent_cents bigint check (spent_cents >= 0),
        currency char(3) not null,
        return_reason text not null default '',
        illustrative boolean not null default false,
        version int not null default 1,
        created_at timestamptz not null,
        created_by uuid not null references person,
        submitted_at timestamptz,
        submitted_by uuid references person
      );
      create index report_award on report (award_id);
      create index report_lead on report (lead_id, due_at);

      create table instalment (
        id uuid primary key default gen_random_uuid(),
        seq bigint generated always as identity unique,
        award_id uuid not null references award,
        lead_id uuid not null references organisation,
        number int not null check (number > 0),
        amount_cents bigint not null check (amount_cents > 0),
        currency char(3) not null,
        due_on date not null,
        report_id uuid references report,
        status text not null default 'planned' check (status in ('planned', 'approved', 'released', 'settled', 'failed')),
        approval_cycle int not null default 1 check (approval_cycle > 0),
        planned_by uuid not null references person,
        planned_at timestamptz not null,
        version int not null default 1,
        constraint instalment_number unique (award_id, number) deferrable initially deferred
      );

      create table payment (
        id uuid primary key default gen_random_uuid(),
        instalment_id uuid not null references instalment,
        attempt int not null check (attempt > 0),
        amount_cents bigint not null check (amount_cents > 0),
        currency char(3) not null,
        status text not null default 'in_transit' check (status in ('in_transit', 'settled', 'failed')),
        released_by uuid not null references person,
        released_at timestamptz not null,
        settled_on date,
        bank_reference text not null default '',
        failure text not null default '',
        unique (instalment_id, attempt)
      );
      -- L10: one live payment per instalment, whatever clicks arrive together.
      create unique index payment_one_live on payment (instalment_id) where status in ('in_transit', 'settled');

      create table approval (
        id uuid primary key default gen_random_uuid(),
        subject_kind text not null check (subject_kind in ('award', 'instalment')),
        subject_id uuid not null,
        cycle int not null default 1,
        approver_id uuid not null references person,
        at timestamptz not null,
        constraint approval_once unique (subject_kind, subject_id, cycle, approver_id)
      );
    `);
    await runner.query(guards);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table approval, payment, instalment, report, award, review, application, round, contribution, restriction, fund;
      drop function approval_needs_another, enough_approvals, plan_adds_up, refuse_change, proposer_stays;
    `);
  }
}

/** L11 and L13: who may approve, how many must have, and that a plan adds up to its award. */
const guards = `
  create function refuse_change() returns trigger language plpgsql set search_path = public, pg_temp as $$
  begin
    raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'LG003';
  end $$;
  create trigger approval_append_only before update or delete on approval for each row execute function refuse_change();
  create trigger approval_no_truncate before truncate on approval for each statement execute function refuse_change();
  revoke update, delete, truncate on approval from innovation_fund_app;

  -- Locks the subject first, so that an approval can never slip past a change of what is approved.
  create function approval_needs_another() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare proposer uuid;
  begin
    if new.subject_kind = 'award' then
      select proposed_by into proposer from award where id = new.subject_id for share;
    else
      select planned_by into proposer from instalment where id = new.subject_id for share;
    end if;
    if proposer is null or proposer = new.approver_id then
      raise exception 'nobody approves what they proposed' using errcode = '23514', constraint = 'approval_by_another';
    end if;
    return new;
  end $$;
  create trigger approval_needs_another before insert on approval for each row execute function approval_needs_another();

  create function enough_approvals() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare needed int; given int;
  begin
    if tg_table_name = 'award' then
      select approvals_required into needed from fund where id = new.fund_id;
      select count(distinct approver_id) into given from approval
       where subject_kind = 'award' and subject_id = new.id and approver_id <> new.proposed_by;
    else
      select f.approvals_required into needed from award a join fund f on f.id = a.fund_id where a.id = new.award_id;
      select count(distinct approver_id) into given from approval
       where subject_kind = 'instalment' and subject_id = new.id and cycle = (to_jsonb(new)->>'approval_cycle')::int
         and approver_id <> (to_jsonb(new)->>'planned_by')::uuid;
    end if;
    if given < needed then
      raise exception '% of % approvals', given, needed using errcode = '23514', constraint = 'enough_approvals';
    end if;
    return new;
  end $$;
  -- Every status from approved on is guarded, so that no update can jump over the approval.
  create trigger award_enough_approvals before insert or update of status on award for each row
    when (new.status in ('approved', 'offered', 'accepted', 'active', 'completed')) execute function enough_approvals();
  create trigger instalment_enough_approvals before insert or update of status on instalment for each row
    when (new.status in ('approved', 'released', 'settled', 'failed')) execute function enough_approvals();

  create function proposer_stays() returns trigger language plpgsql set search_path = public, pg_temp as $$
  begin
    raise exception 'who proposed it, for what and how much, stays as approved' using errcode = '23514', constraint = 'proposal_stays';
  end $$;
  create trigger award_proposal_stays before update on award for each row
    when (old.proposed_by <> new.proposed_by or old.fund_id <> new.fund_id or old.application_id <> new.application_id
       or old.amount_cents <> new.amount_cents or old.currency <> new.currency) execute function proposer_stays();
  create trigger instalment_plan_stays before update on instalment for each row
    when (old.award_id <> new.award_id or old.planned_by <> new.planned_by or old.currency <> new.currency
       or old.amount_cents <> new.amount_cents) execute function proposer_stays();

  -- L13: at commit the instalments of an award add up to it, or there are none.
  create function plan_adds_up() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare award_row award; planned bigint;
  begin
    select * into award_row from award where id = coalesce(new.award_id, old.award_id);
    select sum(amount_cents) into planned from instalment where award_id = award_row.id;
    if planned is not null and planned <> award_row.amount_cents then
      raise exception 'the plan is %, the award %', planned, award_row.amount_cents
        using errcode = '23514', constraint = 'plan_adds_up';
    end if;
    return null;
  end $$;
  create constraint trigger instalment_plan_adds_up after insert or update or delete on instalment
    deferrable initially deferred for each row execute function plan_adds_up();
`;
