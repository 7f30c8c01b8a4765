import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { NOTICES, Unasked, type NoticeId } from '../../src/editor/unasked';
import { showHidden } from '../../src/editor/welcome/showHidden';
import { StandIns } from './support/standIns';

const IDS = Object.keys(NOTICES) as NoticeId[];

describe('what is told unasked', () => {
  const standIns = new StandIns();
  let kept: unknown;
  const memento = { get: () => kept as never, update: (_: string, value: unknown) => Promise.resolve(void (kept = value)) };
  beforeEach(() => (kept = undefined));
  afterEach(() => standIns.over());

  it('can be turned off for good, each by itself, and shown again', async () => {
    const told: string[] = [];
    standIns.answering('showInformationMessage', (text: string) => {
      told.push(text);
      return Promise.resolve('Don’t Show Again');
    });
    const [first, second] = IDS;
    assert.ok(first && second);
    const unasked = new Unasked(memento);
    await unasked.tell(first, 'one');
    await unasked.tell(first, 'two');
    await new Unasked(memento).tell(first, 'three');
    assert.deepEqual(told, ['one'], 'also in another window');
    await unasked.tell(second, 'four');
    assert.deepEqual(unasked.hidden, [first, second]);
    standIns.answering('showQuickPick', (rows: readonly (vscode.QuickPickItem & { id: NoticeId })[]) => Promise.resolve(rows.filter(({ id }) => id === first)));
    await showHidden(unasked);
    assert.deepEqual(unasked.hidden, [second]);
    await unasked.tell(first, 'five');
    assert.deepEqual(told, ['one', 'four', 'five']);
  });

  it('is not told twice while it stands open', async () => {
    const told: string[] = [];
    let answer: (value: undefined) => void = () => undefined;
    standIns.answering('showInformationMessage', (text: string) => {
      told.push(text);
      return new Promise((resolve) => (answer = resolve));
    });
    const unasked = new Unasked(memento);
    const open = unasked.tell('batch-done', 'done');
    await unasked.tell('batch-done', 'done');
    answer(undefined);
    await open;
    void unasked.tell('batch-done', 'done');
    assert.deepEqual(told, ['done', 'done']);
    answer(undefined);
  });

  it('forgets nothing that another version hid, and shows none that is not told any more', () => {
    kept = ['batch-done', 'of-another-version'];
    assert.deepEqual(new Unasked(memento).hidden, ['batch-done']);
  });
});
