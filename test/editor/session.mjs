// One server and one browser for many ui tests: the packaged product, the scripted model, and a folder for stand-in programs.
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { closeWindows, newWindow, startProfile } from './browser.mjs';
import { ensureEditor } from './install.mjs';
import { withLock } from './lock.mjs';
import { keepLogs } from './logs.mjs';
import { at, productVsix } from './paths.mjs';
import { Failure, must } from './process.mjs';
import { startEditor } from './server.mjs';

const modelFolder = at('test', 'editor', 'scripted-model');
const modelVsix = at('.cache', 'scripted-model.vsix');

const newest = (folder) => Math.max(...readdirSync(folder).map((name) => statSync(path.join(folder, name)).mtimeMs));

/** Packs the scripted model unless its package is current. */
export async function packScriptedModel() {
  await withLock(`${modelVsix}.lock`, async () => {
    if (existsSync(modelVsix) && statSync(modelVsix).mtimeMs > newest(modelFolder)) {
      return;
    }
    const vsce = at('node_modules', '@vscode', 'vsce', 'vsce');
    const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '-o', modelVsix];
    await must(process.execPath, [vsce, ...args], { cwd: modelFolder, quiet: true });
  });
  return modelVsix;
}

/** Starts the session; types in session.d.mts. */
export async function openSession() {
  const editor = await ensureEditor();
  if (!existsSync(productVsix)) {
    throw new Failure(`The packaged product is not there: ${productVsix}`, 'Make it: npm run package');
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ui-tests-'));
  const bin = path.join(folder, 'bin');
  const model = path.join(folder, 'model');
  mkdirSync(bin);
  mkdirSync(model);
  const server = await startEditor(editor, {
    extensions: [productVsix, await packScriptedModel()],
    env: { PATH: `${bin}${path.delimiter}${process.env.PATH}`, SCRIPTED_MODEL_FOLDER: model },
  });
  // The editor takes the PATH of a login shell, and the system's profile may begin it anew.
  for (const profile of ['.profile', '.bashrc']) {
    appendFileSync(path.join(server.home, profile), `export PATH='${bin}':"$PATH"\n`);
  }
  const profile = await startProfile(editor, path.join(folder, 'profile'));
  return {
    folder,
    bin,
    model,
    home: server.home,
    url: server.url,
    writeSettings: server.writeSettings,
    newWindow: (options) => newWindow(profile, options),
    closeWindows: () => closeWindows(profile, server.origin),
    keepLogs: (target, sinceMs) => keepLogs(server.logs().filter((file) => statSync(file).mtimeMs >= sinceMs), target),
    stop: async () => {
      await profile.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
