import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { amendmentLifecycle } from './amendments/amendment.rules';
import { refundLifecycle } from './amendments/refund.rules';
import { applicationLifecycle } from './applications/application.rules';
import { awardLifecycle } from './awards/award.rules';
import { entryLifecycle } from './banking/bank-entry.rules';
import { instalmentLifecycle } from './disbursements/instalment.rules';
import { paymentLifecycle } from './disbursements/payment.rules';
import { instructionLifecycle } from './fund/instruction.rules';
import { pledgeLifecycle } from './fund/pledge.rules';
import type { Lifecycle } from './kernel/lifecycle';
import { accountLifecycle } from './people/account.rules';
import { payeeLifecycle } from './payees/payee.rules';
import { reportLifecycle } from './reports/report.rules';
import { reviewLifecycle } from './reviews/review.rules';
import { roundLifecycle } from './rounds/round.rules';

/** Every lifecycle there is, in the order of a grant's life. */
export const lifecycles = [
  roundLifecycle,
  applicationLifecycle,
  reviewLifecycle,
  awardLifecycle,
  amendmentLifecycle,
  reportLifecycle,
  instalmentLifecycle,
  paymentLifecycle,
  pledgeLifecycle,
  instructionLifecycle,
  refundLifecycle,
  payeeLifecycle,
  entryLifecycle,
  accountLifecycle,
] as unknown as Lifecycle<string, { status: string }>[];

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

function tableOf({ name, steps }: Lifecycle<string, { status: string }>): string {
  const rows = steps.map(({ move, from, to, by, when, through, held, guards = {} }) => {
    const refusals = Object.keys(guards).map((sentence) => `“${sentence}”`);
    const notes = [when && `when ${when.text}`, through && `through ${through}`, held?.text, ...refusals].filter(
      Boolean,
    );
    return `| ${move} | ${code(from)} | ${code([to])} | ${by.join(', ')} | ${notes.join('<br>')} |`;
  });
  const head = '| move | from | to | by | when, and what a refusal says |\n|---|---|---|---|---|';
  return `**${name.charAt(0).toUpperCase()}${name.slice(1)}**\n\n${head}\n${rows.join('\n')}`;
}

/** The README with its lifecycle tables as the code has them. */
export function withTables(readme: string): string {
  const tables = lifecycles.map(tableOf).join('\n\n');
  return readme.replace(
    /(<!-- lifecycles -->)[^]*(<!-- \/lifecycles -->)/,
    (_, begin: string, end: string) =>
      `${begin}\n<!-- prettier-ignore-start -->\n\n${tables}\n\n<!-- prettier-ignore-end -->\n${end}`,
  );
}

if (require.main === module) {
  const path = join(process.cwd(), 'README.md');
  writeFileSync(path, withTables(readFileSync(path, 'utf8')));
}
