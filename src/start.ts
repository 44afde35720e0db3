import { supervise } from './local/supervisor';

const end = new AbortController();
const hurry = new AbortController();
let impatient = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (impatient) hurry.abort();
    end.abort('asked');
    // One Ctrl-C arrives twice, from the terminal and from npm; only a later one is a second one.
    setTimeout(() => (impatient = true), 2_000).unref();
  });
}
// The terminal may be gone before we are.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

supervise({
  entries: __dirname,
  environment: process.env,
  reset: process.argv.includes('--reset'),
  say: (line) => process.stdout.write(`${line}\n`),
  end,
  hurry: hurry.signal,
}).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
