import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from './atomicWrite';
import { dataFolder } from './dataFolder';
import { ifThere, NODE_FILES } from './files';
import { makeFolders } from './makeFolders';

/**
 * The extension's folder has its version in its name, so settings and terminals name a script that stays where it is.
 * It runs the bundle that `vtm.json` beside it records; if that is gone, the newest of the extension's folders beside it.
 */
const SCRIPT = `#!/usr/bin/env node
// Made by the extension Implementation Orchestrator: runs vtm of its installed version.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

function recorded() {
  try {
    return String(JSON.parse(fs.readFileSync(path.join(__dirname, 'vtm.json'), 'utf8')).bundle);
  } catch {
    return '';
  }
}

function newestBeside(bundle) {
  const own = path.dirname(path.dirname(bundle));
  const family = path.basename(own).replace(/-\\d+\\.\\d+\\.\\d+.*$/, '-');
  try {
    return fs
      .readdirSync(path.dirname(own))
      .filter((name) => name.startsWith(family) && /^\\d+\\.\\d+\\.\\d+/.test(name.slice(family.length)))
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .map((name) => path.join(path.dirname(own), name, 'dist', 'vtm.js'))
      .find((file) => fs.existsSync(file));
  } catch {
    return undefined;
  }
}

const last = recorded();
const bundle = last !== '' && fs.existsSync(last) ? last : last !== '' ? newestBeside(last) : undefined;
if (bundle === undefined) {
  process.stderr.write('vtm: the extension Implementation Orchestrator is not installed any more. Install it, or remove this command.\\n');
  // As for any command that is not there: git's merge driver tells it from a merge with conflicts by that.
  process.exitCode = 127;
} else {
  require(bundle);
}
`;

const SHELL = `#!/bin/sh
exec node "$(dirname -- "$0")/vtm.cjs" "$@"
`;

const BATCH = '@node "%~dp0vtm.cjs" %*\r\n';

/** The bundle of an installed extension. */
export interface InstalledBundle {
  /** Absolute path of `vtm.js`. */
  readonly bundle: string;
  /** The extension's version. */
  readonly version: string;
}

/** Where the launcher lies: on the PATH of terminals, and in MCP settings. */
export function launcherFolder(): string {
  return join(dataFolder(), 'bin');
}

/** The script that MCP settings name. */
export function launcherScript(): string {
  return join(launcherFolder(), 'vtm.cjs');
}

/** Makes the launcher, or brings it up to date. A newer version that another window has recorded stays, while it is there. */
export async function writeLauncher(installed: InstalledBundle): Promise<void> {
  const folder = launcherFolder();
  // What lies there is run in terminals: nobody else may put anything into it.
  await makeFolders(folder, NODE_FILES, 0o700);
  await write(join(folder, 'vtm.cjs'), SCRIPT, 0o755);
  await write(join(folder, 'vtm'), SHELL, 0o755);
  await write(join(folder, 'vtm.cmd'), BATCH, 0o644);
  const record = join(folder, 'vtm.json');
  const known = recordIn(await ifThere(readFile(record, 'utf8')));
  const isNewer = known !== undefined && compareVersions(known.version, installed.version) > 0 && (await ifThere(NODE_FILES.stat(known.bundle))) !== undefined;
  if (!isNewer) await write(record, `${JSON.stringify(installed)}\n`, 0o644);
}

async function write(target: string, text: string, mode: number): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  if ((await ifThere(readFile(target)))?.equals(bytes) !== true) {
    await replaceFile({ target, bytes, traits: undefined, mayReplace: () => Promise.resolve(true) }, NODE_FILES);
  }
  if (process.platform !== 'win32') await chmod(target, mode);
}

function recordIn(text: string | undefined): InstalledBundle | undefined {
  try {
    const { bundle, version } = JSON.parse(text ?? '') as { bundle?: unknown; version?: unknown };
    return typeof bundle === 'string' && typeof version === 'string' ? { bundle, version } : undefined;
  } catch {
    return undefined;
  }
}

/** Positive when `a` is the newer of two versions such as `1.10.0`. */
function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
