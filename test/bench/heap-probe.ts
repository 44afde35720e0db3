import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Loaded into a program before it starts: asked, it says how many bytes are left there once all that nobody needs is collected. */
process.on('message', (asked) => {
  if (asked !== 'held') return;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.(heapUsed + external);
});
process.channel?.unref();
