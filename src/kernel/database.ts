import { TypeOrmModule } from '@nestjs/typeorm';
import type { DynamicModule } from '@nestjs/common';
import { DefaultNamingStrategy, type DataSourceOptions } from 'typeorm';
import { Config } from './config';

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** `deadlineAt` ↔ `deadline_at`; the migrations are written by hand, so only columns need a rule. */
class SnakeColumns extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined, prefixes: string[]): string {
    return snake([...prefixes, custom ?? property].join('_'));
  }
}

/**
 * How the application connects: under a role that owns nothing, with limits so that no lock is waited for long
 * and no forgotten transaction holds one.
 */
export function connection(config: Config): DataSourceOptions {
  return {
    type: 'postgres',
    url: config.DATABASE_URL,
    namingStrategy: new SnakeColumns(),
    synchronize: false,
    poolSize: 12,
    applicationName: 'innovation-fund',
    extra: {
      options:
        '-c role=innovation_fund_app -c lock_timeout=2s -c idle_in_transaction_session_timeout=5s -c timezone=UTC -c statement_timeout=20s',
      connectionTimeoutMillis: 5000,
    },
  };
}

export const databaseModule = (): DynamicModule =>
  TypeOrmModule.forRootAsync({
    inject: [Config],
    useFactory: (config: Config) => ({
      ...connection(config),
      autoLoadEntities: true,
      retryAttempts: 3,
      retryDelay: 1000,
    }),
  });
