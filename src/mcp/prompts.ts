import { INVALID_PARAMS, ProtocolError, type CompleteRequestParams, type CompleteResult, type GetPromptResult, type Prompt } from '@modelcontextprotocol/server';
import { existingBranch } from '../core/branches';
import { chooseBoundary } from '../core/delegate/fence';
import { oneLine } from '../core/delegate/plainText';
import { resumePrompt, resumeTexts } from '../core/delegate/resume';
import { targetOf } from '../core/operations/change';
import { prompt } from '../core/operations/prompt';
import type { World } from '../core/operations/world';
import type { Refusal } from '../core/ports';
import { ok, type Result } from '../core/result';
import { baseBranchOf } from '../core/rules/gitRules';
import { branchFor } from '../core/settings';
import type { TaskView } from '../core/snapshot';
import { refusalText } from './tools';
import type { Workspaces } from './workspaces';

type Texts = Readonly<Record<string, string>>;

interface PromptRow {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly needsTask: boolean;
  /** Which tasks are worth offering for the argument. */
  offers(view: TaskView): boolean;
  text(world: World, task: string | undefined): Promise<Result<string, Refusal>>;
}

const PROMPTS: readonly PromptRow[] = [
  {
    name: 'start-task',
    title: 'Start a task',
    description: 'Hands a task to the agent: the one named, else the next',
    needsTask: false,
    offers: ({ status }) => status === 'pending' || status === 'in-progress',
    text: async (world, task) => {
      const answer = await prompt.run(world, task === undefined ? {} : { task });
      return answer.ok ? ok(answer.value.text) : answer;
    },
  },
  {
    name: 'resume-task',
    title: 'Resume a task',
    description: 'Hands on a task that was begun: what is done, what is left, and what git has of it',
    needsTask: true,
    offers: ({ status, branch }) => status === 'in-progress' || status === 'blocked' || (status === 'pending' && branch !== undefined),
    text: async (world, task) => resumeText(world, task ?? ''),
  },
];

/** At most this many values are offered for an argument (the protocol's bound). */
const MOST_VALUES = 100;

export async function listPrompts(workspaces: Workspaces): Promise<Prompt[]> {
  const isOne = (await workspaces.served()).length === 1;
  return PROMPTS.map(({ name, title, description, needsTask }) => ({
    name,
    title,
    description,
    arguments: [
      { name: 'task', description: 'Task id', required: needsTask },
      ...(isOne ? [] : [{ name: 'workspace', description: 'The workspace, where the task does not tell it', required: false }]),
    ],
  }));
}

/** Builds a prompt from the files as they are now. Rejects with a protocol error that says what is in the way. */
export async function getPrompt(workspaces: Workspaces, name: string, given: Texts): Promise<GetPromptResult> {
  const row = promptNamed(name);
  const { task, workspace, ...others } = given;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw new ProtocolError(INVALID_PARAMS, `${row.name} has no argument ${oneLine(unknown).slice(0, 80)}`);
  const wanted = task === undefined || task.trim() === '' ? undefined : task.trim();
  if (wanted === undefined && row.needsTask) throw new ProtocolError(INVALID_PARAMS, `${row.name} needs a task: the id of one that was begun`);
  const chosen = await workspaces.choose(workspace === '' ? undefined : workspace, wanted);
  const text = chosen.ok ? await row.text(await chosen.value.world(), wanted) : chosen;
  if (!text.ok) throw new ProtocolError(INVALID_PARAMS, refusalText(text.error));
  return { description: row.description, messages: [{ role: 'user', content: { type: 'text', text: text.value } }] };
}

/** The values that fit what was typed of an argument so far. */
export async function completeArgument(workspaces: Workspaces, { ref, argument, context }: CompleteRequestParams): Promise<CompleteResult> {
  if (ref.type !== 'ref/prompt') return completion([]);
  const row = promptNamed(ref.name);
  const served = await workspaces.served();
  const typed = argument.value.toLowerCase();
  if (argument.name === 'workspace') return completion(served.map(({ name }) => name).filter((name) => name.toLowerCase().startsWith(typed)));
  if (argument.name !== 'task') return completion([]);
  const wanted = context?.arguments?.['workspace'];
  const looked = served.filter(({ name }) => wanted === undefined || wanted === '' || name === wanted);
  const snapshots = await Promise.all(looked.map(async (one) => (await one.world()).here.snapshot()));
  const ids = snapshots.flatMap(({ tasks }) => tasks.filter(row.offers).map(({ task }) => task.id));
  return completion([...new Set(ids)].filter((id) => id.toLowerCase().startsWith(typed)));
}

function completion(all: readonly string[]): CompleteResult {
  return { completion: { values: all.slice(0, MOST_VALUES), total: all.length, hasMore: all.length > MOST_VALUES } };
}

function promptNamed(name: string): PromptRow {
  const row = PROMPTS.find((one) => one.name === name);
  if (row) return row;
  throw new ProtocolError(INVALID_PARAMS, `There is no prompt ${oneLine(name).slice(0, 80)}; there are ${PROMPTS.map((one) => one.name).join(' and ')}`);
}

async function resumeText(world: World, taskId: string): Promise<Result<string, Refusal>> {
  const target = await targetOf(world, taskId);
  if (!target.ok) return target;
  const { view, place } = target.value;
  const { settings } = world;
  const [documents, git] = await Promise.all([place.context.check(view.task), place.git.facts()]);
  const facts = git.kind === 'repository' ? git : undefined;
  const wanted = branchFor(view.task.id, settings);
  const known = facts && existingBranch(wanted, facts);
  const branch = known ?? wanted;
  const baseBranch = (facts && baseBranchOf(facts, settings)) ?? settings.baseBranches[0] ?? 'main';
  const isThere = facts?.head.kind === 'branch' && facts.head.name === branch;
  const input = {
    view,
    documents,
    settings,
    branch,
    baseBranch,
    claim: view.status === 'pending' ? ('none' as const) : ('committed' as const),
    checkout: isThere ? ('checked-out' as const) : known === undefined ? ('absent' as const) : ('exists' as const),
    commits: known === undefined ? [] : await place.git.commitsOn(branch, baseBranch),
    dirty: isThere ? facts.dirty : [],
    now: world.clock.now(),
  };
  return ok(resumePrompt({ ...input, boundary: chooseBoundary(() => world.randomWord(), resumeTexts(input)) }));
}
