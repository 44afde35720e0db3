import { Body, Controller, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { PageQuery } from '../kernel/paging';
import { download } from '../kernel/upload';
import { BankDesk } from './bank-desk.service';
import { bankReaders } from './bank-entry.rules';
import { BankView, PaymentFileList, PaymentFileView } from './bank-view.dto';
import { NewPaymentFile } from './banking.dto';
import { PaymentFiles } from './payment-files.service';

/** What the bank is asked to pay, for programs. */
@ApiTags('Bank')
@Controller('api')
@Allow(...bankReaders)
export class PaymentFilesApi {
  constructor(
    private readonly files: PaymentFiles,
    private readonly desk: BankDesk,
    private readonly histories: Histories,
  ) {}

  @Get('funds/:id/bank')
  @ApiOperation({ summary: 'Payments on their way, what waits, and the cash of a fund next to what its bank says' })
  @ApiResponse({ status: 200, type: BankView })
  bank(@Me() me: Actor, @Id() id: string): Promise<BankView> {
    return this.desk.view(me, id);
  }

  @Get('funds/:id/payment-files')
  @ApiOperation({ summary: 'The payment files of a fund, newest first' })
  @ApiResponse({ status: 200, type: PaymentFileList })
  list(@Id() id: string, @Query() query: PageQuery): Promise<PaymentFileList> {
    return this.desk.files(id, query);
  }

  @Post('funds/:id/payment-files')
  @Allow('finance')
  @ApiOperation({
    summary: 'Make a payment file (ISO 20022 pain.001.001.09) of released payments that are in no file yet',
    description: 'In a session that was stepped up; never with a personal token.',
  })
  @ApiResponse({ status: 201, type: PaymentFileView })
  async make(@Me() me: Actor, @Id() id: string, @Body() input: NewPaymentFile): Promise<PaymentFileView> {
    return this.desk.file(me, (await this.files.make(me, id, input)).id);
  }

  @Get('payment-files/:id')
  @ApiOperation({ summary: 'One payment file: its hash, who made it, and the payments in it' })
  @ApiResponse({ status: 200, type: PaymentFileView })
  show(@Me() me: Actor, @Id() id: string): Promise<PaymentFileView> {
    return this.desk.file(me, id);
  }

  @Get('payment-files/:id/history')
  @ApiOperation({ summary: 'What happened to a payment file' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    await this.desk.file(me, id);
    return historyList(await this.histories.of(me, `payment_file:${id}`));
  }

  @Post('payment-files/:id/download')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({
    summary: 'The file itself, the same bytes each time; that its account numbers were read is written down',
    description: 'In a session that was stepped up; never with a personal token.',
  })
  @ApiProduces('application/xml')
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  async download(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    const { name, content } = await this.files.download(me, id);
    return download(name, 'application/xml', content);
  }
}
