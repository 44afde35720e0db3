import type { PaymentStatus } from './payment.rules';

/** A payment as the bank's files name it. Amounts in minor units. */
export interface Paid {
  id: string;
  instalmentId: string;
  awardId: string;
  /** Of the award. */
  title: string;
  number: number;
  status: PaymentStatus;
  /** The reference that the bank carries to the payee and back. */
  endToEnd: string;
  bankAccountId: string;
  /** What leaves, in the award's currency. */
  amountCents: number;
  currency: string;
  /** What arrives, in the currency of the payee's account. */
  payCents: number;
  payCurrency: string;
  releasedAt: Date;
}

export const paidSql = `
  select p.id, p.instalment_id as "instalmentId", w.id as "awardId", w.title, i.number, p.status, p.end_to_end as "endToEnd",
         p.bank_account_id as "bankAccountId", p.amount_cents::float8 as "amountCents", p.currency,
         p.pay_cents::float8 as "payCents", p.pay_currency as "payCurrency", p.released_at as "releasedAt"
    from payment p join instalment i on i.id = p.instalment_id join award w on w.id = i.award_id`;
