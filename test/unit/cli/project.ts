import { manifest, type RawTask } from '../../support/builders';
import { makeRepository, type Repository } from '../../support/repository';
import { vtm, type Run } from './runVtm';

const MANIFEST = 'docs/backlog/virtual-task-manifest.json';
export const STATE = 'docs/backlog/task-state.json';

/** A project in a git repository of its own, as a person has it, with `vtm` run in it. */
export interface CliProject extends Repository {
  readonly run: (...args: string[]) => Run;
  /** The entry of a task in the state file that is checked out. */
  readonly entry: (taskId: string) => Record<string, unknown>;
  /** The JSON that a run printed, after a look at its exit code. */
  readonly json: (...args: string[]) => Record<string, unknown>;
}

/** Makes a project with these tasks, the spec that all of them name, and a PRD, all of it committed. */
export function makeProject(tasks: readonly RawTask[], options: { readonly state?: object; readonly files?: Readonly<Record<string, string>> } = {}): CliProject {
  const repository = makeRepository({
    name: 'a project',
    files: {
      [MANIFEST]: `${JSON.stringify(manifest(tasks), null, 2)}\n`,
      [STATE]: `${JSON.stringify(options.state ?? { manifest_hash: 'PLACEHOLDER', tasks: {} }, null, 2)}\n`,
      'docs/features/spec.md': '# Spec\n\nWhat holds.\n',
      'docs/master/prd-master.md': '# Requirements\n',
      ...options.files,
    },
  });
  const run = (...args: string[]): Run => vtm(args, { cwd: repository.root });
  return {
    ...repository,
    run,
    entry: (taskId) => (JSON.parse(repository.read(STATE)) as { tasks: Record<string, Record<string, unknown>> }).tasks[taskId] ?? {},
    json: (...args) => JSON.parse(run(...args, '--json').stdout) as Record<string, unknown>,
  };
}
