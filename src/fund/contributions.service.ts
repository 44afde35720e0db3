import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Invalid, Missing } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { type Page, pageOf, type PageQuery, placeAfter, rowsToRead } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { dateIn, formatDate } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { Ledger } from '../ledger/ledger.service';
import { received } from '../ledger/postings';
import { Contribution, type Fund, Restriction } from './fund.entity';
import { contributionMoves } from './fund.rules';
import type { ContributionView } from './fund-view.dto';
import type { CorrectedContribution, NewContribution } from './funds.dto';
import { Funds } from './funds.service';

/** Money that funders gave. */
@Injectable()
export class Contributions {
  constructor(
    private readonly work: Work,
    private readonly funds: Funds,
    private readonly ledger: Ledger,
    private readonly queries: Queries,
  ) {}

  /** Latest first. @throws Missing for an unknown fund */
  async list(actor: Actor, fundId: string, query: PageQuery): Promise<Page<ContributionView>> {
    await this.funds.find(fundId);
    const [on, id] = placeAfter(query, 2) ?? [null, null];
    const rows = await this.queries.rows<ContributionView>('fund.contributions', contributions, [
      fundId,
      on,
      id,
      rowsToRead(query),
    ]);
    return pageOf(
      rows,
      query,
      (row) => [row.receivedOn, row.id],
      (row) => ({ ...row, moves: contributionMoves(actor) }),
    );
  }

  /** @throws Missing */
  async find(actor: Actor, id: string): Promise<ContributionView> {
    const row = await this.queries.one<ContributionView>('fund.contribution', `${contribution} where c.id = $1`, [id]);
    if (!row) throw new Missing('contribution');
    return { ...row, moves: contributionMoves(actor) };
  }

  /** Records money that has arrived: it is free to use at once. */
  async receive(actor: Actor, fundId: string, input: NewContribution, illustrative = false): Promise<{ id: string }> {
    return this.work.run(actor, async (tx) => {
      const fund = await this.funds.find(fundId, tx);
      const funder = await funderName(tx, input.funderId);
      await checkContribution(tx, fund, input);
      const [{ id }] = (await tx.query('select gen_random_uuid() as id')) as [{ id: string }];
      const postedSeq = await this.ledger.post(tx, {
        kind: 'contribution.received',
        subject: `contribution:${id}`,
        lines: received(fund, { contribution: id, restriction: input.restrictionId }, input.grossCents, input.feeCents),
      });
      await tx.insert(Contribution, {
        ...input,
        id,
        fundId,
        currency: fund.currency,
        illustrative,
        occurrence: 1,
        refundedCents: 0,
        postedSeq,
        createdAt: tx.now,
        createdBy: actor.id,
      });
      const netCents = input.grossCents - input.feeCents;
      await publish(
        tx,
        'contribution.received',
        { contributionId: id, fund: fund.name, funder, netCents, currency: fund.currency },
        [`contribution:${id}`, `fund:${fundId}`],
      );
      return { id };
    });
  }

  /** Takes a wrongly recorded contribution back by its mirror and records it anew; both stay in the journal. */
  async correct(actor: Actor, id: string, input: CorrectedContribution): Promise<{ id: string }> {
    return this.work.run(actor, async (tx) => {
      const row = await tx.findOne(Contribution, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!row) throw new Missing('contribution');
      const fund = await this.funds.find(row.fundId, tx);
      checkFee(input);
      const subject = `contribution:${id}`;
      const earlier = { seq: row.postedSeq, occurrence: row.occurrence };
      row.occurrence += 1;
      row.grossCents = input.grossCents;
      row.feeCents = input.feeCents;
      // The right amount first: only what it is less by must still be free.
      row.postedSeq = await this.ledger.post(tx, {
        kind: 'contribution.received',
        subject,
        occurrence: row.occurrence,
        lines: received(fund, { contribution: id, restriction: row.restrictionId }, input.grossCents, input.feeCents),
      });
      await this.ledger.reverse(tx, subject, earlier.seq, earlier.occurrence);
      await tx.save(row);
      const funder = await funderName(tx, row.funderId);
      const netCents = input.grossCents - input.feeCents;
      await publish(
        tx,
        'contribution.corrected',
        { contributionId: id, fund: fund.name, funder, netCents, currency: fund.currency, reason: input.reason },
        [`contribution:${id}`, `fund:${row.fundId}`],
      );
      return { id };
    });
  }
}

async function checkContribution(tx: Tx, fund: Fund, input: NewContribution): Promise<void> {
  checkFee(input);
  if (input.receivedOn > dateIn(tx.now, tx.actor.timeZone) || input.receivedOn < earliest) {
    throw new Invalid({
      receivedOn: [`Enter a day from ${formatDate(earliest)} to today: it is money that has arrived.`],
    });
  }
  if (input.restrictionId && !(await tx.existsBy(Restriction, { id: input.restrictionId, fundId: fund.id }))) {
    throw new Invalid({ restrictionId: ['This is not a restriction of this fund.'] });
  }
}

function checkFee({ grossCents, feeCents }: { grossCents: number; feeCents: number }): void {
  if (feeCents >= grossCents) throw new Invalid({ feeCents: ['The fee is as large as the contribution or larger.'] });
}

async function funderName(tx: Tx, id: string): Promise<string> {
  const [row] = (await tx.query(`select name from organisation where id = $1 and kind = 'funder'`, [id])) as {
    name: string;
  }[];
  if (!row) throw new Invalid({ funderId: ['There is no such funder. Choose one of the list.'] });
  return row.name;
}

/** Anything before is a slip of the pen, like 0202 for 2020. */
const earliest = '1990-01-01';

const contribution = `
  select c.id, c.fund_id as "fundId", c.funder_id as "funderId", o.name as funder, r.name as restriction,
         c.received_on::text as "receivedOn", c.gross_cents::float8 as "grossCents", c.fee_cents::float8 as "feeCents",
         (c.gross_cents - c.fee_cents)::float8 as "netCents", c.currency, c.reference, c.illustrative,
         c.occurrence - 1 as corrections
    from contribution c join organisation o on o.id = c.funder_id left join restriction r on r.id = c.restriction_id`;

const contributions = `${contribution}
   where c.fund_id = $1 and ($2::date is null or (c.received_on, c.id) < ($2, $3::uuid))
   order by c.received_on desc, c.id desc limit $4`;
