// Test only. Offers the scripted model, gets the chat ready, and opens the bridge to the test process.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const vscode = require('vscode');
const { openBridge } = require('./bridge.js');
const { beginAt } = require('./clock.js');
const { createProvider, vendor } = require('./model.js');

// As early as can be: all extensions of a window share one process, and so its clock.
const momentFile = path.join(process.env.SCRIPTED_MODEL_FOLDER ?? os.tmpdir(), 'moment.txt');
if (process.env.SCRIPTED_MODEL_FOLDER && fs.existsSync(momentFile)) beginAt(fs.readFileSync(momentFile, 'utf8'));

const chatExtension = 'GitHub.copilot-chat';

function until(event, isDone, what, limitMs) {
  return new Promise((resolve, reject) => {
    const check = async () => {
      if (await isDone()) {
        clearTimeout(timer);
        listener.dispose();
        resolve();
      }
    };
    const listener = event(check);
    const timer = setTimeout(() => {
      listener.dispose();
      reject(new Error(`${what} did not happen within ${limitMs / 1000} s`));
    }, limitMs);
    check();
  });
}

const isOffered = async () => (await vscode.lm.selectChatModels({ vendor })).length > 0;

/** Resolves when `workbench.action.chat.open` with `modelSelector: { vendor: 'scripted' }` reaches the scripted model. */
async function makeReady(offer) {
  offer();
  if (!vscode.extensions.getExtension(chatExtension)) {
    // The bundled chat extension starts disabled, anew for each browser profile.
    await vscode.commands.executeCommand('workbench.extensions.action.enableAll');
    await until(vscode.extensions.onDidChange, () => vscode.extensions.getExtension(chatExtension) !== undefined, `enabling ${chatExtension}`, 60_000);
  }
  await vscode.extensions.getExtension(chatExtension).activate();
  await until(vscode.lm.onDidChangeChatModels, isOffered, 'offering the scripted model', 30_000);
}

/** Changes user settings and waits until they are in force; undefined removes one. */
async function configure(settings) {
  for (const [key, value] of Object.entries(settings)) {
    await vscode.workspace.getConfiguration().update(key, value ?? undefined, vscode.ConfigurationTarget.Global);
  }
}

/** Called by VS Code. */
exports.activate = async (context) => {
  const folder = process.env.SCRIPTED_MODEL_FOLDER ?? path.join(os.tmpdir(), `scripted-model-${process.pid}`);
  fs.mkdirSync(folder, { recursive: true });
  let provider;
  const offer = () => {
    provider ??= vscode.lm.registerLanguageModelChatProvider(vendor, createProvider(folder));
  };
  let ready;
  // A young window does not have all of its commands yet: whoever asks again gets another try.
  const whenReady = () => (ready ??= makeReady(offer).catch((error) => {
    ready = undefined;
    throw error;
  }));
  context.subscriptions.push(
    vscode.commands.registerCommand('scriptedModel.ready', whenReady),
    vscode.commands.registerCommand('scriptedModel.folder', () => folder),
    vscode.commands.registerCommand('scriptedModel.configure', configure),
    { dispose: () => provider?.dispose() },
    await openBridge(folder),
  );
};
