import { Logger, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Config, ConfigError, readConfig } from './kernel/config';
import { drainOnSignal } from './kernel/drain';
import { endWithParent } from './local/end-with-parent';
import { WorkerModule } from './worker.module';

const levels: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

async function work(config: Config): Promise<void> {
  const logger = levels.slice(0, levels.indexOf(config.LOG_LEVEL) + 1);
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config), { logger, abortOnError: false });
  drainOnSignal(() => app.close());
  new Logger('Worker').log(`Carrying letters on ${config.REDIS_URL ? 'Redis' : 'PostgreSQL'}`);
}

function fail(error: unknown): never {
  const text = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text ?? ''}\n`);
  process.exit(1);
}

endWithParent();
try {
  work(readConfig()).catch(fail);
} catch (error) {
  fail(error);
}
