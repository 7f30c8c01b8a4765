import assert from 'node:assert/strict';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { OrchestratorApi } from '../../../src/extension';

const ID = 'implementation-orchestrator.implementation-orchestrator';

/** The product as the host has it, and the folder that is open in the window. */
export interface Product {
  readonly api: OrchestratorApi;
  readonly root: string;
}

/** Activates the product and waits until it has read the folder. */
export async function activeProduct(): Promise<Product> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  assert.ok(root && existsSync(root));
  const extension = vscode.extensions.getExtension<OrchestratorApi>(ID);
  assert.ok(extension);
  const api = await extension.activate();
  await api.loaded;
  return { api, root };
}

/** Writes a file below `root` whole, as programs do: beside it, and then in its place. */
export function writeWhole(root: string, file: string, text: string): void {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(`${target}.new`, text);
  renameSync(`${target}.new`, target);
}
