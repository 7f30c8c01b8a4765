import type { Settings } from '../settings';
import { code } from './plainText';

const CLOCK = 'date -u +%Y-%m-%dT%H:%M:%SZ';

/** How the implementer records progress: with the operations, by hand only without them (spec, "State Tracking"). */
export function recordingSection(input: {
  readonly settings: Pick<Settings, 'statePath'>;
  /** A plain name, or `TASK_ID` where the id is none: then no command line is built from it. */
  readonly taskName: string;
  /** The example entry, fenced. */
  readonly entry: string;
}): string {
  const path = code(input.settings.statePath);
  const command = (id: string, words: string) => (input.taskName === 'TASK_ID' ? '' : `, or \`vtm ${id} ${input.taskName}${words}\``);
  return `## Recording progress

Record progress with these operations, and **never by editing ${path}**: they check it, stamp the real time, and lose nothing. Call the tool of that name (in VS Code \`orchestrator_ac-done\` and so on, over MCP \`ac-done\`); where you have no such tool, run \`vtm\`.

- After each criterion, once its tests pass and before you commit it: \`ac-done\` with the task and the criterion${command('ac-done', ' {AC_ID}')}
- After the last one, once all tests pass: \`complete\`${command('complete', '')}
- If you cannot go on: \`block\` with the reason in one sentence${command('block', ' "{REASON}"')}. Then stop and report.
- What is worth knowing later: the \`note\` of \`ac-done\` and \`complete\`${command('note', ' "{TEXT}"')}

Each answer says the new state and the next step. A refusal says what is missing: do that, and do not work around it. Commit ${path} together with the work it tells of.

Only where you have neither tool nor command: edit this task's entry and \`last_updated\` by hand, and nothing else in that file, with times from the real clock (\`${CLOCK}\`). The entry once its next criterion is done (after the last: \`"status": "completed"\` and \`completed_at\`; when blocked: \`"status": "blocked"\` and \`blocked_reason\`):

${input.entry}`;
}
