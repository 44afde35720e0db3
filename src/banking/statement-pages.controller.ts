import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Histories } from '../kernel/history';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { bankReaders } from './bank-entry.rules';
import { ConfirmAll, ConfirmEntry, EntriesQuery, SetAside } from './banking.dto';
import { Entries } from './entries.service';
import { StatementDesk } from './statement-desk.service';
import { StatementSource } from './statement-source.service';
import { entryPage } from './entry.pages';
import { entriesPage, outcomeNotice, statementPage } from './statement.pages';
import { Statements } from './statements.service';

/** What the bank says happened, in a browser. */
@PageDoor()
@Controller()
@Allow(...bankReaders)
export class StatementPages {
  constructor(
    private readonly statements: Statements,
    private readonly source: StatementSource,
    private readonly desk: StatementDesk,
    private readonly entries: Entries,
    private readonly histories: Histories,
  ) {}

  @Post('funds/:id/statements')
  @Allow('finance')
  async read(@Me() me: Actor, @Id() id: string, @Body() body: unknown): Promise<SeeOther> {
    const { id: read } = await this.statements.read(me, id, await this.source.content(me, body));
    return new SeeOther(`/statements/${read}`, 'The statement is read. Look through what its entries seem to be.');
  }

  @Get('statements/:id')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() query: EntriesQuery): Promise<VNode> {
    return statementPage({ frame, me, query, statement: await this.desk.statement(me, id, query) });
  }

  @Post('statements/:id/confirm')
  @Allow('finance')
  async confirmAll(@Me() me: Actor, @Id() id: string, @Body() { seen }: ConfirmAll): Promise<SeeOther> {
    return new SeeOther(`/statements/${id}`, outcomeNotice(await this.entries.confirmAll(me, id, seen)));
  }

  @Get('funds/:id/bank-entries')
  async list(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string, @Query() query: EntriesQuery): Promise<VNode> {
    return entriesPage({ frame, fundId: id, query, entries: await this.desk.entries(me, id, query) });
  }

  @Get('bank-entries/:id')
  async entry(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const shown = await this.desk.decide(me, id);
    return entryPage({ frame, me, ...shown, history: await this.histories.of(me, `bank_entry:${id}`) });
  }

  @Post('bank-entries/:id/confirm')
  @Allow('finance')
  async confirm(@Me() me: Actor, @Id() id: string, @Body() { match }: ConfirmEntry): Promise<SeeOther> {
    const { statementId, sentence } = await this.entries.confirm(me, id, match);
    return new SeeOther(`/statements/${statementId}`, `The entry is confirmed. ${sentence}`);
  }

  @Post('bank-entries/:id/set-aside')
  @Allow('finance')
  async setAside(@Me() me: Actor, @Id() id: string, @Body() { reason }: SetAside): Promise<SeeOther> {
    const { statementId } = await this.entries.setAside(me, id, reason);
    return new SeeOther(`/statements/${statementId}`, 'The entry is set aside. It can be taken up again.');
  }

  @Post('bank-entries/:id/take-up')
  @Allow('finance')
  async takeUp(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.entries.takeUp(me, id);
    return new SeeOther(`/bank-entries/${id}`, 'The entry is open again.');
  }
}
