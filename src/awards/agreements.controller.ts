import { Body, Controller, Get, HttpCode, Post, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { anyFile } from '../kernel/openapi.parts';
import { Agreements } from './agreements.service';
import { AwardDesk } from './award-desk.service';
import { AwardView } from './award-view.dto';
import { AgreementInput } from './awards.dto';

/** Signed agreements, for programs. */
@ApiTags('Awards')
@Controller('api/awards/:id/agreement')
export class AgreementsApi {
  constructor(
    private readonly agreements: Agreements,
    private readonly desk: AwardDesk,
  ) {}

  @Get()
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  @ApiOperation({ summary: 'The signed agreement of an award, as a file' })
  @ApiResponse(anyFile)
  file(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    return this.agreements.file(me, id);
  }

  @Post()
  @HttpCode(200)
  @Allow('program')
  @ApiOperation({ summary: 'Record the agreement that was signed; recorded again it replaces the one before' })
  @ApiResponse({ status: 200, type: AwardView })
  async record(@Me() me: Actor, @Id() id: string, @Body() input: AgreementInput): Promise<AwardView> {
    return this.desk.of(me, await this.agreements.record(me, id, input));
  }
}
