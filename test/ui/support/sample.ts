import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { recent } from '../../../samples/recent.mjs';

/** The sample backlog as files by path, to be put into a new repository; its work was begun just before `now`. */
export function sampleFiles(now = Date.now()): Record<string, string> {
  const root = path.resolve('samples', 'ledgerline');
  const files = readdirSync(root, { recursive: true }).map(String).filter((name) => statSync(path.join(root, name)).isFile());
  const texts = Object.fromEntries(files.map((name) => [name.replaceAll('\\', '/'), readFileSync(path.join(root, name), 'utf8')]));
  return { ...texts, [STATE]: recent(texts[STATE] ?? '', now) };
}

export const MANIFEST = 'docs/backlog/virtual-task-manifest.json';
export const STATE = 'docs/backlog/task-state.json';

/** A backlog of few tasks, valid apart from what is given. Each names the spec `docs/spec.md`. */
export function smallBacklog(
  tasks: readonly (Record<string, unknown> & { task_id: string })[],
  state: Record<string, unknown> = {},
): Record<string, string> {
  const whole = tasks.map((task) => ({
    title: `Build ${task.task_id}`,
    phase: 'Phase 1',
    slice: 'Slice 1.1',
    risk: 'Medium',
    acceptance_criteria: [{ id: `${task.task_id}-AC01`, text: 'It holds' }],
    depends_on_tasks: [],
    related_specs: ['docs/spec.md'],
    test_verification: ['tests/a.spec.ts'],
    ...task,
  }));
  return {
    'docs/spec.md': '# Spec\n\nWhat it does.\n',
    'docs/master/prd-master.md': '# Requirements\n',
    [MANIFEST]: `${JSON.stringify({ status: 'OK', tasks: whole }, null, 2)}\n`,
    [STATE]: `${JSON.stringify({ tasks: state }, null, 2)}\n`,
  };
}
