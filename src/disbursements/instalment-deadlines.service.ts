import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AwardPauses } from '../awards/award-pauses.service';
import type { AwardCase } from '../awards/awards.service';
import { endOfDay } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import { Deadlines, type Expected } from '../reminders/deadlines.service';
import type { Instalment } from './instalment.entity';
import { type InstalmentStatus, isAwaited } from './instalment.rules';

type Waiting = Pick<Instalment, 'id' | 'number' | 'amountCents' | 'currency' | 'dueOn'> & { zone: string };

/** By when instalments are to be paid: the city or the staff have to do something for each until it is approved, and again where the bank could not pay. */
@Injectable()
export class InstalmentDeadlines implements OnModuleInit {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly pauses: AwardPauses,
  ) {}

  onModuleInit(): void {
    this.pauses.join((tx, award) => (isPaid(award) ? this.planned(tx, award) : this.paused(tx, award)));
  }

  /** The plan as it is now. */
  async planned(tx: Tx, award: AwardCase): Promise<void> {
    if (!isPaid(award)) return;
    const waiting = (await tx.query(waitingSql, [award.id])) as Waiting[];
    await this.deadlines.expectMany(
      tx,
      waiting.map((row) => deadlineOf(row, award)),
    );
  }

  /** It took a step. */
  async moved(tx: Tx, { id, status }: Instalment, award: AwardCase, before: InstalmentStatus): Promise<void> {
    if (isAwaited(status) === isAwaited(before)) return;
    if (isAwaited(status)) await this.planned(tx, award);
    else await this.deadlines.met(tx, 'instalment_due', `instalment:${id}`);
  }

  /** It is not part of the plan any more. */
  async dropped(tx: Tx, { id }: Instalment): Promise<void> {
    await this.deadlines.callOff(tx, `instalment:${id}`);
  }

  /** Another stands in its place on the same day: nobody is reminded of that day again. */
  async replaced(tx: Tx, row: Pick<Instalment, 'id' | 'dueOn'>, by: Pick<Instalment, 'id' | 'dueOn'>): Promise<void> {
    if (row.dueOn === by.dueOn) await this.deadlines.handOn(tx, `instalment:${row.id}`, `instalment:${by.id}`);
  }

  /** Nothing is paid until the grant is resumed. */
  private async paused(tx: Tx, award: AwardCase): Promise<void> {
    await this.deadlines.callOffWithin(tx, planOf(award));
  }
}

/** Of a grant that has ended, what came back is for finance to give up or to pay again, without a day. */
const isPaid = ({ status }: AwardCase): boolean => status === 'accepted' || status === 'active';

/** What a suspension calls off, while the reports of the grant stay due. */
const planOf = ({ id }: AwardCase) => `plan:${id}` as const;

const deadlineOf = (row: Waiting, award: AwardCase): Expected<'instalment_due'> => {
  const { id, number, amountCents, currency, zone } = row;
  const at = endOfDay(row.dueOn, zone);
  return {
    ...{ anchor: 'instalment_due', subject: `instalment:${id}`, staffRole: 'finance', at, zone },
    within: [planOf(award), `award:${award.id}`, `application:${award.applicationId}`, `round:${award.roundId}`],
    ...{ roundId: award.roundId, organisationId: award.leadId, title: `Instalment: no. ${number} for ${award.title}` },
    data: {
      ...{ awardId: award.id, instalmentId: id, title: award.title, leadId: award.leadId },
      ...{ number, amountCents, currency, dueAt: at.toISOString(), dueZone: zone },
    },
  };
};

const waitingSql = `
  select i.id, i.number, i.amount_cents::float8 as "amountCents", i.currency, to_char(i.due_on, 'YYYY-MM-DD') as "dueOn",
         o.time_zone as zone
    from instalment i join organisation o on o.id = i.lead_id
   where i.award_id = $1 and i.status in ('planned', 'requested', 'failed', 'returned')`;
