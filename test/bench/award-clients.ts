import { NestFactory } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module';
import { Awards } from '../../src/awards/awards.service';
import { readConfig } from '../../src/kernel/config';
import { Work } from '../../src/kernel/transaction';
import { Ledger } from '../../src/ledger/ledger.service';
import { offered } from '../../src/ledger/postings';
import { actorOf, type Pot } from './posting';

export interface Push {
  /** `posting` alone, the whole `approval`, or `bare` SQL where there is no pgbench. */
  what: 'posting' | 'approval' | 'bare';
  clients: number;
  seconds: number;
  pot: Pot;
  sql: string;
}

type Step = (push: Push) => Promise<unknown>;

/** Clients that award without a pause, in a process of their own. */
async function steps(): Promise<Record<Push['what'], Step>> {
  const config = readConfig();
  const app = await NestFactory.createApplicationContext(AppModule.with(config), { logger: ['error', 'warn'] });
  const get = <T>(token: abstract new (...args: never[]) => T): T => app.get<T>(token as never, { strict: false });
  const [work, ledger, awards] = [get(Work), get(Ledger), get(Awards)];
  const rows = await get(DataSource).query<{ id: string }[]>(
    `select id from award where status = 'proposed' order by seq`,
  );
  const pool = new Pool({ connectionString: config.DATABASE_URL, max: 12 });
  return {
    posting: ({ pot }) =>
      work.run(actorOf(pot.approver, 'finance'), (tx) => {
        const award = randomUUID();
        const lines = offered(pot.purse, pot.round, award, 100);
        return ledger.post(tx, { kind: 'award.approved', subject: `award:${award}`, lines });
      }),
    approval: async ({ pot }) => {
      const next = rows.pop();
      if (!next) throw new Error('There are too few proposals for this machine.');
      const { status } = await awards.approve(actorOf(pot.approver, 'finance'), next.id);
      if (status !== 'approved') throw new Error(`The award is ${status}.`);
    },
    bare: ({ sql }) => pool.query({ name: 'post', text: sql }),
  };
}

async function perSecond(step: Step, push: Push): Promise<number> {
  const began = performance.now();
  const end = began + push.seconds * 1000;
  let done = 0;
  const client = async (): Promise<void> => {
    for (; performance.now() < end; done += 1) await step(push);
  };
  await Promise.all(Array.from({ length: push.clients }, client));
  return (done * 1000) / (performance.now() - began);
}

const ready = steps();
process.on('SIGTERM', () => process.exit(0));
process.on('message', (push: Push) => {
  void ready.then(async (all) => process.send?.(await perSecond(all[push.what], push)));
});
