import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';

/** Prepared read-only queries, for lists and desks where PostgreSQL builds what is shown. */
@Injectable()
export class Queries {
  private readonly pool: Pool;

  constructor(database: DataSource) {
    this.pool = (database.driver as unknown as { master: Pool }).master;
  }

  /** Runs a query that is prepared once per connection under its name. */
  async rows<T>(name: string, text: string, values: unknown[] = []): Promise<T[]> {
    const result = await this.pool.query({ name, text, values });
    return result.rows as T[];
  }

  async one<T>(name: string, text: string, values: unknown[] = []): Promise<T | undefined> {
    return (await this.rows<T>(name, text, values))[0];
  }
}
