import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid, Missing } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import { publish, type Subject } from '../kernel/outbox';
import { type Page, pageOf, type PageQuery, placeAfter, rowsToRead } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { dateIn } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { Ledger } from '../ledger/ledger.service';
import { received } from '../ledger/postings';
import { Contribution, type Fund } from './fund.entity';
import { contributionMoves } from './fund.rules';
import type { ContributionView } from './fund-view.dto';
import { funderName } from './funder-name';
import type { CorrectedContribution, NewContribution } from './funds.dto';
import { checkDay, Funds } from './funds.service';
import type { Pledge } from './pledge.entity';
import { Pledges } from './pledges.service';
import { checkOpenOn } from './restriction-terms';

/** Money that funders gave. */
@Injectable()
export class Contributions {
  constructor(
    private readonly work: Work,
    private readonly funds: Funds,
    private readonly ledger: Ledger,
    private readonly queries: Queries,
    private readonly pledges: Pledges,
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

  /** What stands on a pledge, the oldest first. */
  async ofPledge(actor: Actor, pledgeId: string): Promise<ContributionView[]> {
    const text = `${contribution} where c.pledge_id = $1 order by c.received_on, c.id`;
    const rows = await this.queries.rows<ContributionView>('fund.contributions-of-pledge', text, [pledgeId]);
    return rows.map((row) => ({ ...row, moves: contributionMoves(actor) }));
  }

  /** Records money that has arrived: it is free to use at once. On a pledge it is for what the pledge is for. */
  async receive(actor: Actor, fundId: string, input: NewContribution, illustrative = false): Promise<{ id: string }> {
    return this.work.run(actor, async (tx) => {
      const fund = await this.funds.find(fundId, tx);
      const funder = await funderName(tx, input.funderId);
      await checkContribution(tx, fund, input);
      const pledge = await this.pledgeOf(tx, fund, input);
      const restrictionId = pledge ? pledge.restrictionId : input.restrictionId;
      const { grossCents, feeCents } = input;
      const [{ id }] = (await tx.query('select gen_random_uuid() as id')) as [{ id: string }];
      const gift = { contribution: id, restriction: restrictionId };
      await tell(tx, 'contribution.received', { id, fund, funder, grossCents, feeCents, pledge });
      const postedSeq = await this.ledger.post(tx, {
        kind: 'contribution.received',
        subject: `contribution:${id}`,
        lines: received(fund, gift, grossCents, feeCents, pledge !== null),
      });
      await tx.insert(Contribution, {
        ...{ ...input, id, fundId, restrictionId, pledgeId: pledge?.id ?? null, currency: fund.currency, illustrative },
        ...{ occurrence: 1, refundedCents: 0, postedSeq, createdAt: tx.now, createdBy: actor.id },
      });
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
      checkRefunded(row, input);
      const pledge = row.pledgeId === null ? null : await this.pledges.claim(tx, row.fundId, row.pledgeId);
      if (pledge) await this.pledges.follow(tx, pledge, input.grossCents - row.grossCents);
      const subject = `contribution:${id}`;
      const earlier = { seq: row.postedSeq, occurrence: row.occurrence };
      const { grossCents, feeCents } = input;
      const gift = { contribution: id, restriction: row.restrictionId };
      const funder = await funderName(tx, row.funderId);
      await tell(tx, 'contribution.corrected', { id, fund, funder, grossCents, feeCents, pledge }, input.reason);
      // The right amount first: only what it is less by must still be free.
      const postedSeq = await this.ledger.post(tx, {
        kind: 'contribution.received',
        subject,
        occurrence: row.occurrence + 1,
        lines: received(fund, gift, grossCents, feeCents, pledge !== null),
      });
      await this.ledger.reverse(tx, subject, earlier.seq, earlier.occurrence);
      await tx.save(Object.assign(row, { grossCents, feeCents, postedSeq, occurrence: row.occurrence + 1 }));
      return { id };
    });
  }

  /** Locks the pledge that it stands on, and puts it there. @throws Invalid where it does not fit */
  private async pledgeOf(tx: Tx, fund: Fund, input: NewContribution): Promise<Pledge | null> {
    if (!input.pledgeId) return null;
    const refuse = (field: string, sentence: string): never => {
      throw new Invalid({ [field]: [sentence] });
    };
    const pledge = await this.pledges.claim(tx, fund.id, input.pledgeId).catch((error: unknown) => {
      if (error instanceof Missing) refuse('pledgeId', 'This is not a pledge of this fund.');
      throw error;
    });
    if (pledge.funderId !== input.funderId) refuse('pledgeId', 'This pledge was signed by another funder.');
    if (pledge.status !== 'signed') refuse('pledgeId', 'Of this pledge nothing is outstanding any more.');
    if (input.restrictionId && input.restrictionId !== pledge.restrictionId)
      refuse('restrictionId', 'The pledge says what its money may be used for. Leave this as it is for any project.');
    await this.pledges.follow(tx, pledge, input.grossCents);
    return pledge;
  }
}

interface Told {
  id: string;
  fund: Fund;
  funder: string;
  grossCents: number;
  feeCents: number;
  pledge: Pledge | null;
}

async function tell(
  tx: Tx,
  event: 'contribution.received' | 'contribution.corrected',
  { id, fund, funder, grossCents, feeCents, pledge }: Told,
  reason = '',
): Promise<void> {
  const about = {
    contributionId: id,
    fund: fund.name,
    funder,
    netCents: grossCents - feeCents,
    currency: fund.currency,
  };
  const subjects: [Subject, ...Subject[]] = [`contribution:${id}`, `fund:${fund.id}`];
  if (pledge) subjects.push(`pledge:${pledge.id}`);
  await publish(tx, event, reason === '' ? about : { ...about, reason }, subjects);
}

async function checkContribution(tx: Tx, fund: Fund, input: NewContribution): Promise<void> {
  checkFee(input);
  checkDay(fund, input.receivedOn, dateIn(tx.now, tx.actor.timeZone), 'receivedOn', 'it is money that has arrived');
  await checkOpenOn(tx, fund.id, input.restrictionId, input.receivedOn);
}

function checkFee({ grossCents, feeCents }: { grossCents: number; feeCents: number }): void {
  if (feeCents >= grossCents) throw new Invalid({ feeCents: ['The fee is as large as the contribution or larger.'] });
}

function checkRefunded({ refundedCents, currency }: Contribution, input: CorrectedContribution): void {
  if (input.grossCents - input.feeCents >= refundedCents) return;
  throw new Conflict(`${formatMoney(refundedCents, currency)} of it has been given back: it cannot be less than that.`);
}

const contribution = `
  select c.id, c.fund_id as "fundId", c.funder_id as "funderId", o.name as funder, r.name as restriction,
         c.restriction_id as "restrictionId", c.pledge_id as "pledgeId", c.refunded_cents::float8 as "refundedCents", c.received_on::text as "receivedOn", c.gross_cents::float8 as "grossCents", c.fee_cents::float8 as "feeCents",
         (c.gross_cents - c.fee_cents)::float8 as "netCents", c.currency, c.reference, c.illustrative,
         c.occurrence - 1 as corrections
    from contribution c join organisation o on o.id = c.funder_id left join restriction r on r.id = c.restriction_id`;

const contributions = `${contribution}
   where c.fund_id = $1 and ($2::date is null or (c.received_on, c.id) < ($2, $3::uuid))
   order by c.received_on desc, c.id desc limit $4`;
