import { HttpException } from '@nestjs/common';
import { isNativeError } from 'node:util/types';
import { Busy, Conflict, Invalid, Missing, Refusal, Unsure } from './errors';
import { plainMoney } from './money';
import { codeOf } from './transaction';

/** The request itself cannot be taken in: what it carries cannot be read, is too much, or comes too often. */
export class Unreadable extends Refusal {
  constructor(
    message: string,
    readonly status = 400,
    readonly title = 'Not readable',
  ) {
    super(message);
  }
}

/** One person did more within a minute than anybody does by hand. */
export class TooOften extends Unreadable {
  constructor(
    most: number,
    what: string,
    /** After which it may be sent again. */
    readonly seconds: number,
  ) {
    const wait = seconds === 1 ? '1 second' : `${seconds} seconds`;
    super(`These are more than ${most} ${what} within a minute. Wait ${wait}, then send this again.`, 429, 'Too often');
  }
}

/** What the database refuses, by the name of the constraint, in words. */
const constraints: Record<string, () => Refusal> = {
  account_floor: () => new Conflict('There is not enough money for this.'),
  pledges_floor: () => new Conflict('More would have been received on pledges than was pledged.'),
  account_exact: () => new Conflict('This is more money than the system can count exactly.'),
  award_one_live: () => new Conflict('This application already has an award.'),
  review_once: () => new Conflict('This reviewer already has this application to review.'),
  payment_one_live: () => new Conflict('This instalment is already being paid.'),
  amendment_one_open: () => new Conflict('Another amendment of this grant is open. It is approved or rejected first.'),
  payment_to_payee: () =>
    new Conflict(
      'The payee’s bank details are not confirmed, are on hold, or were entered by you: this cannot be paid so.',
    ),
  payment_by_another: () =>
    new Conflict('You recorded that this did not arrive: somebody else has to release it again.'),
  payment_amount: () => new Conflict('A payment is exactly the amount of its instalment, to the payee’s account.'),
  amount_adds_up: () => new Conflict('The award is what was first approved and what approved amendments made of it.'),
  award_period: () => new Invalid({ endsOn: ['The grant would end before it begins. Choose a later day.'] }),
  refund_not_exceeded: () => new Conflict('More would have come back than is outstanding. Load the page again.'),
  approval_once: () => new Conflict('You have already approved this.'),
  approval_by_another: () => new Conflict('Somebody else has to approve this: nobody approves what they proposed.'),
  enough_approvals: () => new Conflict('Not enough people have approved this yet.'),
  plan_adds_up: () => new Conflict('The instalments have to add up to the award exactly.'),
  given_up_is_freed: () =>
    new Conflict('Only a grant that has ended gives up a payment, together with its money. Load the page again.'),
  proposal_stays: () => new Conflict('What has been proposed stays as it is. Reject it and propose anew.'),
  bank_account_by_another: () =>
    new Conflict('Somebody else has to confirm these bank details: nobody confirms what they entered.'),
  bank_account_one_entered: () => new Conflict('Other bank details wait already. Load the page again.'),
  bank_account_one_confirmed: () => new Conflict('Others were confirmed meanwhile. Load the page again.'),
  legal_step: () => new Conflict('This is not possible now: it has moved on meanwhile. Load the page again.'),
  transaction_reversed_once: () => new Conflict('This has been corrected already.'),
  transaction_once: () => new Conflict('This has been recorded already.'),
  instalment_number: () => new Conflict('Two instalments have the same number.'),
  bank_statement_once: () => new Conflict('This statement was read meanwhile. Load the page again.'),
  bank_entry_once: () => new Conflict('An entry of this statement was read already. Load the page again.'),
  round_name: () => new Invalid({ name: ['This fund already has a round with this name.'] }),
  round_sizes: () => new Invalid({ ceilingCents: ['The largest award is smaller than the smallest.'] }),
  restriction_fund_id_name_key: () => new Invalid({ name: ['This fund already has a restriction with this name.'] }),
  fund_name_key: () => new Invalid({ name: ['There is a fund with this name already.'] }),
  pledge_not_exceeded: () => new Conflict('More would have been received or written off than was pledged.'),
  pledge_adds_up: () => new Invalid({ parts: ['The parts have to add up to the pledge exactly.'] }),
  contribution_refund: () =>
    new Conflict('More has been given back than would be left. Load the page again to see how much.'),
  contribution_fee: () => new Invalid({ feeCents: ['The fee is not smaller than the contribution.'] }),
  account_needs_another: () => new Conflict('A second member of staff has to confirm this account first.'),
  person_confirmed_by_another: () =>
    new Conflict('Somebody else has to confirm this account: nobody confirms whom they let in.'),
  approval_by_standing: () => new Conflict('Only people whose account stands can approve. Sign in again.'),
  letter_text_version: () => new Conflict('Somebody else changed these words meanwhile. Load the page again.'),
  person_email: () => new Invalid({ email: ['Somebody with this address is here already.'] }),
  organisation_kind_name_key: () => new Invalid({ name: ['This organisation is here already.'] }),
};

/** The names under which the database refuses what people may ask for. */
export const constraintNames = Object.keys(constraints);

/** It was not reached, or said that it undid everything. */
const outOfReach =
  /^(08001|08004|53...|57P03|57014|40001|40P01|55P03|25P03|ECONNREFUSED|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;
const notConnected =
  /timeout exceeded when trying to connect|connection terminated due to connection timeout|query runner (was )?already released/i;
/** It went away before it said anything. */
const broken = /^(08...|57P0.|ECONNRESET|EPIPE)$/;
const lost = /connection terminated|connection error|server closed/i;

interface Fault {
  constraint?: string;
  detail?: string;
  message?: string;
}

/** @returns the refusal that an error amounts to, or undefined for what nobody foresaw. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof HttpException) return ofRequest(error.getStatus());
  if (!isNativeError(error)) return undefined;
  return ofDatabase(codeOf(error), error as Fault);
}

function ofDatabase(code: string, { constraint = '', detail, message = '' }: Fault): Refusal | undefined {
  if (outOfReach.test(code) || notConnected.test(message)) return new Busy();
  if (broken.test(code) || lost.test(message)) return new Unsure();
  if (code === 'LG001') return new Conflict(`There is not enough money for this: ${there(detail)} is there.`);
  if (code === 'LG002') return new Conflict('This was recorded already, with other content. Load the page again.');
  const known = constraints[constraint];
  if (known) return known();
  if (code === '22021' || code === '22P05')
    return new Invalid({}, 'The text contains a character that cannot be kept.');
  if (code.startsWith('22')) return new Invalid({}, 'Something you sent is not in the form that is expected here.');
  if (code.startsWith('23')) return new Conflict('This does not fit what is recorded already.');
  return undefined;
}

const there = (detail: string | undefined): string => plainMoney(Number(detail ?? 0), 'USD');

function ofRequest(status: number): Refusal | undefined {
  if (status === 404) return new Unreadable(new Missing().message, 404, 'Not found');
  if (status === 413)
    return new Unreadable('This is larger than what is taken at once: 1 MB, and 10 MB for a file.', 413, 'Too large');
  if (status === 414) return new Unreadable('This address is too long.', 414, 'Too long');
  if (status === 415) return new Unreadable('Send this as application/json.', 415, 'Not readable');
  if (status === 429) return new Unreadable('Too many attempts. Wait a few minutes and try again.', 429, 'Too often');
  if (status === 503) return new Busy();
  if (status >= 500) return undefined;
  return new Unreadable('The request could not be read. Send a JSON object, or a form from one of our pages.', status);
}
