import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Conflict, type FieldErrors, Invalid, Missing } from '../kernel/errors';
import { type Region, regionsOf } from '../kernel/holidays';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import type { OrganisationInput } from './organisation-form.dto';
import { Organisation } from './organisation.entity';
import { changesOf } from './organisation.rules';

/** Keeps organisations as they are now: their names, where they are, and when their people work. */
@Injectable()
export class Organisations {
  constructor(private readonly work: Work) {}

  /** The parts of a country that have holidays of their own. */
  regions(country: string | null): Region[] {
    return regionsOf(country);
  }

  /** The reminders of its people are planned anew where their working days or hours are others. @throws Conflict where somebody else changed it meanwhile */
  change(actor: Actor, id: string, { version, ...input }: OrganisationInput): Promise<Organisation> {
    return this.work.run(actor, async (tx) => {
      const found = await tx.findOne(Organisation, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!found) throw new Missing('organisation');
      if (found.version !== version)
        throw new Conflict(
          'Somebody else changed this meanwhile. Look at the history of it, then save what still holds.',
        );
      const faults = faultsOf(input);
      if (Object.keys(faults).length > 0) throw new Invalid(faults);
      return this.keep(tx, found, input);
    });
  }

  private async keep(tx: Tx, found: Organisation, input: Omit<OrganisationInput, 'version'>): Promise<Organisation> {
    const changes = changesOf(found, input);
    if (changes === '') return found;
    const changed = await tx.save(Object.assign(found, input, { version: found.version + 1 }));
    const facts = { organisation: found.name, changes };
    await publish(tx, 'organisation.changed', facts, [`organisation:${found.id}`]);
    return changed;
  }
}

function faultsOf(input: Omit<OrganisationInput, 'version'>): FieldErrors {
  const { dayStarts, dayEnds } = input;
  return {
    ...regionFault(input),
    ...(dayStarts < dayEnds ? {} : { dayEnds: ['The day ends before it starts. Enter a later time.'] }),
  };
}

/** Beside its field, where it is no part of the country that has holidays of its own. */
export function regionFault({ country, region }: { country: string | null; region: string }): FieldErrors {
  if (region === '') return {};
  const known = regionsOf(country);
  if (known.some(({ code }) => code === region)) return {};
  const sentence =
    known.length === 0
      ? 'No region of this country has holidays of its own. Choose the whole country.'
      : 'This is not a region of this country. Choose one of the list, or the whole country.';
  return { region: [sentence] };
}
