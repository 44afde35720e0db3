import { Injectable } from '@nestjs/common';
import { Conflict, Invalid, Missing } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import type { LastStep, Tx } from '../kernel/transaction';
import { Ledger, type Posting } from '../ledger/ledger.service';
import { donorRefunded, restrictionMoved, spentOnRunning } from '../ledger/postings';
import { Contribution, type Fund } from './fund.entity';
import { Funds } from './funds.service';
import type { Instruction } from './instruction.entity';
import { Pledge } from './pledge.entity';
import { outstandingOf } from './pledge.rules';
import { Pledges } from './pledges.service';

type Terms = Pick<
  Instruction,
  'kind' | 'fundId' | 'amountCents' | 'currency' | 'contributionId' | 'restrictionId' | 'toRestrictionId' | 'pledgeId'
>;

/** What instructions do to the books: at most what is still there, looked at when they are proposed and again when they are carried out. */
@Injectable()
export class InstructionMoney {
  constructor(
    private readonly funds: Funds,
    private readonly pledges: Pledges,
    private readonly ledger: Ledger,
  ) {}

  /** @throws Invalid with what there is, where that is less */
  async check(tx: Tx, terms: Terms): Promise<void> {
    const there = await available(tx, terms);
    if (terms.amountCents > there) throw new Invalid({ amountCents: [`${said(terms, there)} Enter at most that.`] });
  }

  /** Writes down what follows from it. @returns the posting that is to come last. @throws Conflict where less is there now */
  async carryOut(tx: Tx, instruction: Instruction): Promise<LastStep> {
    const { id, amountCents: cents, kind, pledgeId } = instruction;
    const subject = `instruction:${id}`;
    if (kind === 'pledge_write_off') {
      const pledge = await this.pledges.claim(tx, instruction.fundId, pledgeId ?? '');
      return this.pledges.writeOff(tx, pledge, cents, subject);
    }
    const short = (there: number): Conflict =>
      new Conflict(`${said(instruction, there)} Reject this instruction, and propose it anew.`);
    const there = await available(tx, instruction);
    if (cents > there) throw short(there);
    if (kind === 'donor_refund') await giveBack(tx, instruction);
    const posting = this.posting(await this.funds.find(instruction.fundId, tx), instruction, subject);
    return async () => void (await this.ledger.post(tx, posting, short));
  }

  private posting(fund: Fund, instruction: Instruction, subject: string): Posting {
    const { kind, amountCents: cents, contributionId: contribution, restrictionId: restriction } = instruction;
    const gift = { contribution, restriction };
    if (kind === 'donor_refund') {
      return { kind: 'contribution.refunded', subject, lines: donorRefunded(fund, gift, cents) };
    }
    if (kind === 'restriction_move') {
      const lines = restrictionMoved(fund, gift, instruction.toRestrictionId, cents);
      return { kind: 'restriction.moved', subject, lines };
    }
    const purse = { fund: fund.id, currency: fund.currency, order: [restriction] };
    const expense = instruction.expense ?? 'admin_expense';
    return { kind: 'overhead.paid', subject, lines: spentOnRunning(purse, expense, cents) };
  }
}

/** In minor units: what is outstanding of a pledge, else what is free where it is to be taken from. */
async function available(tx: Tx, { kind, fundId, contributionId, restrictionId, pledgeId }: Terms): Promise<number> {
  if (kind === 'pledge_write_off') {
    const pledge = await tx.findOneBy(Pledge, { id: pledgeId ?? '', fundId });
    if (!pledge) throw new Missing('pledge');
    return outstandingOf(pledge);
  }
  const [row] = (await tx.query(
    `select coalesce(sum(balance), 0)::float8 as cents from ledger.account
      where book = 'budget' and kind = 'available' and fund_id = $1 and restriction_id is not distinct from $2
        and ($3::uuid is null or contribution_id = $3)`,
    [fundId, restrictionId, contributionId],
  )) as { cents: number }[];
  return row?.cents ?? 0;
}

function said({ kind, currency, restrictionId }: Terms, there: number): string {
  const money = formatMoney(there, currency);
  if (kind === 'pledge_write_off') return `Of this pledge ${money} is outstanding.`;
  if (kind !== 'overhead')
    return `Of this contribution ${money} is free there; the rest is promised, spent or given back.`;
  return `${money} is free ${restrictionId === null ? 'without a restriction' : 'under this restriction'}.`;
}

async function giveBack(tx: Tx, { contributionId, amountCents }: Instruction): Promise<void> {
  const row = await tx.findOne(Contribution, {
    where: { id: contributionId ?? '' },
    lock: { mode: 'pessimistic_write' },
  });
  if (!row) throw new Missing('contribution');
  await tx.update(Contribution, { id: row.id }, { refundedCents: row.refundedCents + amountCents });
}
