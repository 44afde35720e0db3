import { Injectable } from '@nestjs/common';
import type { AwardCase } from '../awards/awards.service';
import { Conflict } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import { publish } from '../kernel/outbox';
import { dateIn, monthsAfter } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import { InstalmentDeadlines } from './instalment-deadlines.service';
import { InstalmentRows } from './instalment-rows.service';
import { Instalment } from './instalment.entity';
import { factsOf, subjectsOf } from './instalment.facts';
import { type InstalmentCase, instalmentLifecycle } from './instalment.rules';
import { centsOf, freeNumbers, planned, toPlan } from './plan.rules';

type Evidence = Pick<
  Instalment,
  'evidence' | 'evidenceFileId' | 'evidenceBy' | 'evidenceAcceptedBy' | 'evidenceAcceptedAt'
>;

/** An instalment as it is to be planned. */
type Part = Pick<Instalment, 'amountCents' | 'dueOn' | 'reportId' | 'needsAgreement' | 'notBefore' | 'evidence'> &
  Partial<Evidence>;

/** Changes of a plan, row by row. The amount of a row never changes: whoever changes a part has planned it. */
@Injectable()
export class PlanChanges {
  constructor(
    private readonly rows: InstalmentRows,
    private readonly deadlines: InstalmentDeadlines,
  ) {}

  /** Puts these in the place of what is only planned. What was shown for one of those counts for the new one that asks for the same. */
  async replace(tx: Tx, award: AwardCase, rows: InstalmentCase[], parts: readonly Part[]): Promise<void> {
    const before = planned(rows);
    const shown: Evidence[] = before.filter(({ evidenceFileId }) => evidenceFileId !== null);
    const stay = rows.filter((row) => !before.includes(row));
    for (const row of before) if (await this.retire(tx, award, row)) stay.push(row);
    const numbers = freeNumbers(stay, parts.length);
    for (const [i, part] of parts.entries()) {
      const place = shown.findIndex(({ evidence }) => evidence === part.evidence);
      const [same] = place < 0 ? [] : shown.splice(place, 1);
      const written = await write(tx, award, numbers[i] ?? 0, { ...part, ...(same && evidenceOf(same)) });
      const was = before.findIndex(({ dueOn }) => dueOn === part.dueOn);
      for (const row of was < 0 ? [] : before.splice(was, 1)) await this.deadlines.replaced(tx, row, written);
    }
  }

  /** @throws Conflict where less is planned than has to go */
  async fit(tx: Tx, award: AwardCase, rows: InstalmentCase[]): Promise<void> {
    if (rows.length === 0) return;
    const open = planned(rows);
    const wanted = toPlan(award, rows);
    if (wanted < 0) throw tooLittle(award, centsOf(open), centsOf(open) - wanted);
    const change = wanted - centsOf(open);
    if (change > 0) await this.add(tx, award, rows, change);
    if (change < 0) await this.take(tx, award, rows, -change);
  }

  async drop(tx: Tx, award: AwardCase, row: InstalmentCase): Promise<void> {
    instalmentLifecycle.apply(row, 'drop', { actor: tx.actor, now: tx.now });
    await publish(tx, 'instalment.dropped', factsOf(row, award), subjectsOf(row));
    await this.deadlines.dropped(tx, row);
    await this.rows.store(tx, row);
  }

  private async add(tx: Tx, award: AwardCase, rows: InstalmentCase[], cents: number): Promise<void> {
    const last = planned(rows).at(-1);
    if (last) return this.change(tx, award, rows, last, last.amountCents + cents);
    const dueOn = award.endsOn ?? monthsAfter(dateIn(tx.now, 'UTC'), 1);
    const bare = { reportId: null, needsAgreement: false, notBefore: null, evidence: '' };
    await write(tx, award, freeNumbers(rows, 1)[0] ?? 0, { ...bare, amountCents: cents, dueOn });
  }

  private async take(tx: Tx, award: AwardCase, rows: InstalmentCase[], cents: number): Promise<void> {
    let left = cents;
    for (const row of planned(rows).toReversed()) {
      if (left === 0) return;
      const part = Math.min(left, row.amountCents);
      left -= part;
      if (part === row.amountCents) await this.drop(tx, award, row);
      else await this.change(tx, award, rows, row, row.amountCents - part);
    }
  }

  private async change(tx: Tx, award: AwardCase, rows: InstalmentCase[], row: InstalmentCase, cents: number) {
    const part = { ...row, amountCents: cents };
    const stays = await this.retire(tx, award, row);
    const written = await write(tx, award, stays ? (freeNumbers(rows, 1)[0] ?? 0) : row.number, part);
    await this.deadlines.replaced(tx, row, written);
  }

  /** @returns whether the row stays, dropped, because something happened to it that has to be found again */
  private async retire(tx: Tx, award: AwardCase, row: InstalmentCase): Promise<boolean> {
    if (row.approvalCycle > 1 || row.payments.length > 0) {
      await this.drop(tx, award, row);
      return true;
    }
    await this.deadlines.dropped(tx, row);
    await tx.delete(Instalment, { id: row.id });
    return false;
  }
}

async function write(
  tx: Tx,
  { id, leadId, currency }: AwardCase,
  number: number,
  part: Part,
): Promise<{ id: string; dueOn: string }> {
  const { amountCents, dueOn, reportId, needsAgreement, notBefore, evidence } = part;
  const { identifiers } = await tx.insert(Instalment, {
    ...{ awardId: id, leadId, number, currency, status: 'planned', approvalCycle: 1, version: 1 },
    ...{ amountCents, dueOn, reportId, needsAgreement, notBefore, evidence },
    ...evidenceOf(part),
    ...{ requestedBy: null, requestedAt: null, requestNote: '', plannedBy: tx.actor.id, plannedAt: tx.now },
  });
  return { id: (identifiers as { id: string }[])[0]?.id ?? '', dueOn };
}

const evidenceOf = ({
  evidenceFileId = null,
  evidenceBy = null,
  evidenceAcceptedBy = null,
  evidenceAcceptedAt = null,
}: Partial<Evidence>) => ({ evidenceFileId, evidenceBy, evidenceAcceptedBy, evidenceAcceptedAt });

function tooLittle({ currency }: AwardCase, openCents: number, wantedCents: number): Conflict {
  const money = (cents: number): string => formatMoney(cents, currency);
  return new Conflict(
    `The award cannot shrink by that much: ${money(wantedCents)} would have to go, and ${money(openCents)} are planned and not yet requested. ` +
      'Send requests back, or revoke approvals, first.',
  );
}
