/** The legal steps of each new status, as the lifecycle tables in the code give them. */
export const moneyLifecycles = `
  insert into lifecycle_step (aggregate, step_from, step_to) values
    ('pledge', 'signed', 'fulfilled'), ('pledge', 'fulfilled', 'signed'), ('pledge', 'signed', 'written_off'), ('pledge', 'written_off', 'signed'),
    ('instruction', 'proposed', 'carried_out'), ('instruction', 'proposed', 'rejected'),
    ('award', 'active', 'suspended'), ('award', 'suspended', 'active'), ('award', 'suspended', 'cancelled'), ('award', 'suspended', 'completed'),
    ('amendment', 'proposed', 'approved'), ('amendment', 'proposed', 'rejected'), ('amendment', 'proposed', 'noted'),
    ('instalment', 'planned', 'requested'), ('instalment', 'requested', 'planned'), ('instalment', 'requested', 'approved'),
    ('instalment', 'planned', 'dropped'), ('instalment', 'requested', 'dropped'),
    ('instalment', 'settled', 'returned'), ('instalment', 'returned', 'released'), ('instalment', 'returned', 'planned'),
    ('payment', 'settled', 'returned'),
    ('refund', 'demanded', 'received'), ('refund', 'demanded', 'written_off'),
    ('bank_account', 'entered', 'confirmed'), ('bank_account', 'entered', 'rejected'), ('bank_account', 'confirmed', 'replaced'),
    ('bank_entry', 'open', 'confirmed'), ('bank_entry', 'open', 'set_aside'), ('bank_entry', 'set_aside', 'open');
  delete from lifecycle_step where aggregate = 'instalment' and step_from = 'planned' and step_to = 'approved';

  create trigger pledge_legal_step before update of status on pledge for each row
    when (old.status <> new.status) execute function legal_step();
  create trigger instruction_legal_step before update of status on instruction for each row
    when (old.status <> new.status) execute function legal_step();
  create trigger amendment_legal_step before update of status on amendment for each row
    when (old.status <> new.status) execute function legal_step();
  create trigger refund_legal_step before update of status on refund for each row
    when (old.status <> new.status) execute function legal_step();
  create trigger bank_account_legal_step before update of status on bank_account for each row
    when (old.status <> new.status) execute function legal_step();
  create trigger bank_entry_legal_step before update of status on bank_entry for each row
    when (old.status <> new.status) execute function legal_step();
`;
