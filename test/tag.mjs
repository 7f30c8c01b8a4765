#!/usr/bin/env node
// Before a tag is published: it has to name the version of package.json, and the changelog has to say what is new in it.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [tag = ''] = process.argv.slice(2);
const read = (name) => readFileSync(path.join(import.meta.dirname, '..', name), 'utf8');
const { version } = JSON.parse(read('package.json'));

const faults = [
  ...(tag === `v${version}` ? [] : [`the tag is ${tag || 'not named'}, and package.json says ${version}: expected v${version}`]),
  ...(read('CHANGELOG.md').split('\n').includes(`## ${version}`) ? [] : [`CHANGELOG.md has no section "## ${version}"`]),
];
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
