/** The payments of a fund that any of these references or ids mean. */
export const knownPayments = `
  select p.id, w.id as "awardId", w.title, i.number, p.status, p.end_to_end as "endToEnd", p.amount_cents::float8 as "amountCents",
         p.currency, p.pay_currency as "payCurrency", p.charged_cents::float8 as "chargedCents", p.settled_on::text as "settledOn"
    from payment p join instalment i on i.id = p.instalment_id join award w on w.id = i.award_id
   where w.fund_id = $1 and (p.end_to_end = any($2) or p.id = any($3::uuid[]))`;

const paymentRows = `
  select p.id, w.id as "awardId", w.title, i.number, b.holder_name as payee, b.last_four as "lastFour", p.status,
         p.amount_cents::float8 as "amountCents", p.currency, p.pay_cents::float8 as "payCents", p.pay_currency as "payCurrency",
         p.end_to_end as "endToEnd", p.released_at as "releasedAt", p.payment_file_id as "paymentFileId"
    from payment p join instalment i on i.id = p.instalment_id join award w on w.id = i.award_id
    left join bank_account b on b.id = p.bank_account_id`;

export const onTheirWay = `${paymentRows} where w.fund_id = $1 and p.status = 'in_transit' order by p.released_at, p.id limit 200`;
export const inFile = `${paymentRows} where p.payment_file_id = $1 order by p.pay_currency, p.released_at, p.id`;

export const fileRows = `
  select f.id, f.seq, f.fund_id as "fundId", f.message_id as "messageId", f.payments, f.control_sum as "controlSum",
         encode(f.sha256, 'hex') as sha256, jsonb_build_object('id', m.id, 'name', m.name) as "madeBy", f.made_at as "madeAt"
    from payment_file f join person m on m.id = f.made_by`;

/** Of each statement also how the one before it ended. */
export const statementRows = `
  select s.id, s.seq, s.fund_id as "fundId", s.statement_id as "statementId", s.account_last_four as "lastFour", s.from_on::text as "fromOn",
         s.to_on::text as "toOn", s.opening_cents::float8 as "openingCents", s.closing_cents::float8 as "closingCents", s.currency, s.entries,
         (select count(*)::int from bank_entry e where e.statement_id = s.id and e.status = 'open') as open,
         encode(s.sha256, 'hex') as sha256, jsonb_build_object('id', r.id, 'name', r.name) as "readBy", s.read_at as "readAt",
         before.statement_id as "beforeId", before.closing_cents::float8 as "beforeCents"
    from bank_statement s join person r on r.id = s.read_by
    left join lateral (select b.statement_id, b.closing_cents from bank_statement b
                        where b.fund_id = s.fund_id and (b.to_on, b.seq) < (s.to_on, s.seq) order by b.to_on desc, b.seq desc limit 1) before on true`;

export const cashOf = `
  select (select coalesce(sum(a.balance), 0) from ledger.account a
           where a.book = 'accounts' and a.kind = 'cash' and a.fund_id = $1)::float8 as "ledgerCents",
         (select coalesce(sum(a.balance), 0) from ledger.account a
           where a.book = 'budget' and a.kind = 'in_transit' and a.fund_id = $1)::float8 as "onTheirWayCents",
         (select coalesce(sum(case e.direction when 'credit' then e.amount_cents else -e.amount_cents end), 0) from bank_entry e
           where e.fund_id = $1 and e.status = 'open')::float8 as "openCents",
         (select coalesce(sum(case e.direction when 'credit' then e.amount_cents else -e.amount_cents end), 0) from bank_entry e
           where e.fund_id = $1 and e.status = 'set_aside')::float8 as "asideCents",
         last.closing_cents::float8 as "bankCents", last.to_on::text as "bankOn"
    from (select 1) one left join lateral (select closing_cents, to_on from bank_statement where fund_id = $1
                                            order by to_on desc, seq desc limit 1) last on true`;

/** Entries with what they were confirmed as, in words. */
export const entryRows = `
  select e.id, e.statement_id as "statementId", e.fund_id as "fundId", e.number, e.direction, e.amount_cents::float8 as "amountCents", s.currency,
         e.booked_on::text as "bookedOn", e.bank_reference as "bankReference", e.end_to_end as "endToEnd", e.counterparty, e.note, e.status,
         e.payment_id as "paymentId", e.refund_id as "refundId", e.decided_at as "decidedAt", e.reason, e.version, s.seq as "statementSeq",
         case when d.id is not null then jsonb_build_object('id', d.id, 'name', d.name) end as "decidedBy",
         coalesce(w.title, v.title) as title, i.number as "instalmentNumber", coalesce(w.id, v.id) as "awardId"
    from bank_entry e join bank_statement s on s.id = e.statement_id left join person d on d.id = e.decided_by
    left join payment p on p.id = e.payment_id left join instalment i on i.id = p.instalment_id left join award w on w.id = i.award_id
    left join refund r on r.id = e.refund_id left join award v on v.id = r.award_id`;
