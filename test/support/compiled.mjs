import { transformSync } from '@swc/core';
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import jest from '../../jest.config.js';

/** Runs a program of ours, whose file is named, in a process of its own, compiled as the tests are. */
const [, options] = Object.values(jest.transform)[0];

for (const end of ['.ts', '.tsx']) {
  Module._extensions[end] = (module, filename) => {
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename, swcrc: false });
    module._compile(code, filename);
  };
}

createRequire(import.meta.url)(process.argv[2]);
