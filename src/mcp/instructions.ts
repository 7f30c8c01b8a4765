/** What the server tells a model of itself: the workflow, in under 120 words. */
export const WORKFLOW = [
  'This project\'s work is planned as tasks with acceptance criteria. Only these tools change its record: never edit the state file.',
  '1. next names the task to work on; start makes its branch and claims it.',
  '2. context gives the task\'s documents page by page: read all before you build.',
  '3. For each criterion: a failing test, the code, ac-done, then one commit with the state file.',
  '4. When all are done and the tests pass: complete, commit, then the pull request.',
  'If you can\'t go on, say why with block. Each answer says the new state and the next step; a refusal says what to do instead. Work on one task at a time.',
].join('\n');

/** Said in place of the workflow inside an editor where the extension offers the same as language model tools. */
export const IN_EDITOR =
  'No tools are offered here: inside Visual Studio Code the Implementation Orchestrator extension offers the same as language model tools, and twice would be confusing. Without the extension, start this server with --in-editor.';

/** Whether a client is the editor itself. Agents that run in it have names of their own. */
export function isEditor(clientName: string | undefined): boolean {
  return clientName !== undefined && /^(visual studio code|code - oss|code-server|vscodium)\b/i.test(clientName);
}
