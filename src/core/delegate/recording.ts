import type { Settings } from '../settings';
import { oneLine } from './plainText';

const CLOCK = 'date -u +%Y-%m-%dT%H:%M:%SZ';

/** How the implementer keeps the task's entry in the state file (spec, "State Tracking"; DESIGN, "Clocks"). */
export function recordingSection(input: {
  readonly settings: Pick<Settings, 'statePath'>;
  readonly commands: { readonly record: 'edit' | 'vtm' };
  /** A plain name, or `TASK_ID` where the id is none: then no command line is built from it. */
  readonly taskName: string;
  /** The example entry, fenced. */
  readonly entry: string;
}): string {
  const path = `\`${oneLine(input.settings.statePath).replaceAll('`', "'")}\``;
  const withCommand = input.commands.record === 'vtm' && input.taskName !== 'TASK_ID';
  return `## Recording progress

${withCommand ? byCommand(input.taskName, path) : byEdit(path)}

The entry of this task once its next criterion is done:

${input.entry}`;
}

function byEdit(path: string): string {
  return `Record progress in ${path}, in the same commit as the work it tells of:

- After each criterion: move its id from \`acs_remaining\` to \`acs_completed\`, and set the file's \`last_updated\`.
- With the last criterion, once all tests pass: also \`"status": "completed"\` and \`completed_at\`; \`acs_remaining\` is then \`[]\`.
- If you cannot go on: \`"status": "blocked"\` and \`blocked_reason\` in one sentence.
- Times come from the real clock (\`${CLOCK}\`, or your shell's equivalent), never from memory. Leave \`started_at\` as it is.
- Edit as little as possible: only this task's entry and \`last_updated\`. Never change other tasks' entries, \`manifest_hash\`, the order of keys or the layout, and never write the whole file anew. Read it again right before each edit.`;
}

function byCommand(name: string, path: string): string {
  return `Record progress with the \`vtm\` command, which stamps the time and edits ${path} safely; commit the file together with the work it tells of:

- After each criterion: \`vtm ac-done ${name} {AC_ID}\`
- After the last one, once all tests pass: \`vtm complete ${name}\`
- If you cannot go on: \`vtm block ${name}\`, with the reason in one sentence
- If there is no such command, edit only this task's entry and \`last_updated\` by hand, with times from the real clock (\`${CLOCK}\`). Never change other tasks' entries.`;
}
