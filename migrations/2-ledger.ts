import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ledgerFunctions } from './2-ledger-functions';
import { ledgerGuards } from './2-ledger-guards';
import { ledgerVerify } from './2-ledger-verify';

/** The journal of the fund's money: two books, transfers between accounts, and everything the database itself refuses. */
export class Ledger2 implements MigrationInterface {
  name = 'Ledger1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema ledger;

      -- What kinds of account there are. "unspent" marks the stages that cash stands behind (L5).
      create table ledger.kind (
        book text not null check (book in ('budget', 'accounts')),
        kind text not null,
        normal text not null check (normal in ('debit', 'credit')),
        floored boolean not null,
        unspent boolean not null default false,
        primary key (book, kind)
      );
      insert into ledger.kind (book, kind, normal, floored, unspent) values
        ('budget', 'resources',  'debit',  true, false),
        ('budget', 'available',  'credit', true, true),
        ('budget', 'reserved',   'credit', true, true),
        ('budget', 'offered',    'credit', true, true),
        ('budget', 'committed',  'credit', true, true),
        ('budget', 'payable',    'credit', true, true),
        ('budget', 'in_transit', 'credit', true, true),
        ('budget', 'expended',   'credit', true, false),
        ('accounts', 'cash',           'debit',  true,  false),
        ('accounts', 'revenue',        'credit', false, false),
        ('accounts', 'bank_fees',      'debit',  false, false),
        ('accounts', 'grant_expense',  'debit',  false, false),
        ('accounts', 'grants_payable', 'credit', true,  false),
        ('accounts', 'in_transit',     'credit', true,  false);

      -- Which ways money takes in each kind of posting (L9): the table of postings, row by row.
      create table ledger.way (
        posting text not null,
        book text not null,
        debit text not null,
        credit text not null,
        primary key (posting, book, debit, credit),
        foreign key (book, debit) references ledger.kind,
        foreign key (book, credit) references ledger.kind
      );
      insert into ledger.way (posting, book, debit, credit) values
        ('contribution.received', 'budget', 'resources', 'available'),
        ('contribution.received', 'accounts', 'cash', 'revenue'), ('contribution.received', 'accounts', 'bank_fees', 'revenue'),
        ('round.reserved', 'budget', 'available', 'reserved'), ('round.given_back', 'budget', 'reserved', 'available'),
        ('award.approved', 'budget', 'reserved', 'offered'), ('award.accepted', 'budget', 'offered', 'committed'),
        ('award.withdrawn', 'budget', 'offered', 'reserved'), ('award.withdrawn', 'budget', 'offered', 'available'),
        ('award.decommitted', 'budget', 'committed', 'reserved'), ('award.decommitted', 'budget', 'committed', 'available'),
        ('instalment.approved', 'budget', 'committed', 'payable'), ('instalment.approved', 'accounts', 'grant_expense', 'grants_payable'),
        ('instalment.revoked', 'budget', 'payable', 'committed'), ('instalment.revoked', 'accounts', 'grants_payable', 'grant_expense'),
        ('payment.released', 'budget', 'payable', 'in_transit'), ('payment.released', 'accounts', 'grants_payable', 'in_transit'),
        ('payment.settled', 'budget', 'in_transit', 'expended'), ('payment.settled', 'accounts', 'in_transit', 'cash'),
        ('payment.failed', 'budget', 'in_transit', 'payable'), ('payment.failed', 'accounts', 'in_transit', 'grants_payable');

      -- One account holds one currency; its balance stands on its normal side and, where floored, never below 0 (L2, L15).
      create table ledger.account (
        id bigint generated always as identity primary key,
        book text not null,
        kind text not null,
        currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
        fund_id uuid not null,
        restriction_id uuid,
        round_id uuid,
        award_id uuid,
        normal text not null,
        floored boolean not null,
        balance bigint not null default 0,
        foreign key (book, kind) references ledger.kind,
        constraint account_floor check (not floored or balance >= 0),
        -- Beyond this a program that counts in doubles would read another amount than stands here.
        constraint account_exact check (abs(balance) <= 9007199254740991),
        constraint account_identity unique nulls not distinct (book, kind, currency, fund_id, restriction_id, round_id, award_id)
      );
      create index account_award on ledger.account (award_id) where award_id is not null;
      create index account_fund on ledger.account (fund_id, kind);

      create table ledger.transaction (
        seq bigint primary key,
        kind text not null,
        subject text not null,
        occurrence int not null check (occurrence > 0),
        key text not null,
        body_hash bytea not null,
        actor uuid not null,
        at timestamptz not null,
        recorded_at timestamptz not null default clock_timestamp(),
        reverses bigint,
        xid xid8 not null default pg_current_xact_id(),
        hash bytea not null,
        constraint transaction_reverses_something foreign key (reverses) references ledger.transaction,
        constraint transaction_reversed_once unique (reverses),
        constraint transaction_correction check ((kind = 'correction') = (reverses is not null)),
        constraint transaction_once unique (kind, subject, occurrence),
        constraint transaction_key unique (key)
      );
      create index transaction_subject on ledger.transaction (subject);

      create table ledger.transfer (
        transaction bigint not null references ledger.transaction,
        position int not null,
        debit bigint not null references ledger.account,
        credit bigint not null references ledger.account,
        cents bigint not null,
        primary key (transaction, position),
        constraint transfer_positive check (cents > 0),
        constraint transfer_two_accounts check (debit <> credit)
      );
      create index transfer_debit on ledger.transfer (debit, transaction desc);
      create index transfer_credit on ledger.transfer (credit, transaction desc);

      -- The end of the hash chain, and the one lock under which everything is posted (L14).
      create table ledger.head (
        singleton boolean primary key default true check (singleton),
        seq bigint not null,
        hash bytea not null
      );
      insert into ledger.head (seq, hash) values (0, sha256('innovation fund'::bytea));
    `);
    for (const part of [ledgerFunctions, ledgerGuards, ledgerVerify]) await runner.query(part);
    await runner.query(`
      grant usage on schema ledger to innovation_fund_app;
      grant select on all tables in schema ledger to innovation_fund_app;
      revoke create on schema public from public;
      revoke execute on all functions in schema ledger from public;
      grant execute on function ledger.post, ledger.verify to innovation_fund_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema ledger cascade`);
  }
}
