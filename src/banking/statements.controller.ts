import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { PageQuery } from '../kernel/paging';
import { bankReaders } from './bank-entry.rules';
import { EntryList, BankEntryView, OutcomeList, BankStatementList, BankStatementView } from './bank-view.dto';
import { ConfirmAll, ConfirmEntry, EntriesQuery, SetAside } from './banking.dto';
import { Entries } from './entries.service';
import { StatementDesk } from './statement-desk.service';
import { StatementSource } from './statement-source.service';
import { Statements } from './statements.service';

const fileId = { type: 'string', format: 'uuid' } as const;
const sent = { schema: { type: 'object' as const, properties: { fileId }, required: ['fileId'] } };

/** What the bank says happened, for programs. */
@ApiTags('Bank')
@Controller('api')
@Allow(...bankReaders)
export class StatementsApi {
  constructor(
    private readonly statements: Statements,
    private readonly source: StatementSource,
    private readonly desk: StatementDesk,
    private readonly entries: Entries,
    private readonly histories: Histories,
  ) {}

  @Get('funds/:id/statements')
  @ApiOperation({ summary: 'The bank statements of a fund, latest first' })
  @ApiResponse({ status: 200, type: BankStatementList })
  list(@Id() id: string, @Query() query: PageQuery): Promise<BankStatementList> {
    return this.desk.statements(id, query);
  }

  @Post('funds/:id/statements')
  @Allow('finance')
  @ApiOperation({
    summary: 'Read a bank statement (ISO 20022 camt.053.001.08), as a whole or not at all',
    description: 'Send the bytes as application/octet-stream, or the id of a file that you uploaded before.',
  })
  @ApiConsumes('application/json', 'application/octet-stream', 'multipart/form-data')
  @ApiBody(sent)
  @ApiResponse({ status: 201, type: BankStatementView })
  async read(@Me() me: Actor, @Id() id: string, @Body() body: unknown): Promise<BankStatementView> {
    const { id: read } = await this.statements.read(me, id, await this.source.content(me, body));
    return this.desk.statement(me, read, new EntriesQuery());
  }

  @Get('statements/:id')
  @ApiOperation({ summary: 'One statement with its entries and what each seems to be' })
  @ApiResponse({ status: 200, type: BankStatementView })
  show(@Me() me: Actor, @Id() id: string, @Query() query: EntriesQuery): Promise<BankStatementView> {
    return this.desk.statement(me, id, query);
  }

  @Get('statements/:id/history')
  @ApiOperation({ summary: 'What happened to a statement and its entries' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    await this.desk.statement(me, id, new EntriesQuery());
    return historyList(await this.histories.of(me, `bank_statement:${id}`));
  }

  @Post('statements/:id/confirm')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Confirm what is proposed, entry by entry; what cannot be is named and stays' })
  @ApiResponse({ status: 200, type: OutcomeList })
  async confirmAll(@Me() me: Actor, @Id() id: string, @Body() { seen }: ConfirmAll): Promise<OutcomeList> {
    return { items: await this.entries.confirmAll(me, id, seen), next: null };
  }

  @Get('funds/:id/bank-entries')
  @ApiOperation({ summary: 'The entries of a fund’s account: newest first, open ones the oldest first' })
  @ApiResponse({ status: 200, type: EntryList })
  all(@Me() me: Actor, @Id() id: string, @Query() query: EntriesQuery): Promise<EntryList> {
    return this.desk.entries(me, id, query);
  }

  @Get('bank-entries/:id')
  @ApiOperation({ summary: 'One entry, and what it seems to be' })
  @ApiResponse({ status: 200, type: BankEntryView })
  entry(@Me() me: Actor, @Id() id: string): Promise<BankEntryView> {
    return this.desk.entry(me, id);
  }

  @Post('bank-entries/:id/confirm')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Confirm what an entry is: the payment is settled or came back, or the refund has arrived' })
  @ApiResponse({ status: 200, type: BankEntryView })
  async confirm(@Me() me: Actor, @Id() id: string, @Body() { match }: ConfirmEntry): Promise<BankEntryView> {
    await this.entries.confirm(me, id, match);
    return this.desk.entry(me, id);
  }

  @Post('bank-entries/:id/set-aside')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Set an entry aside: nothing of ours is behind it' })
  @ApiResponse({ status: 200, type: BankEntryView })
  async setAside(@Me() me: Actor, @Id() id: string, @Body() { reason }: SetAside): Promise<BankEntryView> {
    await this.entries.setAside(me, id, reason);
    return this.desk.entry(me, id);
  }

  @Post('bank-entries/:id/take-up')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ summary: 'Take an entry up again that was set aside' })
  @ApiResponse({ status: 200, type: BankEntryView })
  async takeUp(@Me() me: Actor, @Id() id: string): Promise<BankEntryView> {
    await this.entries.takeUp(me, id);
    return this.desk.entry(me, id);
  }
}
