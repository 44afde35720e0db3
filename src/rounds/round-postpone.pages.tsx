import { SelectField } from '../kernel/page/choices';
import type { FormState, Frame } from '../kernel/page/frame';
import { DateTimeField } from '../kernel/page/inputs';
import { AskedMove } from '../kernel/page/one-form';
import { formatInstant } from '../kernel/time';
import type { RoundView } from './round-view.dto';

export interface DeadlineFieldsProps {
  form: FormState;
  zones: string[];
  local: string | undefined;
  zone: string | undefined;
}

/** A deadline as people say it: a time, and where it is read. */
export function DeadlineFields({ form, zones, local, zone }: DeadlineFieldsProps) {
  const all = zone === undefined || zones.includes(zone) ? zones : [zone, ...zones];
  return (
    <>
      <DateTimeField
        form={form}
        name="deadlineLocal"
        label="Deadline"
        hint="Local time in the zone below. The minute you name counts until it is over."
        value={local?.slice(0, 16)}
      />
      <SelectField
        form={form}
        name="deadlineZone"
        label="Time zone of the deadline"
        value={zone}
        options={all.map((name) => ({ value: name, text: name.replaceAll('_', ' ') }))}
      />
    </>
  );
}

/** Moves the deadline that cities count on, to a later time only. */
export function PostponeForm({ frame, round, zones }: { frame: Frame; round: RoundView; zones: string[] }) {
  const now = formatInstant(new Date(round.deadlineAt), round.deadlineZone);
  return (
    <AskedMove frame={frame} name="postpone" action={`/rounds/${round.id}/postpone`} label="Move the deadline">
      {({ form }) => (
        <>
          <p class="govuk-body">It is {now}. It can only move to a later time; cities see the new one at once.</p>
          <DeadlineFields form={form} zones={zones} local={round.deadlineLocal} zone={round.deadlineZone} />
        </>
      )}
    </AskedMove>
  );
}
