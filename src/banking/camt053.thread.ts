import { parentPort, workerData } from 'node:worker_threads';
import { readStatement } from './camt053';
import { Unfit } from './xml';

/** A thread of its own that reads one statement, while the process goes on answering. */
const { content, currency } = workerData as { content: Uint8Array; currency: string };

function told(): unknown {
  try {
    return { statement: readStatement(Buffer.from(content), currency) };
  } catch (error) {
    if (error instanceof Unfit) return { unfit: error.message };
    throw error;
  }
}

parentPort?.postMessage(told());
