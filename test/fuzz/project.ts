import * as fs from 'node:fs';
import * as path from 'node:path';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { makeRepository } from '../support/repository';
import { lookAround, scratch, scratchFolder } from './scratch';
import { MANIFEST, STATE_TEXT } from './seeds';

/** A project on disk that is used for one input after the other. */
export interface FuzzProject {
  readonly root: string;
  /** Puts back all files, and takes away what else was written. */
  restore(): void;
  /** What was made, written to or removed since, wherever in the scratch, relative to it: in the project, beside it, in what stands for the home, … */
  touched(): readonly string[];
}

const FILES: Readonly<Record<string, string>> = {
  // Without what would keep every task from being started.
  [DEFAULT_SETTINGS.manifestPath]: `${JSON.stringify({ ...MANIFEST, gaps: [] }, null, 2)}\n`,
  '.vscode/settings.json': JSON.stringify({ 'orchestrator.gateSeverity': { 'BLOCKED::HIGH-RISK-MOSTLY-STARTED': 'off' } }),
  [DEFAULT_SETTINGS.statePath]: STATE_TEXT,
  'docs/features/spec.md': '# Spec\n\nWhat holds.\n',
  'docs/master/prd-master.md': '# Requirements\n',
  '.gitignore': 'ignored/\n',
};

const projects = new Map<string, FuzzProject>();

/** A git repository with a backlog, in a folder of its own with a stranger's file beside it. */
export function project(name: string): FuzzProject {
  const known = projects.get(name);
  if (known) return known;
  const beside = scratchFolder(name);
  const { root } = makeRepository({ files: FILES });
  const own = path.join(beside, 'project');
  fs.renameSync(root, own);
  // Many small files that nobody needs.
  fs.rmSync(path.join(own, '.git', 'hooks'), { recursive: true, force: true });
  const kept = path.join(beside, '..', `${name} kept`);
  fs.cpSync(own, kept, { recursive: true });
  let then = new Map<string, string>();
  const made: FuzzProject = {
    root: own,
    restore: () => {
      for (const place of [name, 'home', 'data']) {
        fs.rmSync(path.join(scratch(), place), { recursive: true, force: true });
        fs.writeFileSync(path.join(scratchFolder(place), 'not ours.txt'), 'untouched');
      }
      fs.cpSync(kept, own, { recursive: true });
      then = lookAround();
    },
    touched: () => {
      const now = lookAround();
      return [...new Set([...then.keys(), ...now.keys()])].filter((file) => now.get(file) !== then.get(file));
    },
  };
  projects.set(name, made);
  return made;
}
