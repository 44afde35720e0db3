import { Injectable } from '@nestjs/common';
import { Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Missing } from '../kernel/errors';
import { type Page, pageOf, PageQuery, placeAfter, rowsToRead } from '../kernel/paging';
import { Queries } from '../kernel/queries';
import { dateIn, daysBetween } from '../kernel/time';
import { Payees } from '../payees/payees.service';
import { cashOf, fileRows, inFile, onTheirWay } from './bank.queries';
import { EntriesQuery } from './banking.dto';
import type { BankView, CashView, PaymentFileRow, PaymentFileView, PaymentRow } from './bank-view.dto';
import { StatementDesk } from './statement-desk.service';

type Filed = Omit<PaymentFileRow, 'madeAt'> & { seq: string; madeAt: Date };
type Moving = Omit<PaymentRow, 'releasedAt' | 'days'> & { releasedAt: Date };

/** Everything between a fund and its bank, on one page. */
@Injectable()
export class BankDesk {
  constructor(
    private readonly queries: Queries,
    private readonly funds: Funds,
    private readonly payees: Payees,
    private readonly statements: StatementDesk,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing */
  async view(me: Actor, fundId: string): Promise<BankView> {
    const { name: fund, currency } = await this.funds.find(fundId);
    const ten = Object.assign(new PageQuery(), { limit: 10 });
    const waiting = Object.assign(new EntriesQuery(), { limit: 50, status: 'open' });
    const [{ held }, cash, payments, files, statements, entries] = await Promise.all([
      this.payees.state(fundId),
      this.cash(fundId),
      this.payments('bank.on-their-way', onTheirWay, fundId),
      this.files(fundId, ten),
      this.statements.statements(fundId, ten),
      this.statements.entries(me, fundId, waiting),
    ]);
    const lists = { payments, files: files.items, statements: statements.items, entries: entries.items };
    return { fundId, fund, currency, held, cash, ...lists, moves: movesOf(me, fundId) };
  }

  /** Newest first. @throws Missing */
  async files(fundId: string, query: PageQuery): Promise<Page<PaymentFileRow>> {
    await this.funds.find(fundId);
    const [after = null] = placeAfter(query) ?? [];
    const rows = await this.queries.rows<Filed>(
      'bank.files',
      `${fileRows} where f.fund_id = $1 and ($2::bigint is null or f.seq < $2) order by f.seq desc limit $3`,
      [fundId, after, rowsToRead(query)],
    );
    return pageOf(rows, query, ({ seq }) => [Number(seq)], fileOf);
  }

  /** @throws Missing */
  async file(me: Actor, id: string): Promise<PaymentFileView> {
    const row = await this.queries.one<Filed>('bank.file', `${fileRows} where f.id = $1`, [id]);
    if (!row) throw new Missing('payment file');
    const contents = await this.payments('bank.in-file', inFile, id);
    const moves = me.role === 'finance' ? [{ move: 'download', label: 'Download the file' }] : [];
    return { ...fileOf(row), contents, moves };
  }

  private async payments(name: string, text: string, id: string): Promise<PaymentRow[]> {
    const today = dateIn(this.clock.now(), 'UTC');
    const rows = await this.queries.rows<Moving>(name, text, [id]);
    return rows.map(({ releasedAt, ...row }) => ({
      ...row,
      releasedAt: releasedAt.toISOString(),
      days: Math.max(0, daysBetween(dateIn(releasedAt, 'UTC'), today)),
    }));
  }

  private async cash(fundId: string): Promise<CashView> {
    const row = await this.queries.one<Omit<CashView, 'unexplainedCents'>>('bank.cash', cashOf, [fundId]);
    if (!row) throw new Missing('fund');
    const { ledgerCents, bankCents, openCents } = row;
    return { ...row, unexplainedCents: bankCents === null ? null : ledgerCents - (bankCents - openCents) };
  }
}

const fileOf = ({ seq: _, madeAt, ...row }: Filed): PaymentFileRow => ({ ...row, madeAt: madeAt.toISOString() });

const movesOf = (me: Actor, fundId: string): BankView['moves'] =>
  me.role === 'finance'
    ? [
        { move: 'make-file', label: 'Make a payment file', href: `/api/funds/${fundId}/payment-files` },
        { move: 'read-statement', label: 'Read a bank statement', href: `/api/funds/${fundId}/statements` },
      ]
    : [];
