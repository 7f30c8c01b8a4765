import { DROP_IN_FLAGS, type DropInFlag } from '../core/select/dropIn';

/** Options of the flags. Paths are as given. */
export interface Options {
  readonly root?: string;
  readonly manifest?: string;
  readonly state?: string;
}

/** A drop-in flag or `--task`: answered as JSON, errors too (DESIGN section 4). */
export type FlagCall =
  | { readonly kind: 'drop-in'; readonly flag: DropInFlag; readonly options: Options }
  | { readonly kind: 'task'; readonly id: string; readonly options: Options }
  | { readonly kind: 'unknown-flag'; readonly flag: string }
  | { readonly kind: 'bad-flags'; readonly message: string };

/** `words`: a sub-command, or a question about the command itself, which `runWords` reads. */
export type Call = FlagCall | { readonly kind: 'words' };

const VALUES = ['--root', '--manifest', '--state', '--task'] as const;

/** What was found on the command line, before it is clear what form it takes. */
interface Scan {
  readonly words: string[];
  readonly flags: string[];
  readonly values: Map<string, string>;
  readonly unknown: string[];
  readonly faults: string[];
  /** A word came before any flag of the script. */
  isCommand: boolean;
}

/**
 * Tells the script's form, a flag or none at all, from sub-commands: those begin with a word. Both
 * `--name=value` and `--name value` are read; behind `--` everything is a word.
 */
export function parseArguments(argv: readonly string[]): Call {
  const scan = scanArguments(argv);
  if (scan.isCommand || scan.flags.includes('--help') || scan.flags.includes('--version')) return { kind: 'words' };
  const { words, unknown, faults, values } = scan;
  const id = values.get('--task');
  const asked = [...new Set(scan.flags.filter((flag) => flag !== '--json')), ...(id === undefined ? [] : ['--task'])];
  if (unknown[0] !== undefined) return { kind: 'unknown-flag', flag: unknown[0] };
  if (faults[0] !== undefined) return { kind: 'bad-flags', message: faults[0] };
  if (words[0] !== undefined) return { kind: 'bad-flags', message: `${asked[0] ?? ''} stands alone; it does not go with ${words[0]}` };
  if (asked.length > 1) return { kind: 'bad-flags', message: `Give one flag at a time, not ${asked.join(' and ')}` };
  const options = optionsOf(values);
  if (id !== undefined) return { kind: 'task', id, options };
  return { kind: 'drop-in', flag: DROP_IN_FLAGS.find((flag) => flag === asked[0]) ?? '--dashboard', options };
}

function scanArguments(argv: readonly string[]): Scan {
  const scan: Scan = { words: [], flags: [], values: new Map(), unknown: [], faults: [], isCommand: false };
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '--') {
      argv.slice(i + 1).forEach((word) => readWord(word, scan));
      break;
    }
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    if ((VALUES as readonly string[]).includes(name)) {
      const value = equals < 0 ? argv[i + 1] : argument.slice(equals + 1);
      if (value === undefined || value === '' || (equals < 0 && value.startsWith('-'))) {
        scan.faults.push(`${name} needs a value; one that begins with a hyphen is written ${name}=VALUE`);
      } else {
        scan.values.set(name, value);
        if (equals < 0) i++;
      }
    } else if (argument.startsWith('-') && argument !== '-') {
      readFlag(argument === '-h' ? '--help' : argument, scan);
    } else {
      readWord(argument, scan);
    }
  }
  return scan;
}

function readFlag(flag: string, scan: Scan): void {
  const isKnown = flag === '--json' || flag === '--help' || flag === '--version' || (DROP_IN_FLAGS as readonly string[]).includes(flag);
  (isKnown ? scan.flags : scan.unknown).push(flag);
}

function readWord(word: string, scan: Scan): void {
  const isFirst = scan.words.length === 0;
  if (isFirst && !scan.values.has('--task') && !scan.flags.some((flag) => (DROP_IN_FLAGS as readonly string[]).includes(flag))) scan.isCommand = true;
  scan.words.push(word);
}

function optionsOf(values: ReadonlyMap<string, string>): Options {
  const root = values.get('--root');
  const manifest = values.get('--manifest');
  const state = values.get('--state');
  return {
    ...(root === undefined ? {} : { root }),
    ...(manifest === undefined ? {} : { manifest }),
    ...(state === undefined ? {} : { state }),
  };
}
