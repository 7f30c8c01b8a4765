import { readFileSync } from 'node:fs';
import path from 'node:path';
import { resolved } from '../words/ofPackage.mjs';
import { table } from './markdown.mjs';

const json = (name) => JSON.parse(readFileSync(path.resolve(import.meta.dirname, '..', '..', name), 'utf8'));
const { contributes, capabilities } = resolved(json('package.json'), json('package.nls.json'));

const GROUPS = [
  ['Files', /\.(manifestPath|statePath|prdPath|roadmapPath|adrFolder|maxFileSize|codeLens)$/],
  ['Starting', /\.(baseBranches|branchPattern|commitClaim|wipLimit|ranking|dependencies|contextBudget|staleAfterDays|gateSeverity)$/],
  ['Side by side', /\.(minutesBySize|learnsConflicts|worktree\w+)$/],
  ['Agents', /\.(agents|tools)\./],
];

const SCOPES = { resource: 'folder', window: 'workspace', application: 'yours alone' };

/** Every setting, by group: a group that none has, or a setting of no group, is an error. */
export function settings() {
  const all = Object.entries(contributes.configuration.properties).sort(([, a], [, b]) => (a.order ?? 999) - (b.order ?? 999));
  const homeless = all.filter(([key]) => GROUPS.filter(([, pattern]) => pattern.test(key)).length !== 1);
  if (homeless.length > 0) throw new Error(`docs/parts/ofPackage.mjs has no group, or two, for ${homeless.map(([key]) => key).join()}`);
  return GROUPS.map(([title, pattern]) => `## ${title}\n\n${all.filter(([key]) => pattern.test(key)).map(setting).join('\n\n')}`).join('\n\n');
}

function setting([key, { default: value, description, markdownDescription, scope, enum: choices, enumDescriptions = [], minimum, maximum }]) {
  const range = minimum === undefined && maximum === undefined ? [] : [`${minimum ?? '…'} to ${maximum ?? '…'}`];
  const facts = [`default \`${JSON.stringify(value)}\``, ...range, `scope: ${SCOPES[scope]}`, ...(capabilities.untrustedWorkspaces.restrictedConfigurations.includes(key) ? ['not read from an untrusted workspace'] : [])];
  const list = (choices ?? []).map((choice, index) => `- \`${choice}\`${enumDescriptions[index] ? `: ${enumDescriptions[index]}` : ''}`);
  return [`### \`${key}\``, `${description ?? markdownDescription}`, ...(list.length > 0 ? [list.join('\n')] : []), `${facts.join(' · ')}`].join('\n\n');
}

/** Every command that stands in the palette. */
export function commands() {
  const hidden = new Set((contributes.menus?.commandPalette ?? []).filter(({ when }) => when === 'false').map(({ command }) => command));
  const shown = contributes.commands.filter(({ command }) => !hidden.has(command));
  return table(['command', 'id', 'in Restricted Mode'], shown.map(({ title, command, enablement }) => [title, `\`${command}\``, enablement?.includes('isWorkspaceTrusted') ? '' : 'shown']));
}
