import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { COMMANDS } from '../../src/editor/ids';
import { manifest, task } from '../support/builders';
import { generatedBacklog } from '../support/generatedBacklog';
import { until } from '../support/until';
import { activeProduct, writeWhole, type Product } from './support/product';

const { manifestPath, statePath } = DEFAULT_SETTINGS;
const TASKS = [
  task({ task_id: 'A--T01', title: '[x](command:workbench.action.quit) $(zap)', related_specs: ['docs/lang/spec.md#second-part', '../outside.md', '/etc/passwd', 'docs/lang/gone.md'], related_adrs: ['ADR-0007: Seven'] }),
  task({ task_id: 'B--T01', depends_on_tasks: ['A--T01'], conflicts_with: [] }),
  task({ task_id: 'C--T01', depends_on_tasks: ['B--T01'], risk: 'High' }),
];
const STATE = { manifest_hash: 'x', tasks: { 'A--T01': { status: 'completed', acs_completed: ['A-AC01', 'A-AC02'] }, 'B--T01': { status: 'in-progress', acs_completed: ['AC01'] } } };

describe('the language of manifest and state file', () => {
  let product: Product;
  let documents: { manifest: vscode.TextDocument; state: vscode.TextDocument };

  before(async () => {
    product = await activeProduct();
  });

  beforeEach(async () => {
    const { root } = product;
    mkdirSync(path.join(root, 'docs', 'lang'), { recursive: true });
    mkdirSync(path.join(root, 'docs', 'adr'), { recursive: true });
    writeFileSync(path.join(root, 'docs', 'lang', 'spec.md'), '# The *spec*\n\n## First part\n\n## Second part\n\nWords.\n');
    writeFileSync(path.join(root, 'docs', 'adr', 'ADR-0007-seven.md'), '# Seven things\n');
    writeWhole(root, manifestPath, JSON.stringify(manifest(TASKS), null, 2));
    writeWhole(root, statePath, JSON.stringify(STATE, null, 2));
    await product.api.backlogs.refresh();
    await until('the backlog is read', () => backlog()?.snapshot.byId.get('B--T01')?.status === 'in-progress');
    documents = { manifest: await shown(manifestPath), state: await shown(statePath) };
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    for (const document of Object.values(documents)) {
      if (!document.isDirty) continue;
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(() => {
    for (const folder of ['docs/lang', 'docs/adr', 'docs/backlog']) rmSync(path.join(product.root, folder), { recursive: true, force: true });
  });

  const backlog = () => product.api.backlogs.all.find(({ folder }) => folder.uri.fsPath === product.root);

  async function shown(file: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(path.join(product.root, file));
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  }

  /** Inside the quoted text, the `nth` time it stands in the document. */
  function within(document: vscode.TextDocument, quoted: string, nth = 0): vscode.Position {
    let at = -1;
    for (let times = 0; times <= nth; times++) at = document.getText().indexOf(JSON.stringify(quoted), at + 1);
    assert.ok(at >= 0, `${quoted} is not there`);
    return document.positionAt(at + 2);
  }

  async function ask<T>(provider: string, document: vscode.TextDocument, ...rest: readonly unknown[]): Promise<T> {
    return vscode.commands.executeCommand<T>(provider, document.uri, ...rest);
  }

  /** What our hover says, without the escapes of Markdown. */
  async function hover(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
    const hovers = await ask<vscode.Hover[]>('vscode.executeHoverProvider', document, position);
    const ours = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
    for (const { isTrusted, supportHtml, value } of ours) {
      assert.ok(!isTrusted && !supportHtml);
      assert.doesNotMatch(value, /(?<!\\)\[x(?<!\\)\]/);
    }
    return ours.map(({ value }) => value).join('\n').replaceAll('\\', '').replaceAll('&nbsp;', ' ');
  }

  it('tells on hover of tasks, criteria, documents, statuses and risks', async () => {
    const { manifest: file, state } = documents;
    const of = await hover(file, within(file, 'A--T01', 0));
    assert.match(of, /\[x\]\(command:workbench\.action\.quit\)/);
    assert.match(of, /Waited on by\*\* B--T01/);
    assert.match(await hover(state, within(state, 'B--T01')), /Build B--T01[^]*already in progress/);
    assert.match(await hover(state, within(state, 'AC01')), /B-AC01[^]*The first thing holds[^]*Done/);
    assert.match(await hover(file, within(file, 'docs/lang/spec.md#second-part')), /The spec|The \*spec\*/);
    assert.match(await hover(file, within(file, 'docs/lang/spec.md#second-part')), /Section “second-part”, line 5\.[^]*about \d+ tokens/);
    assert.match(await hover(file, within(file, 'docs/lang/gone.md')), /is not there/);
    assert.match(await hover(file, within(file, '../outside.md')), /lies outside/);
    assert.match(await hover(file, within(file, 'ADR-0007: Seven')), /Seven things/);
    assert.match(await hover(state, within(state, 'in-progress')), /goes to pending, blocked, completed, abandoned/);
    assert.match(await hover(file, within(file, 'High')), /High risk/);
  });

  it('goes to definitions over both files and into documents', async () => {
    const { manifest: file, state } = documents;
    const at = async (document: vscode.TextDocument, position: vscode.Position) => {
      const links = await ask<vscode.LocationLink[]>('vscode.executeDefinitionProvider', document, position);
      return links.map(({ targetUri, targetRange, targetSelectionRange }) => `${path.basename(targetUri.fsPath)}:${(targetSelectionRange ?? targetRange).start.line}`);
    };
    const lineOf = (document: vscode.TextDocument, quoted: string, nth = 0) => within(document, quoted, nth).line;
    const definition = `virtual-task-manifest.json:${file.positionAt(file.getText().indexOf('"task_id": "A--T01"')).line}`;
    assert.deepEqual(await at(file, within(file, 'A--T01', 1)), [definition]);
    assert.deepEqual(await at(state, within(state, 'A--T01')), [definition]);
    assert.deepEqual((await at(file, within(file, 'A--T01', 0))).sort(), [`task-state.json:${lineOf(state, 'A--T01')}`, definition].sort());
    assert.deepEqual(await at(state, within(state, 'AC01')), [`virtual-task-manifest.json:${lineOf(file, 'B-AC01')}`]);
    assert.deepEqual(await at(file, within(file, 'docs/lang/spec.md#second-part')), ['spec.md:4']);
    assert.deepEqual(await at(file, within(file, 'ADR-0007: Seven')), ['ADR-0007-seven.md:0']);
    assert.deepEqual(await at(file, within(file, '/etc/passwd')), []);
  });

  it('finds the references of a task in both files', async () => {
    const { manifest: file } = documents;
    const found = await ask<vscode.Location[]>('vscode.executeReferenceProvider', file, within(file, 'A--T01', 0));
    assert.deepEqual(found.map(({ uri }) => path.basename(uri.fsPath)).sort(), ['task-state.json', 'virtual-task-manifest.json', 'virtual-task-manifest.json']);
    for (const { uri, range } of found) assert.equal((await vscode.workspace.openTextDocument(uri)).getText(range), '"A--T01"');
  });

  it('links documents inside the workspace folder, at their section, and nothing outside', async () => {
    const { manifest: file } = documents;
    const [first, ...links] = await ask<vscode.DocumentLink[]>('vscode.executeLinkProvider', file, 1);
    assert.ok(first?.target);
    assert.equal(path.basename(first.target.fsPath), 'spec.md');
    assert.equal(first.target.fragment, 'L5');
    assert.match(first.tooltip ?? '', /Open docs\/lang\/spec\.md/);
    const texts = links.map(({ range }) => file.getText(range));
    assert.ok(texts.includes('ADR-0007: Seven') && texts.includes('docs/lang/gone.md'));
    assert.ok(!texts.includes('../outside.md') && !texts.includes('/etc/passwd'));
    await assert.rejects(ask('vscode.executeLinkProvider', file, 2), /missing/);
  });

  it('proposes tasks, criteria, documents and sections, and replaces the whole string', async () => {
    const proposals = async (document: vscode.TextDocument, from: string, to: string, mark: string) => {
      const at = document.getText().indexOf(from);
      assert.ok(at >= 0, from);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
      assert.ok(await vscode.workspace.applyEdit(edit));
      const position = document.positionAt(at + to.indexOf(mark) + mark.length);
      const { items } = await ask<vscode.CompletionList>('vscode.executeCompletionItemProvider', document, position, undefined, 50);
      return items.map((item) => ({ item, text: typeof item.insertText === 'string' ? item.insertText : (item.insertText?.value ?? '') }));
    };
    const { manifest: file, state } = documents;
    const tasks = await proposals(file, '"conflicts_with": []', '"conflicts_with": ["C--"]', '["C--');
    const ids = tasks.filter(({ text }) => text.endsWith('--T01"'));
    assert.deepEqual(ids.map(({ text }) => text), ['"A--T01"', '"C--T01"']);
    const { range } = ids[0]!.item;
    assert.equal(file.getText(range instanceof vscode.Range ? range : range?.replacing), '"C--"');
    const criteria = await proposals(state, '"AC01"', '"B-AC01", ""', ', "');
    assert.ok(criteria.some(({ text }) => text === '"B-AC02"') && !criteria.some(({ text }) => text === '"B-AC01"'));
    const adrs = await proposals(file, '"ADR-0007: Seven"', '""', '"');
    assert.ok(adrs.some(({ text }) => text === '"ADR-0007"'));
    const entries = await proposals(file, 'docs/lang/gone.md', 'docs/lang/', 'docs/lang/');
    assert.ok(entries.some(({ text }) => text === '"docs/lang/spec.md"'));
    const sections = await proposals(file, 'docs/lang/spec.md#second-part', 'docs/lang/spec.md#', '#');
    assert.ok(sections.some(({ text }) => text === '"docs/lang/spec.md#first-part"'));
    const files = await proposals(file, '"related_guides": []', '"related_guides": [""]', '[""'.slice(0, 2));
    assert.ok(files.some(({ text }) => text === '"docs/lang/spec.md"'));
  });

  it('renames a task over both files as one edit, and says why it refuses', async () => {
    const { manifest: file, state } = documents;
    const edit = await ask<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', file, within(file, 'A--T01', 0), 'NEW--T01');
    assert.equal(edit.entries().length, 2);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(file.getText(), JSON.stringify(manifest(TASKS), null, 2).replaceAll('"A--T01"', '"NEW--T01"'));
    assert.equal(state.getText(), JSON.stringify(STATE, null, 2).replaceAll('"A--T01"', '"NEW--T01"'));
    await assert.rejects(ask('vscode.executeDocumentRenameProvider', file, within(file, 'C--T01'), 'B--T01'), /another task/);
    await assert.rejects(ask('vscode.prepareRename', file, within(file, 'OK')), /Only ids of tasks/);
  });

  it('answers about what is typed and not saved yet', async () => {
    const { manifest: file } = documents;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file.uri, file.positionAt(file.getText().indexOf('"tasks": [') + 10), `\n${JSON.stringify(task({ task_id: 'Z--T01', depends_on_tasks: ['C--T01'] }))},`);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(await hover(file, within(file, 'Z--T01')), /once the manifest is saved/);
    const found = await ask<vscode.Location[]>('vscode.executeReferenceProvider', file, within(file, 'C--T01'));
    assert.deepEqual(found.map(({ range }) => file.getText(range)), ['"C--T01"', '"C--T01"']);
  });

  it('shows lenses with commands for the task, and none when they are switched off', async () => {
    const { manifest: file, state } = documents;
    const lenses = async (document: vscode.TextDocument) =>
      (await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document, 100)).flatMap(({ command }) => (command ? [command] : []));
    const ofManifest = await lenses(file);
    const of = (id: string) => ofManifest.filter(({ arguments: given }) => given?.[0]?.taskId === id).map(({ title }) => title);
    assert.deepEqual(of('A--T01'), ['Explain', '2/2 criteria · completed']);
    assert.equal(of('B--T01')[0], '$(debug-rerun) Resume');
    assert.match(of('C--T01').join(), /^Explain,0\/2 criteria · pending, waits on B--T01$/);
    const known = await vscode.commands.getCommands(true);
    for (const { command } of ofManifest) assert.ok(known.includes(command), command);
    assert.deepEqual((await lenses(state)).slice(0, 2).map(({ title, command }) => `${title} ${command}`), [`Reveal ${COMMANDS.revealTask}`, `Open Task ${COMMANDS.openTask}`]);
    const settings = vscode.workspace.getConfiguration('orchestrator');
    await settings.update('codeLens', false, vscode.ConfigurationTarget.Global);
    try {
      assert.deepEqual(await lenses(file), []);
    } finally {
      await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('outlines both files, and finds tasks of the workspace by title', async () => {
    const { manifest: file, state } = documents;
    const rows = (symbols: readonly vscode.DocumentSymbol[]): string[] => symbols.flatMap(({ name, children }) => [name, ...rows(children)]);
    const outline = rows(await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', file));
    for (const name of ['Phase 1', 'Slice 1.1', 'A--T01', 'A-AC01', 'C--T01']) assert.ok(outline.includes(name), name);
    assert.ok(rows(await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', state)).includes('B--T01'));
    const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'Build C--');
    assert.deepEqual(found.filter(({ name }) => name.includes('--T01')).map(({ name }) => name), ['C--T01 Build C--T01']);
  });

  it('answers in a manifest of 10 000 tasks while it is typed in', async function () {
    this.timeout(120_000);
    const large = generatedBacklog({ tasks: 10_000, isTerse: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    writeWhole(product.root, manifestPath, JSON.stringify(JSON.parse(large.manifest), null, 1));
    await product.api.backlogs.refresh();
    await until('the large backlog is read', () => backlog()?.snapshot.tasks.length === 10_000);
    const file = await shown(manifestPath);
    await until('the editor has the large text', () => file.getText().includes('CAPABILITY_03333--T01'));
    const position = within(file, 'CAPABILITY_01666--T01');
    const times: Record<string, number> = {};
    const timed = async <T>(what: string, work: () => Thenable<T>): Promise<T> => {
      const began = performance.now();
      const answer = await work();
      times[what] = Math.max(times[what] ?? 0, performance.now() - began);
      return answer;
    };
    // The editor takes its time to show so large a text; what is measured is the typing.
    assert.ok((await ask<vscode.Location[]>('vscode.executeReferenceProvider', file, position)).length > 0);
    const title = new vscode.Position(position.line + 3, 12);
    assert.match(file.lineAt(title.line).text, /"title"/);
    for (let key = 0; key < 6; key++) {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(file.uri, file.lineAt(title.line).range.end.translate(0, -2), key === 3 ? '{' : 'x');
      assert.ok(await vscode.workspace.applyEdit(edit));
      const [found] = await timed('references', () => ask<vscode.Location[]>('vscode.executeReferenceProvider', file, position));
      assert.ok(found);
    }
    assert.ok((await timed('lenses', () => ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file))).length >= 10_000);
    assert.ok((await timed('symbols', () => ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', file))).length > 0);
    assert.ok((await timed('links', () => ask<vscode.DocumentLink[]>('vscode.executeLinkProvider', file))).length >= 5000);
    console.log(Object.entries(times).map(([what, ms]) => `${what} ${ms.toFixed(0)} ms`).join(', '));
  });

  it('leaves other files alone', async () => {
    writeFileSync(path.join(product.root, 'docs', 'lang', 'virtual-task-manifest.json'), JSON.stringify(manifest(TASKS), null, 2));
    const other = await shown('docs/lang/virtual-task-manifest.json');
    assert.deepEqual(await ask('vscode.executeCodeLensProvider', other, 100), []);
    assert.deepEqual(await ask('vscode.executeReferenceProvider', other, within(other, 'A--T01')), []);
  });
});
