import type { Pot } from '../fund/pots.service';

/** A pot of a round's money, and what of it an award would take. */
export interface Drawn extends Omit<Pot, 'stages'> {
  leftCents: number;
  drawnCents: number;
}

/** What an award would take: restriction by restriction in this order, within each the contribution that came first. */
export function drawFrom(pots: readonly Pot[], order: readonly (string | null)[], cents: number): Drawn[] {
  let toDraw = cents;
  return order
    .flatMap((restriction) => pots.filter(({ restrictionId }) => restrictionId === restriction))
    .map(({ stages: { reserved: leftCents }, ...pot }) => {
      const drawnCents = Math.min(leftCents, toDraw);
      toDraw -= drawnCents;
      return { ...pot, leftCents, drawnCents };
    });
}
