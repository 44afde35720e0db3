import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '../kernel/access';
import type { Offer } from '../kernel/lifecycle';
import {
  type AccountKind,
  accountKinds,
  type Holder,
  type HolderKind,
  holderKinds,
  mayEnter,
  mayRead,
  type PayeeAccount,
  payeeLifecycle,
  type PayeeState,
  type PayeeStatus,
  payeeStatuses,
} from './payee.rules';

const instant = { type: String, format: 'date-time', nullable: true } as const;

/** Somebody who had to do with the details. */
export class Handling {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

/** Bank details as their readers see them: never with the number. */
export class BankAccountView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ description: 'As the bank has it.' }) holderName: string;
  @ApiProperty({ example: 'NO' }) country: string;
  @ApiProperty({ example: 'USD', description: 'What is paid there.' }) currency: string;
  @ApiProperty({ enum: accountKinds }) kind: AccountKind;
  @ApiProperty({ description: 'Empty where it is not known.' }) bic: string;
  @ApiProperty({ example: '7947', description: 'The end of the number.' }) lastFour: string;
  @ApiProperty({ enum: payeeStatuses }) status: PayeeStatus;
  @ApiProperty({ description: 'Why they changed.' }) reason: string;
  @ApiProperty({ type: Handling }) enteredBy: Handling;
  @ApiProperty({ format: 'date-time' }) enteredAt: string;
  @ApiProperty({ format: 'date-time', description: 'Before it nothing is paid there.' }) holdUntil: string;
  @ApiProperty({ type: Handling, nullable: true }) confirmedBy: Handling | null;
  @ApiProperty(instant) confirmedAt: string | null;
  @ApiProperty({ description: 'How it was made sure that they are right.' }) confirmedHow: string;
  @ApiProperty() rejectReason: string;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** That somebody read a full number. */
export class ReadingView {
  @ApiProperty({ type: Handling }) by: Handling;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty() why: string;
  @ApiProperty({ example: '7947' }) lastFour: string;
}

/** Where a payee, or the fund itself, has its money. */
export class PayeeView {
  @ApiProperty({ format: 'uuid' }) holderId: string;
  @ApiProperty({ enum: holderKinds }) holderKind: HolderKind;
  @ApiProperty({ description: 'What the payee is called here.' }) name: string;
  @ApiProperty({ type: BankAccountView, nullable: true, description: 'What is confirmed.' })
  account: BankAccountView | null;
  @ApiProperty({ type: BankAccountView, nullable: true, description: 'What waits for a second person.' })
  waiting: BankAccountView | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why nothing can be paid there now.' }) held: string | null;
  @ApiProperty({ type: [BankAccountView], description: 'Replaced and rejected, newest first.' })
  former: BankAccountView[];
  @ApiProperty({ type: [ReadingView], description: 'Who read a full number, newest first.' }) readings: ReadingView[];
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** A payee in the list. */
export class PayeeRow {
  @ApiProperty({ format: 'uuid' }) holderId: string;
  @ApiProperty({ enum: holderKinds }) holderKind: HolderKind;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true, description: 'The end of the confirmed number.' }) lastFour:
    string | null;
  @ApiProperty({ type: String, nullable: true }) currency: string | null;
  @ApiProperty({ ...instant, description: 'Since when details wait for a second person.' }) waitingSince: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why nothing can be paid there now.' }) held: string | null;
}

/** A part of the payees, by name. */
export class PayeeList {
  @ApiProperty({ type: [PayeeRow] }) items: PayeeRow[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part; null at the end.' })
  next: string | null;
}

/** A full number, for whoever asked for it with a reason. */
export class NumberView {
  @ApiProperty() number: string;
}

/** What the view of a payee is made of. */
export interface PayeeFile {
  holder: Holder;
  state: PayeeState;
  former: PayeeAccount[];
  readings: { personId: string; at: Date; why: string; lastFour: string }[];
  names: Map<string, string>;
}

interface Reading {
  actor: Actor;
  now: Date;
}

export function payeeView({ holder, state, former, readings, names }: PayeeFile, around: Reading): PayeeView {
  const named = (id: string): Handling => ({ id, name: names.get(id) ?? 'Somebody' });
  const view = (account: PayeeAccount): BankAccountView => accountView(account, holder, named, around);
  const change = state.account ? 'Change the bank details' : 'Enter the bank details';
  return {
    ...{ holderId: holder.id, holderKind: holder.kind, name: holder.name, held: state.held },
    account: state.account && view(state.account),
    waiting: state.waiting && view(state.waiting),
    former: former.map(view),
    readings: readings.map(({ personId, at, ...rest }) => ({ ...rest, by: named(personId), at: at.toISOString() })),
    moves: mayEnter(around.actor, holder) ? [{ move: 'details', label: change }] : [],
  };
}

function accountView(
  account: PayeeAccount,
  holder: Holder,
  named: (id: string) => Handling,
  around: Reading,
): BankAccountView {
  const { id, holderName, country, currency, kind, bic, lastFour, status, reason, confirmedHow, rejectReason } =
    account;
  const reading = mayRead(around.actor, holder) ? [{ move: 'number', label: 'Show the full number' }] : [];
  const base = `/api/payees/${holder.id}/details/${id}`;
  return {
    ...{ id, holderName, country, currency, kind, bic, lastFour, status, reason, confirmedHow, rejectReason },
    enteredBy: named(account.enteredBy),
    enteredAt: account.enteredAt.toISOString(),
    holdUntil: account.holdUntil.toISOString(),
    confirmedBy: account.confirmedBy === null ? null : named(account.confirmedBy),
    confirmedAt: account.confirmedAt?.toISOString() ?? null,
    moves: [...payeeLifecycle.moves(account, around), ...reading].map((offer) => ({
      ...offer,
      href: `${base}/${offer.move}`,
    })),
  };
}
