// The browser that shows the embedded editor.
import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const howToStart = ({ browser }) => ({ executablePath: browser, headless: true, args: flags });
const ofAll = { viewport: { width: 1440, height: 900 }, locale: 'en-US', permissions: ['clipboard-read', 'clipboard-write'] };

/** Starts a headless browser. @param {{browser: string}} editor what `ensureEditor` returned */
export function startBrowser(editor) {
  return chromium.launch(howToStart(editor));
}

/** Windows with storage of their own. @param {import('playwright-core').Browser} browser */
export function newContext(browser) {
  return browser.newContext(ofAll);
}

/**
 * Starts a headless browser that keeps what it compiled, so that from the third window on they open faster.
 * @param {{browser: string}} editor what `ensureEditor` returned
 * @param {string} folder where it keeps that
 */
export function startProfile(editor, folder) {
  return chromium.launchPersistentContext(folder, { ...howToStart(editor), ...ofAll });
}

/**
 * Runs in the page before the workbench: changes the workbench's configuration as soon as its element appears.
 * The built server ignores the `payload` query parameter, and rewriting the page's HTML breaks its web sockets.
 */
function changeConfiguration({ trusted, extensions, tests }) {
  const remote = (path) => ({ $mid: 1, scheme: 'vscode-remote', authority: location.host, path });
  const change = (element) => {
    const settings = JSON.parse(element.getAttribute('data-settings'));
    settings.enableWorkspaceTrust = !trusted;
    settings.developmentOptions = {
      ...settings.developmentOptions,
      ...(extensions.length > 0 ? { extensions: extensions.map(remote) } : {}),
      // The driver reports a suite's end. It also keeps notifications off the screen: a person's window must not have it.
      ...(tests ? { enableSmokeTestDriver: true, extensionTestsPath: remote(tests) } : {}),
    };
    element.setAttribute('data-settings', JSON.stringify(settings));
  };
  const observer = new MutationObserver(() => {
    const element = document.getElementById('vscode-workbench-web-configuration');
    if (element) {
      observer.disconnect();
      change(element);
    }
  });
  observer.observe(document, { childList: true, subtree: true });
}

/**
 * Runs in the page before the workbench: the display language, which extensions are told and are translated into. The
 * workbench itself would need a language pack and stays English.
 */
function speak(language) {
  globalThis._VSCODE_NLS_LANGUAGE = language;
}

/**
 * A new window.
 * @param {import('playwright-core').BrowserContext} context
 * @param {object} [options]
 * @param {boolean} [options.trusted] false opens it in Restricted Mode
 * @param {string[]} [options.extensions] folders of extensions under development
 * @param {string} [options.tests] a module with `run()`, run in the extension host
 * @param {{width: number, height: number}} [options.viewport]
 * @param {string} [options.language] the display language, such as `de`
 */
export async function newWindow(context, options = {}) {
  const page = await context.newPage();
  if (options.viewport) await page.setViewportSize(options.viewport);
  await page.addInitScript(changeConfiguration, {
    trusted: options.trusted ?? true,
    extensions: options.extensions ?? [],
    tests: options.tests ?? null,
  });
  if (options.language) await page.addInitScript(speak, options.language);
  return page;
}

/**
 * Closes all windows of a profile but its first page, which shows nothing: also those that a window opened by itself. The
 * next will find nothing of theirs but what the browser compiled.
 */
export async function closeWindows(profile, origin) {
  const [first, ...windows] = profile.pages();
  // A window ends its extension host when its page is left.
  await Promise.all(windows.map((page) => page.goto('about:blank').catch(() => undefined)));
  await Promise.all(windows.map((page) => page.close()));
  const tools = await profile.newCDPSession(first);
  await tools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'cookies,file_systems,indexeddb,local_storage,cache_storage' });
  await tools.detach();
}
