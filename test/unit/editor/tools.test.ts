import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { MODEL_OPERATIONS, OPERATIONS } from '../../../src/core/operations/table';
import { chooseBacklog } from '../../../src/editor/tools/chooseBacklog';
import { needsConfirmation } from '../../../src/editor/tools/confirmation';
import { toolContributions, toolName } from '../../../src/editor/tools/contribution';
import { snapshotOf, task } from '../../support/builders';

const { contributes, capabilities } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const codicons = fs.readFileSync('node_modules/@vscode/codicons/dist/codicon.css', 'utf8');

describe('the tools for models', () => {
  it('are declared in package.json as the table of operations says (else: npm run docs)', () => {
    assert.deepEqual(contributes.languageModelTools, JSON.parse(JSON.stringify(toolContributions())));
  });

  it('are the operations for models, all of them and no other', () => {
    const declared = contributes.languageModelTools.map(({ name }: { name: string }) => name);
    assert.deepEqual(declared, MODEL_OPERATIONS.map(({ id }) => toolName(id)));
    assert.equal(new Set(declared).size, declared.length);
  });

  it('have what the editor asks of a tool that a person may name in a prompt', () => {
    for (const tool of toolContributions()) {
      assert.match(tool.name, /^(?!copilot_|vscode_)[\w-]+$/);
      assert.match(tool.toolReferenceName, /^[\w-]+$/);
      assert.ok(tool.displayName && tool.userDescription && tool.modelDescription, tool.name);
      assert.equal(tool.inputSchema['type'], 'object', tool.name);
      const icon = /^\$\(([\w-]+)\)$/.exec(tool.icon)?.[1];
      assert.ok(codicons.includes(`.codicon-${icon}:before`), `${tool.icon} is a codicon`);
    }
  });

  it('ask a person before everything that is written, unless criteria are let through', () => {
    for (const operation of OPERATIONS) {
      const isRead = operation.effect === 'read';
      assert.equal(needsConfirmation(operation, 'always'), !isRead, operation.id);
      const isLifted = operation.id === 'ac-done' || operation.id === 'ac-undo';
      assert.equal(needsConfirmation(operation, 'except-criteria'), !isRead && !isLifted, operation.id);
    }
  });

  it('have a preview for everything that a person is asked about', () => {
    for (const operation of MODEL_OPERATIONS) assert.ok(operation.effect === 'read' || operation.preview, operation.id);
  });

  it('leave the question to the person alone: no workspace can lift it', () => {
    assert.equal(contributes.configuration.properties['orchestrator.tools.confirm'].scope, 'application');
    assert.ok(capabilities.untrustedWorkspaces.restrictedConfigurations.includes('orchestrator.tools.confirm'));
  });
});

describe('the backlog that a tool means', () => {
  const backlog = (name: string, ...ids: string[]) => ({ folder: { uri: undefined as never, name, index: 0 }, snapshot: snapshotOf(ids.map((id) => task({ task_id: id }))) });
  const one = backlog('one', 'A--T01', 'BOTH--T01');
  const two = backlog('two', 'B--T01', 'BOTH--T01');
  const all = [one, two];
  const chosen = (taskId: string | undefined, active: typeof one | undefined = one) => chooseBacklog({ all, active }, taskId);

  it('is the one that has the task, whichever is active', () => {
    for (const active of [one, two, undefined]) {
      assert.deepEqual(chosen('B--T01', active), { ok: true, value: two });
      assert.deepEqual(chosen(' A--T01 ', active), { ok: true, value: one });
    }
  });

  it('is the active one without a task, and with one that none has, so that its own near matches are named', () => {
    assert.deepEqual(chosen(undefined, two), { ok: true, value: two });
    assert.deepEqual(chosen('NONE--T01', two), { ok: true, value: two });
    assert.deepEqual(chosen('__proto__', two), { ok: true, value: two });
  });

  it('is refused where several have the task, or where there is none', () => {
    const both = chosen('BOTH--T01');
    assert.ok(!both.ok);
    assert.equal(both.error.code, 'AMBIGUOUS-TASK::BOTH--T01');
    assert.match(both.error.message, /one, two/);
    const none = chooseBacklog({ all: [], active: undefined }, undefined);
    assert.ok(!none.ok);
    assert.equal(none.error.code, 'NO-BACKLOG');
  });
});
