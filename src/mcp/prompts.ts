import { INVALID_PARAMS, ProtocolError, type CompleteRequestParams, type CompleteResult, type GetPromptResult, type Prompt } from '@modelcontextprotocol/server';
import { cut } from '../core/cut';
import { oneLine } from '../core/delegate/plainText';
import { refusalText } from '../core/operations/modelText';
import { prompt } from '../core/operations/prompt';
import type { TaskView } from '../core/snapshot';
import type { Workspaces } from './workspaces';

type Texts = Readonly<Record<string, string>>;

interface PromptRow {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly needsTask: boolean;
  /** What the operation `prompt` is given besides the task. */
  readonly input: { readonly resume?: boolean };
  /** Which tasks are worth offering for the argument. */
  offers(view: TaskView): boolean;
}

const PROMPTS: readonly PromptRow[] = [
  {
    name: 'start-task',
    title: 'Start a task',
    description: 'Hands a task to the agent: the one named, else the next',
    needsTask: false,
    offers: ({ status }) => status === 'pending' || status === 'in-progress',
    input: {},
  },
  {
    name: 'resume-task',
    title: 'Resume a task',
    description: 'Hands on a task that was begun: what is done, what is left, and what git has of it',
    needsTask: true,
    offers: ({ status, branch }) => status === 'in-progress' || status === 'blocked' || (status === 'pending' && branch !== undefined),
    input: { resume: true },
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
  if (unknown !== undefined) throw new ProtocolError(INVALID_PARAMS, `${row.name} has no argument ${cut(oneLine(unknown), 80)}`);
  const wanted = task === undefined || task.trim() === '' ? undefined : task.trim();
  if (wanted === undefined && row.needsTask) throw new ProtocolError(INVALID_PARAMS, `${row.name} needs a task: the id of one that was begun`);
  const chosen = await workspaces.choose(workspace === '' ? undefined : workspace, wanted);
  const input = wanted === undefined ? row.input : { ...row.input, task: wanted };
  const answer = chosen.ok ? await prompt.run(await chosen.value.world(), input) : chosen;
  if (!answer.ok) throw new ProtocolError(INVALID_PARAMS, refusalText(answer.error));
  return { description: row.description, messages: [{ role: 'user', content: { type: 'text', text: answer.value.text } }] };
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
  throw new ProtocolError(INVALID_PARAMS, `There is no prompt ${cut(oneLine(name), 80)}; there are ${PROMPTS.map((one) => one.name).join(' and ')}`);
}
