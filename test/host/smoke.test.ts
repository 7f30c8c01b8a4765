import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extensionId = 'implementation-orchestrator.implementation-orchestrator';

describe('the extension host', () => {
  it('holds the extension under development, which activates', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is not there`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('runs on a version the extension says it supports', () => {
    const [major = 0, minor = 0] = vscode.version.split('.').map(Number);
    assert.ok(major > 1 || minor >= 109, vscode.version);
  });
});
