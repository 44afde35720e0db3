import { Button } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import { hasErrors, wasSent } from '../kernel/page/form-state';
import type { FormState, Frame } from '../kernel/page/frame';
import { DateTimeField } from '../kernel/page/inputs';
import { Details } from '../kernel/page/notes';
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
export function PostponeForm({ frame: { form }, round, zones }: { frame: Frame; round: RoundView; zones: string[] }) {
  const page = `/rounds/${round.id}`;
  const now = formatInstant(new Date(round.deadlineAt), round.deadlineZone);
  return (
    <Details summary="Move the deadline" open={hasErrors(form) && wasSent(form)}>
      <p class="govuk-body">It is {now}. It can only move to a later time; cities see the new one at once.</p>
      <Form action={`${page}/postpone`} page={page}>
        <DeadlineFields form={form} zones={zones} local={round.deadlineLocal} zone={round.deadlineZone} />
        <Button>Move the deadline</Button>
      </Form>
    </Details>
  );
}
