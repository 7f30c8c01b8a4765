import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { COMMANDS, CONTEXT_KEYS, VIEWS } from '../../src/editor/ids';

const ROOT = process.cwd();
const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const { contributes } = manifest;
const source = sources('src').map((file) => fs.readFileSync(file, 'utf8')).join('\n');
/** What package.json says, apart from where things are declared. */
const uses = JSON.stringify({ menus: contributes.menus, welcome: contributes.viewsWelcome, keys: contributes.keybindings, walkthroughs: contributes.walkthroughs });

function sources(folder: string): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true })
    .map((file) => path.join(ROOT, folder, String(file)))
    .filter((file) => /\.tsx?$/.test(file));
}

describe('package.json and the code', () => {
  it('name the same commands', () => {
    const declared = contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual([...declared].sort(), Object.values(COMMANDS).sort());
    assert.equal(new Set(declared).size, declared.length);
    for (const [name, id] of Object.entries(COMMANDS)) {
      assert.match(source, new RegExp(`id: COMMANDS\\.${name}\\b`), `${id} has no row in a command table`);
    }
  });

  it('give every command a title and the category', () => {
    for (const { command, title, category } of contributes.commands) {
      assert.ok(title && category === 'Orchestrator', command);
    }
  });

  it('let menus, welcome views and keys use only commands, views and context keys that are there', () => {
    for (const [id] of uses.matchAll(/\borchestrator\.\w+\b/g)) {
      const known: readonly string[] = [...Object.values(COMMANDS), ...Object.values(VIEWS), ...Object.values(CONTEXT_KEYS)];
      assert.ok(known.includes(id) || id in contributes.configuration.properties, id);
    }
  });

  it('have every setting read, and described, with a default and a scope', () => {
    const declared = Object.keys(contributes.configuration.properties);
    for (const key of declared) {
      const name = key.replace(/^orchestrator\.(agents\.)?/, '');
      assert.ok(source.includes(`'${name}'`), `${key} is never read`);
    }
    const defaults = Object.fromEntries(declared.map((key) => [key, contributes.configuration.properties[key]]));
    for (const [key, setting] of Object.entries<{ default?: unknown; description?: string; markdownDescription?: string; scope?: string }>(defaults)) {
      assert.ok('default' in setting && (setting.description ?? setting.markdownDescription) && setting.scope, key);
    }
  });

  it('ask for no proposed API, and for no contribution point that needs one', () => {
    assert.equal(manifest.enabledApiProposals, undefined);
    for (const gated of ['languageModelToolSets', 'chatSessions', 'chatContext', 'chatViewsWelcome']) assert.ok(!(gated in contributes), gated);
  });

  it('pin the types to the engine', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('name files that are there', () => {
    const steps = contributes.walkthroughs.flatMap(({ icon, steps: own }: { icon: string; steps: { media: { image: Record<string, string> } }[] }) => [icon, ...own.flatMap(({ media }) => Object.values(media.image))]);
    const files = [manifest.icon, contributes.viewsContainers.activitybar[0].icon, ...steps];
    for (const file of files) assert.ok(fs.existsSync(path.join(ROOT, file)), file);
  });
});
