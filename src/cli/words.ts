import { cut } from '../core/cut';
import type { AnswerFormat } from '../core/operations/operation';
import { oneLine } from '../core/delegate/plainText';
import { nearestOf } from '../core/nearest';
import { err, ok, type Result } from '../core/result';
import { takesTheRest, usageOf, type CommandRow, type OptionKey } from './commandRow';

/** A command line that begins with a word, as far as it can be read without knowing the sub-command. */
export interface WordLine {
  readonly name: string | undefined;
  readonly rest: readonly string[];
  readonly asksHelp: boolean;
  readonly asksVersion: boolean;
  readonly json: boolean;
}

/** What was asked of a sub-command: its input, still to be checked, and where it is to run. Paths are as given. */
export interface WordCall {
  readonly input: Readonly<Record<string, unknown>>;
  readonly roots: readonly string[];
  readonly manifest: string | undefined;
  readonly state: string | undefined;
  readonly dryRun: boolean;
  /** The form of the answer that was asked for, beside text and JSON. */
  readonly format: AnswerFormat | undefined;
}

const SHARED_VALUES: readonly string[] = ['--root', '--manifest', '--state'];
const SHARED_SWITCHES: readonly string[] = ['--json', '--help', '-h', '--version'];

/** Finds the sub-command's name, and leaves all else in its order. Refuses nothing. */
export function readLine(argv: readonly string[]): WordLine {
  const end = argv.indexOf('--');
  const open = end < 0 ? argv : argv.slice(0, end);
  const at = nameAt(argv);
  return {
    name: at === undefined ? undefined : argv[at],
    rest: argv.filter((_, index) => index !== at),
    asksHelp: open.includes('--help') || open.includes('-h'),
    asksVersion: open.includes('--version'),
    json: open.includes('--json'),
  };
}

function nameAt(argv: readonly string[]): number | undefined {
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '--') return i + 1 < argv.length ? i + 1 : undefined;
    if (SHARED_VALUES.includes(argument)) i++;
    else if (!isOption(argument)) return i;
  }
  return undefined;
}

/**
 * Reads what stands around a sub-command's name, by its row alone. `--name value` and `--name=value` are the same;
 * behind `--` everything is a word. The error is one sentence on how it is written.
 */
export function readWords(row: CommandRow, rest: readonly string[]): Result<WordCall, string> {
  const scan = new Scan(row);
  for (let i = 0; i < rest.length; i++) {
    const argument = rest[i] ?? '';
    if (argument === '--') {
      scan.words.push(...rest.slice(i + 1));
      break;
    }
    if (!isOption(argument)) {
      scan.words.push(argument);
      continue;
    }
    const taken = scan.option(argument, rest[i + 1]);
    if (!taken.ok) return taken;
    i += taken.value;
  }
  return scan.call();
}

/** What was read of a line so far. */
class Scan {
  readonly words: string[] = [];
  private readonly given = new Map<string, string[]>();
  private readonly input: Record<string, unknown> = {};

  constructor(private readonly row: CommandRow) {}

  /** Takes one option; resolves to how many arguments behind it belong to it. */
  option(argument: string, behind: string | undefined): Result<0 | 1, string> {
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    const inline = equals < 0 ? undefined : argument.slice(equals + 1);
    const own = this.row.options.find((option) => option.name === name) ?? this.wordNamed(name);
    const isSwitch = own ? own.type === 'switch' : SHARED_SWITCHES.includes(name) || (name === '--dry-run' && this.row.canPreview) || this.formatOf(name) !== undefined;
    if (!own && !isSwitch && !SHARED_VALUES.includes(name)) return err(this.unknownOption(name));
    if (isSwitch && inline !== undefined && inline !== 'true' && inline !== 'false') return err(`${name} takes no value`);
    const value = isSwitch ? (inline ?? 'true') : (inline ?? behind);
    if (value === undefined || value === '' || (!isSwitch && inline === undefined && value.startsWith('-'))) {
      return err(`${name} needs a value; one that begins with a hyphen is written ${name}=VALUE`);
    }
    const values = [...(this.given.get(name) ?? []), value];
    const isRepeatable = own?.type === 'list' || isSwitch || (name === '--root' && this.row.takesRoots === true);
    if (values.length > 1 && !isRepeatable) return err(`give ${name} once`);
    this.given.set(name, values);
    if (own) this.input[own.key] = own.type === 'list' ? values : valueOf(own, value);
    return ok(isSwitch || inline !== undefined ? 0 : 1);
  }

  call(): Result<WordCall, string> {
    const { row, words } = this;
    const taking = takesTheRest(row) ? row.words.length - 1 : row.words.length;
    row.words.slice(0, taking).forEach((word, index) => {
      if (words[index] !== undefined) this.input[word.key] = valueOf(word, words[index]);
    });
    const twice = row.words.find(({ key }, index) => this.given.has(`--${key}`) && words[index] !== undefined);
    if (twice) return err(`give the ${twice.key} once`);
    const left = words.slice(taking);
    const last = row.words[taking];
    if (last && left.length > 0) this.input[last.key] = last.type === 'list' ? left : left.join(' ');
    else if (left[0] !== undefined) return err(`too many arguments (${cut(oneLine(left[0]), 80)}); usage: ${usageOf(row)}`);
    const missing = row.words.find(({ key, isRequired }) => isRequired && this.input[key] === undefined);
    if (missing) return err(`${missing.key === 'task' ? 'the task\'s id' : `the ${missing.key}`} ${missing.type === 'list' ? 'are' : 'is'} missing; usage: ${usageOf(row)}`);
    const formats = row.formats.filter((format) => this.given.get(`--${format}`)?.at(-1) === 'true');
    const [format, second = this.given.get('--json')?.at(-1) === 'true' ? 'json' : undefined] = formats;
    if (format !== undefined && second !== undefined) return err(`choose one of --${second} and --${format}`);
    return ok({
      input: this.input,
      roots: this.given.get('--root') ?? [],
      manifest: this.given.get('--manifest')?.[0],
      state: this.given.get('--state')?.[0],
      dryRun: this.given.get('--dry-run')?.at(-1) === 'true',
      format,
    });
  }

  /** A word that may be left out may be written with its name too: `--slice 1.1`. A task's id is always a plain word. */
  private wordNamed(name: string): OptionKey | undefined {
    const word = this.row.words.find(({ key, isRequired }) => name === `--${key}` && !isRequired && key !== 'task');
    return word && { ...word, name };
  }

  private formatOf(name: string): AnswerFormat | undefined {
    return this.row.formats.find((format) => name === `--${format}`);
  }

  private unknownOption(given: string): string {
    if (given === '--task') return 'Write either a sub-command or --task, not both; a sub-command takes the id as a plain word';
    const name = cut(oneLine(given), 80);
    if (this.row.words.some(({ key }) => name === `--${key}`)) return `${name} is written without its name, as a plain word; usage: ${usageOf(this.row)}`;
    const names = [...this.row.options.map((option) => option.name), ...SHARED_VALUES, '--json', ...this.row.formats.map((format) => `--${format}`), '--help', ...(this.row.canPreview ? ['--dry-run'] : [])];
    const near = nearestOf(name, names, 1)[0];
    const hint = near === undefined ? 'a word that begins with a hyphen goes behind --' : `did you mean ${near}?`;
    return `vtm ${this.row.name} has no option ${name}; ${hint}`;
  }
}

/** The value as the input has it; one that is of the wrong type stays a text, which the operation then refuses. */
function valueOf({ type }: Pick<OptionKey, 'type'>, value: string): unknown {
  if (type === 'switch') return value === 'true';
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return type === 'list' ? [value] : value;
}

function isOption(argument: string): boolean {
  return argument.startsWith('-') && argument !== '-';
}
