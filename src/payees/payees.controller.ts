import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { PayeeDesk } from './payee-desk.service';
import { NumberView, PayeeList, PayeeView } from './payee-view.dto';
import { ConfirmInput, NewDetails, PayeesQuery, ReadingInput, RejectInput } from './payees.dto';
import { Payees } from './payees.service';

/** Bank details, for programs. */
@ApiTags('Payees')
@Controller('api/payees')
export class PayeesApi {
  constructor(
    private readonly payees: Payees,
    private readonly desk: PayeeDesk,
    private readonly histories: Histories,
  ) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'Cities, partners and funds, by name, and where they have their money' })
  @ApiResponse({ status: 200, type: PayeeList })
  list(@Query() query: PayeesQuery): Promise<PayeeList> {
    return this.desk.list(query);
  }

  @Get(':holderId')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The bank details of one payee; a city sees its own' })
  @ApiResponse({ status: 200, type: PayeeView })
  show(@Me() me: Actor, @Id('holderId') holderId: string): Promise<PayeeView> {
    return this.desk.view(me, holderId);
  }

  @Get(':holderId/history')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'What happened to the bank details of one payee, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id('holderId') holderId: string): Promise<HistoryList> {
    await this.desk.view(me, holderId);
    return historyList(await this.histories.of(me, `payee:${holderId}`));
  }

  @Post(':holderId/details')
  @Allow('city', 'finance')
  @ApiOperation({
    summary: 'Enter bank details; they wait for a second person, and where they change others also for a hold',
    description: 'The signatory of a city for its own, finance for everybody. What waited before is superseded.',
  })
  @ApiResponse({ status: 201, type: PayeeView })
  async enter(@Me() me: Actor, @Id('holderId') holderId: string, @Body() input: NewDetails): Promise<PayeeView> {
    await this.payees.enter(me, holderId, input);
    return this.desk.view(me, holderId);
  }

  @Post(':holderId/details/:id/confirm')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Confirm bank details that somebody else entered, and say how you made sure' })
  @ApiResponse({ status: 200, type: PayeeView })
  async confirm(
    @Me() me: Actor,
    @Id('holderId') holderId: string,
    @Id() id: string,
    @Body() { how }: ConfirmInput,
  ): Promise<PayeeView> {
    await this.payees.confirm(me, id, how, holderId);
    return this.desk.view(me, holderId);
  }

  @Post(':holderId/details/:id/reject')
  @HttpCode(200)
  @Allow('program', 'finance')
  @ApiOperation({ summary: 'Reject bank details that wait' })
  @ApiResponse({ status: 200, type: PayeeView })
  async reject(
    @Me() me: Actor,
    @Id('holderId') holderId: string,
    @Id() id: string,
    @Body() { reason }: RejectInput,
  ): Promise<PayeeView> {
    await this.payees.reject(me, id, reason, holderId);
    return this.desk.view(me, holderId);
  }

  @Post(':holderId/details/:id/number')
  @HttpCode(200)
  @Allow('city', 'finance')
  @ApiOperation({
    summary: 'Read the full number; who did, when and why is written down',
    description: 'In a session that has stepped up within ten minutes. Personal tokens cannot.',
  })
  @ApiResponse({ status: 200, type: NumberView })
  async number(
    @Me() me: Actor,
    @Id('holderId') holderId: string,
    @Id() id: string,
    @Body() { why }: ReadingInput,
  ): Promise<NumberView> {
    return { number: await this.payees.read(me, holderId, id, why) };
  }
}
