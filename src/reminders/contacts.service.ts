import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor, Role } from '../kernel/access';
import { type FieldErrors, Invalid } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import type { Contacts } from './audience.rules';
import { openUnder } from './deadline.rows';
import { asSeen, differencesOf } from './difference';
import { Plans } from './plans.service';
import { RoundContact } from './reminder-rule.entity';
import { RuleBook } from './rule-book';
import { holdPlanning, roundName, sameVersion } from './rule.rows';
import type { ReminderDifferences, RoundContactsView } from './rules.dto';
import { onlyStaff } from './rules.service';

/** Who is meant in a round by the staff owner, who is reminded of the staff's own work, and the program lead, who hears what is overdue. */
@Injectable()
export class ReminderContacts {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly plans: Plans,
  ) {}

  /** @throws Missing */
  async contacts(roundId: string, within: EntityManager = this.database.manager): Promise<RoundContactsView> {
    await roundName(within, roundId);
    const row = await within.findOneBy(RoundContact, { roundId });
    const { staffOwnerId = null, programLeadId = null, version = 0 } = row ?? {};
    return { ...(await this.named({ staffOwnerId, programLeadId }, within)), version };
  }

  /** These people with their names. */
  async named(
    { staffOwnerId, programLeadId }: Contacts,
    within: EntityManager = this.database.manager,
  ): Promise<Omit<RoundContactsView, 'version'>> {
    const names = await colleagues(within, { staffOwnerId, programLeadId });
    const nameOf = (id: string | null): string | null => names.get(id ?? '')?.name ?? null;
    return {
      staffOwnerId,
      programLeadId,
      staffOwner: nameOf(staffOwnerId),
      programLead: nameOf(programLeadId),
    };
  }

  /** What naming them would change of everything that has not been sent. */
  async proposeContacts(actor: Actor, roundId: string, input: Contacts): Promise<ReminderDifferences> {
    onlyStaff(actor);
    return this.work.run(actor, async (tx) => {
      await roundName(tx, roundId);
      await checkColleagues(tx, input);
      const book = await RuleBook.read(tx, [roundId]);
      book.name(roundId, input);
      const dues = await openUnder(tx, null, roundId);
      return differencesOf(await this.plans.difference(tx, dues, { book }), dues);
    });
  }

  /** Names them and plans everything of the round anew. @throws Conflict where somebody else named others meanwhile */
  async changeContacts(
    actor: Actor,
    roundId: string,
    { staffOwnerId, programLeadId }: Contacts,
    version: number,
    seen?: string,
  ): Promise<ReminderDifferences> {
    onlyStaff(actor);
    const input = { staffOwnerId, programLeadId };
    return this.work.run(actor, async (tx) => {
      await holdPlanning(tx);
      const round = await roundName(tx, roundId);
      const named = await checkColleagues(tx, input);
      const row = await tx.findOneBy(RoundContact, { roundId });
      sameVersion(row?.version ?? 0, version);
      const changed = { version: version + 1, changedAt: tx.now, changedBy: tx.actor.id };
      await tx.save(Object.assign(row ?? tx.create(RoundContact, { roundId }), input, changed));
      const dues = await openUnder(tx, null, roundId, 'for update');
      const change = await this.plans.make(tx, dues);
      const changes = changesOf(input, named);
      await publish(tx, 'reminders.changed', { roundId, round, changes }, [`round:${roundId}`]);
      return asSeen(differencesOf(change, dues), seen);
    });
  }
}

type Colleagues = Map<string, { name: string; role: Role; disabled: boolean }>;

async function colleagues(within: EntityManager, named: Contacts): Promise<Colleagues> {
  const ids = Object.values(named).filter((id) => id !== null);
  const found = (await within.query(
    'select id, name, role, disabled_at is not null as disabled from person where id = any($1)',
    [ids],
  )) as { id: string; name: string; role: Role; disabled: boolean }[];
  return new Map(found.map(({ id, ...one }) => [id, one]));
}

const fitting: Record<keyof Contacts, { roles: Role[]; sentence: string }> = {
  staffOwnerId: { roles: ['program', 'finance', 'admin'], sentence: 'Choose a member of staff who may sign in.' },
  programLeadId: { roles: ['program', 'admin'], sentence: 'Choose one of the program staff who may sign in.' },
};

async function checkColleagues(tx: Tx, named: Contacts): Promise<Colleagues> {
  const found = await colleagues(tx, named);
  const faults: FieldErrors = {};
  for (const field of ['staffOwnerId', 'programLeadId'] as const) {
    const person = found.get(named[field] ?? '');
    const fits = person && !person.disabled && fitting[field].roles.includes(person.role);
    if (named[field] !== null && !fits) faults[field] = [fitting[field].sentence];
  }
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
  return found;
}

function changesOf({ staffOwnerId, programLeadId }: Contacts, named: Colleagues): string {
  const nameOf = (id: string | null): string => named.get(id ?? '')?.name ?? 'everybody with the role';
  return `The staff owner is ${nameOf(staffOwnerId)}, the program lead ${nameOf(programLeadId)}.`;
}
