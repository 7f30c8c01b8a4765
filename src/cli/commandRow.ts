import { inputSchemaOf } from '../core/operations/inputSchema';
import type { AnswerFormat, Operation } from '../core/operations/operation';

/** One key of an operation's input, as the command line takes it. */
export interface InputKey {
  readonly key: string;
  readonly type: 'text' | 'number' | 'switch' | 'list';
  readonly isRequired: boolean;
  /** The only values it takes; none: any. */
  readonly choices: readonly string[];
  readonly description: string;
}

export interface OptionKey extends InputKey {
  /** `--max-tokens`. */
  readonly name: string;
}

/** A sub-command: what it is called and takes. For an operation it is derived from its row of THE TABLE alone. */
export interface CommandRow {
  readonly name: string;
  readonly summary: string;
  readonly group: 'read' | 'record' | 'serve';
  readonly words: readonly InputKey[];
  readonly options: readonly OptionKey[];
  readonly canPreview: boolean;
  /** Forms of its answer beside text and JSON, each a switch of its name. */
  readonly formats: readonly AnswerFormat[];
  /** `--root` may be given more than once. */
  readonly takesRoots?: boolean;
}

interface Property {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
}

/** The command line's form of an operation. */
export function commandRow(operation: Operation): CommandRow {
  const { properties = {}, required = [] } = inputSchemaOf(operation) as { properties?: Record<string, Property>; required?: readonly string[] };
  const keys = Object.entries(properties).map(([key, property]) => inputKey(key, property, required));
  return {
    name: operation.id,
    summary: operation.summary,
    group: operation.effect === 'read' ? 'read' : 'record',
    words: operation.words.flatMap((word) => keys.filter(({ key }) => key === word)),
    options: keys.filter(({ key }) => !operation.words.includes(key)).map((key) => ({ ...key, name: optionName(key.key) })),
    canPreview: operation.preview !== undefined,
    formats: operation.formats ?? [],
  };
}

/** Whether the last word takes all that are left: a list, or a text. An id and a choice are one word. */
export function takesTheRest({ words }: CommandRow): boolean {
  const last = words.at(-1);
  return last !== undefined && (last.type === 'list' || (last.type === 'text' && last.choices.length === 0 && last.key !== 'task'));
}

/** `vtm ac-done ID CRITERIA... [options]`. */
export function usageOf(row: CommandRow): string {
  return `vtm ${[row.name, argumentsOf(row), '[options]'].filter(Boolean).join(' ')}`;
}

/** `ID CRITERIA...`. */
export function argumentsOf(row: CommandRow): string {
  return row.words
    .map((word, index) => {
      const many = index === row.words.length - 1 && takesTheRest(row) ? '...' : '';
      return word.isRequired ? `${shownAs(word)}${many}` : `[${shownAs(word)}${many}]`;
    })
    .join(' ');
}

/** A word of the usage line: `ID`, `REASON`, `manifest|state`. */
export function shownAs({ key, choices }: InputKey): string {
  if (choices.length > 0) return choices.join('|');
  return key === 'task' ? 'ID' : key.toUpperCase();
}

const TYPES: Readonly<Record<string, InputKey['type']>> = { number: 'number', integer: 'number', boolean: 'switch', array: 'list' };

function inputKey(key: string, { type, enum: choices, description }: Property, required: readonly string[]): InputKey {
  return {
    key,
    type: TYPES[type ?? ''] ?? 'text',
    isRequired: required.includes(key),
    choices: (choices ?? []).map(String),
    description: description ?? '',
  };
}

/** `maxTokens` -> `--max-tokens`. */
function optionName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
