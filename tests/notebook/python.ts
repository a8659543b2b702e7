/**
 * Python programs that tests run.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';

export const PYTHON = process.env['PYTHON'] ?? '.tools/python/bin/python';

/** Runs a program to its end. */
export const python = (program: string): string => {
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', program], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
};

/** A program that runs until it is ended, once it has said something that matches. */
export const started = (given: readonly string[], says: RegExp): Promise<{ said: string; child: ChildProcess }> =>
  new Promise((resolve, reject) => {
    const child = spawn(PYTHON, given, { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    const hear = (part: Buffer): void => {
      text += part.toString();
      const found = says.exec(text);
      if (found) resolve({ said: found[0], child });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => reject(new Error(text)));
  });
