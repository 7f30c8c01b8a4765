import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Answer } from '../../../src/core/operations/operation';
import { OPERATIONS } from '../../../src/core/operations/table';
import type { World } from '../../../src/core/operations/world';
import type { Refusal } from '../../../src/core/ports';
import type { Problem } from '../../../src/core/problem';
import { problemsOf } from '../../../src/core/problems/problemsOf';
import type { Result } from '../../../src/core/result';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { createWorld } from '../../../src/io/world';
import { manifest, task } from '../../support/builders';
import { removeTemporary, temporaryFolder } from '../../support/repository';

export const { manifestPath: MANIFEST, statePath: STATE } = DEFAULT_SETTINGS;
export const ID = 'A--T01';
/** What stands in a file where a case says nothing of it. */
export const GOOD_MANIFEST = JSON.stringify(manifest([task({ task_id: ID })]), null, 2);
export const GOOD_STATE = JSON.stringify({ tasks: { [ID]: { status: 'in-progress', acs_completed: [], acs_remaining: ['A-AC01', 'A-AC02'] } } }, null, 2);

/** Real files and the real readers and writers of them, as `vtm` has them. */
export class BadProject {
  readonly root = temporaryFolder('project');
  readonly world: World = createWorld({
    root: this.root,
    settings: () => DEFAULT_SETTINGS,
    trusted: () => false,
    by: 'a test',
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    dataFolder: path.join(path.dirname(this.root), 'data'),
  });

  constructor(files: Readonly<Record<string, string | Buffer>>) {
    for (const [name, bytes] of Object.entries({ 'docs/features/spec.md': '# Spec\n', 'tests/a.spec.ts': 'it()\n', ...files })) {
      fs.mkdirSync(path.dirname(this.at(name)), { recursive: true });
      fs.writeFileSync(this.at(name), bytes);
    }
  }

  at(name: string): string {
    return path.join(this.root, name);
  }

  /** The bytes of both files; empty where there is none. */
  bytes(): readonly Buffer[] {
    return [MANIFEST, STATE].map((name) => (fs.existsSync(this.at(name)) && fs.statSync(this.at(name)).isFile() ? fs.readFileSync(this.at(name)) : Buffer.of()));
  }

  run(id: string, input: unknown = {}): Promise<Result<Answer, Refusal>> {
    const operation = OPERATIONS.find((one) => one.id === id);
    if (!operation) throw new Error(`there is no operation ${id}`);
    return operation.run(this.world, input);
  }

  /** What the editor's Problems panel lists. */
  async problems(): Promise<readonly Problem[]> {
    const snapshot = await this.world.here.snapshot();
    return problemsOf(snapshot, await this.world.here.projectFacts(snapshot));
  }

  dispose(): void {
    removeTemporary(this.root);
  }
}
