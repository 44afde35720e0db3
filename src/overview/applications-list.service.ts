import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Queries } from '../kernel/queries';
import { Rounds } from '../rounds/rounds.service';
import type { ApplicationsPart, ApplicationsQuery } from './applications-list.dto';
import { applicationsQuery } from './applications-list.query';

/** The list of applications, and what it can be narrowed to. */
export interface ApplicationsDesk {
  part: ApplicationsPart;
  rounds: { id: string; name: string }[];
}

/** Applications one under the other: a city's own, or all of them with how they were scored. */
@Injectable()
export class ApplicationsList {
  constructor(
    private readonly queries: Queries,
    private readonly rounds: Rounds,
  ) {}

  /** The part as JSON text, as PostgreSQL built it. */
  async json(actor: Actor, query: ApplicationsQuery): Promise<string> {
    const { name, text, values } = applicationsQuery(actor, query);
    const row = await this.queries.one<{ json: string }>(name, text, values);
    return row?.json ?? '{"items":[],"next":null}';
  }

  async desk(actor: Actor, query: ApplicationsQuery): Promise<ApplicationsDesk> {
    const [json, rounds] = await Promise.all([this.json(actor, query), this.rounds.list(actor)]);
    return { part: JSON.parse(json) as ApplicationsPart, rounds };
  }
}
