import * as vscode from 'vscode';
import { DEFAULT_SETTINGS, type GateSeverity, type Settings } from '../core/settings';

/** The settings' section in `package.json`. */
export const SECTION = 'orchestrator';

/** Reads the settings that hold for a folder. Values of the wrong type count as not set. */
export function readSettings(scope: vscode.ConfigurationScope | undefined): Settings {
  const configuration = vscode.workspace.getConfiguration(SECTION, scope);
  const text = (key: string, fallback: string) => {
    const value = configuration.get<unknown>(key);
    return typeof value === 'string' && value.trim() !== '' ? value.trim().replaceAll('\\', '/') : fallback;
  };
  /** A path inside the folder: one that leads out of it counts as not set. */
  const inside = (key: string, fallback: string) => {
    const value = text(key, fallback).replace(/^\.\//, '');
    return /^([\\/]|[A-Za-z]:)|(^|\/)\.\.(\/|$)/.test(value) ? fallback : value;
  };
  const number = (key: string, fallback: number, least: number) => {
    const value = configuration.get<unknown>(key);
    return typeof value === 'number' && Number.isFinite(value) && value >= least ? value : fallback;
  };
  const pattern = text('branchPattern', DEFAULT_SETTINGS.branchPattern);
  return {
    manifestPath: inside('manifestPath', DEFAULT_SETTINGS.manifestPath),
    statePath: inside('statePath', DEFAULT_SETTINGS.statePath),
    prdPath: inside('prdPath', DEFAULT_SETTINGS.prdPath),
    roadmapPath: inside('roadmapPath', DEFAULT_SETTINGS.roadmapPath),
    adrFolder: inside('adrFolder', DEFAULT_SETTINGS.adrFolder),
    baseBranches: words(configuration.get<unknown>('baseBranches')) ?? DEFAULT_SETTINGS.baseBranches,
    branchPattern: pattern.includes('{TASK_ID}') ? pattern : DEFAULT_SETTINGS.branchPattern,
    commitClaim: configuration.get<unknown>('commitClaim') !== false,
    wipLimit: Math.floor(number('wipLimit', DEFAULT_SETTINGS.wipLimit, 1)),
    ranking: configuration.get<unknown>('ranking') === 'phase' ? 'phase' : 'risk',
    contextBudget: Math.floor(number('contextBudget', DEFAULT_SETTINGS.contextBudget, 0)),
    gateSeverity: severities(configuration.get<unknown>('gateSeverity')),
    maxFileBytes: number('maxFileSize', DEFAULT_SETTINGS.maxFileBytes / 1024 / 1024, 1) * 1024 * 1024,
  };
}

function words(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
  return names.length > 0 ? names : undefined;
}

function severities(value: unknown): Readonly<Record<string, GateSeverity>> {
  if (typeof value !== 'object' || value === null) return {};
  const known: readonly unknown[] = ['block', 'warn', 'off'] satisfies GateSeverity[];
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, GateSeverity] => known.includes(entry[1])));
}
