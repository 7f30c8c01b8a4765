import * as path from 'node:path';
import { writeLauncher } from '../../io/setupLauncher';

/** As much of an extension as the launcher needs. */
export interface LaunchedExtension {
  readonly extensionPath: string;
  readonly packageJSON: unknown;
}

/** Makes the launcher, or lets it run this version of the extension. */
export async function refreshLauncher({ extensionPath, packageJSON }: LaunchedExtension): Promise<void> {
  await writeLauncher({ bundle: path.join(extensionPath, 'dist', 'vtm.js'), version: String((packageJSON as { version?: unknown }).version) });
}
