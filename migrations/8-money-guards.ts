/** L10, L11 and L13 for everything that can now happen: who may approve, how many must have, what stays as approved, what adds up. */
export const moneyGuards = `
  alter table approval drop constraint approval_subject_kind_check, add constraint approval_subject_kind_check
    check (subject_kind in ('award', 'instalment', 'instruction', 'amendment', 'refund'));

  -- Those who changed where a payee's money goes: whoever entered the details that are valid, and those that wait to be. One alone would
  -- not do: new details that wait would hide who entered those that are paid to meanwhile.
  create function changed_details(payee uuid) returns uuid[] language sql stable set search_path = public, pg_temp as $$
    select coalesce(array_agg(entered_by), '{}') from bank_account where holder_id = payee and status in ('entered', 'confirmed')
  $$;

  -- Those who may not approve it, because it is theirs. Nobody approves before it is proposed, nor a cycle that is still to come. Locks the subject first, so that an approval never slips past a change of it.
  create or replace function approval_needs_another() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare parties uuid[];
  begin
    case new.subject_kind
      when 'award' then
        select array[proposed_by] into parties from award where id = new.subject_id and status = 'proposed' for share;
      when 'instalment' then
        select array[i.planned_by, i.requested_by] || changed_details(coalesce(a.payee_id, a.lead_id)) into parties
          from instalment i join award a on a.id = i.award_id
         where i.id = new.subject_id and i.status = 'requested' and i.approval_cycle = new.cycle for share of i;
      when 'instruction' then
        select array[proposed_by] into parties from instruction where id = new.subject_id and status = 'proposed' for share;
      when 'amendment' then
        select array[proposed_by] into parties from amendment where id = new.subject_id and status = 'proposed' for share;
      else
        select array[write_off_proposed_by] into parties from refund
         where id = new.subject_id and status = 'demanded' and approval_cycle = new.cycle and write_off_proposed_by is not null for share;
    end case;
    if parties is null or new.approver_id = any(array_remove(parties, null)) then
      raise exception 'nobody approves what they proposed' using errcode = '23514', constraint = 'approval_by_another';
    end if;
    return new;
  end $$;

  -- How many people who are still with us, and whose own it is not, have approved the present cycle.
  create function approvals_given(kind text, subject uuid, in_cycle int, parties uuid[], still_here boolean) returns int
  language sql stable set search_path = public, pg_temp as $$
    select count(distinct p.approver_id)::int from approval p join person who on who.id = p.approver_id
     where p.subject_kind = kind and p.subject_id = subject and p.cycle = in_cycle
       and p.approver_id <> all(array_remove(parties, null)) and (not still_here or who.disabled_at is null)
  $$;

  create or replace function enough_approvals() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare needed int; given int; grant_row award; own jsonb := to_jsonb(new); deciding boolean;
  begin
    deciding := new.status in ('approved', 'carried_out', 'written_off');
    case tg_table_name
      when 'award' then
        needed := approvals_needed(new.fund_id, (own->>'original_cents')::bigint);
        given := approvals_given('award', new.id, 1, array[new.proposed_by], deciding);
      when 'instalment' then
        select * into grant_row from award where id = (own->>'award_id')::uuid;
        needed := approvals_needed(grant_row.fund_id, (own->>'amount_cents')::bigint);
        given := approvals_given('instalment', new.id, (own->>'approval_cycle')::int,
          array[(own->>'planned_by')::uuid, (own->>'requested_by')::uuid] ||
          case when new.status in ('approved', 'released') then changed_details(coalesce(grant_row.payee_id, grant_row.lead_id)) end,
          deciding);
      when 'instruction' then
        needed := approvals_needed(new.fund_id, (own->>'amount_cents')::bigint);
        given := approvals_given('instruction', new.id, 1, array[(own->>'proposed_by')::uuid], deciding);
      when 'amendment' then
        select * into grant_row from award where id = (own->>'award_id')::uuid;
        needed := approvals_needed(grant_row.fund_id, grant_row.original_cents + (own->>'change_cents')::bigint +
          (select coalesce(sum(change_cents), 0) from amendment where award_id = grant_row.id and status = 'approved')::bigint);
        given := approvals_given('amendment', new.id, 1, array[(own->>'proposed_by')::uuid], deciding);
      else
        select * into grant_row from award where id = (own->>'award_id')::uuid;
        needed := approvals_needed(grant_row.fund_id, (own->>'written_off_cents')::bigint);
        given := approvals_given('refund', new.id, (own->>'approval_cycle')::int, array[(own->>'write_off_proposed_by')::uuid], deciding);
    end case;
    -- What was approved under the rule of its day goes on when the rule is made stricter; two it was always.
    if given < (case when deciding then needed else 2 end) then
      raise exception '% of % approvals', given, needed using errcode = '23514', constraint = 'enough_approvals';
    end if;
    return new;
  end $$;
  drop trigger award_enough_approvals on award;
  create trigger award_enough_approvals before insert or update of status on award for each row
    when (new.status in ('approved', 'offered', 'accepted', 'active', 'suspended', 'completed')) execute function enough_approvals();
  drop trigger instalment_enough_approvals on instalment;
  create trigger instalment_enough_approvals before insert or update of status on instalment for each row
    when (new.status in ('approved', 'released', 'settled', 'failed', 'returned')) execute function enough_approvals();
  create trigger instruction_enough_approvals before insert or update of status on instruction for each row
    when (new.status = 'carried_out') execute function enough_approvals();
  create trigger amendment_enough_approvals before insert or update of status on amendment for each row
    when (new.status = 'approved' and new.needs_approval) execute function enough_approvals();
  create trigger refund_enough_approvals before insert or update of status on refund for each row
    when (new.status = 'written_off') execute function enough_approvals();

  -- What has been proposed stays as those who approve have read it.
  drop trigger award_proposal_stays on award;
  create trigger award_proposal_stays before update on award for each row
    when ((old.id, old.proposed_by, old.fund_id, old.round_id, old.application_id, old.lead_id, old.original_cents, old.currency, old.split)
       is distinct from
          (new.id, new.proposed_by, new.fund_id, new.round_id, new.application_id, new.lead_id, new.original_cents, new.currency, new.split))
    execute function proposer_stays();
  drop trigger instalment_plan_stays on instalment;
  create trigger instalment_plan_stays before update on instalment for each row
    when ((old.id, old.award_id, old.planned_by, old.currency, old.amount_cents) is distinct from
          (new.id, new.award_id, new.planned_by, new.currency, new.amount_cents) or new.approval_cycle < old.approval_cycle
       or (old.status <> 'planned' and new.status <> 'planned' and old.requested_by is distinct from new.requested_by))
    execute function proposer_stays();
  create trigger instalment_not_deleted before delete on instalment for each row
    when (old.status <> 'planned') execute function proposer_stays();

  -- What was approved under an id is not put under it anew with another amount.
  create function approved_before() returns trigger language plpgsql set search_path = public, pg_temp as $$
  begin
    if exists (select from approval where subject_kind = tg_table_name and subject_id = new.id) then
      raise exception 'it was approved as something else' using errcode = '23514', constraint = 'proposal_stays';
    end if;
    return new;
  end $$;
  create trigger instalment_is_new before insert on instalment for each row execute function approved_before();

  -- The payee is somebody else only while no payment to it is asked for, approved or under way.
  create function payee_stays() returns trigger language plpgsql set search_path = public, pg_temp as $$
  begin
    if exists (select from instalment where award_id = new.id and status in ('requested', 'approved', 'released', 'failed', 'returned')) then
      raise exception 'a payment to this payee is under way' using errcode = '23514', constraint = 'proposal_stays';
    end if;
    return new;
  end $$;
  create trigger award_payee_stays before update on award for each row
    when (old.payee_id is distinct from new.payee_id) execute function payee_stays();
  create trigger instruction_stays before update on instruction for each row
    when ((to_jsonb(old) - array['status', 'reject_reason', 'decided_at', 'version']) <> (to_jsonb(new) - array['status', 'reject_reason', 'decided_at', 'version']))
    execute function proposer_stays();
  create trigger amendment_stays before update on amendment for each row
    when ((to_jsonb(old) - array['status', 'reject_reason', 'decided_at', 'version']) <> (to_jsonb(new) - array['status', 'reject_reason', 'decided_at', 'version']))
    execute function proposer_stays();
  create trigger refund_stays before update on refund for each row
    when ((old.id, old.award_id, old.amount_cents, old.currency) is distinct from (new.id, new.award_id, new.amount_cents, new.currency)
       or old.received_cents > new.received_cents or old.approval_cycle > new.approval_cycle
       or (old.approval_cycle = new.approval_cycle and old.write_off_proposed_by <> new.write_off_proposed_by))
    execute function proposer_stays();
  create trigger bank_account_stays before update on bank_account for each row
    when ((to_jsonb(old) - array['status', 'confirmed_by', 'confirmed_at', 'confirmed_how', 'reject_reason', 'version']) <>
          (to_jsonb(new) - array['status', 'confirmed_by', 'confirmed_at', 'confirmed_how', 'reject_reason', 'version'])
       or (old.confirmed_by is not null and old.confirmed_by is distinct from new.confirmed_by))
    execute function proposer_stays();

  -- An award is what was first approved, and what approved amendments made of it.
  create function amount_adds_up() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare whole award; changed bigint;
  begin
    select * into whole from award where id = (case tg_table_name when 'award' then to_jsonb(new)->>'id' else to_jsonb(new)->>'award_id' end)::uuid;
    select coalesce(sum(change_cents), 0) into changed from amendment where award_id = whole.id and status = 'approved';
    if whole.amount_cents <> whole.original_cents + changed then
      raise exception 'the award is %, its amendments make it %', whole.amount_cents, whole.original_cents + changed
        using errcode = '23514', constraint = 'amount_adds_up';
    end if;
    return null;
  end $$;
  create constraint trigger award_amount_adds_up after insert or update of amount_cents on award
    deferrable initially deferred for each row execute function amount_adds_up();
  create constraint trigger amendment_amount_adds_up after insert or update of status on amendment
    deferrable initially deferred for each row execute function amount_adds_up();

  -- L13: what is still to be paid or was paid adds up to the award; what was dropped does not count.
  create or replace function plan_adds_up() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare award_row award; planned bigint; own jsonb := coalesce(to_jsonb(new), to_jsonb(old));
  begin
    select * into award_row from award where id = (case tg_table_name when 'award' then own->>'id' else own->>'award_id' end)::uuid;
    select sum(amount_cents) into planned from instalment where award_id = award_row.id and status <> 'dropped';
    if planned is not null and planned <> award_row.amount_cents then
      raise exception 'the plan is %, the award %', planned, award_row.amount_cents
        using errcode = '23514', constraint = 'plan_adds_up';
    end if;
    return null;
  end $$;
  create constraint trigger award_plan_adds_up after update of amount_cents on award
    deferrable initially deferred for each row execute function plan_adds_up();

  create function pledge_adds_up() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare whole pledge; parts bigint; own jsonb := coalesce(to_jsonb(new), to_jsonb(old));
  begin
    select * into whole from pledge where id = (case tg_table_name when 'pledge' then own->>'id' else own->>'pledge_id' end)::uuid;
    select sum(amount_cents) into parts from pledge_part where pledge_id = whole.id;
    if parts is distinct from whole.amount_cents then
      raise exception 'the parts are %, the pledge %', parts, whole.amount_cents using errcode = '23514', constraint = 'pledge_adds_up';
    end if;
    return null;
  end $$;
  create constraint trigger pledge_adds_up after insert or update of amount_cents on pledge
    deferrable initially deferred for each row execute function pledge_adds_up();
  create constraint trigger pledge_part_adds_up after insert or update or delete on pledge_part
    deferrable initially deferred for each row execute function pledge_adds_up();

  -- Money leaves only to the confirmed account of the payee, after the hold, and not by the hand of whoever entered it.
  create function payment_to_payee() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare payee uuid; part instalment; details bank_account;
  begin
    select * into part from instalment where id = new.instalment_id;
    select coalesce(payee_id, lead_id) into payee from award where id = part.award_id;
    select * into details from bank_account where id = new.bank_account_id for share;
    if details.id is null or details.holder_id <> payee or details.status <> 'confirmed' or details.hold_until > new.released_at
       or new.released_by = any(changed_details(payee)) then
      raise exception 'the payee''s bank details are not confirmed for this' using errcode = '23514', constraint = 'payment_to_payee';
    end if;
    -- Or one person would have it paid twice, by saying that it did not arrive. What others have approved anew is another matter.
    if exists (select from payment p where p.instalment_id = new.instalment_id and p.answered_by = new.released_by
                  and p.released_at >= coalesce(part.requested_at, '-infinity')) then
      raise exception 'whoever said that it did not arrive does not release it again' using errcode = '23514', constraint = 'payment_by_another';
    end if;
    if new.amount_cents <> part.amount_cents or new.currency <> part.currency or new.pay_currency <> details.currency then
      raise exception 'a payment is its instalment''s amount' using errcode = '23514', constraint = 'payment_amount';
    end if;
    return new;
  end $$;
  create trigger payment_to_payee before insert on payment for each row execute function payment_to_payee();

  -- What is on its way was approved and released, and left the fund's books on this way and no other.
  create function payment_is_posted() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare grant_id uuid; moving bigint; posted bigint;
  begin
    select award_id into grant_id from instalment where id = new.instalment_id;
    select coalesce(sum(p.amount_cents), 0) into moving
      from payment p join instalment i on i.id = p.instalment_id where i.award_id = grant_id and p.status = 'in_transit';
    select coalesce(sum(balance), 0) into posted from ledger.account where award_id = grant_id and book = 'budget' and kind = 'in_transit';
    if moving <> posted or exists (
      select from payment p join instalment i on i.id = p.instalment_id where p.id = new.id and p.status = 'in_transit' and i.status <> 'released') then
      raise exception 'payments of % are on their way, and % is posted', moving, posted using errcode = '23514', constraint = 'payment_is_posted';
    end if;
    return null;
  end $$;
  create constraint trigger payment_is_posted after insert or update of status on payment
    deferrable initially deferred for each row execute function payment_is_posted();
  create trigger payment_stays before update on payment for each row
    when ((old.instalment_id, old.amount_cents, old.currency, old.bank_account_id, old.pay_cents, old.pay_currency, old.rate, old.end_to_end)
       is distinct from (new.instalment_id, new.amount_cents, new.currency, new.bank_account_id, new.pay_cents, new.pay_currency, new.rate, new.end_to_end)
       or (old.payment_file_id is not null and old.payment_file_id is distinct from new.payment_file_id))
    execute function proposer_stays();
`;
