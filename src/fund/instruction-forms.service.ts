import { Injectable } from '@nestjs/common';
import { Files } from '../files/files.service';
import type { Actor } from '../kernel/access';
import { read } from '../kernel/input';
import type { Typed } from '../kernel/typed';
import type { FundView } from './fund-view.dto';
import { Funds } from './funds.service';
import { instructionFrom, NewInstruction, potValue } from './instructions.dto';
import { Instructions } from './instructions.service';
import { PledgeRows } from './pledge-rows.service';
import type { PledgeView } from './pledge-view.dto';
import { Pots } from './pots.service';

/** What of one contribution is free under one restriction. */
export interface FreePot {
  value: string;
  source: string;
  restriction: string;
  freeCents: number;
}

/** What the form of an instruction chooses from. */
export interface InstructionChoices {
  fund: FundView;
  pots: FreePot[];
  /** Those of which something is outstanding. */
  pledges: PledgeView[];
}

/** The forms of instructions. */
@Injectable()
export class InstructionForms {
  constructor(
    private readonly funds: Funds,
    private readonly pots: Pots,
    private readonly pledges: PledgeRows,
    private readonly files: Files,
    private readonly instructions: Instructions,
  ) {}

  /** @throws Missing */
  fund(actor: Actor, id: string): Promise<FundView> {
    return this.funds.view(actor, id);
  }

  /** @throws Missing */
  async choices(actor: Actor, id: string): Promise<InstructionChoices> {
    const [fund, free, pledges] = await Promise.all([
      this.funds.view(actor, id),
      this.pots.of('free', id),
      this.pledges.open(actor, id),
    ]);
    const pots = free.flatMap(({ contributionId, restrictionId, restriction, source, stages }) =>
      contributionId === null
        ? []
        : [{ value: potValue(contributionId, restrictionId), source, restriction, freeCents: stages.available }],
    );
    return { fund, pots, pledges };
  }

  async propose(actor: Actor, id: string, form: Typed): Promise<{ id: string }> {
    const { currency } = await this.funds.find(id);
    await this.files.receive(actor, form);
    return this.instructions.propose(actor, id, read(NewInstruction, instructionFrom(form, currency)));
  }
}
