import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { COMMANDS } from '../../src/editor/ids';
import { manifest, task } from '../support/builders';
import { generatedBacklog } from '../support/generatedBacklog';
import { until } from '../support/until';
import { activeProduct, writeWhole, type Product } from './support/product';

const { manifestPath, statePath } = DEFAULT_SETTINGS;
const SPEC = 'docs/features/spec.md';
const a = (more: Record<string, unknown> = {}) => task({ task_id: 'LEDGER--T01', ...more });
const b = (more: Record<string, unknown> = {}) => task({ task_id: 'MONEY--T01', ...more });

describe('problems and quick fixes in the extension host', () => {
  let product: Product;

  const uriOf = (file: string) => vscode.Uri.file(path.join(product.root, file));
  const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const kindOf = ({ code }: vscode.Diagnostic) => String(typeof code === 'object' ? code.value : code);
  /** Problems of the files alone: the editor's own JSON support may say something too, and so may the record. */
  const told = (file: string) => vscode.languages.getDiagnostics(uriOf(file)).filter((one) => one.source === 'Orchestrator' && !kindOf(one).startsWith('WARN::'));
  const kinds = (file: string) => told(file).map(kindOf);

  async function given(manifestValue: unknown, state: unknown = { tasks: {} }): Promise<void> {
    writeWhole(product.root, SPEC, '# Spec\n');
    writeWhole(product.root, statePath, text(state));
    writeWhole(product.root, manifestPath, text(manifestValue));
    await product.api.backlogs.refresh();
    await until('the files are read', () => product.api.backlogs.all[0]?.snapshot.texts.manifest === text(manifestValue) && product.api.backlogs.all[0].snapshot.texts.state === text(state));
  }

  async function untilTold(file: string, wanted: readonly string[]): Promise<void> {
    await until(() => `${wanted.join(', ') || 'no problem'} in ${file}, which has ${kinds(file).join(', ')}`, () => JSON.stringify(kinds(file)) === JSON.stringify(wanted), 15_000);
  }

  async function shown(file: string): Promise<vscode.TextEditor> {
    const editor = await vscode.window.showTextDocument(uriOf(file), { preview: false });
    // The editor loads a file that changed while it was open a little later.
    await until('the editor has the file', () => editor.document.getText() === readFileSync(path.join(product.root, file), 'utf8'));
    return editor;
  }

  /** The text at a place of one line in a file that no editor shows: the window may hold an older text of it. */
  const onDisk = (file: string, { start, end }: vscode.Range) => readFileSync(path.join(product.root, file), 'utf8').split('\n')[start.line]?.slice(start.character, end.character);

  /** The text a diagnostic stands at. */
  const marked = (document: vscode.TextDocument, diagnostic: vscode.Diagnostic | undefined) => diagnostic && document.getText(diagnostic.range);

  async function actionsAt(file: string, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uriOf(file), range, vscode.CodeActionKind.QuickFix.value, 50);
    return actions.filter(({ title }) => OURS.test(title));
  }
  /** The same once there are some: the editor loads a file that changed a little later than we do. */
  const offered = (file: string, range: vscode.Range) =>
    until('a quick fix', async () => {
      const actions = await actionsAt(file, range);
      return actions.length > 0 ? actions : undefined;
    }, 15_000);
  const OURS = /^(Change to|Remove|Add|Set|Give|Write|Create|Migrate|Resolve|Take|Keep)/;

  before(async () => {
    product = await activeProduct();
  });

  afterEach(async () => {
    for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(() => {
    for (const folder of ['docs']) rmSync(path.join(product.root, folder), { recursive: true, force: true });
  });

  it('tells of files that are not open, each at its exact place, with the other place that belongs to it', async () => {
    await given(manifest([a({ depends_on_tasks: ['MONY--T01'], conflicts_with: ['MONEY--T01'] }), b({ risk: 'High', parallel: true, file_scope: ['x'] })]), {
      tasks: { 'LEDGER--T01': { status: 'done' }, 'GONE--T01': {} },
    });
    await untilTold(manifestPath, ['unknown-dependency', 'one-sided-conflict', 'parallel-high-risk']);
    await untilTold(statePath, ['unknown-status', 'orphan-entry']);
    assert.deepEqual(told(manifestPath).map(({ range }) => onDisk(manifestPath, range)), ['"MONY--T01"', '"MONEY--T01"', 'true']);
    assert.deepEqual(told(manifestPath).map(({ severity }) => severity), [vscode.DiagnosticSeverity.Error, vscode.DiagnosticSeverity.Warning, vscode.DiagnosticSeverity.Warning]);
    const [other] = told(manifestPath)[1]?.relatedInformation ?? [];
    assert.equal(other && onDisk(manifestPath, other.location.range), '"MONEY--T01"');
    assert.deepEqual(told(statePath).map(({ range }) => onDisk(statePath, range)), ['"done"', '"GONE--T01"']);
  });

  it('tells the first byte that is not UTF-8 at its place', async () => {
    await given(manifest([a(), b()]));
    const bytes = Buffer.from('{\n  "tasks": {"\u{1F600}\xe9": {}}\n}\n').toString('latin1').replace('\xc3\xa9', '\xe9');
    writeFileSync(path.join(product.root, statePath), Buffer.from(bytes, 'latin1'));
    await untilTold(statePath, ['encoding']);
    const [first] = told(statePath);
    assert.deepEqual([first?.range.start.line, first?.range.start.character], [1, 15]);
    assert.match(first?.message ?? '', /is not valid UTF-8 at line 2, column 16 \(byte offset 19: 0xE9\)/);
  });

  it('follows what is typed before it is saved, and goes back to the file when the editor is closed', async () => {
    await given(manifest([a(), b()]));
    await untilTold(manifestPath, []);
    const editor = await shown(manifestPath);
    const at = editor.document.getText().indexOf('"depends_on_tasks": []') + '"depends_on_tasks": ['.length;
    await editor.edit((edit) => edit.insert(editor.document.positionAt(at), '"NOWHERE"'));
    await untilTold(manifestPath, ['unknown-dependency']);
    assert.equal(marked(editor.document, told(manifestPath)[0]), '"NOWHERE"');
    assert.equal(readFileSync(path.join(product.root, manifestPath), 'utf8').includes('NOWHERE'), false);
    await editor.edit((edit) => edit.insert(editor.document.positionAt(0), '\n\n'));
    await until('the place has moved', () => marked(editor.document, told(manifestPath)[0]) === '"NOWHERE"');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await untilTold(manifestPath, []);
  });

  it('keeps what is told through a save', async () => {
    await given(manifest([a(), b()]));
    const editor = await shown(statePath);
    await editor.edit((edit) => edit.insert(editor.document.positionAt(editor.document.getText().indexOf('{}') + 1), '"GONE--T01": {}'));
    await untilTold(statePath, ['orphan-entry']);
    const seen = new Set<string>();
    const listening = vscode.languages.onDidChangeDiagnostics(() => seen.add(kinds(statePath).join()));
    await editor.document.save();
    await until('the file is read', () => product.api.backlogs.all[0]?.snapshot.orphans.length === 1);
    await pause(300);
    listening.dispose();
    assert.deepEqual(kinds(statePath), ['orphan-entry']);
    assert.ok(!seen.has(''), 'it never went away');
  });

  it('mends by quick fixes, in the editor alone, and leaves everything else as it was', async () => {
    await given(manifest([a({ depends_on_tasks: ['MONY--T01', 'MONEY--T01', 'MONEY--T01'], conflicts_with: ['MONEY--T01'] }), b()]));
    await untilTold(manifestPath, ['duplicate-dependency', 'unknown-dependency', 'one-sided-conflict']);
    const editor = await shown(manifestPath);
    const before = editor.document.getText();
    const fixed = async (kind: string, title: string) => {
      const diagnostic = told(manifestPath).find((one) => kindOf(one) === kind) ?? assert.fail(kind);
      const actions = await offered(manifestPath, diagnostic.range);
      const action = actions.find((one) => one.title === title) ?? assert.fail(`${title} is not among ${actions.map((one) => one.title).join(', ')}`);
      assert.ok(action.isPreferred && action.edit && (await vscode.workspace.applyEdit(action.edit)));
    };
    await fixed('duplicate-dependency', 'Remove the second "MONEY--T01"');
    await untilTold(manifestPath, ['unknown-dependency', 'one-sided-conflict']);
    await fixed('one-sided-conflict', 'Add "LEDGER--T01" to the conflicts of MONEY--T01');
    await untilTold(manifestPath, ['unknown-dependency']);
    const now = JSON.parse(editor.document.getText()) as unknown;
    assert.deepEqual(now, JSON.parse(JSON.stringify(manifest([a({ depends_on_tasks: ['MONY--T01', 'MONEY--T01'], conflicts_with: ['MONEY--T01'] }), b({ conflicts_with: ['LEDGER--T01'] })]))));
    assert.ok(editor.document.isDirty);
    assert.equal(readFileSync(path.join(product.root, manifestPath), 'utf8'), before);
  });

  it('offers no fix for a text that was changed since it was looked at', async () => {
    await given(manifest([a({ conflicts_with: ['LEDGER--T01'] })]));
    await untilTold(manifestPath, ['self-conflict']);
    const editor = await shown(manifestPath);
    const [diagnostic] = told(manifestPath);
    assert.ok(diagnostic);
    await offered(manifestPath, diagnostic.range);
    await editor.edit((edit) => edit.insert(editor.document.positionAt(1), ' '));
    assert.deepEqual(await actionsAt(manifestPath, diagnostic.range), []);
    await offered(manifestPath, diagnostic.range);
  });

  it('begins a document that is not there, and then has nothing to tell', async () => {
    await given(manifest([a({ related_guides: ['docs/guides/new-guide.md'] })]));
    await untilTold(manifestPath, ['missing-document']);
    const [diagnostic] = told(manifestPath);
    assert.ok(diagnostic);
    await shown(manifestPath);
    const actions = await offered(manifestPath, diagnostic.range);
    assert.deepEqual(actions.map(({ title, command }) => [title, command?.command]), [['Create docs/guides/new-guide.md', COMMANDS.createDocument]]);
    const { command } = actions[0] ?? assert.fail();
    await vscode.commands.executeCommand(command?.command ?? '', ...((command?.arguments ?? []) as unknown[]));
    assert.equal(readFileSync(path.join(product.root, 'docs/guides/new-guide.md'), 'utf8'), '# New guide\n');
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, uriOf('docs/guides/new-guide.md').fsPath);
    await untilTold(manifestPath, []);
  });

  it('makes no document outside of the folder, and none over another', async () => {
    await given(manifest([a()]));
    const folder = vscode.Uri.file(product.root).toString();
    await vscode.commands.executeCommand(COMMANDS.createDocument, { folder, path: '../outside.md', text: 'x' });
    await vscode.commands.executeCommand(COMMANDS.createDocument, { folder, path: SPEC, text: 'x' });
    await vscode.commands.executeCommand(COMMANDS.createDocument);
    assert.equal(existsSync(path.join(product.root, '..', 'outside.md')), false);
    assert.equal(readFileSync(path.join(product.root, SPEC), 'utf8'), '# Spec\n');
  });

  it('leaves what is recorded of a task that is gone to the migration', async () => {
    await given(manifest([a()]), { tasks: { 'GONE--T01': { status: 'completed' } } });
    await untilTold(statePath, ['orphan-entry']);
    await shown(statePath);
    const actions = await offered(statePath, told(statePath)[0]?.range ?? assert.fail());
    assert.deepEqual(actions.map(({ title, command }) => [title, command?.command]), [['Migrate Task State…', COMMANDS.migrateState]]);
  });

  it('offers to resolve conflict markers, and a choice where a merge left one', async () => {
    await given(manifest([a()]));
    writeWhole(product.root, statePath, '{\n  "tasks": {\n<<<<<<< one\n    "LEDGER--T01": {}\n=======\n    "LEDGER--T01": { "status": "blocked" }\n>>>>>>> other\n  }\n}\n');
    await product.api.backlogs.refresh();
    await untilTold(statePath, ['conflict-markers']);
    await shown(statePath);
    const actions = await offered(statePath, told(statePath)[0]?.range ?? assert.fail());
    assert.deepEqual(actions.map(({ title, command }) => [title, command?.command]), [['Resolve Conflicts in Task State…', COMMANDS.resolveState]]);
    const mark = { field: 'status', ours: 'completed', theirs: 'blocked' };
    await given(manifest([a()]), { tasks: { 'LEDGER--T01': { status: 'blocked', merge_conflicts: [mark] } } });
    await untilTold(statePath, ['merge-conflict']);
    await shown(statePath);
    const choices = await offered(statePath, told(statePath)[0]?.range ?? assert.fail());
    assert.deepEqual(choices.map(({ title }) => title), ['Take "completed" (ours)', 'Keep "blocked" (theirs)']);
  });

  it('does not read a manifest of 10 000 tasks at every key, and reads it once the keys rest', async function () {
    this.timeout(120_000);
    const files = generatedBacklog({ tasks: 10_000, isTerse: true });
    const value = JSON.parse(files.manifest) as { tasks: { conflicts_with?: string[]; task_id: string }[] };
    writeWhole(product.root, statePath, '{"tasks": {}}');
    writeWhole(product.root, manifestPath, JSON.stringify(value, null, 1));
    await product.api.backlogs.refresh();
    await until('10 000 tasks', () => product.api.backlogs.all[0]?.snapshot.tasks.length === 10_000);
    const { document } = await shown(manifestPath);
    await until('the editor has the large text', () => document.getText().includes('CAPABILITY_03333--T01'));
    const at = document.positionAt(document.getText().indexOf('"title": "') + '"title": "'.length);
    let draws = 0;
    const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => void (draws += uris.some(({ path: one }) => one.endsWith(manifestPath)) ? 1 : 0));
    const insert = async (where: vscode.Position, words: string) => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, where, words);
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    const times: number[] = [];
    for (let key = 0; key < 9; key++) {
      const began = performance.now();
      await insert(at, 'x');
      times.push(performance.now() - began);
    }
    const sorted = [...times].sort((x, y) => x - y);
    console.log(`10 000 tasks: a key takes ${(sorted[4] ?? 0).toFixed(0)} ms, at most ${(sorted[8] ?? 0).toFixed(0)} ms; drawn ${draws} times meanwhile`);
    await insert(new vscode.Position(at.line, at.character - '"title": "'.length), '"conflicts_with": ["CAPABILITY_00000--T01"], ');
    await until('the conflict with itself is told of', () => kinds(manifestPath).includes('self-conflict'));
    listening.dispose();
    assert.equal(marked(document, told(manifestPath).find((one) => kindOf(one) === 'self-conflict')), '"CAPABILITY_00000--T01"');
  });
});
