import { Invalid } from '../kernel/errors';
import { maxCents } from '../kernel/input';
import { sumWithin } from '../kernel/money';
import type { Round } from '../rounds/rounds.service';
import type { ApplicationInput } from './applications.dto';

/** What may be saved at all: answers to questions that were asked, within the sectors and stages of the round. */
export function fits(input: ApplicationInput, round: Round): void {
  const keys = new Set(round.questions.map(({ key }) => key));
  for (const [key, text] of Object.entries(input.answers)) {
    if (!keys.has(key)) throw new Invalid({ answers: [`This round does not ask “${key.slice(0, 40)}”.`] });
    if (typeof text !== 'string' || text.length > 50_000) {
      throw new Invalid({ [`answers[${key}]`]: ['Answer in text of at most 50,000 characters.'] });
    }
  }
  const foreign = input.sectors.find((sector) => !round.sectors.includes(sector));
  if (foreign) throw new Invalid({ sectors: [`This round does not fund “${foreign}”.`] });
  if (input.stage && !round.stages.includes(input.stage))
    throw new Invalid({ stage: [`This round does not fund the stage “${input.stage}”.`] });
  fitsSum(input);
}

/** Each line alone may be as large as an amount can be; their sum has to stay an amount too. */
function fitsSum({ budgetLines }: ApplicationInput): void {
  const lines = budgetLines.map(({ cents }) => cents);
  if (sumWithin(lines, maxCents) === null) {
    throw new Invalid({ budgetLines: ['The budget lines add up to more than the system can keep.'] });
  }
}
