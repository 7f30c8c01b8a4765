import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { AllowedCodes } from '../../../src/editor/start/allowedCodes';

/** What the editor keeps for a workspace, here for a test. */
function memento(): Memento {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key) as never,
    update: (key, value) => {
      kept.set(key, value);
      return Promise.resolve();
    },
  };
}

describe('AllowedCodes', () => {
  it('turns what is allowed into a warning and what is hidden off, for one folder, until it is taken back', async () => {
    const kept = memento();
    const codes = new AllowedCodes(kept, 'one');
    assert.equal(codes.in(DEFAULT_SETTINGS), DEFAULT_SETTINGS);
    await codes.set('allowed', 'BLOCKED::X', true);
    await codes.set('hidden', 'WARN::Y', true);
    await codes.set('hidden', 'WARN::Y', true);
    assert.deepEqual(codes.in(DEFAULT_SETTINGS).gateSeverity, { 'BLOCKED::X': 'warn', 'WARN::Y': 'off' });
    assert.deepEqual([codes.of('allowed'), codes.of('hidden')], [['BLOCKED::X'], ['WARN::Y']]);
    assert.deepEqual(new AllowedCodes(kept, 'another').of('hidden'), []);
    await codes.set('allowed', 'BLOCKED::X', false);
    await codes.set('hidden', 'WARN::Y', false);
    assert.equal(codes.in(DEFAULT_SETTINGS), DEFAULT_SETTINGS);
  });

  it('leaves a gate that the settings make milder as it is', async () => {
    const codes = new AllowedCodes(memento(), 'one');
    await codes.set('allowed', 'BLOCKED::X', true);
    assert.equal(codes.in({ ...DEFAULT_SETTINGS, gateSeverity: { 'BLOCKED::X': 'off' } }).gateSeverity['BLOCKED::X'], 'off');
  });
});
