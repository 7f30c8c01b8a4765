// Starts and ends the server of the embedded editor. Every start has user data and extensions of its own.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure, run, start, stop } from './process.mjs';

/** What every window starts with: no welcome, no telemetry, no nagging. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'npm.autoDetect': 'off',
  'chat.tips.enabled': false,
  'remote.autoForwardPorts': false,
  'window.confirmBeforeClose': 'never',
  'files.simpleDialog.enable': true,
};

function freePort(preferred = 0) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error) => (preferred === 0 ? reject(error) : resolve(freePort())));
    server.listen(preferred, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(url, child) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    try {
      if ((await fetch(url, { signal: AbortSignal.timeout(2000) })).ok) {
        return true;
      }
    } catch {
      // Not listening yet.
    }
    await wait(100);
  }
  return false;
}

/** The environment of the server: no leftovers of a VS Code this runs in, and a home of its own unless told otherwise. */
function environment(overrides) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|CODE_SERVER|npm_)/.test(name));
  return { ...Object.fromEntries(kept), ...overrides };
}

function makeHome(folder) {
  mkdirSync(folder, { recursive: true });
  const identity = '[user]\n\tname = Test Person\n\temail = person@example.test\n[init]\n\tdefaultBranch = main\n[commit]\n\tgpgsign = false\n';
  writeFileSync(path.join(folder, '.gitconfig'), identity);
  return folder;
}

function filesBelow(folder, suffix) {
  try {
    return readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith(suffix)).map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}

/**
 * Starts the embedded editor on a free port of this machine.
 * @param {{node: string, entry: string}} editor what `ensureEditor` returned
 * @param {object} [options]
 * @param {string[]} [options.extensions] packaged extensions (.vsix) to install
 * @param {Record<string, unknown>} [options.settings] user settings on top of the quiet ones
 * @param {Record<string, string>} [options.env] changes to the environment, which the extension host inherits
 * @param {string} [options.folder] where to keep user data, instead of a new temporary folder that is deleted at the end
 * @param {boolean} [options.ownHome] false leaves HOME alone
 * @param {number} [options.port] the port to use if it is free
 * @param {boolean} [options.trusted] true turns workspace trust off for the whole server; tests decide it for each window
 */
export async function startEditor(editor, options = {}) {
  const base = options.folder ?? mkdtempSync(path.join(os.tmpdir(), 'embedded-editor-'));
  const userData = path.join(base, 'data');
  const extensionsFolder = path.join(base, 'extensions');
  const settingsFile = path.join(userData, 'User', 'settings.json');
  const env = environment({ ...(options.ownHome === false ? {} : { HOME: makeHome(path.join(base, 'home')) }), ...options.env });
  const folders = ['--config', path.join(base, 'config.yaml'), '--user-data-dir', userData, '--extensions-dir', extensionsFolder];
  const writeSettings = (settings) => {
    mkdirSync(path.dirname(settingsFile), { recursive: true });
    writeFileSync(`${settingsFile}.new`, `${JSON.stringify({ ...quietSettings, ...options.settings, ...settings }, null, 2)}\n`);
    renameSync(`${settingsFile}.new`, settingsFile);
  };
  if (!existsSync(settingsFile)) {
    writeSettings({});
  }
  mkdirSync(extensionsFolder, { recursive: true });
  for (const file of options.extensions ?? []) {
    const { code, output } = await run(editor.node, [editor.entry, ...folders, '--install-extension', file, '--force'], { env, quiet: true });
    if (code !== 0 || !/successfully installed/.test(output)) {
      throw new Failure(`The editor did not install ${file}.\n${output.trim()}`);
    }
  }
  const port = await freePort(options.port);
  const origin = `http://127.0.0.1:${port}`;
  const log = path.join(base, 'server.log');
  const flags = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', ...(options.trusted ? ['--disable-workspace-trust'] : [])];
  const child = start(editor.node, [editor.entry, ...flags, ...folders], { env, log });
  const end = async () => {
    process.off('exit', killHard);
    await stop(child);
    if (!options.folder) {
      rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  };
  const killHard = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  };
  process.on('exit', killHard);
  if (!(await answers(`${origin}/healthz`, child))) {
    const output = readFileSync(log, 'utf8');
    await end();
    throw new Failure(`The embedded editor did not start.\n${output}`, 'Delete .cache/editor and run again.');
  }
  return {
    origin,
    base,
    home: env.HOME,
    /** The address of a window on a folder or a .code-workspace file. */
    url: (target) => {
      const kind = target.endsWith('.code-workspace') ? 'workspace' : 'folder';
      return `${origin}/?${kind}=${encodeURIComponent(target)}`;
    },
    /** Replaces the user settings for windows to come; those already open may not notice. */
    writeSettings,
    /** Every log file written so far: the server's, the extension hosts', the output channels'. */
    logs: () => [log, ...filesBelow(path.join(userData, 'logs'), '.log')],
    stop: end,
  };
}
