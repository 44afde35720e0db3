import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Config } from './config';

const levels: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];
const wiring = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory']);

/** Lines for people on a terminal, JSON for machines in production; how the parts were wired only shows when debugging. */
export class Log extends ConsoleLogger {
  constructor({ LOG_LEVEL, NODE_ENV }: Config) {
    const logLevels = levels.slice(0, levels.indexOf(LOG_LEVEL) + 1);
    super({ logLevels, json: NODE_ENV === 'production', colors: NODE_ENV !== 'production' && process.stdout.isTTY });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!wiring.has(String(rest.at(-1)))) super.log(message, ...rest);
    else if (this.isLevelEnabled('debug')) super.debug(message, ...rest);
  }
}
