import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { type Fund, Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Missing } from '../kernel/errors';
import { Queries } from '../kernel/queries';
import { dateIn } from '../kernel/time';
import { csvOf } from './money-csv';
import { hledgerOf, type LedgerAccount } from './money-hledger';
import type { PeriodQuery } from './money-period.dto';
import { MoneySheets, tables } from './money-sheets.service';
import { ledgerAccounts } from './money-tables.query';
import { Transfers } from './money-transfers.service';
import { xlsxOf } from './money-xlsx';

/** A file on its way to somebody. */
export interface Download {
  name: string;
  type: string;
  content: Readable;
}

export const mediaTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  journal: 'text/plain; charset=utf-8',
} as const;

/** The fund's money as files: tables for people and programs, and the whole journal for hledger. */
@Injectable()
export class MoneyExports {
  constructor(
    private readonly funds: Funds,
    private readonly sheets: MoneySheets,
    private readonly transfers: Transfers,
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** @param file like `statement.csv`, `journal.xlsx` or `hledger.journal` @throws Missing for what is not made here */
  async make(actor: Actor, fundId: string, file: string, period: PeriodQuery): Promise<Download> {
    const fund = await this.funds.find(fundId);
    const name = `${slug(fund.name)}-${dateIn(this.clock.now(), 'UTC')}-${file}`;
    if (file === 'hledger.journal') return { name, type: mediaTypes.journal, content: await this.hledger(fund) };
    const [, of, format] = /^([a-z]+)\.(csv|xlsx)$/.exec(file) ?? [];
    const table = tables.find((one) => one === of);
    if (!table || !format) throw new Missing('export');
    const { sheet, sheets } = await this.sheets.make(actor, fundId, table, period);
    return format === 'csv'
      ? { name, type: mediaTypes.csv, content: csvOf(sheet) }
      : { name, type: mediaTypes.xlsx, content: xlsxOf(sheets) };
  }

  private async hledger({ id, name, currency }: Fund): Promise<Readable> {
    const found = await this.queries.one<{ seq: number; hash: string; accounts: LedgerAccount[] }>(
      'money.accounts',
      ledgerAccounts,
      [id],
    );
    const { seq, hash, accounts } = found ?? { seq: 0, hash: '', accounts: [] };
    const pages = this.transfers.pages(id, { last: seq });
    const lines = hledgerOf({ fund: name, currency, seq, hash, accounts, pages });
    return Readable.from(lines, { objectMode: false });
  }
}

const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || 'fund';
