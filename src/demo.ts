import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { AppModule } from './app.module';
import { cast, letFoundersIn } from './demo/cast';
import { playInnovationFund } from './demo/innovation-fund';
import { playRound3 } from './demo/round3';
import { Stage } from './demo/stage';
import { Clock } from './kernel/clock';
import { type Config, ConfigError, readConfig } from './kernel/config';
import { migrate } from './migrate';

const beginning = new Date('2016-10-03T15:00:00Z');

/** Loads the demonstration into an empty database; what was interrupted on the way is cleared and played anew. */
export async function loadDemonstration(config: Config): Promise<'loaded' | 'there already' | 'real data'> {
  if (!config.DEMO)
    throw new ConfigError(['DEMO is not true: the demonstration is only loaded where it was asked for.']);
  const state = await stateOf(config);
  if (state === 'finished') return 'there already';
  if (state === 'real data') return 'real data';
  if (state === 'interrupted') await startAfresh(config);
  await owner(config, (client) => client.query('insert into demonstration (started_at) values (now())'));
  await owner(config, (client) => letFoundersIn(client, beginning));
  await play(config);
  await owner(config, (client) => client.query('update demonstration set finished_at = now()'));
  return 'loaded';
}

async function play(config: Config): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule.with(config), { logger: ['error', 'warn'] });
  try {
    const clock = app.get(Clock, { strict: false });
    const today = clock.now();
    clock.pin(beginning);
    const stage = new Stage(app);
    const funders = await cast(stage);
    await playRound3(stage, funders);
    await playInnovationFund(stage, funders, today);
  } finally {
    await app.close();
  }
}

async function stateOf(config: Config): Promise<'empty' | 'interrupted' | 'finished' | 'real data'> {
  return owner(config, async (client) => {
    const { rows } = await client.query<{ finished: boolean | null; people: boolean }>(
      `select (select finished_at is not null from demonstration) as finished, exists (select from person where role <> 'admin') as people`,
    );
    const { finished, people } = rows[0] ?? { finished: null, people: false };
    if (finished === null) return people ? 'real data' : 'empty';
    return finished ? 'finished' : 'interrupted';
  });
}

/** Only ever after a demonstration was begun on an empty database, so nothing real can be lost. */
async function startAfresh(config: Config): Promise<void> {
  process.stdout.write('Loading the demonstration was interrupted: starting it afresh.\n');
  await owner(config, async (client) => {
    await client.query(
      'drop schema if exists bullmq cascade; drop schema ledger cascade; drop schema public cascade; create schema public',
    );
  });
  await migrate(config);
}

async function owner<T>(config: Config, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: config.DATABASE_OWNER_URL ?? config.DATABASE_URL });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

const said = {
  loaded: 'The demonstration is loaded.\n',
  'there already': '',
  'real data': 'This database holds data of its own: the demonstration is not loaded into it.\n',
};

if (require.main === module) {
  Promise.resolve()
    .then(() => loadDemonstration(readConfig()))
    .then((outcome) => process.stdout.write(said[outcome]))
    .catch((error: unknown) => {
      const text = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
      process.stderr.write(`${text ?? ''}\n`);
      process.exitCode = 1;
    });
}
