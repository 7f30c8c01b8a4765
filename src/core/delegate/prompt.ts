import type { TaskDocuments } from '../documents';
import type { Settings } from '../settings';
import type { TaskView } from '../snapshot';
import { claimMessage } from './commitMessages';
import { fenced, fenceNotice } from './fence';
import { code } from './plainText';
import { promptData, type PromptData } from './promptData';
import { recordingSection } from './recording';
import { TDD_AGENT, tddRequirement } from './tdd';
import { worktreeSections, worktreeTexts, type Sibling } from './worktree';

export interface DelegationInput {
  readonly view: TaskView;
  readonly documents: TaskDocuments;
  readonly settings: Settings;
  readonly branch: string;
  readonly baseBranch: string;
  /** Whether the task is claimed in the state file, and whether that is committed. */
  readonly claim: 'committed' | 'written' | 'none';
  /** Where the branch is: checked out after a start (the default); otherwise for a prompt that is only copied. */
  readonly checkout?: 'checked-out' | 'exists' | 'absent';
  /** Set where the task has a worktree of its own: what other agents work on beside it. */
  readonly siblings?: readonly Sibling[];
  /** A random word of letters and digits that no text of the task holds: see `chooseBoundary`. */
  readonly boundary: string;
}

/** The texts that the boundary of a prompt's fence must not stand in. */
export function fencedTexts(input: Pick<DelegationInput, 'view' | 'documents' | 'siblings'>): readonly string[] {
  const { reading, details, stateEntry, commits } = promptData(input.view, input.documents);
  return [reading, details, stateEntry, commits, ...worktreeTexts(input)];
}

/**
 * The prompt that hands one task to an implementer (spec, step 11), as Markdown.
 * Texts of the manifest stand inside fences only; what is outside is ours.
 *
 * @throws Error when `boundary` stands in the data
 */
export function delegationPrompt(input: DelegationInput): string {
  const data = promptData(input.view, input.documents);
  const sections = [
    introduction(input),
    readingSection(input, data),
    `## Task details\n\n${fenced(data.details, input.boundary)}`,
    tddSection(input),
    responsibilities(input),
    gitSection(input),
    ...worktreeSections(input),
    recordingSection({ ...input, taskName: nameOf(input), entry: fenced(data.stateEntry, input.boundary) }),
    commitSection(input, data),
    RULES,
    "**That's it. Now go read the files and implement the task.**",
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The task's id where it is a plain name; words that point into the fence where it could pass for a sentence. */
export function nameOf({ view }: Pick<DelegationInput, 'view'>): string {
  return isPlainName(view.task.id) ? view.task.id : 'TASK_ID';
}

function isPlainName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/.test(text);
}

/** The branch as it may stand outside a fence. */
export function branchName(input: DelegationInput): string {
  return isPlainName(input.branch) && isPlainName(input.view.task.id) ? code(input.branch) : 'the feature branch of this task';
}

function introduction(input: DelegationInput): string {
  return `# Implement ${nameOf(input)}

You are the task implementer for one task of this project's task manifest. Paths are relative to the project's root, the folder you were started in.

${fenceNotice(input)}`;
}

/** The documents, each to be read whole. */
export function readingSection(input: DelegationInput, data: PromptData): string {
  const { documents, boundary } = input;
  const name = nameOf(input);
  const command = name === 'TASK_ID' ? '' : `, or with \`vtm context ${name}\``;
  const missing = documents.context.filter((fact) => fact.kind === 'missing');
  const kinds = missing.map((fact) => (fact.ref.kind === 'adr' ? 'ADR' : fact.ref.kind)).join(', ');
  const notice =
    missing.length === 0
      ? ''
      : `\n\n**${missing.length} reference${missing.length === 1 ? '' : 's'} of the manifest could not be resolved (${kinds}) and ${missing.length === 1 ? 'is' : 'are'} not listed. Ask the person what to read instead before you build what depends on it; do not guess.**`;
  return `## MANDATORY PRE-WORK: READ ALL REFERENCES FIRST

**BEFORE starting any implementation work, you MUST read EVERY spec, EVERY ADR and EVERY guide below, each file whole:**

${fenced(data.reading, boundary)}${notice}

Read them with the tool \`context\` (in VS Code \`orchestrator_context\`) where you have it${command}, page by page to the end: it keeps a record of what was read. Otherwise open the files.

**Why this matters:**

- You are responsible for understanding ALL context deeply.
- ${TDD_AGENT} needs complete context for proper TDD implementation.
- Missing critical details leads to incorrect implementation.
- Only the existence of these files was checked. Nobody has read them for you.

**Do NOT skip this step. There are NO summaries: you must read everything.**`;
}

/** What the task's risk demands of its tests. */
export function tddSection({ view }: DelegationInput): string {
  const { risk } = view.task;
  const tdd = tddRequirement(risk);
  return `## CRITICAL: TDD requirement

**Risk Level**: ${risk}

**TDD Requirement**: ${tdd.requirement}

- ${TDD_AGENT} enforces the Red-Green-Refactor cycle, gives real-time test feedback through its Wallaby MCP tools, and reports test status back to you. Give it the context you have read.
- Follow the patterns of \`.claude/rules/testkit-tdd-guide.md\` if the project has it.
- If the project has no agent named ${TDD_AGENT}: ${lowerFirst(tdd.withoutAgent)}`;
}

/** `A general…` -> `a general…`; `TDD stays…` stays. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function responsibilities(input: DelegationInput): string {
  const name = nameOf(input);
  const { keyword } = tddRequirement(input.view.task.risk);
  return `## Your responsibilities

1. **READ all references above FIRST**, and understand the whole context from them.
2. **LOOP THROUGH THE ACs** in the order given, one at a time, with a todo list that shows where you are (TodoWrite where you have it). Skip those recorded as done.
3. Coordinate sub-agents: TDD work ${keyword === 'MUST' ? 'MUST go' : keyword === 'SHOULD' ? 'should go' : 'may go'} to ${TDD_AGENT}, as required above.
4. Give every acceptance criterion a test, in the test verification paths where they are named, and run the tests before you call it done.
5. Record every criterion with \`ac-done\` once its tests pass, as described below.
6. **COMMIT ONCE PER AC**, code and state file together, with the message \`feat(${name}): {AC summary}\`.
7. **CREATE A PR** at the end with the title \`feat(${name}): {task title}\`.
8. Report completion: criteria done, tests run and their result, the PR, and anything left open. When something stops you, record the task as blocked and report why.`;
}

/** Branch, claim, and what is never done to other work. */
export function gitSection(input: DelegationInput): string {
  const branch = branchName(input);
  const base = code(input.baseBranch);
  return `## Git workflow

${beginning(input, branch, base)}
- Your job: implement the ACs, commit once per AC on ${branch}, push it, and create the PR against ${base}. The person reviews and merges it; do not merge it yourself.
- Never rewrite or throw away work that is not yours: no force push, no hard reset, no deletion of branches or untracked files. Leave hooks on.`;
}

/** Where branch and claim stand; where neither is there, the operation that makes both. */
function beginning(input: DelegationInput, branch: string, base: string): string {
  if (input.claim !== 'none' || input.checkout !== 'absent') return `- ${checkoutLine(input, branch, base)}\n- ${claimLine(input)}`;
  const name = nameOf(input);
  const command = name === 'TASK_ID' ? '' : `, or with \`vtm start ${name}\``;
  return `- The task is NOT STARTED: the feature branch ${branch} does not exist yet, and no claim is made. With ${base} checked out and a clean working tree, start it with the tool \`start\`${command}: it makes the branch, switches to it, and commits the claim. If it refuses, do what it says or report it.`;
}

function checkoutLine({ checkout = 'checked-out' }: DelegationInput, branch: string, base: string): string {
  switch (checkout) {
    case 'checked-out':
      return `The feature branch ${branch} EXISTS, made from ${base}, and is checked out. Do not create or switch branches.`;
    case 'exists':
      return `The feature branch ${branch} EXISTS, but is not checked out. Switch to it before any work; the working tree must be clean.`;
    case 'absent':
      return `The feature branch ${branch} does not exist yet. With ${base} checked out and a clean working tree, create it and switch to it before any work.`;
  }
}

function claimLine(input: DelegationInput): string {
  const state = code(input.settings.statePath);
  const message = code(claimMessage(nameOf(input)));
  switch (input.claim) {
    case 'committed':
      return `The claim IS MADE: ${state} says that this task is in progress, committed on the branch as ${message}. Do not claim it again.`;
    case 'written':
      return `The claim IS MADE in ${state} but NOT committed. Commit that file first, alone, as ${message}.`;
    case 'none':
      return `No claim is made yet. First write this task's entry in ${state} (\`status\` \`in-progress\`, \`started_at\`, \`acs_completed\`, \`acs_remaining\`) and commit that file alone as ${message}.`;
  }
}

/** The commit messages to use. */
export function commitSection({ boundary }: DelegationInput, data: PromptData): string {
  return `## Commit messages to use

One per criterion, and the PR's title. Make a summary more exact where that helps; keep the form.

${fenced(data.commits, boundary)}`;
}

/** What holds for every implementer. */
export const RULES = `## Rules

- Build what the criteria ask and nothing more. Do not invent tasks and do not expand scope; what you notice besides goes into your report.
- No pre-building abstractions (a plugin loader, a queue system) unless explicitly in the backlog.
- No combining multiple tasks into one mega-commit.
- No "cleanup/refactor" work unless a task with acceptance criteria asks for it.`;
