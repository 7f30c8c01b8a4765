import * as z from 'zod';
import { shown } from './problem';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { t } from './words';

function isEmpty(): string {
  return t('it is empty');
}

/** A path as a person may write it: with back slashes, or `./` before it. */
const text = z.string().trim().min(1, { error: isEmpty });
const path = text.transform((value) => value.replaceAll('\\', '/').replace(/^\.\//, ''));
const inside = path
  .refine((value) => !/^(\/|[A-Za-z]:)|(^|\/)\.\.(\/|$)/.test(value), { error: () => t('it leads out of the folder') })
  // What lies there is git's, which also runs some of it.
  .refine((value) => !/(^|\/)\.git(\/|$)/i.test(value), { error: () => t('it leads into .git') });
/** Inside the repository, or beside it: a repository's own settings must not write elsewhere. */
const beside = path.refine((value) => /^(\.\.\/)?[^/]/.test(value) && !/^[A-Za-z]:|(^|\/)\.\.(\/|$)/.test(value.replace(/^\.\.\//, '')), { error: () => t('it leads further than beside the repository') });
const severity = z.enum(['block', 'warn', 'info', 'off']);

/** The settings behind `orchestrator.`, each with what it becomes (DESIGN section 3, "Files"). */
const SETTINGS = {
  manifestPath: inside,
  statePath: inside,
  prdPath: inside,
  roadmapPath: inside,
  adrFolder: inside,
  baseBranches: z.array(text).min(1, { error: isEmpty }),
  branchPattern: text.refine((value) => value.includes('{TASK_ID}'), { error: () => t('it does not contain {TASK_ID}') }),
  commitClaim: z.boolean(),
  wipLimit: z.number().min(1).transform(Math.floor),
  ranking: z.enum(['risk', 'phase']),
  dependencies: z.enum(['merged', 'completed', 'begun']),
  /** In days. */
  staleAfterDays: z.number().positive(),
  /** In tokens; 0 is none. */
  contextBudget: z.number().min(0).transform(Math.floor),
  gateSeverity: z.record(z.string(), severity),
  minutesBySize: z.record(z.string(), z.number().positive().max(100_000)),
  learnsConflicts: z.boolean(),
  worktreeFolder: beside,
  worktreeLinks: z.array(inside),
  /** In MB; a text of more than 512 MB is more than the engine can hold. */
  maxFileSize: z.number().min(1).max(512),
} as const;

type Key = keyof typeof SETTINGS;

/** The names of what can be set, without `orchestrator.`; the editor has others of its own. */
export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS);

/** What holds for the section `orchestrator`, and what of it is wrong, each as one sentence without a full stop. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly faults: readonly string[];
}

/**
 * Makes settings of what a person wrote. A wrong value counts as not set.
 *
 * @param valueOf gives the value of a setting by its key without `orchestrator.`; undefined: it is not set
 */
export function readSettingsFrom(valueOf: (key: Key) => unknown): ReadSettings {
  const faults: string[] = [];
  const read = <K extends Key>(key: K): z.output<(typeof SETTINGS)[K]> | undefined => {
    const value = valueOf(key);
    if (value === undefined) return undefined;
    const parsed = SETTINGS[key].safeParse(value);
    if (parsed.success) return parsed.data as z.output<(typeof SETTINGS)[K]>;
    const [issue] = parsed.error.issues;
    const rest = SETTINGS[key].safeParse(withoutItems(value, parsed.error.issues));
    const held = rest.success ? t('what is right in it holds') : t('its default holds');
    faults.push(t('orchestrator.{0} can\'t be {1}: {2}; {3}', key, shown(value), issue?.message ?? t('it is of the wrong type'), held));
    return rest.success ? (rest.data as z.output<(typeof SETTINGS)[K]>) : undefined;
  };
  const maxFileSize = read('maxFileSize');
  const settings: Settings = {
    manifestPath: read('manifestPath') ?? DEFAULT_SETTINGS.manifestPath,
    statePath: read('statePath') ?? DEFAULT_SETTINGS.statePath,
    prdPath: read('prdPath') ?? DEFAULT_SETTINGS.prdPath,
    roadmapPath: read('roadmapPath') ?? DEFAULT_SETTINGS.roadmapPath,
    adrFolder: read('adrFolder') ?? DEFAULT_SETTINGS.adrFolder,
    baseBranches: read('baseBranches') ?? DEFAULT_SETTINGS.baseBranches,
    branchPattern: read('branchPattern') ?? DEFAULT_SETTINGS.branchPattern,
    commitClaim: read('commitClaim') ?? DEFAULT_SETTINGS.commitClaim,
    wipLimit: read('wipLimit') ?? DEFAULT_SETTINGS.wipLimit,
    ranking: read('ranking') ?? DEFAULT_SETTINGS.ranking,
    dependencies: read('dependencies') ?? DEFAULT_SETTINGS.dependencies,
    staleAfterDays: read('staleAfterDays') ?? DEFAULT_SETTINGS.staleAfterDays,
    contextBudget: read('contextBudget') ?? DEFAULT_SETTINGS.contextBudget,
    gateSeverity: read('gateSeverity') ?? DEFAULT_SETTINGS.gateSeverity,
    minutesBySize: { ...DEFAULT_SETTINGS.minutesBySize, ...capitals(read('minutesBySize') ?? {}) },
    learnsConflicts: read('learnsConflicts') ?? DEFAULT_SETTINGS.learnsConflicts,
    worktreeFolder: read('worktreeFolder') ?? DEFAULT_SETTINGS.worktreeFolder,
    worktreeLinks: read('worktreeLinks') ?? DEFAULT_SETTINGS.worktreeLinks,
    maxFileBytes: maxFileSize === undefined ? DEFAULT_SETTINGS.maxFileBytes : maxFileSize * 1024 * 1024,
  };
  return { settings, faults };
}

function capitals(minutes: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(minutes).map(([size, value]) => [size.toUpperCase(), value]));
}

/** A list or an object without its wrong items, so that one slip does not take the others with it. */
function withoutItems(value: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  if (typeof value !== 'object' || value === null || issues.some(({ path: place }) => place.length === 0)) return undefined;
  const wrong = new Set(issues.map(({ path: place }) => String(place[0])));
  const right = Object.entries(value).filter(([key]) => !wrong.has(key));
  return Array.isArray(value) ? right.map(([, item]: [string, unknown]) => item) : Object.fromEntries(right);
}
