import { caseFrom, caseOf } from './mail-case';

const mail = `m.id, m.seq::float8 as seq, m.state, m.kind, m.letter, p.name as recipient, m.address, m.subject, m.about,
  m.created_at as "createdAt", m.due_at as "dueAt", m.sent_at as "sentAt", m.delivered_at as "deliveredAt",
  m.bounced_at as "bouncedAt", m.attempts, m.error`;

/** `$7` is an event, or one of its letters; the last day ends with its last second. */
export const listSql = `
  select ${mail} from mail m left join person p on p.id = m.person_id
   where ($1::text is null or m.state = $1) and ($2::text is null or p.name ilike $2 or m.address ilike $2)
     and ($3::text is null or m.about = $3) and ($4::bigint is null or m.seq < $4) and ($6::text is null or m.kind = $6)
     and ($7::text is null or m.letter = $7 or split_part(m.letter, '/', 1) = $7)
     and ($8::timestamptz is null or m.created_at >= $8)
     and ($9::timestamptz is null or m.created_at < $9::timestamptz + interval '1 second')
   order by m.seq desc limit $5`;

const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const storySql = `
  select ${mail}, m.text, m.html, m.copy, m.digest_id as "digestId", d.name as "settledBy", ${caseOf},
    coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'copy', c.copy, 'state', c.state) order by c.copy) from mail c
      where c.outbox_id = m.outbox_id and c.person_id is not distinct from m.person_id and c.id <> m.id), '[]') as copies,
    coalesce((select jsonb_agg(jsonb_build_object('type', e.kind, 'at', ${instant('e.at')}, 'detail', e.detail) order by e.at, e.received_at)
      from mail_event e where e.mail_id = m.id), '[]') as told,
    case when t.id is null then null else jsonb_build_object('id', t.id::text, 'version', t.version, 'place',
      case when r.id is not null then 'for the round ' || r.name when f.id is not null then 'for the fund ' || f.name
           else 'for all rounds' end) end as words
    from mail m ${caseFrom}
    left join person d on d.id = m.settled_by
    left join letter_text t on t.id = m.text_id left join fund f on f.id = t.fund_id left join round r on r.id = t.round_id
   where m.id = $1`;
