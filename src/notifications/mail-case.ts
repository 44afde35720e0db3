/** What decides about the moves of a letter; `$2` are the events that carry a secret. */
export const caseOf = `
  m.settled_by is not null as settled, split_part(m.letter, '/', 1) = any($2) as secret,
  p.disabled_at is not null or p.id is null as gone, s.reason as suppressed`;

export const caseFrom = `
  left join person p on p.id = m.person_id
  left join suppression s on s.address = lower(coalesce(p.email, m.address)) and s.lifted_at is null`;
