import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { applied, type TextEdit } from '../../../src/core/json/textEdit';
import type { Refusal, StateStore } from '../../../src/core/ports';
import { err, ok, type Result } from '../../../src/core/result';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { createStateStore } from '../../../src/io/stateStore';

const BEFORE = '\uFEFF{\r\n  "tasks": {\r\n    "A--T01": {"status":"completed"},\r\n    "B--T01": {"status":"pending", "real": 1.0}\r\n  }\r\n}\r\n';
const AT = '2026-01-02T03:04:05Z';

/** Renames both tasks, as a migration would. */
function renamed(text: string): readonly TextEdit[] {
  return ['A--T01', 'B--T01'].map((id) => {
    const start = text.indexOf(`"${id}"`);
    return { start, end: start + id.length + 2, text: `"${id.replace('T01', 'T100')}"` };
  });
}

describe('the state store, a change of many entries', () => {
  let folder: string;
  let file: string;
  let store: StateStore;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'state-edit-'));
    file = path.join(folder, 'task-state.json');
    writeFileSync(file, BEFORE);
    store = createStateStore({ path: file, settings: DEFAULT_SETTINGS, dataFolder: path.join(folder, 'data'), command: 'a test' });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const now = () => readFileSync(file, 'utf8');
  const rename = () =>
    store.edit((text) => {
      const edits = renamed(text);
      return ok({ text: edits.reduceRight(applied, text), edits, at: AT });
    }, 'migrate 2 renamed');
  const done = <T>(result: Result<T, Refusal>): T => {
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  };

  it('is written with every other byte kept, and noted as a change of no single task', async () => {
    done(await rename());
    assert.equal(now(), BEFORE.replace('A--T01', 'A--T100').replace('B--T01', 'B--T100'));
    const last = await store.lastChange();
    assert.deepEqual(last && { ...last, id: '' }, { id: '', at: AT, taskId: '', what: 'migrate 2 renamed', by: 'a test' });
  });

  it('is undone to the byte while the file is as it left it', async () => {
    done(await rename());
    const last = await store.lastChange();
    assert.ok(last);
    done(await store.undo(last));
    assert.equal(now(), BEFORE);
    assert.equal(await store.lastChange(), undefined);
  });

  it('is not undone once anything else was written, and says that it goes only as a whole', async () => {
    done(await rename());
    const last = await store.lastChange();
    assert.ok(last);
    const edited = now().replace('pending', 'blocked');
    writeFileSync(file, edited);
    const undone = await store.undo(last);
    assert.ok(!undone.ok && undone.error.code === 'UNDO-REFUSED');
    assert.match(undone.error.message, /changed since.*only as a whole/);
    assert.equal(now(), edited);
  });

  it('is not offered for undo once git or a person took it back', async () => {
    done(await rename());
    writeFileSync(file, BEFORE);
    assert.equal(await store.lastChange(), undefined);
  });

  it('decides anew when somebody writes at that moment, and keeps what they wrote', async () => {
    let turns = 0;
    done(
      await store.edit((text) => {
        if (turns++ === 0) writeFileSync(file, BEFORE.replace('pending', 'blocked'));
        const edits = renamed(text);
        return ok({ text: edits.reduceRight(applied, text), edits, at: AT });
      }, 'migrate'),
    );
    assert.ok(turns > 1);
    assert.match(now(), /"B--T100": \{"status":"blocked"/);
  });

  it('is refused as the decider says, without a state file, and with a broken one; nothing is written', async () => {
    const no = { code: 'NO', message: 'no', remedy: 'no' };
    assert.deepEqual(await store.edit(() => err(no), 'migrate'), err(no));
    writeFileSync(file, '{ "tasks": ');
    const broken = await rename();
    assert.ok(!broken.ok && broken.error.code === 'BLOCKED::STATE-INVALID');
    rmSync(file);
    const missing = await rename();
    assert.ok(!missing.ok && missing.error.code === 'STATE-MISSING');
  });

  describe('that is no state file', () => {
    const MARKED = '{\n<<<<<<< a\n  "tasks": {}\n=======\n  "tasks": { "A": {} }\n>>>>>>> b\n}\n';
    const MENDED = '{\n  "tasks": { "A": {} }\n}\n';
    const mend = (after: string) => store.mend((text) => ok({ text: after, edits: [{ start: 0, end: text.length, text: after }], at: AT }), 'resolve-state all');
    beforeEach(() => writeFileSync(file, MARKED));

    it('is read as it is, and mended, noted, and taken back to the byte', async () => {
      assert.deepEqual(await store.text(), ok(MARKED));
      done(await mend(MENDED));
      assert.equal(now(), MENDED);
      const last = await store.lastChange();
      assert.deepEqual(last && { ...last, id: '' }, { id: '', at: AT, taskId: '', what: 'resolve-state all', by: 'a test' });
      assert.ok(last);
      done(await store.undo(last));
      assert.equal(now(), MARKED);
    });

    it('stays as it is where what would take its place is none either, where the decider refuses, and where there is none', async () => {
      const still = await mend('{ "tasks": ');
      assert.ok(!still.ok && still.error.code === 'BLOCKED::STATE-INVALID');
      const no = { code: 'NO', message: 'no', remedy: 'no' };
      assert.deepEqual(await store.mend(() => err(no), 'resolve-state'), err(no));
      assert.equal(now(), MARKED);
      rmSync(file);
      assert.deepEqual(await store.text(), ok(undefined));
      const missing = await mend(MENDED);
      assert.ok(!missing.ok && missing.error.code === 'STATE-MISSING');
    });

    it('is decided upon anew when somebody writes in between', async () => {
      let turn = 0;
      done(
        await store.mend((text) => {
          if (turn++ === 0) writeFileSync(file, MARKED.replace('"A"', '"B"'));
          return ok({ text: MENDED.replace('"A"', text.includes('"B"') ? '"B"' : '"A"'), edits: [{ start: 0, end: text.length, text: MENDED }], at: AT });
        }, 'resolve-state all'),
      );
      assert.deepEqual([turn, now()], [2, MENDED.replace('"A"', '"B"')]);
    });
  });
});
