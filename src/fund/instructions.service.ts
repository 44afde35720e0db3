import { Injectable } from '@nestjs/common';
import { Files } from '../files/files.service';
import type { Actor } from '../kernel/access';
import { Invalid, Missing } from '../kernel/errors';
import { publish, type Subject } from '../kernel/outbox';
import { dateIn } from '../kernel/time';
import { type Tx, Work } from '../kernel/transaction';
import { Approvals } from './approvals.service';
import { Contribution, type Fund } from './fund.entity';
import { Funds } from './funds.service';
import { InstructionMoney } from './instruction-money.service';
import { Instruction } from './instruction.entity';
import { checkKind, type InstructionCase, instructionLifecycle, kindNames } from './instruction.rules';
import type { NewInstruction } from './instructions.dto';
import { Pledge } from './pledge.entity';
import { checkOpenOn } from './restriction-terms';

/** Refunds to donors, changed restrictions, pledges written off, running costs: proposed by one person, carried out with the last approval of others. */
@Injectable()
export class Instructions {
  constructor(
    private readonly work: Work,
    private readonly funds: Funds,
    private readonly approvals: Approvals,
    private readonly files: Files,
    private readonly money: InstructionMoney,
  ) {}

  /** @throws Invalid, also where there is less than it would take */
  async propose(actor: Actor, fundId: string, input: NewInstruction): Promise<{ id: string }> {
    return this.work.run(actor, async (tx) => {
      const fund = await this.funds.find(fundId, tx);
      checkKind(input);
      const restrictionId = await fromWhere(tx, fund, input);
      const row = tx.create(Instruction, {
        ...{ ...input, restrictionId, fundId, currency: fund.currency, status: 'proposed', rejectReason: '' },
        ...{ proposedBy: actor.id, proposedAt: tx.now, decidedAt: null, version: 1 },
      });
      await checkRestrictions(tx, row);
      await this.money.check(tx, row);
      if (input.fileId) await this.files.attachable(tx, input.fileId);
      const saved = await tx.save(row);
      await publish(tx, 'instruction.proposed', { ...facts(saved, fund), reason: input.reason }, subjects(saved));
      return { id: saved.id };
    });
  }

  /** Records this person's approval; with the last one needed it is carried out. @throws Conflict where there is less than it takes by now */
  async approve(actor: Actor, id: string): Promise<{ id: string; status: string }> {
    return this.work.run(actor, async (tx) => {
      const instruction = await this.claim(tx, id);
      instructionLifecycle.apply(instruction, 'approve', { actor, now: tx.now });
      const progress = await this.approvals.record(tx, { kind: 'instruction', id, cycle: 1 }, instruction.approvals);
      const fund = await this.funds.find(instruction.fundId, tx);
      const { status, reason } = instruction;
      if (progress) {
        await publish(tx, 'instruction.endorsed', { ...facts(instruction, fund), ...progress }, subjects(instruction));
        await store(tx, instruction);
        return { id, status };
      }
      await store(tx, { ...instruction, decidedAt: tx.now });
      await publish(tx, 'instruction.carried_out', { ...facts(instruction, fund), reason }, subjects(instruction));
      const post = await this.money.carryOut(tx, instruction);
      await post();
      return { id, status };
    });
  }

  async reject(actor: Actor, id: string, reason: string): Promise<{ id: string }> {
    return this.work.run(actor, async (tx) => {
      const instruction = await this.claim(tx, id);
      instructionLifecycle.apply(instruction, 'reject', { actor, now: tx.now });
      await store(tx, { ...instruction, rejectReason: reason, decidedAt: tx.now });
      const fund = await this.funds.find(instruction.fundId, tx);
      await publish(tx, 'instruction.rejected', { ...facts(instruction, fund), reason }, subjects(instruction));
      return { id };
    });
  }

  private async claim(tx: Tx, id: string): Promise<InstructionCase> {
    const row = await tx.findOne(Instruction, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!row) throw new Missing('instruction');
    const about = [{ id, cycle: 1, cents: row.amountCents, waits: row.status === 'proposed' }];
    const approvals = (await this.approvals.given('instruction', about, row.fundId, tx)).get(id);
    return Object.assign(row, { approvals: approvals ?? { by: [], needed: Infinity } });
  }
}

async function store(tx: Tx, { approvals: _, ...row }: InstructionCase): Promise<void> {
  await tx.save(Instruction, { ...row, version: row.version + 1 });
}

/** From money under which restriction it is taken. @throws Invalid where what it names is not the fund's */
async function fromWhere(tx: Tx, { id: fundId }: Fund, input: NewInstruction): Promise<string | null> {
  const { kind, contributionId, pledgeId, restrictionId } = input;
  if (kind === 'pledge_write_off') {
    if (!(await tx.existsBy(Pledge, { id: pledgeId ?? '', fundId })))
      throw new Invalid({ pledgeId: ['This is not a pledge of this fund.'] });
    return null;
  }
  if (kind === 'overhead') return restrictionId ?? null;
  const contribution = await tx.findOneBy(Contribution, { id: contributionId ?? '', fundId });
  if (!contribution) throw new Invalid({ contributionId: ['This is not a contribution of this fund.'] });
  return restrictionId === undefined ? contribution.restrictionId : restrictionId;
}

/** Money may leave a restriction that has ended; nothing goes there. */
async function checkRestrictions(tx: Tx, row: Instruction): Promise<void> {
  const { kind, fundId, restrictionId, toRestrictionId } = row;
  await checkOpenOn(tx, fundId, restrictionId, null);
  if (kind !== 'restriction_move') return;
  if (restrictionId === toRestrictionId)
    throw new Invalid({ toRestrictionId: ['It stands there already. Choose where it goes.'] });
  await checkOpenOn(tx, fundId, toRestrictionId, dateIn(tx.now, 'UTC'), 'toRestrictionId');
}

const facts = ({ id, kind, amountCents, currency }: Instruction, fund: Fund) => ({
  ...{ instructionId: id, fund: fund.name, what: kindNames[kind], amountCents, currency },
});

function subjects({ id, fundId, contributionId, pledgeId }: Instruction): [Subject, ...Subject[]] {
  return [
    `instruction:${id}`,
    `fund:${fundId}`,
    ...(contributionId === null ? [] : [`contribution:${contributionId}` as const]),
    ...(pledgeId === null ? [] : [`pledge:${pledgeId}` as const]),
  ];
}
