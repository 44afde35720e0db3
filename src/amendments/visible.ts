import type { AwardCase } from '../awards/awards.service';
import { Missing } from '../kernel/errors';

/** What belongs to an award is as hidden as the award. @returns null where there is none that the reader may see */
export async function visible(award: Promise<AwardCase>): Promise<AwardCase | null> {
  return award.catch((error: unknown) => {
    if (error instanceof Missing) return null;
    throw error;
  });
}
