import { Controller, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { read } from '../kernel/input';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import { PageQuery } from '../kernel/paging';
import type { Typed } from '../kernel/typed';
import { download } from '../kernel/upload';
import { BankDesk } from './bank-desk.service';
import { bankReaders } from './bank-entry.rules';
import { bankPage } from './bank.pages';
import { paymentFilePage, paymentFilesPage } from './payment-file.pages';
import { chosenIn, NewPaymentFile } from './banking.dto';
import { PaymentFiles } from './payment-files.service';

/** What is between a fund and its bank, in a browser. */
@PageDoor()
@Controller()
@Allow(...bankReaders)
export class BankPages {
  constructor(
    private readonly files: PaymentFiles,
    private readonly desk: BankDesk,
  ) {}

  @Get('funds/:id/bank')
  async bank(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return bankPage({ frame, bank: await this.desk.view(me, id) });
  }

  @Get('funds/:id/payment-files')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() query: PageQuery): Promise<VNode> {
    const fund = await this.desk.view(me, id);
    return paymentFilesPage({ frame, fund, query, files: await this.desk.files(id, query) });
  }

  @Post('funds/:id/payment-files')
  @Allow('finance')
  async make(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const { id: made } = await this.files.make(me, id, read(NewPaymentFile, chosenIn(form)));
    return new SeeOther(`/payment-files/${made}`, 'The payment file is made. Download it and give it to the bank.');
  }

  @Get('payment-files/:id')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return paymentFilePage({ frame, me, file: await this.desk.file(me, id) });
  }

  /** Sent by a form, since it writes down who read the numbers. */
  @Post('payment-files/:id/download')
  @HttpCode(200)
  @Allow('finance')
  async download(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    const { name, content } = await this.files.download(me, id);
    return download(name, 'application/xml', content);
  }
}
