import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { transformFileSync } from '@swc/core';

const source = resolve(__dirname, '../../src');

/** A small checkout elsewhere, compiled, with stand-ins for the four programs that `npm start` runs. */
export function makeCheckout(standIns: Record<string, string> = {}, mode = 0o755): string {
  const root = mkdtempSync(join(tmpdir(), 'checkout-'));
  chmodSync(root, mode);
  mkdirSync(join(root, 'dist/src/local'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{}');
  symlinkSync(resolve(__dirname, '../../node_modules'), join(root, 'node_modules'));
  const local = readdirSync(join(source, 'local')).map((name) => `local/${name}`);
  for (const file of ['start.ts', ...local.filter((name) => /\.tsx?$/.test(name) && !name.includes('.spec.'))]) {
    writeFileSync(join(root, 'dist/src', file.replace(/\.tsx?$/, '.js')), compiled(join(source, file)));
  }
  for (const [file, code] of Object.entries(standIns)) writeFileSync(join(root, 'dist/src', file), code);
  return root;
}

/** Some modules, compiled as they are for a process or a thread of its own. @returns the folder that stands for `src` */
export function compileModules(...modules: string[]): string {
  const root = makeCheckout();
  for (const name of modules) {
    const files = readdirSync(join(source, name)).filter((file) => /(?<!\.d|\.spec)\.ts$/.test(file));
    mkdirSync(join(root, 'dist/src', name));
    for (const file of files) {
      writeFileSync(join(root, 'dist/src', name, file.replace('.ts', '.js')), compiled(join(source, name, file)));
    }
  }
  return join(root, 'dist/src');
}

export interface Running {
  process: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
  /** Resolves once the output has these words. @throws Error with the output when they do not come. */
  says(words: string): Promise<void>;
}

const started: Running[] = [];

/** Whatever a failed test left behind shall not outlive its file. */
export async function endAll(): Promise<void> {
  for (const { process: child } of started) if (child.exitCode === null) child.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
}

export function run(args: string[], environment: NodeJS.ProcessEnv = {}): Running {
  const { PATH } = process.env;
  const child = spawn(process.execPath, args, { cwd: '/', env: { PATH, ...environment } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const says = async (words: string) => {
    for (let tries = 0; !output.includes(words); tries += 1) {
      if (tries === 400) throw new Error(`"${words}" did not come:\n${output}`);
      await sleep(50);
    }
  };
  const running: Running = { process: child, output: () => output, ended, says };
  started.push(running);
  return running;
}

function compiled(file: string): string {
  return transformFileSync(file, {
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: {
      parser: { syntax: 'typescript', tsx: file.endsWith('x'), decorators: true },
      transform: {
        ...{ legacyDecorator: true, decoratorMetadata: true },
        react: { runtime: 'automatic', importSource: 'preact' },
      },
      target: 'es2023',
    },
  }).code;
}
