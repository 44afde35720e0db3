import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiExcludeController, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { readers } from '../fund/fund.rules';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { mediaTypes, type Download, MoneyExports } from './money-exports.service';
import { PeriodQuery } from './money-period.dto';
import { tables } from './money-sheets.service';

const files = [...tables.flatMap((table) => [`${table}.csv`, `${table}.xlsx`]), 'hledger.journal'];

const sent = ({ name, type, content }: Download): StreamableFile =>
  new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });

const schema = { type: 'string', format: 'binary' } as const;
const content = Object.fromEntries(Object.values(mediaTypes).map((type) => [type.split(';')[0] ?? type, { schema }]));

/** Everything about a fund's money as files, for programs. */
@ApiTags('Funds')
@Controller('api/funds')
@Allow(...readers)
export class MoneyExportsApi {
  constructor(private readonly files: MoneyExports) {}

  @Get(':id/export/:file')
  @ApiOperation({ summary: 'The money of a fund as a file: CSV, Excel or hledger' })
  @ApiParam({ name: 'file', schema: { type: 'string', enum: files } })
  @ApiResponse({ status: 200, description: 'The file; from and to narrow the journal and the statement.', content })
  async export(
    @Me() me: Actor,
    @Id() id: string,
    @Param('file') file: string,
    @Query() period: PeriodQuery,
  ): Promise<StreamableFile> {
    return sent(await this.files.make(me, id, file, period));
  }
}

/** The same behind the links of the pages. */
@ApiExcludeController()
@Controller('funds')
@Allow(...readers)
export class MoneyExportsLinks {
  constructor(private readonly files: MoneyExports) {}

  @Get(':id/export/:file')
  async export(
    @Me() me: Actor,
    @Id() id: string,
    @Param('file') file: string,
    @Query() period: PeriodQuery,
  ): Promise<StreamableFile> {
    return sent(await this.files.make(me, id, file, period));
  }
}
