import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { makeRepository } from '../support/repository';
import { scratchFolder } from './scratch';
import { MANIFEST_TEXT, STATE_TEXT } from './seeds';

/** A project on disk that is used for one input after the other. */
export interface FuzzProject {
  readonly root: string;
  /** Puts back all files, and looks that nothing beside the project was touched since the last time. */
  restore(): void;
}

const FILES: Readonly<Record<string, string>> = {
  [DEFAULT_SETTINGS.manifestPath]: MANIFEST_TEXT,
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
  fs.writeFileSync(path.join(beside, 'not ours.txt'), 'untouched');
  // Many small files that nobody needs.
  fs.rmSync(path.join(own, '.git', 'hooks'), { recursive: true, force: true });
  const kept = path.join(beside, '..', `${name} kept`);
  fs.cpSync(own, kept, { recursive: true });
  const made: FuzzProject = {
    root: own,
    restore: () => {
      assert.deepEqual(fs.readdirSync(beside).sort(), ['not ours.txt', 'project'], 'there is something beside the project');
      assert.equal(fs.readFileSync(path.join(beside, 'not ours.txt'), 'utf8'), 'untouched');
      fs.rmSync(own, { recursive: true, force: true });
      fs.cpSync(kept, own, { recursive: true });
    },
  };
  projects.set(name, made);
  return made;
}

/** What a folder holds below it, with what is in each file; git's own folder is passed over. */
export function contentsOf(folder: string): Map<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name)).filter((file) => !path.relative(folder, file).startsWith(`.git${path.sep}`));
  return new Map(paths.map((file) => [path.relative(folder, file), fs.lstatSync(file).isFile() ? fs.readFileSync(file, 'latin1') : '']));
}
