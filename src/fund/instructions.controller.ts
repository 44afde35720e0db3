import { Body, Controller, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Me } from '../kernel/access';
import { HistoryList, historyList } from '../kernel/history.dto';
import { Id } from '../kernel/id';
import { anyFile } from '../kernel/openapi.parts';
import { readers } from './fund.rules';
import { InstructionDesk } from './instruction-desk.service';
import { InstructionList, InstructionView } from './instruction-view.dto';
import { approving } from './instruction.rules';
import { InstructionReason, InstructionsQuery, NewInstruction } from './instructions.dto';
import { Instructions } from './instructions.service';

/** What moves money of a fund besides grants, for programs. */
@ApiTags('Instructions')
@Controller('api')
@Allow(...readers)
export class InstructionsApi {
  constructor(
    private readonly instructions: Instructions,
    private readonly desk: InstructionDesk,
  ) {}

  @Get('funds/:id/instructions')
  @ApiOperation({
    summary: 'Refunds to donors, changed restrictions, pledges written off, running costs; newest first',
  })
  @ApiResponse({ status: 200, type: InstructionList })
  list(@Me() me: Actor, @Id() id: string, @Query() query: InstructionsQuery): Promise<InstructionList> {
    return this.desk.list(me, id, query);
  }

  @Post('funds/:id/instructions')
  @Allow('finance')
  @ApiOperation({ summary: 'Propose an instruction; it is carried out once enough other people have approved it' })
  @ApiResponse({ status: 201, type: InstructionView })
  async propose(@Me() me: Actor, @Id() id: string, @Body() input: NewInstruction): Promise<InstructionView> {
    const { id: made } = await this.instructions.propose(me, id, input);
    return this.desk.find(me, made);
  }

  @Get('instructions/:id')
  @ApiOperation({ summary: 'One instruction, with who has approved it' })
  @ApiResponse({ status: 200, type: InstructionView })
  show(@Me() me: Actor, @Id() id: string): Promise<InstructionView> {
    return this.desk.find(me, id);
  }

  @Get('instructions/:id/history')
  @ApiOperation({ summary: 'What happened to an instruction, newest first' })
  @ApiResponse({ status: 200, type: HistoryList })
  async history(@Me() me: Actor, @Id() id: string): Promise<HistoryList> {
    await this.desk.find(me, id);
    return historyList(await this.desk.history(me, id));
  }

  @Get('instructions/:id/document')
  @ApiOperation({ summary: 'The document that belongs to an instruction' })
  @ApiResponse(anyFile)
  document(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    return this.desk.document(me, id);
  }

  @Post('instructions/:id/approve')
  @HttpCode(200)
  @Allow(...approving)
  @ApiOperation({ summary: 'Approve an instruction; the last approval needed carries it out' })
  @ApiResponse({ status: 200, type: InstructionView })
  async approve(@Me() me: Actor, @Id() id: string): Promise<InstructionView> {
    await this.instructions.approve(me, id);
    return this.desk.find(me, id);
  }

  @Post('instructions/:id/reject')
  @HttpCode(200)
  @Allow(...approving)
  @ApiOperation({ summary: 'Reject an instruction, with a reason' })
  @ApiResponse({ status: 200, type: InstructionView })
  async reject(@Me() me: Actor, @Id() id: string, @Body() { reason }: InstructionReason): Promise<InstructionView> {
    await this.instructions.reject(me, id, reason);
    return this.desk.find(me, id);
  }
}
