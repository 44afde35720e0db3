import { When } from '../kernel/page/figures';
import { formatInstant } from '../kernel/time';
import type { PlannedReminder } from './planned.dto';

interface CellProps {
  row: PlannedReminder;
}

/** The instant where its reader is, and where the one who is reminded is. */
export function WhenItGoes({ row: { dueAt, zone: theirs }, zone }: CellProps & { zone: string }) {
  const at = new Date(dueAt);
  return (
    <div>
      <When iso={dueAt} text={formatInstant(at, zone)} />
      {theirs !== zone && <span class="fund-table__note">There: {formatInstant(at, theirs)}</span>}
    </div>
  );
}

export function WhatIsDue({ row }: CellProps) {
  const { title, aboutUrl, anchorName, deadlineAt, deadlineZone, round } = row;
  return (
    <div>
      {aboutUrl === null ? (
        title
      ) : (
        <a class="govuk-link" href={aboutUrl}>
          {title}
        </a>
      )}
      <span class="fund-table__note">
        {anchorName}: <When iso={deadlineAt} text={formatInstant(new Date(deadlineAt), deadlineZone)} />
      </span>
      {round !== null && <span class="fund-table__note fund-plan__round">{round}</span>}
    </div>
  );
}

export const WhyThen = ({ row: { words, why, ruleUrl, anchorName, person } }: CellProps) => (
  <div>
    {words}
    {why !== '' && <span class="fund-table__note">{why}</span>}
    <span class="fund-table__note">
      <a class="govuk-link" href={ruleUrl}>
        Its rule
        <span class="govuk-visually-hidden">
          : {anchorName}, of what goes to {person}
        </span>
      </a>
    </span>
  </div>
);
