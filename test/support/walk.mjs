import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

/** npm run walk -- --commands 50000 --seed 123 */
const { values } = parseArgs({
  options: { commands: { type: 'string', default: '20000' }, seed: { type: 'string' } },
});
for (const [name, value] of Object.entries(values)) {
  if (/^\d{1,10}$/.test(value)) continue;
  console.error(`--${name} takes a whole number, not “${value}”.`);
  process.exit(2);
}
const env = { ...process.env, COMMANDS: values.commands, ...(values.seed === undefined ? {} : { SEED: values.seed }) };
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(process.execPath, [jest, 'test/ledger-walk.e2e.ts'], { stdio: 'inherit', env });
process.exit(status ?? 1);
