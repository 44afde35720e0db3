import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Waits for the end of a pipe that only our process holds: it ends however we end, and nothing else tells that about a root parent. */
const script = `
cat > /dev/null
pid=$(head -n 1 "$1/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ]; then
  kill -QUIT "$pid" 2>/dev/null
  while kill -0 "$pid" 2>/dev/null && [ -e "$1/postmaster.pid" ]; do sleep 0.1; done
fi
rm -rf "$2"
`;

/** Ends the throw-away server in `home` and removes the folder when this process dies, or when the answer is called. */
export function watchOver(home: string): () => Promise<void> {
  const dog = spawn('/bin/sh', ['-c', script, 'sh', join(home, 'data'), home], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => dog.once('exit', () => resolve()));
  dog.unref();
  unrefStream(dog.stdin);
  return () => {
    dog.ref();
    dog.stdin.end();
    return gone;
  };
}

function unrefStream(stream: unknown): void {
  (stream as { unref?: () => void }).unref?.();
}
