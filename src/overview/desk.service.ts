import { Injectable } from '@nestjs/common';
import { type Balance, type Fund, Funds } from '../fund/funds.service';
import type { Actor, Role } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Queries } from '../kernel/queries';
import { formatInstant } from '../kernel/time';
import { Brakes } from '../notifications/brakes.service';
import { amendmentKinds } from './desk-amendments';
import { instalmentKinds } from './desk-instalments';
import { mailKinds } from './desk-mail';
import { moneyKinds } from './desk-money';
import { peopleKinds } from './desk-people';
import { readerKinds } from './desk-reminders';
import { openRounds, type Waiting, waiting, waitingForCity } from './desk.queries';

/** A task as a list shows it: what to do, on what, by when. */
export interface Task {
  kind: string;
  todo: string;
  href: string;
  title: string;
  about: string;
  due: { iso: string; text: string } | null;
  overdue: boolean;
}

export interface OpenRound {
  id: string;
  name: string;
  summary: string;
  currency: string;
  budgetCents: number;
  deadlineAt: Date;
  deadlineZone: string;
}

/** What waits for whom, across all stages. */
@Injectable()
export class Desks {
  constructor(
    private readonly queries: Queries,
    private readonly clock: Clock,
    private readonly funds: Funds,
    private readonly brakes: Brakes,
  ) {}

  /** What this member of staff can do now, and for the auditor everything that waits for anybody. */
  async tasks(actor: Actor): Promise<Task[]> {
    const now = this.clock.now();
    const rows = await this.queries.rows<Waiting>('desk.waiting', waiting, [now, actor.id]);
    return rows.filter(({ kind }) => concerns(kind, actor.role)).map((row) => taskOf(row, actor, now));
  }

  async cityTasks(actor: Actor): Promise<Task[]> {
    const now = this.clock.now();
    const rows = await this.queries.rows<Waiting>('desk.city', waitingForCity, [now, actor.organisationId]);
    return rows.map((row) => taskOf(row, actor, now));
  }

  async openRounds(): Promise<OpenRound[]> {
    return this.queries.rows<OpenRound>('desk.rounds', openRounds, [this.clock.now()]);
  }

  /** Why no mail leaves, or null. */
  mailStopped(): Promise<string | null> {
    return this.brakes.held(this.clock.now());
  }

  async balances(): Promise<{ fund: Fund; balance: Balance }[]> {
    const funds = await this.funds.list();
    return Promise.all(funds.map(async (fund) => ({ fund, balance: await this.funds.balance(fund.id) })));
  }
}

interface Kind {
  todo: string;
  href: (id: string) => string;
  /** Who can do it; nobody named means the city. */
  by: Role[];
}

const kinds: Record<string, Kind> = {
  close: { todo: 'Close the round: its deadline has passed', href: (id) => `/rounds/${id}`, by: ['program'] },
  screen: { todo: 'Take into review or return', href: (id) => `/applications/${id}`, by: ['program'] },
  'review late': { todo: 'Review is overdue', href: (id) => `/reviews/${id}`, by: ['program'] },
  'approve award': { todo: 'Approve or reject the award', href: (id) => `/awards/${id}`, by: ['program', 'finance'] },
  offer: { todo: 'Offer the award', href: (id) => `/awards/${id}`, by: ['program'] },
  expire: { todo: 'The offer has expired: record it', href: (id) => `/awards/${id}`, by: ['program'] },
  plan: { todo: 'Plan the instalments', href: (id) => `/awards/${id}`, by: ['program'] },
  'look at evidence': { todo: 'Accept or refuse what the city shows', href: (id) => `/awards/${id}`, by: ['program'] },
  'approve instalment': { todo: 'Approve for payment', href: (id) => `/awards/${id}`, by: ['program', 'finance'] },
  release: { todo: 'Release to the bank', href: (id) => `/awards/${id}`, by: ['finance'] },
  settle: { todo: 'Record what the bank did', href: (id) => `/awards/${id}`, by: ['finance'] },
  'silent bank late': { todo: 'The bank says nothing: ask it', href: (id) => `/awards/${id}`, by: ['finance'] },
  'read report': { todo: 'Accept or return the report', href: (id) => `/reports/${id}`, by: ['program'] },
  'report late': { todo: 'Report is overdue', href: (id) => `/reports/${id}`, by: ['program'] },
  ...instalmentKinds,
  ...amendmentKinds,
  ...moneyKinds,
  ...mailKinds,
  ...peopleKinds,
  ...readerKinds,
  finish: { todo: 'Finish and submit your application', href: (id) => `/applications/${id}/edit`, by: ['city'] },
  change: { todo: 'Change what was asked, and submit again', href: (id) => `/applications/${id}/edit`, by: ['city'] },
  answer: { todo: 'Accept or decline the award', href: (id) => `/awards/${id}`, by: ['city'] },
  report: { todo: 'File the report', href: (id) => `/reports/${id}/edit`, by: ['city'] },
};

const concerns = (kind: string, role: Role): boolean => role === 'auditor' || (kinds[kind]?.by.includes(role) ?? false);

function taskOf({ kind, id, title, about, due }: Waiting, actor: Actor, now: Date): Task {
  const { todo, href } = kinds[kind] ?? { todo: kind, href: () => '/' };
  return {
    ...{ kind, todo, title: title || 'Untitled application', about, href: href(id) },
    due: due && { iso: due.toISOString(), text: formatInstant(due, actor.timeZone) },
    overdue: due !== null && due < now,
  };
}
