import { formatDate, timeUntil } from '../kernel/time';
import type { ReportView } from './report-view.dto';

/** Whether the city still owes it. */
export const owed = ({ status }: Pick<ReportView, 'status'>): boolean => ['due', 'draft', 'returned'].includes(status);

export const isOverdue = (report: Pick<ReportView, 'status' | 'dueAt'>, now: Date): boolean =>
  owed(report) && new Date(report.dueAt) < now;

/** `12 days left`, or that it is overdue; empty once nothing is due. */
export function timeLeft(report: Pick<ReportView, 'status' | 'dueAt'>, now: Date): string {
  if (!owed(report)) return '';
  const left = timeUntil(new Date(report.dueAt), now);
  if (left !== null) return `${left} left`;
  return `${timeUntil(now, new Date(report.dueAt)) ?? 'just now'} overdue`;
}

/** `30 November 2026, 23:59 (Europe/Oslo)`: a report is due at the end of its day. */
export const dueWords = ({ dueOn, dueZone }: Pick<ReportView, 'dueOn' | 'dueZone'>): string =>
  `${formatDate(dueOn)}, 23:59 (${dueZone})`;
