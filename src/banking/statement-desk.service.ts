import { Injectable } from '@nestjs/common';
import { Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Missing } from '../kernel/errors';
import { formatMoney } from '../kernel/money';
import { type Page, pageOf, type PageQuery, placeAfter, rowsToRead } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { entryLifecycle } from './bank-entry.rules';
import type { Proposal } from './bank-match.rules';
import { BankEntry } from './bank.entity';
import { entryRows, statementRows } from './bank.queries';
import type { EntriesQuery } from './banking.dto';
import type { BankEntryView, BankStatementRow, BankStatementView } from './bank-view.dto';
import { type Choice, Matches } from './matches.service';

type EntryRow = Omit<BankEntry, 'decidedBy'> &
  Pick<BankEntryView, 'currency' | 'decidedBy' | 'awardId'> & {
    title: string | null;
    instalmentNumber: number | null;
    statementSeq: string;
  };
type Stated = Omit<BankStatementRow, 'readAt' | 'gap'> & {
  seq: string;
  readAt: Date;
  beforeId: string | null;
  beforeCents: number | null;
};

const confirmAll = { move: 'confirm', label: 'Confirm what is proposed' };

/** Statements and their movements, as people look at them. */
@Injectable()
export class StatementDesk {
  constructor(
    private readonly queries: Queries,
    private readonly funds: Funds,
    private readonly matches: Matches,
    private readonly clock: Clock,
  ) {}

  /** Latest first. @throws Missing */
  async statements(fundId: string, query: PageQuery): Promise<Page<BankStatementRow>> {
    await this.funds.find(fundId);
    const [on = null, seq = null] = placeAfter(query, 2) ?? [];
    const rows = await this.queries.rows<Stated>(
      'bank.statements',
      `${statementRows} where s.fund_id = $1 and ($2::date is null or (s.to_on, s.seq) < ($2::date, $3::bigint))
        order by s.to_on desc, s.seq desc limit $4`,
      [fundId, on, seq, rowsToRead(query)],
    );
    return pageOf(rows, query, ({ toOn, seq: last }) => [toOn, Number(last)], statementOf);
  }

  /** With a part of its entries, in their order. @throws Missing */
  async statement(me: Actor, id: string, query: EntriesQuery): Promise<BankStatementView> {
    const row = await this.queries.one<Stated>('bank.statement', `${statementRows} where s.id = $1`, [id]);
    if (!row) throw new Missing('statement');
    const [after = 0] = placeAfter(query) ?? [];
    const rows = await this.queries.rows<EntryRow>(
      'bank.statement-entries',
      `${entryRows} where e.statement_id = $1 and e.number > $2 and ($3::text is null or e.status = $3) order by e.number limit $4`,
      [id, after, query.status ?? null, rowsToRead(query)],
    );
    const views = await this.entryViews(me, rows);
    const moves = me.role === 'finance' && row.open > 0 ? [confirmAll] : [];
    return { ...statementOf(row), moves, ...pageOf(views, query, ({ number }) => [number]) };
  }

  /** Those of a fund, newest first; open ones the oldest first. @throws Missing */
  async entries(me: Actor, fundId: string, query: EntriesQuery): Promise<Page<BankEntryView>> {
    await this.funds.find(fundId);
    const [seq = null, number = null] = placeAfter(query, 2) ?? [];
    const oldestFirst = query.status === 'open';
    const [sign, order] = oldestFirst ? ['>', 'asc'] : ['<', 'desc'];
    const rows = await this.queries.rows<EntryRow>(
      `bank.entries-${order}`,
      `${entryRows} where e.fund_id = $1 and ($2::text is null or e.status = $2)
          and ($3::bigint is null or (s.seq, e.number) ${sign} ($3::bigint, $4::int)) order by s.seq ${order}, e.number ${order} limit $5`,
      [fundId, query.status ?? null, seq, number, rowsToRead(query)],
    );
    const places = new Map(rows.map((row) => [row.id, [Number(row.statementSeq), row.number]]));
    const views = await this.entryViews(me, rows);
    return pageOf(views, query, ({ id }) => places.get(id) ?? []);
  }

  /** @throws Missing */
  async entry(me: Actor, id: string): Promise<BankEntryView> {
    const rows = await this.queries.rows<EntryRow>('bank.entry', `${entryRows} where e.id = $1`, [id]);
    const [view] = await this.entryViews(me, rows);
    if (!view) throw new Missing('entry of the bank');
    return view;
  }

  /** An entry with what a person may say that it is. @throws Missing */
  async decide(me: Actor, id: string): Promise<{ entry: BankEntryView; choices: Choice[] }> {
    const entry = await this.entry(me, id);
    const open = entry.moves.some(({ move }) => move === 'confirm');
    return { entry, choices: open ? await this.matches.choices(id) : [] };
  }

  private async entryViews(me: Actor, rows: readonly EntryRow[]): Promise<BankEntryView[]> {
    const proposals = await this.matches.proposals(rows as unknown as BankEntry[]);
    const around = { actor: me, now: this.clock.now() };
    return rows.map((row) =>
      entryView(row, proposals.get(row.id), entryLifecycle.moves(row as unknown as BankEntry, around)),
    );
  }
}

function entryView(row: EntryRow, proposal: Proposal | undefined, moves: BankEntryView['moves']): BankEntryView {
  const { id, statementId, number, direction, amountCents, currency, bookedOn, bankReference, endToEnd } = row;
  const { counterparty, note, status, decidedBy, decidedAt, reason, awardId } = row;
  return {
    ...{ id, statementId, number, direction, amountCents, currency, bookedOn, bankReference, endToEnd },
    ...{ counterparty, note, status, awardId, decidedBy, decidedAt: decidedAt?.toISOString() ?? null, reason },
    match: proposal?.match ?? null,
    sentence: proposal?.sentence ?? became(row),
    // Entries stand in the list of their statement, so each says where its moves lead.
    moves: moves
      .filter(({ move }) => move !== 'confirm' || proposal !== undefined)
      .map((offer) => ({ ...offer, href: `/api/bank-entries/${row.id}/${offer.move}` })),
  };
}

function became({ status, direction, title, instalmentNumber, refundId }: EntryRow): string {
  if (status !== 'confirmed') return 'Set aside: nothing of ours is behind it.';
  if (refundId !== null) return `Received the refund of “${title ?? ''}”.`;
  const what = `instalment ${instalmentNumber ?? ''} of “${title ?? ''}”`;
  return direction === 'debit' ? `Settled ${what}.` : `Recorded that ${what} came back.`;
}

function statementOf({ beforeId, beforeCents, readAt, seq: _, ...row }: Stated): BankStatementRow {
  const money = (cents: number): string => formatMoney(cents, row.currency);
  const gap =
    beforeCents === null || beforeCents === row.openingCents
      ? null
      : `It opens at ${money(row.openingCents)}, and the one before it (${beforeId ?? ''}) closed at ${money(beforeCents)}: a statement is missing in between.`;
  return { ...row, readAt: readAt.toISOString(), gap };
}
