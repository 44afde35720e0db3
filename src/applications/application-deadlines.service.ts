import { Injectable, type OnModuleInit } from '@nestjs/common';
import { dateIn } from '../kernel/time';
import type { Tx } from '../kernel/transaction';
import { Deadlines, type Expected } from '../reminders/deadlines.service';
import { RoundPostponements } from '../rounds/round-postponements.service';
import type { Round } from '../rounds/rounds.service';
import type { ApplicationCase } from './application.rules';

/** An application that its city can still write, with where that city is. */
interface Unfinished {
  id: string;
  title: string;
  leadId: string;
  zone: string;
  /** Whether it came back, and is no draft any more. */
  returned: boolean;
  /** Since when nobody has written on it. */
  writtenAt: Date;
}

type Call = Pick<Round, 'id' | 'name' | 'status' | 'deadlineAt' | 'deadlineZone'>;

/** Until when an application has to be submitted, and since when nobody has written on it. */
@Injectable()
export class ApplicationDeadlines implements OnModuleInit {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly postponements: RoundPostponements,
  ) {}

  onModuleInit(): void {
    this.postponements.join((tx, round) => this.postponed(tx, round));
  }

  /** It was started, saved or returned. Nothing moves where it was written on before on the same day and is called the same. */
  async written(
    tx: Tx,
    row: ApplicationCase & { round: Round },
    before?: { title: string; updatedAt: Date },
  ): Promise<void> {
    const { id, title, leadId, round } = row;
    if (!takes(round, tx.now)) return;
    const [{ zone } = { zone: 'UTC' }] = (await tx.query(zoneSql, [leadId])) as { zone: string }[];
    const today = dateIn(tx.now, zone);
    if (before?.title === title && dateIn(before.updatedAt, zone) === today) return;
    await this.expect(tx, [{ id, title, leadId, zone, returned: row.status === 'returned', writtenAt: tx.now }], round);
  }

  async submitted(tx: Tx, id: string): Promise<void> {
    await this.deadlines.met(tx, 'round_closes', `application:${id}`);
    await this.deadlines.met(tx, 'draft_unfinished', `application:${id}`);
  }

  /** It is decided or withdrawn: nobody waits for it, nor for its reviews. */
  async ended(tx: Tx, id: string): Promise<void> {
    await this.deadlines.callOff(tx, `application:${id}`);
    await this.deadlines.callOffWithin(tx, `application:${id}`);
  }

  private async postponed(tx: Tx, round: Round): Promise<void> {
    if (!takes(round, tx.now)) return;
    await tx.query(lockSql, [round.id]);
    await this.expect(tx, (await tx.query(unfinishedSql, [round.id])) as Unfinished[], round);
  }

  private async expect(tx: Tx, rows: Unfinished[], round: Call): Promise<void> {
    await this.deadlines.expectMany(
      tx,
      rows.flatMap((row) => [closes(row, round), unfinished(row, round)]),
    );
  }
}

/** Once the deadline is past there is no date any more by which anything would have to be in. */
const takes = ({ status, deadlineAt }: Call, now: Date): boolean => status === 'open' && now < deadlineAt;

type Common = Pick<Expected, 'subject' | 'within' | 'roundId' | 'organisationId' | 'staffRole'>;

const common = ({ id, leadId }: Unfinished, round: Call): Common => ({
  ...{ subject: `application:${id}`, within: [`round:${round.id}`], roundId: round.id },
  ...{ organisationId: leadId, staffRole: 'program' },
});

const about = ({ id, title, leadId, returned }: Unfinished, { name }: Call, dueAt: Date, dueZone: string) => ({
  ...{ applicationId: id, title, leadId, returned, round: name, dueAt: dueAt.toISOString(), dueZone },
});

const closes = (row: Unfinished, round: Call): Expected<'round_closes'> => ({
  ...{ ...common(row, round), anchor: 'round_closes', title: `Application: ${row.title} for ${round.name}` },
  ...{ at: round.deadlineAt, zone: round.deadlineZone },
  data: about(row, round, round.deadlineAt, round.deadlineZone),
});

const unfinished = (row: Unfinished, round: Call): Expected<'draft_unfinished'> => ({
  ...{
    ...common(row, round),
    anchor: 'draft_unfinished',
    title: `${row.returned ? 'Returned' : 'Draft'}: ${row.title} for ${round.name}`,
  },
  ...{ at: row.writtenAt, zone: row.zone, until: round.deadlineAt },
  data: {
    ...about(row, round, row.writtenAt, row.zone),
    ...{ deadlineAt: round.deadlineAt.toISOString(), deadlineZone: round.deadlineZone },
  },
});

const zoneSql = 'select time_zone as zone from organisation where id = $1';

/** Also what is submitted: it may be on its way back. */
const lockSql = `
  select id from application where round_id = $1 and status in ('draft', 'submitted', 'returned') order by id for update`;

const unfinishedSql = `
  select a.id, a.title, a.lead_id as "leadId", o.time_zone as zone, a.status = 'returned' as returned, greatest(a.updated_at, (
           select max(e.at) from event e
            where a.status = 'returned' and e.name = 'application.returned' and e.subjects @> array['application:' || a.id])
         ) as "writtenAt"
    from application a join organisation o on o.id = a.lead_id
   where a.round_id = $1 and a.status in ('draft', 'returned') order by a.id`;
