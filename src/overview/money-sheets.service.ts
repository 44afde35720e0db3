import { Injectable } from '@nestjs/common';
import { Funds } from '../fund/funds.service';
import type { Actor } from '../kernel/access';
import { Queries } from '../kernel/queries';
import { Forecasts } from './money-forecast.service';
import { figureSheets, statementSheet, transferSheet } from './money-journal.sheets';
import type { PeriodQuery } from './money-period.dto';
import type { Sheet } from './money-sheets';
import { Statements } from './money-statement.service';
import { awardLines, funderLines, paymentLines } from './money-tables.query';
import {
  type AwardLine,
  awardSheet,
  forecastSheets,
  type FunderLine,
  funderSheet,
  type PaymentLine,
  paymentSheet,
} from './money-tables.sheets';
import { Transfers } from './money-transfers.service';

export const tables = ['journal', 'statement', 'forecast', 'funders', 'awards', 'payments'] as const;
export type TableName = (typeof tables)[number];

/** One table as it fits a text file, and the same with what stands beside it in a workbook. */
export interface Exported {
  sheet: Sheet;
  sheets: Sheet[];
}

const alone = (sheet: Sheet): Exported => ({ sheet, sheets: [sheet] });

/** What leaves the system as tables. What is long is read while it leaves. */
@Injectable()
export class MoneySheets {
  constructor(
    private readonly funds: Funds,
    private readonly queries: Queries,
    private readonly forecasts: Forecasts,
    private readonly statements: Statements,
    private readonly transfers: Transfers,
  ) {}

  /** @throws Missing, Invalid as the pages of the same name */
  async make(actor: Actor, fundId: string, table: TableName, period: PeriodQuery): Promise<Exported> {
    const { currency } = await this.funds.find(fundId);
    const rows = <T>(text: string) => this.queries.rows<T>(`money.${table}`, text, [fundId]);
    switch (table) {
      case 'journal':
        return alone(transferSheet(this.transfers.pages(fundId, period)));
      case 'statement':
        return this.statement(actor, fundId, period);
      case 'forecast': {
        const sheets = forecastSheets((await this.forecasts.show(actor, fundId)).forecast);
        return { sheet: sheets[0] as Sheet, sheets };
      }
      case 'funders':
        return alone(funderSheet(await rows<FunderLine>(funderLines), currency));
      case 'awards':
        return alone(awardSheet(await rows<AwardLine>(awardLines)));
      case 'payments':
        return alone(paymentSheet(await rows<PaymentLine>(paymentLines)));
    }
  }

  private async statement(actor: Actor, fundId: string, query: PeriodQuery): Promise<Exported> {
    const { statement } = await this.statements.show(actor, fundId, query);
    // Nothing is read before it is asked for, so that of the two only the one that leaves is.
    const pages = () => this.transfers.pages(fundId, statement);
    return {
      sheet: statementSheet(statement, pages()),
      sheets: [...figureSheets(statement), transferSheet(pages())],
    };
  }
}
