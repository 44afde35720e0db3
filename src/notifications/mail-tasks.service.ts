import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Queries } from '../kernel/queries';
import type { MailTask, SuppressionView } from './mail-tasks.dto';

interface TaskRow {
  kind: MailTask['kind'];
  id: string;
  title: string;
  address: string;
  since: Date;
}

type SuppressionRow = Omit<SuppressionView, 'since' | 'moves'> & { since: Date };

/** Mail that waits for a person: letters of which it is not known whether they arrived, those that did not, and closed addresses. */
@Injectable()
export class MailTasks {
  constructor(private readonly queries: Queries) {}

  /** Oldest first. */
  async list(): Promise<MailTask[]> {
    const rows = await this.queries.rows<TaskRow>('mail-tasks', tasksSql);
    return rows.map(({ since, ...row }) => ({ ...row, ...ways[row.kind](row.id), since: since.toISOString() }));
  }

  /** The addresses that nothing is sent to, newest first. */
  async addresses({ role }: Actor): Promise<SuppressionView[]> {
    const rows = await this.queries.rows<SuppressionRow>('mail-addresses', addressesSql);
    const moves = (id: string) => [
      { move: 'release', label: 'Send there again', href: `/api/mail/addresses/${id}/release` },
    ];
    const mayRelease = ['program', 'finance', 'admin'].includes(role);
    return rows.map((row) => ({ ...row, since: row.since.toISOString(), moves: mayRelease ? moves(row.id) : [] }));
  }
}

const ways: Record<MailTask['kind'], (id: string) => Pick<MailTask, 'todo' | 'href'>> = {
  unknown: (id) => ({ todo: 'Find out whether it arrived', href: `/mail/${id}` }),
  dead: (id) => ({ todo: 'Send it again, or let it be', href: `/mail/${id}` }),
  address: (id) => ({
    todo: 'Add the person with another address, or release this one',
    href: `/mail/addresses#${id}`,
  }),
};

/** An address is a task as long as it is somebody's. */
export const closedAddresses = `
  from suppression s join person p on p.email = s.address and p.disabled_at is null where s.lifted_at is null`;

const tasksSql = `
  select kind, id, title, address, since from (
    (select m.state as kind, m.id, m.subject as title, m.address, coalesce(m.uncertain_at, m.due_at) as since from mail m
      where m.state in ('unknown', 'dead') and m.settled_by is null order by m.seq limit 50)
    union all
    (select 'address', s.id, s.reason, s.address, s.since ${closedAddresses} order by s.since limit 50)
  ) waiting order by since, kind desc, id`;

const addressesSql = `
  select s.id, s.address, p.name as person, s.reason, s.since, s.mail_id as "mailId"
    from suppression s left join person p on p.email = s.address where s.lifted_at is null order by s.since desc, s.id limit 500`;
