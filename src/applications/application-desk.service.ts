import { Injectable } from '@nestjs/common';
import { told } from '../event-words';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Conflict } from '../kernel/errors';
import { Histories, type HistoryLine } from '../kernel/history';
import { isId } from '../kernel/id';
import { read } from '../kernel/input';
import { human } from '../kernel/lifecycle';
import type { Typed } from '../kernel/typed';
import { type Round, Rounds } from '../rounds/rounds.service';
import { applicationFrom } from './application-form.dto';
import type { ApplicationView } from './application-view.dto';
import type { Application } from './application.entity';
import { NewApplication, SavedApplication } from './applications.dto';
import { Applications, startingCity, takesApplications } from './applications.service';

/** An application with everything that stands around it on its page. */
export interface ApplicationFile {
  application: ApplicationView;
  round: Round;
  /** What the city was told when it was returned or declined. */
  reason: string | null;
  history: HistoryLine[];
  now: Date;
}

/** What the form of an application is about; no application yet when it is new. */
export interface ApplicationSheet {
  application: ApplicationView | null;
  round: Round;
}

/** Applications as people meet them: with their round, their history, and the forms that change them. */
@Injectable()
export class ApplicationDesk {
  constructor(
    private readonly applications: Applications,
    private readonly rounds: Rounds,
    private readonly histories: Histories,
    private readonly clock: Clock,
  ) {}

  async show(actor: Actor, id: string): Promise<ApplicationFile> {
    const application = await this.applications.view(actor, id);
    const [round, history] = await Promise.all([
      this.rounds.find(actor, application.roundId),
      this.histories.of(actor, `application:${id}`),
    ]);
    return { application, round, reason: reasonFor(application, history), history, now: this.clock.now() };
  }

  /** @throws Missing for an application that is not the reader's to see */
  async history(actor: Actor, id: string): Promise<HistoryLine[]> {
    await this.applications.find(actor, id);
    return this.histories.of(actor, `application:${id}`);
  }

  /** @throws Forbidden, or Conflict where the round does not take applications */
  async blank(actor: Actor, roundId: string): Promise<ApplicationSheet> {
    startingCity(actor);
    const round = await this.rounds.find(actor, roundId);
    takesApplications(round, this.clock.now());
    return { application: null, round };
  }

  /** @throws Conflict where it cannot be changed */
  async sheet(actor: Actor, id: string): Promise<ApplicationSheet> {
    const application = await this.applications.view(actor, id);
    if (!application.editable) {
      throw new Conflict(`This application is ${human(application.status)}: you can read it, not change it.`);
    }
    return { application, round: await this.rounds.find(actor, application.roundId) };
  }

  async start(actor: Actor, form: Typed): Promise<Application> {
    const round = isId(form.roundId) ? await this.rounds.find(actor, form.roundId) : undefined;
    return this.applications.start(actor, read(NewApplication, applicationFrom(form, round?.currency ?? 'USD')));
  }

  async save(actor: Actor, id: string, form: Typed): Promise<Application> {
    const { currency } = await this.applications.find(actor, id);
    return this.applications.save(actor, id, read(SavedApplication, applicationFrom(form, currency)));
  }
}

function reasonFor({ status }: ApplicationView, history: HistoryLine[]): string | null {
  if (status !== 'returned' && status !== 'declined') return null;
  return history.find(({ sentence }) => sentence === told[`application.${status}`])?.reason ?? null;
}
