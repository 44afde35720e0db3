import { Injectable, type StreamableFile } from '@nestjs/common';
import { Files } from '../files/files.service';
import type { Actor } from '../kernel/access';
import type { HistoryLine } from '../kernel/history';
import { read } from '../kernel/input';
import type { Page, PageQuery } from '../kernel/paging';
import type { Typed } from '../kernel/typed';
import { Contributions } from './contributions.service';
import type { ContributionView } from './fund-view.dto';
import { Funds } from './funds.service';
import { PledgeRows } from './pledge-rows.service';
import type { PledgeView } from './pledge-view.dto';
import { NewPledge, pledgeFrom } from './pledges.dto';
import { Pledges } from './pledges.service';

/** Everything on the page of a pledge. */
export interface PledgeCase {
  pledge: PledgeView;
  contributions: ContributionView[];
  history: HistoryLine[];
}

/** Pledges as people meet them: with what has arrived and what is still to. */
@Injectable()
export class PledgeDesk {
  constructor(
    private readonly funds: Funds,
    private readonly pledges: Pledges,
    private readonly contributions: Contributions,
    private readonly files: Files,
    private readonly rows: PledgeRows,
  ) {}

  /** @throws Missing */
  find(actor: Actor, id: string): Promise<PledgeView> {
    return this.rows.find(actor, id);
  }

  /** Newest first. @throws Missing for an unknown fund */
  async list(actor: Actor, fundId: string, query: PageQuery): Promise<Page<PledgeView>> {
    await this.funds.find(fundId);
    return this.rows.list(actor, fundId, query);
  }

  /** @throws Missing */
  async show(actor: Actor, id: string): Promise<PledgeCase> {
    const pledge = await this.rows.find(actor, id);
    const [contributions, history] = await Promise.all([
      this.contributions.ofPledge(actor, id),
      this.rows.history(actor, id),
    ]);
    return { pledge, contributions, history };
  }

  async sign(actor: Actor, fundId: string, form: Typed): Promise<{ id: string }> {
    const { currency } = await this.funds.find(fundId);
    await this.files.receive(actor, form);
    return this.pledges.sign(actor, fundId, read(NewPledge, pledgeFrom(form, currency)));
  }

  /** @throws Missing, also where there is none */
  async document(actor: Actor, id: string): Promise<StreamableFile> {
    return this.files.download((await this.rows.find(actor, id)).fileId);
  }
}
