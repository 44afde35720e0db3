import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Framed, PageDoor } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { readers } from './fund.rules';
import { JournalEntry } from './journal-entry.dto';
import { entryPage } from './journal-entry.pages';
import { JournalEntries } from './journal-entry.service';

/** Single transactions of the ledger, for programs. */
@ApiTags('Funds')
@Controller('api/transactions')
@Allow(...readers)
export class JournalEntriesApi {
  constructor(private readonly entries: JournalEntries) {}

  @Get(':seq')
  @ApiOperation({ summary: 'One transaction of the ledger: both books, who, when, and its place in the chain' })
  @ApiParam({ name: 'seq', schema: { type: 'integer', minimum: 1 } })
  @ApiResponse({ status: 200, type: JournalEntry })
  show(@Param('seq') seq: string): Promise<JournalEntry> {
    return this.entries.find(seq);
  }
}

/** The page of a single transaction. */
@PageDoor()
@Controller('transactions')
@Allow(...readers)
export class JournalEntryPages {
  constructor(private readonly entries: JournalEntries) {}

  @Get(':seq')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Param('seq') seq: string): Promise<VNode> {
    return entryPage({ frame, zone: me.timeZone, entry: await this.entries.find(seq) });
  }
}
