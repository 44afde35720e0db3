import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { readStatement, type Statement } from './camt053';
import { largestMessage, Unfit } from './xml';

type Told = { statement: Statement } | { unfit: string };

/** Starting a thread takes longer than reading so many bytes. */
const short = 64 * 1024;

/** Reads what a bank wrote. A long statement is read beside the process, one at a time, as it takes seconds in which nobody would be answered. */
@Injectable()
export class StatementReader {
  /** The compiled thread, beside this file. */
  entry = join(__dirname, 'camt053.thread.js');
  private last: Promise<unknown> = Promise.resolve();

  /** @throws Unfit with a sentence */
  async read(content: Buffer, currency: string): Promise<Statement> {
    // What is too large is refused before anything walks through it.
    if (content.length <= short || content.length > largestMessage) return readStatement(content, currency);
    const read = this.last.then(() => this.beside(content, currency));
    this.last = read.catch(() => undefined);
    return read;
  }

  private async beside(content: Buffer, currency: string): Promise<Statement> {
    const workerData = { content, currency };
    const thread = new Worker(this.entry, { workerData, resourceLimits: { maxOldGenerationSizeMb: 512 } });
    const told = await new Promise<Told>((resolve, reject) => {
      thread.once('message', resolve).once('error', reject);
      thread.once('exit', () => reject(new Error('A thread ended before it had read a statement.')));
    });
    if ('unfit' in told) throw new Unfit(told.unfit);
    return told.statement;
  }
}
