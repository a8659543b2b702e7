/**
 * The version of this build: the package's version, and the commit if it is built from a checkout.
 */
import { execFileSync } from 'node:child_process';
import own from '../package.json' with { type: 'json' };

/** The commit of this folder's own repository, not of one that contains the folder; marked if files have uncommitted changes. */
const commit = (): string | undefined => {
  try {
    const given = ['--git-dir=.git', 'describe', '--always', '--abbrev=7', '--dirty', '--exclude=*'];
    return execFileSync('git', given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
};

export const ownVersion = (): string => [own.version, ...[commit()].flatMap((hash) => (hash ? [`(${hash})`] : []))].join(' ');
