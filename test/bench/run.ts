import { cpus, totalmem } from 'node:os';
import { performance } from 'node:perf_hooks';
import { type AwardPlan, measureAwards } from './awards';
import { type FindPlan, measureFinds } from './finds';
import { type ListPlan, measureList } from './list';
import { type MailPlan, measureMail } from './mail';
import { measureMoney, type MoneyPlan } from './money';
import { measureReminders, type ReminderPlan } from './reminders';
import { openServer, type Server } from './server';
import { measureStarts, type StartPlan } from './starts';
import { type Measured, plain, tableOf } from './table';

type Plan = {
  list: ListPlan;
  awards: AwardPlan;
  starts: StartPlan;
  finds: FindPlan;
  mail: MailPlan;
  money: MoneyPlan;
  reminders: ReminderPlan;
};

const full: Plan = {
  list: { sizes: [10_000, 1_000_000], rounds: 5, seconds: 4 },
  awards: { rounds: 3, seconds: 4 },
  starts: { starts: 5, restSeconds: 20 },
  finds: { transfers: [1_000, 100_000], planned: 1_000_000 },
  money: { transfers: [10_000, 1_000_000], statements: [10_000, 100_000], rounds: 60 },
  reminders: { reminders: 10_000, rounds: 9 },
  mail: { reminders: 3_000, rounds: 5 },
};

/** Tells whether everything still runs and roughly where it stands; not for numbers that one passes on. */
const quick: Plan = {
  list: { sizes: [1_000, 50_000], rounds: 1, seconds: 2 },
  awards: { rounds: 1, seconds: 2 },
  starts: { starts: 1, restSeconds: 3 },
  finds: { transfers: [1_000, 10_000], planned: 50_000 },
  money: { transfers: [1_000, 50_000], statements: [1_000, 20_000], rounds: 15 },
  reminders: { reminders: 2_000, rounds: 3 },
  mail: { reminders: 1_000, rounds: 1 },
};

const parts: Record<keyof Plan, (server: Server, plan: Plan) => Promise<Measured[]>> = {
  starts: (server, plan) => measureStarts(server, plan.starts),
  awards: (server, plan) => measureAwards(server, plan.awards),
  finds: (server, plan) => measureFinds(server, plan.finds),
  money: (server, plan) => measureMoney(server, plan.money),
  reminders: (server, plan) => measureReminders(server, plan.reminders),
  mail: (server, plan) => measureMail(server, plan.mail),
  list: (server, plan) => measureList(server, plan.list),
};

/** `npm run bench [-- --quick] [-- starts awards finds money reminders mail list]`: ours and its peers in turn, one table. */
async function run(words: string[]): Promise<void> {
  const plan = words.includes('--quick') ? quick : full;
  const chosen = Object.entries(parts).filter(([name]) => !words.some((word) => word in parts) || words.includes(name));
  const server = await openServer(process.env.BENCH_DATABASE_URL);
  const began = performance.now();
  const rows: Measured[] = [];
  try {
    for (const [name, measure] of chosen) {
      process.stderr.write(`Measuring: ${name}\n`);
      rows.push(...(await measure(server, plan)));
    }
  } finally {
    await server.end();
  }
  const seconds = plain((performance.now() - began) / 1000, 0);
  process.stdout.write(
    `\n${tableOf(rows)}\n\n${surroundings(server)}, in ${seconds} s${plan === quick ? ', quick' : ''}.\n`,
  );
}

function surroundings({ version }: Server): string {
  const [cpu] = cpus();
  const memory = `${plain(totalmem() / 2 ** 30, 0)} GiB`;
  const machine = `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${memory}`;
  return `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, PostgreSQL ${version}, ${machine}`;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
