import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { read } from '../kernel/input';
import type { Typed } from '../kernel/typed';
import { ReminderContacts } from './contacts.service';
import { rulesUrl } from './planned.view';
import { contactsFrom, contactsInAddress, SeenDifference, seenFrom } from './rule-form.dto';
import {
  type ChangedRoundContacts,
  type ReminderDifferences,
  RoundContactsInput,
  type RoundContactsView,
  type SavedRoundContacts,
} from './rules.dto';

/** The people named for a round, those who would be, and what naming them changes. */
export interface ContactsProposal {
  roundId: string;
  now: RoundContactsView;
  then: Omit<RoundContactsView, 'version'>;
  /** The latter in the address of a page. */
  asked: string;
  differences: ReminderDifferences;
}

/** Who is meant in a round by the staff owner and the program lead, with the form that names them. */
@Injectable()
export class ContactDesk {
  constructor(private readonly contacts: ReminderContacts) {}

  /** @returns where the difference is shown. @throws Invalid */
  async look(actor: Actor, roundId: string, form: Typed): Promise<string> {
    const input = read(RoundContactsInput, contactsFrom(form));
    await this.contacts.proposeContacts(actor, roundId, input);
    return `${rulesUrl(roundId)}/contacts/confirm?${contactsInAddress(input)}`;
  }

  async proposal(actor: Actor, roundId: string, typed: Typed): Promise<ContactsProposal> {
    const input = read(RoundContactsInput, contactsFrom(typed));
    const [now, then, differences] = await Promise.all([
      this.contacts.contacts(roundId),
      this.contacts.named(input),
      this.contacts.proposeContacts(actor, roundId, input),
    ]);
    return { roundId, now, then, asked: contactsInAddress(input), differences };
  }

  /** @throws Conflict where the people or the plan are not what was looked at */
  confirm(actor: Actor, roundId: string, form: Typed): Promise<ReminderDifferences> {
    const { version, seen } = read(SeenDifference, seenFrom(form));
    const input = read(RoundContactsInput, contactsFrom(form));
    return this.contacts.changeContacts(actor, roundId, input, version, seen);
  }

  async change(actor: Actor, roundId: string, input: SavedRoundContacts): Promise<ChangedRoundContacts> {
    const differences = await this.contacts.changeContacts(actor, roundId, input, input.version, input.seen);
    return { ...(await this.contacts.contacts(roundId)), differences };
  }
}
