// The programs of the machine that the tests need: a browser, git and a font. Only Node built-ins.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Failure, findOnPath, must, run } from './process.mjs';

const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome', 'microsoft-edge', 'msedge'];

const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const base = process.env[variable];
    return base ? [path.join(base, 'Google/Chrome/Application/chrome.exe'), path.join(base, 'Microsoft/Edge/Application/msedge.exe')] : [];
  }),
];

/** The installed Chrome, Chromium or Edge, or undefined. */
export function findBrowser() {
  const named = process.env.ORCHESTRATOR_BROWSER ?? process.env.CHROME_PATH;
  if (named) {
    if (!existsSync(named)) {
      throw new Failure(`The browser named by ORCHESTRATOR_BROWSER or CHROME_PATH does not exist: ${named}`, 'Correct the variable or unset it.');
    }
    return named;
  }
  return names.map(findOnPath).find(Boolean) ?? wellKnown.find(existsSync);
}

const canInstall = () => process.platform === 'linux' && process.getuid?.() === 0 && findOnPath('apt-get') !== undefined;

async function hasFont() {
  const list = findOnPath('fc-list');
  return list !== undefined && (await run(list, [], { quiet: true })).output.trim() !== '';
}

async function missingPackages(needs) {
  const packages = [];
  if (needs.git && !findOnPath('git')) {
    packages.push('git', 'ca-certificates');
  }
  if (needs.browser && !findBrowser()) {
    packages.push('chromium', 'fonts-dejavu-core', 'fontconfig');
  } else if (needs.browser && canInstall() && !(await hasFont())) {
    packages.push('fonts-dejavu-core', 'fontconfig');
  }
  return packages;
}

/**
 * Makes sure that git and, when asked for, a browser with a font are there; on Debian as root they are installed.
 * @param {{browser?: boolean, git?: boolean}} needs @param {(line: string) => void} say
 */
export async function ensureSystem(needs, say) {
  const packages = await missingPackages(needs);
  if (packages.length === 0) {
    return;
  }
  if (!canInstall()) {
    const wants = [packages.includes('git') ? 'git' : '', packages.includes('chromium') ? 'Chrome, Chromium or Edge (or set CHROME_PATH)' : ''].filter(Boolean);
    throw new Failure(`Missing on this machine: ${wants.join(' and ')}.`, 'Install it and run again. On Debian or Ubuntu: sudo apt-get install git chromium fonts-dejavu-core');
  }
  say(`installing ${packages.join(', ')} (apt-get)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const remedy = 'Check the network and the package sources of this machine, then run again.';
  await must('apt-get', ['update', '-qq'], { quiet: true, env, remedy });
  await must('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { quiet: true, env, remedy });
}
