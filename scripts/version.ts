/**
 * What this build calls itself: the package's version, and the commit where it is made from a checkout.
 */
import { execFileSync } from 'node:child_process';
import own from '../package.json' with { type: 'json' };

/** Of this folder's own repository, not one that the folder lies in; says so where files differ from it. */
const commit = (): string | undefined => {
  try {
    const given = ['--git-dir=.git', 'describe', '--always', '--abbrev=7', '--dirty', '--exclude=*'];
    return execFileSync('git', given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
};

export const ownVersion = (): string => [own.version, ...[commit()].flatMap((hash) => (hash ? [`(${hash})`] : []))].join(' ');
