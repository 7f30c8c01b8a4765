// Finds a desktop VS Code that can show a window here.
import { existsSync } from 'node:fs';
import { findOnPath } from './process.mjs';

const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

/** The `code` command of an installed VS Code, or undefined; never in CI or without a display. */
export function findDesktop() {
  if (process.env.CI || !hasDisplay()) {
    return undefined;
  }
  const named = process.env.VSCODE_PATH;
  return named && existsSync(named) ? named : findOnPath('code');
}
