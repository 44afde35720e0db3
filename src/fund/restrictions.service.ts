import { Injectable, type StreamableFile } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Files } from '../files/files.service';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Missing } from '../kernel/errors';
import { read } from '../kernel/input';
import { Queries } from '../kernel/queries';
import { dateIn } from '../kernel/time';
import type { Typed } from '../kernel/typed';
import { Restriction } from './fund.entity';
import type { FundView } from './fund-view.dto';
import { Funds } from './funds.service';
import { NewRestriction, restrictionFrom } from './restrictions.dto';

/** What the page of a fund's restrictions shows. */
export interface RestrictionsCase {
  fund: FundView;
  /** Cities that a restriction can name. */
  cities: { id: string; name: string }[];
  /** Today where the reader is. */
  today: string;
}

/** What donors said that money may be used for, with the letters in which they said it. */
@Injectable()
export class Restrictions {
  constructor(
    private readonly database: DataSource,
    private readonly funds: Funds,
    private readonly files: Files,
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** @throws Missing */
  async show(actor: Actor, fundId: string): Promise<RestrictionsCase> {
    const text = `select id, name from organisation where kind = 'city' order by name, id`;
    const [fund, cities] = await Promise.all([
      this.funds.view(actor, fundId),
      this.queries.rows<RestrictionsCase['cities'][number]>('fund.cities', text),
    ]);
    return { fund, cities, today: dateIn(this.clock.now(), actor.timeZone) };
  }

  async restrict(actor: Actor, fundId: string, form: Typed): Promise<Restriction> {
    await this.funds.find(fundId);
    await this.files.receive(actor, form);
    return this.funds.restrict(actor, fundId, read(NewRestriction, restrictionFrom(form)));
  }

  /** @throws Missing, also where there is no letter */
  async letter(id: string): Promise<StreamableFile> {
    const row = await this.database.manager.findOneBy(Restriction, { id });
    if (!row) throw new Missing('restriction');
    return this.files.download(row.fileId);
  }
}
