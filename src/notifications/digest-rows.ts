const at = 'coalesce($1::timestamptz, now())';

/** The letter of its morning that says it gathered this one, and the mail it became: the copy that left, or else the last. */
const digestOf = `
  left join lateral (
    select o.id, o.state from outbox o
     where o.subject = 'person:' || i.person_id and o.event = 'mail.digest' and o.due_at >= i.due_at
       and o.data @> jsonb_build_object('items', jsonb_build_array(jsonb_build_object('mailId', i.id)))
     order by o.due_at desc limit 1) d on true
  left join lateral (
    select m.id, m.state, m.sent_at from mail m where m.outbox_id = d.id
     order by m.state = 'sent' desc, m.copy desc limit 1) c on true`;

const due = `i.state = 'gathered' and i.due_at <= ${at}`;

/** Its letter has left, so it has. */
export const carriedSql = `
  with gone as (select i.id, c.id as digest, c.sent_at from mail i ${digestOf} where ${due} and c.state = 'sent')
  update mail set state = 'sent', sent_at = gone.sent_at, digest_id = gone.digest, error = ''
    from gone where mail.id = gone.id and mail.state = 'gathered'`;

/** Its letter came to nothing, so it goes out by itself. */
export const aloneSql = `
  with lost as (select i.id from mail i ${digestOf}
    where ${due} and d.state in ('done', 'called_off', 'overtaken')
      and (c.id is null or c.state in ('dead', 'skipped', 'suppressed')))
  update mail set state = 'planned', error = 'The one letter of the morning could not be delivered.'
    from lost where mail.id = lost.id and mail.state = 'gathered'`;

/** Who has something due that no letter has gathered yet. */
export const readersSql = `
  select distinct i.person_id as "personId" from mail i ${digestOf} where ${due} and d.id is null limit $2`;

const owed = `o.state <> 'called_off' and coalesce(l.state = 'open', true)`;

export const gatheredSql = `
  select i.id, i.subject as title, i.text, p.time_zone as "timeZone", c.country,
         coalesce(c.region, '') as region,
         coalesce(l.due_at, (o.data->>'dueAt')::timestamptz) as "dueAt"
    from mail i join outbox o on o.id = i.outbox_id left join deadline l on l.id = o.deadline_id join person p on p.id = i.person_id
    left join organisation c on c.id = p.organisation_id
   where i.person_id = $1 and i.state = 'gathered' and i.due_at <= $2 and not exists (
     select from outbox e where e.subject = 'person:' || i.person_id and e.event = 'mail.digest' and e.due_at >= i.due_at
        and e.data @> jsonb_build_object('items', jsonb_build_array(jsonb_build_object('mailId', i.id))))
   order by i.seq for update of i skip locked`;

/** Of these, what nobody waits for any more. */
export const droppedSql = `
  update mail set state = 'skipped', error = 'Not needed any more: it was done, or its date has moved.'
    from outbox o left join deadline l on l.id = o.deadline_id
   where mail.id = any($1) and mail.state = 'gathered' and o.id = mail.outbox_id and not (${owed})
  returning mail.id`;

export const waitSql = `update mail set due_at = $2 where id = any($1) and state = 'gathered'`;

export const dueSql = `select id from mail where person_id = $2 and state = 'gathered' and due_at <= ${at}`;

export const heldSql = `select id, outbox_id as "outboxId" from mail where id = any($1) and state = 'gathered'`;

export const lostSql = `
  update mail set state = 'skipped', error = lost.reason from unnest($1::uuid[], $2::text[]) as lost (id, reason)
   where mail.id = lost.id and mail.state = 'gathered'`;
