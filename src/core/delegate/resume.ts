import { beginningOf, cut, cutBeginning } from '../cut';
import type { DirtyPath } from '../git';
import type { Commit } from '../ports';
import { ageOf, agoText, readTime } from '../pulse/age';
import type { TaskView } from '../snapshot';
import { inEnglish } from '../words';
import { fenced, fenceNotice } from './fence';
import { oneLine, plainText } from './plainText';
import {
  branchName,
  commitSection,
  fencedTexts,
  gitSection,
  nameOf,
  readingSection,
  RULES,
  tddSection,
  type DelegationInput,
} from './prompt';
import { promptData } from './promptData';
import { recordingSection } from './recording';
import { worktreeSections } from './worktree';

/** Commits and changed paths that are listed; the agent sees the rest in git. */
const MOST_LISTED = 50;
const NOTES_LENGTH = 4000;

/** A task that was begun, with what is there of it. */
export interface ResumeInput extends DelegationInput {
  /** What the task's branch has beyond its base, newest first: `git.commitsOn(branch, base)`. */
  readonly commits: readonly Commit[];
  /** What is not committed where the branch is checked out; none where it is not. */
  readonly dirty: readonly DirtyPath[];
  readonly now: Date;
}

/** The texts that the boundary of a continuation prompt must not stand in. */
export function resumeTexts(input: Omit<ResumeInput, 'boundary'>): readonly string[] {
  return [...fencedTexts(input), standing(input.view), commitList(input), dirtyList(input)];
}

/**
 * The prompt that hands a task on which somebody worked before to an implementer, as Markdown:
 * what is there, and that it is gone on with. Rules, git, documents and recording are those of `delegationPrompt`.
 *
 * @throws Error when `boundary` stands in the data
 */
export function resumePrompt(input: ResumeInput): string {
  const data = promptData(input.view, input.documents);
  const sections = [
    `# Resume ${nameOf(input)}

You are the task implementer who goes on with one task of this project's task manifest. Somebody worked on it before you. Paths are relative to the project's root, the folder you were started in.

${fenceNotice(input, 'the manifest, the state file and git')}`,
    standingSection(input),
    workSection(input),
    orderSection(input),
    readingSection(input, data),
    `## Task details\n\n${fenced(data.details, input.boundary)}`,
    tddSection(input),
    gitSection(input),
    ...worktreeSections(input),
    recordingSection({ ...input, taskName: nameOf(input), entry: fenced(data.stateEntry, input.boundary) }),
    commitSection(input, data),
    RULES,
    "**That's it. Look at what is there, read the files, and go on with the next open criterion.**",
  ];
  return `${sections.join('\n\n')}\n`;
}

function standingSection({ view, boundary }: ResumeInput): string {
  const open = view.criteria.length - view.doneCount;
  const words: Record<TaskView['status'], string> = {
    'in-progress': 'It is in progress.',
    pending: 'It is recorded as pending: claim it as the git workflow below says before any work.',
    blocked: 'It is recorded as BLOCKED. Look first whether the reason below is gone. If it is not, do nothing else: report it.',
    completed: 'It is recorded as completed. Ask the person what is left to do before you change anything.',
    abandoned: 'It is recorded as abandoned. Ask the person before you change anything.',
    unknown: 'Its status is not known. Ask the person before you change anything.',
  };
  return `## Where the task stands

${words[view.status]} ${view.doneCount} of ${view.criteria.length} criteria are recorded as done, ${open} ${open === 1 ? 'is' : 'are'} open.

${fenced(standing(view), boundary)}`;
}

function standing({ criteria, entry }: TaskView): string {
  const ids = (isDone: boolean) => criteria.filter((criterion) => criterion.isDone === isDone).map(({ id }) => oneLine(id)).join(', ') || 'none';
  const notes = plainText(entry?.notes ?? '').trim();
  return [
    `Recorded as done: ${ids(true)}`,
    `Open, in this order: ${ids(false)}`,
    ...(entry?.startedAt ? [`Started at: ${cut(oneLine(entry.startedAt), 40)}`] : []),
    ...(entry?.blockedReason ? [`Blocked because: ${cut(oneLine(entry.blockedReason), 2000)}`] : []),
    // The newest notes stand last.
    ...(notes ? [notes.length > NOTES_LENGTH ? 'Notes (the last of them):' : 'Notes:', cutBeginning(notes, NOTES_LENGTH)] : []),
  ].join('\n');
}

function workSection(input: ResumeInput): string {
  const branch = branchName(input);
  const commits =
    input.commits.length === 0
      ? `${branch} has no commits of its own yet.`
      : `Commits on ${branch}, newest first:\n\n${fenced(commitList(input), input.boundary)}`;
  const dirty =
    input.dirty.length === 0
      ? 'No uncommitted changes were seen.'
      : `Changes that are NOT committed. They are somebody's work on this task until you know better:\n\n${fenced(dirtyList(input), input.boundary)}`;
  return `## What is there\n\n${commits}\n\n${dirty}`;
}

function commitList({ commits, now }: Pick<ResumeInput, 'commits' | 'now'>): string {
  return listed(commits, ({ hash, subject, at }) => {
    const age = ageOf(readTime(at), now);
    return `${beginningOf(oneLine(hash), 10)} ${cut(oneLine(subject), 120)}${age === undefined ? '' : ` (${inEnglish(() => agoText(age))})`}`;
  });
}

function dirtyList({ dirty }: Pick<ResumeInput, 'dirty'>): string {
  return listed(dirty, ({ path, kind }) => `${kind}: ${cut(oneLine(path), 300)}`);
}

function listed<T>(items: readonly T[], line: (item: T) => string): string {
  const more = items.length - MOST_LISTED;
  return [...items.slice(0, MOST_LISTED).map(line), ...(more > 0 ? [`…and ${more} more`] : [])].join('\n');
}

function orderSection(input: ResumeInput): string {
  const name = nameOf(input);
  return `## What to do, in this order

1. **Look at what is there before you change anything:** the commits above and their whole diff against the base branch, \`git status\`, and the uncommitted changes.
2. **Read the documents below again**, as described there. You have not read them in this session, whoever did before.
3. **Run the tests**, and know which pass and which fail.
4. Compare the record with the code. What is recorded as done stays done, unless its test fails or is missing: then mend that first and say so. What is built and tested, but not recorded, you record.
5. **Go on with the next open criterion**, one at a time in the order given, each with its test. Never build again what is there, and never throw away commits or uncommitted changes: what you can't place, you leave and report.
6. Record each criterion as described below, then **COMMIT ONCE PER AC**, code and state file together, with the message \`feat(${name}): {AC summary}\`.
7. **CREATE A PR** at the end with the title \`feat(${name}): {task title}\`, unless there is one.
8. Report: what you found, criteria done, tests run and their result, the PR, and anything left open. When something stops you, record the task as blocked and report why.`;
}
