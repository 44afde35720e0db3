import { Logger } from '@nestjs/common';
import { AppModule } from './app.module';
import { type Config, ConfigError, readConfig } from './kernel/config';
import { drainOnSignal } from './kernel/drain';
import { createApp } from './kernel/http';
import { endWithParent } from './local/end-with-parent';

async function serve(config: Config): Promise<void> {
  const app = await createApp(AppModule.with(config));
  drainOnSignal(() => app.close());
  await app.listen(config.PORT, config.HOST);
  new Logger('Web').log(`Listening on ${await app.getUrl()}`);
}

function fail(error: unknown): never {
  const text = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text ?? ''}\n`);
  process.exit(1);
}

endWithParent();
try {
  serve(readConfig()).catch(fail);
} catch (error) {
  fail(error);
}
