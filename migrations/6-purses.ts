import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger's accounts belong to funds that there are, in the fund's currency, and to its own restrictions; what was paid is never deleted. */
export class Purses6 implements MigrationInterface {
  name = 'Purses1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table fund add constraint fund_currency unique (id, currency);
      alter table restriction add constraint restriction_fund unique (id, fund_id);
      alter table ledger.account
        add constraint account_of_fund foreign key (fund_id, currency) references fund (id, currency),
        add constraint account_of_restriction foreign key (restriction_id, fund_id) references restriction (id, fund_id);
      alter table contribution
        add constraint contribution_restriction foreign key (restriction_id, fund_id) references restriction (id, fund_id);
      revoke delete on fund, restriction, contribution, award, payment from innovation_fund_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ledger.account drop constraint account_of_restriction, drop constraint account_of_fund;
      alter table contribution drop constraint contribution_restriction;
      alter table restriction drop constraint restriction_fund;
      alter table fund drop constraint fund_currency;
      grant delete on fund, restriction, contribution, award, payment to innovation_fund_app;
    `);
  }
}
