import type { MetricsRow } from './metrics.query';

/** One value, told apart from the others of its name by labels. */
export interface Sample {
  labels?: Record<string, string>;
  value: number;
}

/** A figure that is watched: its name without the beginning that all share, what it says, and where it is found. */
export interface Measure {
  name: string;
  help: string;
  counter?: boolean;
  labels?: string[];
  of: (row: MetricsRow) => number | Sample[];
}

const states = 'planned gathered claimed sending sent retry unknown dead skipped suppressed'.split(' ');
const kinds = 'security decision duty notice call'.split(' ');
const jobStates = ['waiting', 'active', 'delayed', 'failed'] as const;

const mailOf = ({ mail }: MetricsRow, state: string, kind: string): number =>
  mail.find((row) => row.state === state && row.kind === kind)?.count ?? 0;

/** Every figure of ours. Those of the process itself come from the library. */
export const measures: Measure[] = [
  { name: 'reminders_planned', help: 'Reminders that are planned and have not gone out.', of: (row) => row.planned },
  {
    name: 'mail',
    help: 'Letters by what has become of them and by what they are about.',
    labels: ['state', 'kind'],
    of: (row) =>
      states.flatMap((state) => kinds.map((kind) => ({ labels: { state, kind }, value: mailOf(row, state, kind) }))),
  },
  {
    name: 'mail_sent_total',
    help: 'Letters that have left, each by itself or within the one of the morning.',
    counter: true,
    labels: ['kind'],
    of: (row) => kinds.map((kind) => ({ labels: { kind }, value: mailOf(row, 'sent', kind) })),
  },
  { name: 'mail_sent_last_hour', help: 'Letters that left within the last 60 minutes.', of: (row) => row.lastHour },
  {
    name: 'late',
    help: 'What is due and has not gone: letters to write, mail to send. Mail that somebody stopped is not counted.',
    labels: ['what'],
    of: (row) => [
      { labels: { what: 'letter' }, value: row.lateLetters },
      { labels: { what: 'mail' }, value: row.lateMail },
    ],
  },
  {
    name: 'oldest_due_seconds',
    help: 'For how long the oldest of what is due has been due.',
    labels: ['what'],
    of: (row) => [
      { labels: { what: 'letter' }, value: row.oldestLetter },
      { labels: { what: 'mail' }, value: row.oldestMail },
    ],
  },
  {
    name: 'mail_tasks',
    help: 'Letters of which a person has to decide: unknown whether they arrived, or dead.',
    labels: ['state'],
    of: ({ tasks }) =>
      ['unknown', 'dead'].map((state) => ({
        labels: { state },
        value: tasks.find((task) => task.state === state)?.count ?? 0,
      })),
  },
  { name: 'suppressed_addresses', help: 'Addresses that nothing is sent to.', of: (row) => row.suppressed },
  {
    name: 'mail_stopped',
    help: '1 while all mail is stopped, by a person or by the brake.',
    of: (row) => +row.stopped,
  },
  { name: 'mail_hour_planned', help: 'Letters planned for this hour before it began.', of: (row) => row.hourPlanned },
  { name: 'mail_hour_sent', help: 'Letters that have left in this hour.', of: (row) => row.hourSent },
  {
    name: 'heartbeat_age_seconds',
    help: 'For how long each part of the worker has shown no sign; absent where it never did.',
    labels: ['part'],
    of: ({ beats }) => beats.map(({ name, seconds }) => ({ labels: { part: name }, value: seconds })),
  },
  { name: 'workers', help: 'Workers that showed a sign within the last minute.', of: (row) => row.workers },
  {
    name: 'queue_jobs',
    help: 'Jobs in the queue, each with up to 100 letters; absent while no worker sees the queue.',
    labels: ['queue', 'state'],
    of: ({ queues }) =>
      (queues ?? []).flatMap((queue) =>
        jobStates.map((state) => ({ labels: { queue: queue.queue, state }, value: queue[state] })),
      ),
  },
];
