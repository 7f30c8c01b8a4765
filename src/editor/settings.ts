import * as vscode from 'vscode';
import { readSettingsFrom } from '../core/readSettings';
import type { Settings } from '../core/settings';
import { SECTION } from './ids';

/** Reads the settings that hold for a folder. Wrong values count as not set: the editor marks them where they stand. */
export function readSettings(scope: vscode.ConfigurationScope | undefined): Settings {
  const configuration = vscode.workspace.getConfiguration(SECTION, scope);
  return readSettingsFrom((key) => configuration.get<unknown>(key)).settings;
}
