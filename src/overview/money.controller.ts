import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { readers } from '../fund/fund.rules';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { Framed, PageDoor } from '../kernel/page/door';
import { type Frame, frameWith } from '../kernel/page/frame';
import type { Typed } from '../kernel/typed';
import { AgeingView } from './money-ageing.dto';
import { ageingPage } from './money-ageing.pages';
import { Ageing } from './money-ageing.service';
import { ForecastView } from './money-forecast.dto';
import { forecastPage } from './money-forecast.pages';
import { Forecasts } from './money-forecast.service';
import { PeriodQuery } from './money-period.dto';
import { StatementView } from './money-statement.dto';
import { statementPage } from './money-statement.pages';
import { Statements } from './money-statement.service';

/** What is foreseen of a fund, its statement and its ageing, for programs. */
@ApiTags('Funds')
@Controller('api/funds')
@Allow(...readers)
export class MoneyApi {
  constructor(
    private readonly forecasts: Forecasts,
    private readonly statements: Statements,
    private readonly ages: Ageing,
  ) {}

  @Get(':id/forecast')
  @ApiOperation({ summary: 'What leaves a fund in the next twelve months, what comes in, and what remains' })
  @ApiResponse({ status: 200, type: ForecastView })
  async forecast(@Me() me: Actor, @Id() id: string): Promise<ForecastView> {
    return (await this.forecasts.show(me, id)).forecast;
  }

  @Get(':id/statement')
  @ApiOperation({ summary: 'Opening, movements and closing of a fund between two days' })
  @ApiResponse({ status: 200, type: StatementView })
  async statement(@Me() me: Actor, @Id() id: string, @Query() query: PeriodQuery): Promise<StatementView> {
    return (await this.statements.show(me, id, query)).statement;
  }

  @Get(':id/ageing')
  @ApiOperation({ summary: 'How long commitments, payments, pledges and refunds of a fund have stood' })
  @ApiResponse({ status: 200, type: AgeingView })
  async ageing(@Me() me: Actor, @Id() id: string): Promise<AgeingView> {
    return (await this.ages.show(me, id)).ageing;
  }
}

/** The same for people. */
@PageDoor()
@Controller('funds')
@Allow(...readers)
export class MoneyPages {
  constructor(
    private readonly forecasts: Forecasts,
    private readonly statements: Statements,
    private readonly ages: Ageing,
  ) {}

  @Get(':id/forecast')
  async forecast(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return forecastPage({ frame, ...(await this.forecasts.show(me, id)) });
  }

  @Get(':id/statement')
  async statement(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() typed: Typed): Promise<VNode> {
    const desk = await this.statements.desk(me, id, typed);
    return statementPage({ ...desk, frame: frameWith(frame, desk.form) });
  }

  @Get(':id/ageing')
  async ageing(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return ageingPage({ frame, ...(await this.ages.show(me, id)) });
  }
}
