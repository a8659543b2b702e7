/**
 * Versions and releases. The version stands in Cargo.toml; `node scripts/release.js VERSION` writes it there and everywhere else.
 * `--check` says where one differs. `--dry-run [TAG]` does all that a release does but publishing: it also holds the changelog and
 * the packages in target/packages to the version, and the tag where one is given.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Where the version stands: a file, and what is around it. */
const PLACES = [
  ['Cargo.toml', /^(version = ")([^"]+)(")/m],
  ['Cargo.lock', /^(name = "quantscope"\nversion = ")([^"]+)(")/m],
  ['package.json', /^( {2}"version": ")([^"]+)(")/m],
  ['package-lock.json', /^( {2}"version": ")([^"]+)(")/m],
  ['package-lock.json', /^( {6}"name": "quantscope",\n {6}"version": ")([^"]+)(")/m],
  ['npm/package.json', /^( {2}"version": ")([^"]+)(")/m],
  ['python/pyproject.toml', /^(version = ")([^"]+)(")/m],
];

const found = () =>
  PLACES.map(([file, pattern]) => {
    const version = pattern.exec(readFileSync(file, 'utf8'))?.[2];
    return { file, version };
  });

const fail = (faults) => {
  for (const fault of faults) console.error(fault);
  process.exit(faults.length > 0 ? 1 : 0);
};

const differing = () => {
  const [first, ...others] = found();
  return others.filter(({ version }) => version !== first.version).map(({ file, version }) => `${file} says ${version}, Cargo.toml ${first.version}`);
};

const [asked, tag] = process.argv.slice(2);
const [{ version }] = found();

if (asked === '--check') {
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const isTold = changelog.includes('## [Unreleased]') || changelog.includes(`## [${version}]`);
  fail([...differing(), ...(isTold ? [] : [`CHANGELOG.md has neither [Unreleased] nor [${version}]`])]);
} else if (asked === '--dry-run') {
  const faults = differing();
  const made = readdirSync('target/packages');
  for (const name of [
    `quantscope-${version}.crate`,
    `quantscope-${version}.tgz`,
    `quantscope-${version}.tar.gz`,
    `quantscope-${version}-py3-none-any.whl`,
  ]) {
    if (!made.includes(name)) faults.push(`target/packages has no ${name}`);
  }
  if (tag !== undefined) {
    if (tag !== `v${version}`) faults.push(`the tag is ${tag}, the version ${version}`);
    if (!readFileSync('CHANGELOG.md', 'utf8').includes(`## [${version}]`)) faults.push(`CHANGELOG.md has no [${version}]`);
  }
  console.log(made.join('\n'));
  fail(faults);
} else if (/^\d+\.\d+\.\d+$/.test(asked ?? '')) {
  for (const [file, pattern] of PLACES) {
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(pattern, (_, before, __, after) => before + asked + after),
    );
  }
  fail(differing());
} else {
  fail(['node scripts/release.js VERSION | --check | --dry-run [TAG]']);
}
