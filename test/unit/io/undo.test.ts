import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Refusal, StateChange, StateStore, UpdatedState } from '../../../src/core/ports';
import { ok, type Result } from '../../../src/core/result';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { patchText } from '../../../src/core/state/edit';
import type { StatePatch } from '../../../src/core/state/patch';
import { createStateStore } from '../../../src/io/stateStore';
import { takenBack, undoOf } from '../../../src/io/takeBack';
import { patches, stateText } from '../core/state/anyState';

const NOW = '2026-01-02T03:04:05Z';
const STATE = `{
  "last_updated": "2025-09-28T10:30:00Z",
  "tasks": {
    "A": { "status": "pending", "x": 1.0 },
    "B": { "status": "in-progress" }
  }
}
`;

describe('undo of a change of the state file', function () {
  this.timeout(20_000);
  let folder: string;
  let path: string;
  let data: string;
  let warnings: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'state-undo-'));
    path = join(folder, 'task-state.json');
    data = join(folder, 'data');
    warnings = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const log = { info: () => undefined, warn: (text: string) => void warnings.push(text), error: () => undefined };
  const storeOf = (command = 'vtm', dataFolder = data): StateStore => createStateStore({ path, settings: DEFAULT_SETTINGS, log, command, dataFolder });
  const read = (): string => readFileSync(path, 'utf8');
  const journal = (): string => join(data, 'journal', readdirSync(join(data, 'journal'))[0] ?? '');

  async function change(store: StateStore, taskId: string, status: string, more: Partial<StatePatch> = {}): Promise<UpdatedState> {
    const result = await store.update(() => ok({ taskId, set: { status }, lastUpdated: NOW, ...more }), `${status} ${taskId}`);
    assert.ok(result.ok, result.ok ? '' : result.error.message);
    return result.value;
  }
  async function last(store: StateStore): Promise<StateChange> {
    const found = await store.lastChange();
    assert.ok(found);
    return found;
  }
  function done(result: Result<void, Refusal>): void {
    assert.ok(result.ok, result.ok ? '' : result.error.message);
  }
  function refused(result: Result<void, Refusal>, expected: RegExp): void {
    assert.ok(!result.ok);
    assert.equal(result.error.code, 'UNDO-REFUSED');
    assert.match(result.error.message, expected);
    assert.ok(result.error.remedy.length > 10);
  }

  it('takes any change in any layout back to the byte', () => {
    fc.assert(
      fc.property(stateText, patches, (before, patch) => {
        const patched = patchText(before, patch);
        const undo = undoOf(fileOf(before), fileOf(patched.text), patched);
        const record = { id: '1', at: NOW, taskId: patch.taskId, what: 'x', by: 'vtm', undo };
        assert.deepEqual(takenBack(fileOf(patched.text), record), ok(before));
        const kept = undo.splices.reduce((length, [, , text]) => length + text.length, 0);
        assert.ok(kept <= before.length);
      }),
      { numRuns: 400 },
    );
  });

  it('takes several changes back, the newest first, and leaves the bytes of the beginning', async () => {
    const layouts = [
      STATE,
      STATE.replaceAll('\n', '\r\n'),
      `\uFEFF${STATE}`,
      STATE.trimEnd(),
      STATE.replaceAll('  ', '\t'),
      JSON.stringify(JSON.parse(STATE)),
      '{}',
      '{"tasks":null}',
    ];
    for (const text of layouts) {
      writeFileSync(path, text);
      const store = storeOf();
      const steps: string[] = [];
      for (const [taskId, status] of [['A', 'in-progress'], ['NEW', 'in-progress'], ['A', 'blocked'], ['NEW', 'completed']] as const) {
        steps.push(read());
        await change(store, taskId, status, status === 'blocked' ? { set: { status, blocked_reason: 'waits for é\u{1F600}' } } : {});
      }
      for (const before of steps.reverse()) {
        done(await store.undo(await last(store)));
        assert.equal(read(), before);
      }
      assert.equal(read(), text);
      assert.equal(await store.lastChange(), undefined);
    }
  });

  it('removes a state file that the change made', async () => {
    const store = storeOf();
    await change(store, 'A', 'in-progress');
    done(await store.undo(await last(store)));
    assert.deepEqual(readdirSync(folder), ['data']);
  });

  it('keeps what others changed of other tasks since, and puts back the entry alone', async () => {
    writeFileSync(path, STATE);
    const [vtm, editor] = [storeOf('vtm'), storeOf('Visual Studio Code')];
    await change(vtm, 'A', 'blocked', { set: { status: 'blocked', blocked_reason: 'x' } });
    const mine = await last(editor);
    assert.deepEqual({ taskId: mine.taskId, what: mine.what, by: mine.by, at: mine.at }, { taskId: 'A', what: 'blocked A', by: 'vtm', at: NOW });
    await change(editor, 'B', 'completed', { lastUpdated: '2026-01-02T04:00:00Z' });
    writeFileSync(path, read().replace('{\n', '{\n  "by_hand":   [1,2],\n'));
    done(await editor.undo(mine));
    assert.equal(read(), STATE.replace('"in-progress"', '"completed"').replace('2025-09-28T10:30:00Z', '2026-01-02T04:00:00Z').replace('{\n', '{\n  "by_hand":   [1,2],\n'));
    assert.equal((await last(vtm)).taskId, 'B');
  });

  it('takes out an entry that the change made, and nothing else', async () => {
    writeFileSync(path, STATE);
    const store = storeOf();
    await change(store, 'NEW', 'in-progress');
    const made = await last(store);
    await change(store, 'B', 'completed');
    done(await store.undo(made));
    assert.equal(read(), STATE.replace('"in-progress"', '"completed"').replace('2025-09-28T10:30:00Z', NOW));
  });

  it('refuses where the same task was changed since, by hand or by a program, and changes nothing', async () => {
    writeFileSync(path, STATE);
    const store = storeOf();
    await change(store, 'A', 'blocked');
    const first = await last(store);
    await change(store, 'A', 'in-progress');
    let now = read();
    refused(await store.undo(first), /"blocked A" was not undone: the entry of A was changed since/);
    assert.equal(read(), now);
    writeFileSync(path, read().replace('1.0', '2.0'));
    now = read();
    refused(await store.undo(await last(store)), /the entry of A was changed since/);
    writeFileSync(path, '{"tasks":{}}');
    refused(await store.undo(first), /has no entry for A any more/);
    rmSync(path);
    refused(await store.undo(first), /the state file is gone/);
  });

  it('never writes into a file that is broken', async () => {
    writeFileSync(path, STATE);
    const store = storeOf();
    await change(store, 'A', 'blocked');
    const mine = await last(store);
    writeFileSync(path, `${read()}}`);
    const broken = read();
    const result = await store.undo(mine);
    assert.ok(!result.ok);
    assert.equal(result.error.code, 'BLOCKED::STATE-INVALID');
    assert.equal(read(), broken);
  });

  it('undoes a change once', async () => {
    writeFileSync(path, STATE);
    const store = storeOf();
    await change(store, 'A', 'blocked');
    const mine = await last(store);
    done(await store.undo(mine));
    refused(await storeOf('MCP: x').undo(mine), /it was undone before/);
  });

  it('does not offer a change that was restored, or that git or a person took back', async () => {
    writeFileSync(path, STATE);
    const store = storeOf();
    await change(store, 'B', 'completed');
    const before = read();
    const claimed = await change(store, 'A', 'in-progress');
    assert.ok((await store.restore(claimed)).ok);
    assert.equal((await last(store)).taskId, 'B');
    await change(store, 'A', 'blocked');
    assert.equal((await last(store)).taskId, 'A');
    writeFileSync(path, before);
    assert.equal((await last(store)).taskId, 'B');
    await change(store, 'NEW', 'in-progress');
    writeFileSync(path, before);
    assert.equal((await last(store)).taskId, 'B');
  });

  it('notes nothing where nothing was changed', async () => {
    writeFileSync(path, STATE);
    const store = storeOf();
    await change(store, 'A', 'blocked');
    const mine = await last(store);
    await change(store, 'A', 'blocked');
    assert.deepEqual(await last(store), mine);
  });

  describe('the journal', () => {
    it('survives a torn line, garbage, and an end in the middle', async () => {
      writeFileSync(path, STATE);
      const store = storeOf();
      await change(store, 'A', 'blocked');
      appendFileSync(journal(), '{"id":"torn","at":"20');
      assert.equal((await last(store)).what, 'blocked A');
      await change(store, 'B', 'completed');
      appendFileSync(journal(), '\0\xff[]\n{"undone":5}\nnull\n');
      done(await store.undo(await last(store)));
      assert.equal((await last(store)).what, 'blocked A');
      const size = statSync(journal()).size;
      await change(store, 'B', 'completed');
      truncateSync(journal(), size + 20);
      assert.equal((await last(store)).what, 'blocked A');
    });

    // Windows knows no such modes.
    const onPosix = process.platform === 'win32' ? () => undefined : it;
    onPosix('is private to the person', async () => {
      writeFileSync(path, STATE);
      await change(storeOf(), 'A', 'blocked');
      assert.equal(statSync(journal()).mode & 0o777, 0o600);
      assert.equal(statSync(join(data, 'journal')).mode & 0o777, 0o700);
    });

    it('that can\'t be written fails no update, and is told of once', async () => {
      writeFileSync(path, STATE);
      writeFileSync(data, 'a file where the folder should be');
      const store = storeOf();
      await change(store, 'A', 'blocked');
      await change(store, 'A', 'in-progress');
      assert.equal(warnings.filter((text) => text.includes('can\'t be undone later')).length, 1);
      assert.equal(await store.lastChange(), undefined);
    });

    it('stays small, and keeps the newest changes', async () => {
      writeFileSync(path, STATE);
      const store = storeOf();
      for (let i = 0; i < 150; i++) await change(store, 'A', 'blocked', { set: { status: 'blocked', notes: `${i} ${'long '.repeat(1000)}` } });
      assert.ok(statSync(journal()).size < 600_000, String(statSync(journal()).size));
      for (let i = 149; i > 140; i--) {
        assert.ok(read().includes(`"${i} long`));
        done(await store.undo(await last(store)));
      }
      assert.ok(read().includes('"140 long'));
      assert.equal(readdirSync(join(data, 'journal')).length, 1);
    });

    it('says so where a change is too large to be remembered', async () => {
      writeFileSync(path, STATE);
      const store = storeOf();
      await change(store, 'A', 'blocked', { set: { notes: 'x'.repeat(1_200_000) } });
      await change(store, 'A', 'blocked', { set: { notes: 'short' } });
      refused(await store.undo(await last(store)), /too large to be remembered/);
    });

    it('is one for a file, whatever way leads to it, and another for another file', async () => {
      writeFileSync(path, STATE);
      await change(storeOf(), 'A', 'blocked');
      mkdirSync(join(folder, 'sub'));
      path = join(folder, 'sub', '..', 'task-state.json');
      assert.equal((await last(storeOf())).taskId, 'A');
      path = join(folder, 'sub', 'task-state.json');
      writeFileSync(path, STATE);
      assert.equal(await storeOf().lastChange(), undefined);
    });
  });
});

function fileOf(text: string): { text: string; bytes: Buffer } {
  return { text, bytes: Buffer.from(text) };
}
