import type { MigrationInterface, QueryRunner } from 'typeorm';
import { moneyGuards } from './8-money-guards';
import { moneyLifecycles } from './8-money-lifecycles';

/** Everything else that can happen to a dollar: pledges, instructions, amendments, bank details, refunds, payment files, statements. */
export class Money8 implements MigrationInterface {
  name = 'Money1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [fundTables, grantTables, bankTables, moneyLifecycles, moneyGuards]) await runner.query(part);
  }

  /** What these tables hold is the trail of money: from here a database goes on, not back. */
  async down(): Promise<void> {
    return Promise.reject(new Error('Restore a backup to go back before these tables.'));
  }
}

const fundTables = `
  create table file (
    id uuid primary key default gen_random_uuid(),
    name text not null check (length(name) between 1 and 200),
    media_type text not null,
    size int not null check (size between 1 and 10485760),
    sha256 bytea not null,
    content bytea not null,
    uploaded_by uuid not null references person,
    uploaded_at timestamptz not null,
    constraint file_whole check (octet_length(content) = size and sha256(content) = sha256)
  );
  create trigger file_append_only before update or delete on file for each row execute function refuse_change();
  create trigger file_no_truncate before truncate on file for each statement execute function refuse_change();
  revoke update, delete, truncate on file from innovation_fund_app;

  alter table fund
    add hold_days int not null default 3 check (hold_days between 0 and 60),
    add stale_days int not null default 180 check (stale_days between 1 and 3650),
    add silent_days int not null default 5 check (silent_days between 1 and 365),
    -- No money of it is older than this.
    add began_on date not null default '1990-01-01' check (began_on >= '1990-01-01');
  update fund set approvals_required = 2 where approvals_required < 2;
  alter table fund drop constraint fund_approvals_required_check;
  alter table fund add constraint fund_approvals check (approvals_required between 2 and 5);

  -- From this amount on so many people approve.
  create table approval_threshold (
    fund_id uuid not null references fund,
    from_cents bigint not null check (from_cents > 0),
    approvals int not null check (approvals between 2 and 5),
    primary key (fund_id, from_cents)
  );
  create function approvals_needed(of_fund uuid, cents bigint) returns int language sql stable set search_path = public, pg_temp as $$
    select greatest(f.approvals_required, (select max(t.approvals) from approval_threshold t where t.fund_id = f.id and t.from_cents <= cents))
      from fund f where f.id = of_fund
  $$;

  -- Nothing said means any: any sector, any city, any day.
  alter table restriction
    add sectors text[] not null default '{}',
    add purpose text not null default '',
    add city_ids uuid[] not null default '{}',
    add starts_on date,
    add ends_on date,
    add file_id uuid references file,
    add constraint restriction_period check (starts_on <= ends_on);
  update restriction set sectors = array[sector];
  alter table restriction drop column sector;

  create table pledge (
    id uuid primary key default gen_random_uuid(),
    seq bigint generated always as identity unique,
    fund_id uuid not null references fund,
    funder_id uuid not null references organisation,
    restriction_id uuid references restriction,
    amount_cents bigint not null check (amount_cents > 0),
    received_cents bigint not null default 0 check (received_cents >= 0),
    written_off_cents bigint not null default 0 check (written_off_cents >= 0),
    currency char(3) not null,
    signed_on date not null,
    reference text not null default '',
    file_id uuid references file,
    status text not null default 'signed' check (status in ('signed', 'fulfilled', 'written_off')),
    illustrative boolean not null default false,
    version int not null default 1,
    created_at timestamptz not null,
    created_by uuid not null references person,
    constraint pledge_not_exceeded check (received_cents + written_off_cents <= amount_cents),
    constraint pledge_restriction foreign key (restriction_id, fund_id) references restriction (id, fund_id),
    unique (id, fund_id)
  );
  create index pledge_fund on pledge (fund_id, seq desc);
  create table pledge_part (
    pledge_id uuid not null references pledge,
    number int not null check (number > 0),
    due_on date not null,
    amount_cents bigint not null check (amount_cents > 0),
    primary key (pledge_id, number)
  );

  alter table contribution
    add pledge_id uuid,
    add refunded_cents bigint not null default 0,
    add constraint contribution_pledge foreign key (pledge_id, fund_id) references pledge (id, fund_id),
    add constraint contribution_refund check (refunded_cents between 0 and gross_cents - fee_cents),
    add constraint contribution_fund unique (id, fund_id);
  alter table ledger.account
    add constraint account_of_contribution foreign key (contribution_id, fund_id) references contribution (id, fund_id) deferrable initially deferred;

  -- What moves money of a fund besides grants, and always by two people.
  create table instruction (
    id uuid primary key default gen_random_uuid(),
    seq bigint generated always as identity unique,
    fund_id uuid not null references fund,
    kind text not null check (kind in ('donor_refund', 'restriction_move', 'pledge_write_off', 'overhead')),
    amount_cents bigint not null check (amount_cents > 0),
    currency char(3) not null,
    contribution_id uuid,
    restriction_id uuid,
    to_restriction_id uuid,
    pledge_id uuid,
    -- Of overhead: what it is booked as.
    expense text check (expense in ('admin_expense', 'bank_fees')),
    reason text not null,
    file_id uuid references file,
    status text not null default 'proposed' check (status in ('proposed', 'carried_out', 'rejected')),
    reject_reason text not null default '',
    proposed_by uuid not null references person,
    proposed_at timestamptz not null,
    decided_at timestamptz,
    version int not null default 1,
    constraint instruction_contribution foreign key (contribution_id, fund_id) references contribution (id, fund_id),
    constraint instruction_from foreign key (restriction_id, fund_id) references restriction (id, fund_id),
    constraint instruction_to foreign key (to_restriction_id, fund_id) references restriction (id, fund_id),
    constraint instruction_pledge foreign key (pledge_id, fund_id) references pledge (id, fund_id),
    constraint instruction_whole check (case kind
      when 'donor_refund' then contribution_id is not null
      when 'restriction_move' then contribution_id is not null and restriction_id is distinct from to_restriction_id
      when 'pledge_write_off' then pledge_id is not null
      else expense is not null end)
  );
  create index instruction_fund on instruction (fund_id, seq desc);

  alter table round
    add contribution_ids uuid[] not null default '{}',
    add reservations int not null default 0,
    add returns int not null default 0;
  update round set reservations = 1 where status <> 'draft';
  update round set returns = 1 where status = 'archived';
`;

const grantTables = `
  alter table award disable trigger user;
  alter table award
    add original_cents bigint,
    add payee_id uuid references organisation,
    add starts_on date,
    add ends_on date,
    add scope text not null default '',
    add budget_lines jsonb not null default '[]',
    add agreement_signed_on date,
    add agreement_file_id uuid references file,
    add split jsonb,
    add split_reason text not null default '',
    add suspended_reason text not null default '',
    add raises int not null default 0,
    add decommitments int not null default 0,
    add constraint award_period check (starts_on <= ends_on);
  update award set original_cents = amount_cents;
  update award a set budget_lines = n.budget_lines from application n where n.id = a.application_id;
  alter table award alter original_cents set not null, add constraint award_original check (original_cents > 0);
  alter table award drop constraint award_status_check, add constraint award_status_check check (status in
    ('proposed', 'approved', 'offered', 'accepted', 'active', 'suspended', 'completed', 'rejected', 'declined', 'expired', 'cancelled'));
  alter table award enable trigger user;

  create table amendment (
    id uuid primary key default gen_random_uuid(),
    seq bigint generated always as identity unique,
    award_id uuid not null references award,
    number int not null check (number > 0),
    kind text not null default 'change' check (kind in ('change', 'close_out')),
    change_cents bigint not null default 0,
    currency char(3) not null,
    starts_on date,
    ends_on date,
    scope text,
    budget_lines jsonb,
    -- What the award was when this was proposed, to show beside what it becomes.
    was jsonb not null default '{}',
    reason text not null,
    needs_approval boolean not null,
    file_id uuid references file,
    status text not null default 'proposed' check (status in ('proposed', 'approved', 'rejected', 'noted')),
    reject_reason text not null default '',
    proposed_by uuid not null references person,
    proposed_at timestamptz not null,
    decided_at timestamptz,
    version int not null default 1,
    constraint amendment_number unique (award_id, number),
    -- More or less money is approved by others; only what was never paid goes back without.
    constraint amendment_money check (change_cents = 0 or (kind = 'change' and needs_approval) or (kind = 'close_out' and change_cents < 0)),
    constraint amendment_noted check (status <> 'noted' or (not needs_approval and change_cents = 0))
  );
  create unique index amendment_one_open on amendment (award_id) where status = 'proposed';

  alter table instalment disable trigger user;
  alter table instalment
    add requested_by uuid references person,
    add requested_at timestamptz,
    add request_note text not null default '',
    add needs_agreement boolean not null default false,
    add not_before date,
    add evidence text not null default '',
    add evidence_file_id uuid references file,
    add evidence_by uuid references person,
    add evidence_accepted_by uuid references person,
    add evidence_accepted_at timestamptz;
  alter table instalment drop constraint instalment_status_check, add constraint instalment_status_check check (status in
    ('planned', 'requested', 'approved', 'released', 'settled', 'failed', 'returned', 'dropped'));
  alter table instalment enable trigger user;
  create index instalment_award on instalment (award_id);

  create table refund (
    id uuid primary key default gen_random_uuid(),
    seq bigint generated always as identity unique,
    award_id uuid not null references award,
    amount_cents bigint not null check (amount_cents > 0),
    received_cents bigint not null default 0 check (received_cents >= 0),
    written_off_cents bigint not null default 0 check (written_off_cents >= 0),
    currency char(3) not null,
    reason text not null,
    due_on date not null,
    status text not null default 'demanded' check (status in ('demanded', 'received', 'written_off')),
    demanded_by uuid not null references person,
    demanded_at timestamptz not null,
    write_off_reason text not null default '',
    write_off_proposed_by uuid references person,
    write_off_proposed_at timestamptz,
    -- A write-off that is withdrawn starts a new cycle of approvals.
    approval_cycle int not null default 1,
    receipts int not null default 0,
    version int not null default 1,
    constraint refund_not_exceeded check (received_cents + written_off_cents <= amount_cents)
  );
  create index refund_award on refund (award_id);
  create table refund_receipt (
    refund_id uuid not null references refund,
    number int not null check (number > 0),
    amount_cents bigint not null check (amount_cents > 0),
    received_on date not null,
    reference text not null default '',
    recorded_by uuid not null references person,
    recorded_at timestamptz not null,
    primary key (refund_id, number)
  );
  revoke delete on pledge, instruction, amendment, refund, refund_receipt from innovation_fund_app;
  revoke update on refund_receipt from innovation_fund_app;
`;

const bankTables = `
  -- Where a payee, or the fund itself, has its money. The number stands here only encrypted.
  create table bank_account (
    id uuid primary key default gen_random_uuid(),
    seq bigint generated always as identity unique,
    holder_kind text not null check (holder_kind in ('organisation', 'fund')),
    holder_id uuid not null,
    holder_name text not null check (length(holder_name) between 1 and 140),
    country char(2) not null,
    currency char(3) not null,
    bic text not null default '',
    kind text not null check (kind in ('iban', 'other')),
    last_four text not null check (length(last_four) between 1 and 4),
    cipher bytea not null,
    status text not null default 'entered' check (status in ('entered', 'confirmed', 'rejected', 'replaced')),
    reason text not null default '',
    entered_by uuid not null references person,
    entered_at timestamptz not null,
    hold_until timestamptz not null,
    confirmed_by uuid references person,
    confirmed_at timestamptz,
    confirmed_how text not null default '',
    reject_reason text not null default '',
    version int not null default 1,
    constraint bank_account_by_another check (confirmed_by <> entered_by),
    constraint bank_account_confirmed check (status <> 'confirmed' or confirmed_by is not null)
  );
  create index bank_account_holder on bank_account (holder_id, seq desc);
  create unique index bank_account_one_confirmed on bank_account (holder_id) where status = 'confirmed';
  create unique index bank_account_one_entered on bank_account (holder_id) where status = 'entered';
  revoke delete on bank_account from innovation_fund_app;

  -- Who read a full account number, when and why.
  create table bank_reading (
    id bigint generated always as identity primary key,
    bank_account_id uuid not null references bank_account,
    person_id uuid not null references person,
    at timestamptz not null,
    why text not null
  );
  create trigger bank_reading_append_only before update or delete on bank_reading for each row execute function refuse_change();
  create trigger bank_reading_no_truncate before truncate on bank_reading for each statement execute function refuse_change();
  revoke update, delete, truncate on bank_reading from innovation_fund_app;

  alter table session add stepped_up_at timestamptz;
  create table step_up_code (
    id uuid primary key default gen_random_uuid(),
    session_id uuid not null references session,
    code_hash bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    attempts int not null default 0,
    used_at timestamptz
  );
  create index step_up_code_session on step_up_code (session_id, created_at desc);

  create table payment_file (
    id uuid primary key default gen_random_uuid(),
    seq bigint generated always as identity unique,
    fund_id uuid not null references fund,
    message_id text not null unique check (length(message_id) between 1 and 35),
    payments int not null check (payments > 0),
    control_sum text not null,
    sha256 bytea not null,
    cipher bytea not null,
    made_by uuid not null references person,
    made_at timestamptz not null
  );
  create trigger payment_file_append_only before update or delete on payment_file for each row execute function refuse_change();
  create trigger payment_file_no_truncate before truncate on payment_file for each statement execute function refuse_change();
  revoke update, delete, truncate on payment_file from innovation_fund_app;

  alter table payment disable trigger user;
  alter table payment
    add bank_account_id uuid references bank_account,
    add end_to_end text,
    add pay_currency char(3),
    add pay_cents bigint,
    add rate numeric(24, 12),
    add rate_source text not null default '',
    add rate_on date,
    add charged_cents bigint check (charged_cents > 0),
    add returned_on date,
    -- Who recorded last what the bank says of it.
    add answered_by uuid references person,
    add payment_file_id uuid references payment_file;
  update payment set end_to_end = replace(id::text, '-', ''), pay_currency = currency, pay_cents = amount_cents;
  update payment set charged_cents = amount_cents where status = 'settled';
  alter table payment
    alter end_to_end set not null, alter pay_currency set not null, alter pay_cents set not null,
    add constraint payment_end_to_end unique (end_to_end),
    add constraint payment_amounts check (pay_cents > 0 and (pay_currency <> currency or pay_cents = amount_cents)),
    add constraint payment_rate check ((pay_currency = currency) = (rate is null) and rate > 0);
  alter table payment drop constraint payment_status_check, add constraint payment_status_check
    check (status in ('in_transit', 'settled', 'failed', 'returned'));
  alter table payment enable trigger user;

  create table bank_statement (
    id uuid primary key default gen_random_uuid(),
    seq bigint generated always as identity unique,
    fund_id uuid not null references fund,
    statement_id text not null,
    account_last_four text not null,
    from_on date,
    to_on date not null,
    opening_cents bigint not null,
    closing_cents bigint not null,
    currency char(3) not null,
    entries int not null,
    sha256 bytea not null,
    read_by uuid not null references person,
    read_at timestamptz not null,
    constraint bank_statement_once unique (fund_id, statement_id)
  );
  create table bank_entry (
    id uuid primary key default gen_random_uuid(),
    statement_id uuid not null references bank_statement,
    fund_id uuid not null references fund,
    number int not null,
    direction text not null check (direction in ('debit', 'credit')),
    amount_cents bigint not null check (amount_cents > 0),
    booked_on date not null,
    bank_reference text not null,
    end_to_end text not null default '',
    counterparty text not null default '',
    note text not null default '',
    status text not null default 'open' check (status in ('open', 'confirmed', 'set_aside')),
    payment_id uuid references payment,
    refund_id uuid references refund,
    decided_by uuid references person,
    decided_at timestamptz,
    reason text not null default '',
    version int not null default 1,
    unique (statement_id, number),
    constraint bank_entry_once unique (fund_id, bank_reference)
  );
  revoke delete on bank_statement, bank_entry from innovation_fund_app;
  revoke update on bank_statement from innovation_fund_app;
`;
