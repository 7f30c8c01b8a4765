import * as z from 'zod';
import { oneLine, plainText } from '../delegate/plainText';
import { nearestOf } from '../nearest';
import { shown } from '../problem';
import type { Refusal } from '../ports';
import { err, type Result } from '../result';
import { inputWords } from './inputWords';
import type { World } from './world';

/** `launch`: it hands work to an agent, which only the editor can. */
export type Effect = 'read' | 'write' | 'launch';

/** A form of an answer beside text and JSON. `vtm` takes each as a switch, such as `--sarif`. */
export type AnswerFormat = 'sarif';

/** What an operation answers: the same for a person, a model and a script. */
export interface Answer {
  /** Plain text (data in it went through `oneLine` or `plainText`): what is so now, then warnings, then the next step. */
  readonly text: string;
  /** The same as JSON, for `--json` and structured tool results. */
  readonly data: object;
  /** `nothing`: there was nothing to do or to show, exit code 1 of `vtm`. `invalid`: the files are, exit code 3. */
  readonly outcome?: 'done' | 'nothing' | 'invalid';
  /** Whole lines beside the text, which may be piped on: for standard error of `vtm`. */
  readonly notes?: readonly string[];
  /** The same in SARIF 2.1.0, made when it is asked for. There for operations whose `formats` have it. */
  readonly sarif?: () => object | Promise<object>;
}

/** What an operation is about to change, shown before it is confirmed. Plain text. */
export interface Preview {
  /** A question's worth of words: `Record 2 criteria of MONEY--T02 as done`. */
  readonly title: string;
  /** Whole lines: the task, and each change as before and after. */
  readonly lines: readonly string[];
}

/** How an operation is offered to models. At most eight operations are (DESIGN section 8). */
export interface ModelFace {
  /** What it does and when to call it, in few words: every request of an agent carries them. */
  readonly description: string;
  /** A codicon's name. */
  readonly icon: string;
}

/**
 * One row of THE TABLE (DESIGN section 2): all faces derive from it. `input` is checked here for every face,
 * so `run` and `preview` may be given anything.
 */
export interface Operation {
  /** Kebab case: the name of the sub-command, of the MCP tool, and behind `orchestrator_` of the language model tool. */
  readonly id: string;
  /** As in the palette. */
  readonly title: string;
  /** One line for the help. */
  readonly summary: string;
  readonly effect: Effect;
  /** A strict object; its keys are `vtm`'s options too. */
  readonly input: z.ZodObject;
  /** Keys of `input` that `vtm` takes as plain words, in this order; the last takes all that are left, when it is a list or a text. */
  readonly words: readonly string[];
  readonly formats?: readonly AnswerFormat[];
  readonly forModels?: ModelFace;
  /** Only where something is written. Refuses what `run` would refuse, as far as it is known before. */
  preview?(world: World, input: unknown): Promise<Result<Preview, Refusal>>;
  run(world: World, input: unknown): Promise<Result<Answer, Refusal>>;
}

interface Row<Shape extends z.core.$ZodLooseShape> extends Omit<Operation, 'input' | 'preview' | 'run'> {
  /** Made when it is first needed: few of the table's schemas are in one run, and making one takes time. */
  readonly input: () => z.ZodObject<Shape, z.core.$strict>;
  preview?(world: World, input: z.output<z.ZodObject<Shape, z.core.$strict>>): Promise<Result<Preview, Refusal>>;
  run(world: World, input: z.output<z.ZodObject<Shape, z.core.$strict>>): Promise<Result<Answer, Refusal>>;
}

/** Makes a row of the table: wraps it in the check of its input. */
export function operation<Shape extends z.core.$ZodLooseShape>(row: Row<Shape>): Operation {
  let made: z.ZodObject<Shape, z.core.$strict> | undefined;
  const schema = () => (made ??= row.input());
  const checked = <T>(given: unknown, go: (input: z.output<ReturnType<typeof schema>>) => Promise<Result<T, Refusal>>) => {
    const parsed = schema().safeParse(given ?? {}, { error: inputWords });
    return parsed.success ? go(parsed.data) : Promise.resolve(err(invalidInput({ id: row.id, input: schema() }, parsed.error)));
  };
  const { preview } = row;
  return {
    ...row,
    get input() {
      return schema();
    },
    ...(preview ? { preview: (world: World, given: unknown) => checked(given, (input) => preview(world, input)) } : {}),
    run: (world, given) => checked(given, (input) => row.run(world, input)),
  };
}

function invalidInput(row: Pick<Operation, 'id' | 'input'>, error: z.ZodError): Refusal {
  const keys = Object.keys(row.input.shape);
  const faults = error.issues.slice(0, 5).map((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.slice(0, 5).map((key) => unknownKey(key, keys)).join('; ');
    const place = issue.path.map(String).join('.');
    return place === '' ? issue.message : `${place}: ${issue.message}`;
  });
  const isOptional = (key: string) => (row.input.shape[key] as z.ZodType).safeParse(undefined).success;
  const takes = keys.length === 0 ? 'takes no input' : `takes ${keys.map((key) => (isOptional(key) ? `[${key}]` : key)).join(', ')}`;
  return { code: 'INVALID-INPUT', message: `${row.id}: ${faults.join('; ')}`, remedy: `${row.id} ${takes}.` };
}

function unknownKey(key: string, keys: readonly string[]): string {
  const near = nearestOf(key, keys, 1)[0];
  return `there is no ${shown(key)}${near === undefined ? '' : `, did you mean ${near}?`}`;
}

const EMPTY = 'must hold a text that can be seen';

/** The words of every operation that takes a task. */
export const taskInput = z.string().min(1).max(10_000).describe('Task id');

/** Criteria, in the words of the person or the model. */
export const criteriaInput = z.array(z.string().min(1).max(10_000)).min(1).max(1000).describe('Criterion ids, full or bare (AC01)');

/** A text of many lines that is recorded: what a person would see of it, without control characters and the like. */
export const noteInput = z.string().max(10_000).overwrite((text) => plainText(text).trim()).min(1, EMPTY).describe('What is worth knowing later');

/** A sentence that is recorded. */
export const reasonInput = z.string().max(2000).overwrite(oneLine).min(1, EMPTY).describe('Why, in one sentence');

