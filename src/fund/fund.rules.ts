import type { Stages } from '../ledger/ledger.service';
import { sumCents } from '../kernel/money';

/** What people ask of a fund, in minor units. `freeCents + setAsideCents + committedCents + disbursedCents = raisedCents`. */
export interface Balance {
  raisedCents: number;
  freeCents: number;
  /** Of `setAsideCents`: round budgets not yet awarded, and awards not yet accepted. */
  reservedCents: number;
  offeredCents: number;
  setAsideCents: number;
  /** Accepted and not yet paid: committed, approved for payment, on its way. */
  committedCents: number;
  payableCents: number;
  inTransitCents: number;
  disbursedCents: number;
}

/** The one place where the figures of a fund are made out of the ledger's stages. */
export function balanceOf(stages: Stages): Balance {
  return {
    raisedCents: stages.resources,
    freeCents: stages.available,
    reservedCents: stages.reserved,
    offeredCents: stages.offered,
    setAsideCents: sumCents([stages.reserved, stages.offered]),
    committedCents: sumCents([stages.committed, stages.payable, stages.in_transit]),
    payableCents: stages.payable,
    inTransitCents: stages.in_transit,
    disbursedCents: stages.expended,
  };
}
