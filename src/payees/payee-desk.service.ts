import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { type Page, pageOf, placeAfter, rowsToRead } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { PeopleService } from '../people/people.service';
import { Holders } from './holders.service';
import { BankAccount } from './payee.entity';
import { type HolderKind, heldReason } from './payee.rules';
import { type PayeeFile, payeeView, type PayeeRow, type PayeeView } from './payee-view.dto';
import type { PayeesQuery } from './payees.dto';
import { Payees } from './payees.service';

type ReadingRow = PayeeFile['readings'][number];

interface ListRow {
  id: string;
  kind: HolderKind;
  name: string;
  lastFour: string | null;
  currency: string | null;
  holdUntil: Date | null;
  waitingSince: Date | null;
}

/** Bank details as their readers meet them: with names, moves, what was before, and who read a number. */
@Injectable()
export class PayeeDesk {
  constructor(
    private readonly database: DataSource,
    private readonly queries: Queries,
    private readonly holders: Holders,
    private readonly payees: Payees,
    private readonly people: PeopleService,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing, also where it is not the reader's to see */
  async view(actor: Actor, holderId: string): Promise<PayeeView> {
    const holder = await this.holders.find(actor, holderId);
    const [state, former, readings] = await Promise.all([
      this.payees.state(holderId),
      this.formerOf(holderId),
      this.queries.rows<ReadingRow>('bank-readings', readingsSql, [holderId]),
    ]);
    const accounts = [state.account, state.waiting, ...former].filter((one) => one !== null);
    const handling = accounts.flatMap(({ enteredBy, confirmedBy }) => [
      enteredBy,
      ...(confirmedBy ? [confirmedBy] : []),
    ]);
    const people = await this.people.byIds([...handling, ...readings.map(({ personId }) => personId)]);
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return payeeView({ holder, state, former, readings, names }, { actor, now: this.clock.now() });
  }

  /** Funds, cities and partners, by name. */
  async list(query: PayeesQuery): Promise<Page<PayeeRow>> {
    const [name, id] = placeAfter(query, 2) ?? ['', ''];
    const now = this.clock.now();
    const rows = await this.queries.rows<ListRow>('payees', listSql, [
      ...[query.status ?? null, now, String(name), String(id)],
      rowsToRead(query),
    ]);
    return pageOf(
      rows,
      query,
      (row) => [row.name, row.id],
      (row) => rowView(row, now),
    );
  }

  private formerOf(holderId: string): Promise<BankAccount[]> {
    return this.database.manager.find(BankAccount, {
      where: { holderId, status: In(['rejected', 'replaced']) },
      order: { seq: 'DESC' },
      take: 100,
    });
  }
}

function rowView({ id, kind, name, lastFour, currency, holdUntil, waitingSince }: ListRow, now: Date): PayeeRow {
  return {
    ...{ holderId: id, holderKind: kind, name, lastFour, currency },
    waitingSince: waitingSince?.toISOString() ?? null,
    held: heldReason(holdUntil && { holdUntil }, waitingSince !== null, now),
  };
}

const readingsSql = `
  select r.person_id as "personId", r.at, r.why, a.last_four as "lastFour"
    from bank_reading r join bank_account a on a.id = r.bank_account_id
   where a.holder_id = $1 order by r.id desc limit 100`;

const listSql = `
  select h.id, h.kind, h.name, c.last_four as "lastFour", c.currency, c.hold_until as "holdUntil", w.entered_at as "waitingSince"
    from (select id, 'organisation' as kind, name from organisation where kind in ('city', 'partner')
           union all select id, 'fund', name from fund) h
    left join bank_account c on c.holder_id = h.id and c.status = 'confirmed'
    left join bank_account w on w.holder_id = h.id and w.status = 'entered'
   where (h.name, h.id::text) > ($3, $4)
     and case $1::text when 'waiting' then w.id is not null when 'missing' then c.id is null and w.id is null
                       when 'ready' then c.id is not null and w.id is null and c.hold_until <= $2
                       when 'held' then c.id is not null and (w.id is not null or c.hold_until > $2) else true end
   order by h.name, h.id::text limit $5`;
