import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Config, ConfigError, readConfig } from './kernel/config';
import { drainOnSignal } from './kernel/drain';
import { Log } from './kernel/logger';
import { endWithParent } from './local/end-with-parent';
import { WorkerModule } from './worker.module';

async function work(config: Config): Promise<void> {
  const options = { logger: new Log(config), abortOnError: false };
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config), options);
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
