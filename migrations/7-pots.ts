import type { MigrationInterface, QueryRunner } from 'typeorm';
import { potFunctions } from './7-pots-functions';
import { potVerify } from './7-pots-verify';

/** Money is kept apart by contribution; the remaining postings; what each day did to each stage. */
export class Pots7 implements MigrationInterface {
  name = 'Pots1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ledger.account add contribution_id uuid;
      alter table ledger.account drop constraint account_identity;
      alter table ledger.account add constraint account_identity
        unique nulls not distinct (book, kind, currency, fund_id, restriction_id, contribution_id, round_id, award_id);
      create index account_contribution on ledger.account (contribution_id, id) where contribution_id is not null;
      create index account_round on ledger.account (round_id) where round_id is not null;

      -- Net change of each budget stage on each day (UTC): the trend, and figures as of a past date, without reading the journal.
      create table ledger.day (
        fund_id uuid not null,
        currency char(3) not null,
        kind text not null,
        restriction_id uuid,
        on_day date not null,
        cents bigint not null,
        constraint day_once unique nulls not distinct (fund_id, currency, kind, restriction_id, on_day)
      );
      insert into ledger.day (fund_id, currency, kind, restriction_id, on_day, cents)
      select a.fund_id, a.currency, a.kind, a.restriction_id, (t.at at time zone 'UTC')::date,
             sum(case when side.name = a.normal then f.cents else -f.cents end)
        from ledger.transfer f join ledger.transaction t on t.seq = f.transaction
        cross join lateral (values (f.debit, 'debit'), (f.credit, 'credit')) as side(id, name)
        join ledger.account a on a.id = side.id and a.book = 'budget'
       group by 1, 2, 3, 4, 5;

      -- Which transactions are a fund's, so that the latest of a quiet fund are found at once.
      create table ledger.of_fund (fund_id uuid not null, transaction bigint not null references ledger.transaction,
        primary key (fund_id, transaction));
      insert into ledger.of_fund (fund_id, transaction)
      select distinct a.fund_id, f.transaction from ledger.transfer f join ledger.account a on a.id = f.debit;
      create index transaction_at on ledger.transaction (at);

      insert into ledger.kind (book, kind, normal, floored, unspent) values
        ('budget', 'overhead', 'credit', false, false),
        ('accounts', 'pledges',         'debit',  false, false),
        ('accounts', 'refunds_due',     'debit',  true,  false),
        ('accounts', 'grant_recovered', 'credit', false, false),
        ('accounts', 'bad_debt',        'debit',  false, false),
        ('accounts', 'admin_expense',   'debit',  false, false),
        ('accounts', 'fx_loss',         'debit',  false, false),
        ('accounts', 'fx_gain',         'credit', false, false);

      insert into ledger.way (posting, book, debit, credit) values
        ('pledge.signed', 'accounts', 'pledges', 'revenue'),
        ('contribution.received', 'accounts', 'cash', 'pledges'), ('contribution.received', 'accounts', 'bank_fees', 'pledges'),
        ('pledge.written_off', 'accounts', 'bad_debt', 'pledges'),
        ('overhead.paid', 'budget', 'available', 'overhead'), ('overhead.paid', 'accounts', 'admin_expense', 'cash'),
        ('overhead.paid', 'accounts', 'bank_fees', 'cash'),
        ('award.raised', 'budget', 'reserved', 'committed'), ('award.raised', 'budget', 'available', 'committed'),
        ('payment.returned', 'budget', 'expended', 'payable'), ('payment.returned', 'accounts', 'cash', 'grants_payable'),
        ('refund.demanded', 'accounts', 'refunds_due', 'grant_recovered'),
        ('refund.received', 'budget', 'expended', 'available'), ('refund.received', 'accounts', 'cash', 'refunds_due'),
        ('refund.written_off', 'accounts', 'bad_debt', 'refunds_due'),
        ('payment.fx_lost', 'budget', 'available', 'in_transit'), ('payment.fx_lost', 'accounts', 'fx_loss', 'in_transit'),
        ('payment.fx_gained', 'budget', 'in_transit', 'available'), ('payment.fx_gained', 'accounts', 'in_transit', 'fx_gain'),
        ('contribution.refunded', 'budget', 'available', 'resources'), ('contribution.refunded', 'accounts', 'revenue', 'cash'),
        ('restriction.moved', 'budget', 'available', 'available'), ('restriction.moved', 'budget', 'resources', 'resources'),
        ('restriction.moved', 'accounts', 'revenue', 'revenue');
    `);
    // A contribution on a pledge is corrected by the right entry and then the mirror of the wrong one: in between more than was pledged may
    // have been received, and when both are written it must not.
    await runner.query(`
      create function ledger.pledges_floor() returns trigger language plpgsql as $$
      begin
        if (select balance from ledger.account where id = new.id) < 0 then
          raise exception 'more is received or written off than was pledged' using errcode = '23514', constraint = 'pledges_floor';
        end if;
        return null;
      end $$;
      create constraint trigger account_pledges_floor after insert or update on ledger.account
        deferrable initially deferred for each row when (new.book = 'accounts' and new.kind = 'pledges' and new.balance < 0)
        execute function ledger.pledges_floor();
    `);
    // The guard of L6 looks at instructions, which come with the next migration; until then nothing is posted.
    for (const part of [potFunctions, potVerify]) await runner.query(part);
    await runner.query(`
      do $$ declare own regprocedure; begin
        for own in select oid from pg_proc where pronamespace = 'ledger'::regnamespace loop
          execute format('alter function %s set search_path = ledger, pg_temp', own);
        end loop;
      end $$;
      grant select on ledger.day, ledger.of_fund to innovation_fund_app;
      revoke execute on all functions in schema ledger from public;
      grant execute on function ledger.post, ledger.verify to innovation_fund_app;
    `);
  }

  /** The functions of before are gone with what they wrote: from here a database goes on, not back. */
  async down(): Promise<void> {
    return Promise.reject(new Error('Restore a backup to go back before contributions were kept apart.'));
  }
}
