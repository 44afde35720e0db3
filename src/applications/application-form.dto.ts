import { centsFrom } from '../kernel/money';
import { listOf, mapRows, type Typed, wholeFrom } from '../kernel/typed';

/** The rows of the application's form, and what makes one count. */
export const applicationRows = { partners: ['name'], budgetLines: ['item', 'cents'] } as const;

/** What the page's form typed, as the API would send it; empty rows are left out. */
export function applicationFrom(form: Typed, currency: string): Typed {
  return {
    ...(form.roundId === undefined ? {} : { roundId: form.roundId }),
    ...(form.version === undefined ? {} : { version: wholeFrom(form.version) }),
    title: form.title,
    summary: form.summary ?? '',
    sectors: listOf(form.sectors),
    stage: form.stage || null,
    partners: mapRows(form.partners, applicationRows.partners, ({ name }) => ({ name })),
    budgetLines: mapRows(form.budgetLines, applicationRows.budgetLines, ({ item, cents }) => ({
      item,
      cents: centsFrom(cents, currency),
    })),
    requestedCents: centsFrom(form.requestedCents, currency) ?? null,
    answers: form.answers ?? {},
  };
}
