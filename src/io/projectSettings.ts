import { parse, type ParseError } from 'jsonc-parser';
import { join, relative, resolve, sep } from 'node:path';
import { oneLine } from '../core/delegate/plainText';
import { scanJson } from '../core/json/scan';
import { nearest } from '../core/nearest';
import { readSettingsFrom, SETTING_NAMES, type ReadSettings } from '../core/readSettings';
import { severityFaults } from '../core/rules/severityFaults';
import { t } from '../core/words';
import { readTextFile } from './textFile';

const FILE = '.vscode/settings.json';
const MAX_BYTES = 4 * 1024 * 1024;

/** Files that a command line names, as given: relative to the root. They win over the folder's settings. */
export interface NamedFiles {
  readonly manifest?: string | undefined;
  readonly state?: string | undefined;
}

/**
 * The `orchestrator.*` settings of a folder, from its `.vscode/settings.json`: so that `vtm` and MCP do what the editor
 * does. Comments and trailing commas are fine there, and what can't be read counts as not set. Never fails.
 *
 * @param root the folder, absolute
 */
export async function readProjectSettings(root: string, { manifest, state }: NamedFiles = {}): Promise<ReadSettings> {
  const { settings, faults } = await readOwnSettings(root);
  return {
    settings: {
      ...settings,
      ...(manifest === undefined ? {} : { manifestPath: fromRoot(root, manifest) }),
      ...(state === undefined ? {} : { statePath: fromRoot(root, state) }),
    },
    faults,
  };
}

/** A path as the settings have it: from the root, with forward slashes. */
function fromRoot(root: string, file: string): string {
  return (relative(root, resolve(root, file)) || file).split(sep).join('/');
}

async function readOwnSettings(root: string): Promise<ReadSettings> {
  const file = await readTextFile(join(root, ...FILE.split('/')), MAX_BYTES);
  if (file.kind === 'missing') return readSettingsFrom(() => undefined);
  if (file.kind === 'unreadable') return withFault(readSettingsFrom(() => undefined), file.message);
  if (scanJson(file.text).kind !== 'ok') return withFault(readSettingsFrom(() => undefined), 'it is nested too deep');
  const errors: ParseError[] = [];
  const value: unknown = parse(file.text, errors, { allowTrailingComma: true });
  const read = readSettingsFrom((key) => own(value, `orchestrator.${key}`));
  const all = [...read.faults, ...slipsIn(value), ...severityFaults(read.settings)];
  const named = { settings: read.settings, faults: all.map((fault) => `${FILE}: ${fault}`) };
  const first = errors[0];
  if (!first) return named;
  return withFault(named, `it is not valid JSON at line ${file.text.slice(0, first.offset).split('\n').length}, so settings there may be missed`);
}

function withFault({ settings, faults }: ReadSettings, fault: string): ReadSettings {
  return { settings, faults: [`${FILE}: ${fault}`, ...faults] };
}

/** Names that are nearly a setting's. Others may be the editor's, or of another version. */
function slipsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const name = key.startsWith('orchestrator.') ? key.slice('orchestrator.'.length) : '';
    const meant = name === '' || SETTING_NAMES.includes(name) ? undefined : nearest(name, SETTING_NAMES);
    return meant === undefined ? [] : [t('orchestrator.{0} is no setting; did you mean orchestrator.{1}?', oneLine(name), meant)];
  });
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
