import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandLine, isSafeForBatchFile, type LaunchValues } from '../../../../src/core/delegate/commandLine';
import { describeAgent, parseDescriptor, sameAgent, type AgentDescriptor } from '../../../../src/core/delegate/descriptor';

const AGENTS: readonly AgentDescriptor[] = [
  { kind: 'chat' },
  { kind: 'chat', agent: 'task-implementer' },
  { kind: 'claude-extension' },
  { kind: 'command-line', agent: 'claude' },
  { kind: 'command-line', agent: 'copilot' },
  { kind: 'command-line', agent: 'codex' },
  { kind: 'custom', label: 'Mine', argv: ['my-agent', '--file', '{PROMPT_FILE}'] },
  { kind: 'custom', argv: ['my-agent'] },
  { kind: 'clipboard' },
];

const values: LaunchValues = {
  promptFile: '/store/prompts/A--T01-1.md',
  prompt: '# Implement A',
  taskId: 'A--T01',
  branch: 'feat/A--T01',
  root: '/home/person/a project',
};

describe('agent descriptors', () => {
  it('come back from JSON as they were, and are told apart', () => {
    for (const [index, agent] of AGENTS.entries()) {
      const read = parseDescriptor(JSON.parse(JSON.stringify(agent)));
      assert.deepEqual(read, { ok: true, value: agent });
      AGENTS.forEach((other, at) => assert.equal(sameAgent(agent, other), index === at));
    }
    const labels = AGENTS.map((agent) => describeAgent(agent).label);
    assert.equal(new Set(labels).size, labels.length);
  });

  it('refuse what is none', () => {
    const bad: unknown[] = [
      null,
      'claude',
      {},
      { kind: 'shell', command: 'claude' },
      { kind: 'command-line', agent: 'sh' },
      { kind: 'custom' },
      { kind: 'custom', argv: [] },
      { kind: 'custom', argv: [''] },
      { kind: 'custom', argv: 'rm -rf x' },
      { kind: 'custom', argv: ['a', 1] },
      { kind: 'custom', argv: ['a', 'x\0y'] },
      { kind: 'custom', argv: ['{ROOT}/agent'] },
      { kind: 'custom', argv: ['a'], shell: true },
      { kind: 'chat', agent: '' },
    ];
    for (const value of bad) {
      const read = parseDescriptor(value);
      assert.equal(read.ok, false, JSON.stringify(value));
    }
  });

  it('never throw on junk', () => {
    fc.assert(fc.property(fc.anything(), (value) => void parseDescriptor(value)));
  });
});

describe('command lines of agents', () => {
  it('point to the prompt file', () => {
    const order = 'Read the file /store/prompts/A--T01-1.md and do exactly what it says.';
    const of = (agent: 'claude' | 'copilot' | 'codex', more = {}) => commandLine({ kind: 'command-line', agent }, { ...values, ...more });
    assert.deepEqual(of('claude'), { ok: true, value: { program: 'claude', args: [order] } });
    assert.deepEqual(of('claude', { agent: 'task-implementer' }), { ok: true, value: { program: 'claude', args: ['--agent', 'task-implementer', order] } });
    assert.deepEqual(of('copilot'), { ok: true, value: { program: 'copilot', args: ['-i', order] } });
    assert.deepEqual(of('codex'), { ok: true, value: { program: 'codex', args: [order] } });
  });

  it('fill placeholders in, whole or inside an argument', () => {
    const argv: [string, ...string[]] = ['a', '{PROMPT}', '--file={PROMPT_FILE}', '{TASK_ID}@{BRANCH}', '{ROOT}', '{OTHER}'];
    assert.deepEqual(commandLine({ kind: 'custom', argv }, values), {
      ok: true,
      value: { program: 'a', args: ['# Implement A', '--file=/store/prompts/A--T01-1.md', 'A--T01@feat/A--T01', '/home/person/a project', '{OTHER}'] },
    });
  });

  it('keep hostile text in its one argument, as it is', () => {
    const hostile = fc.oneof(fc.string(), fc.constantFrom('$(touch x)', '`id`', '"; rm x; "', "' '", '%PATH%', 'a\nb', '{ROOT}{PROMPT}', '$&$1'));
    fc.assert(
      fc.property(hostile, hostile, (prompt, branch) => {
        fc.pre(!/\0/.test(prompt + branch));
        const line = commandLine({ kind: 'custom', argv: ['a', 'p={PROMPT}', 'b={BRANCH}'] }, { ...values, prompt, branch });
        assert.deepEqual(line, { ok: true, value: { program: 'a', args: [`p=${prompt}`, `b=${branch}`] } });
      }),
    );
  });

  it('refuse a value that would pass for an option, holds NUL, or is too long', () => {
    const of = (more: Partial<LaunchValues>, argument: string) => commandLine({ kind: 'custom', argv: ['a', argument] }, { ...values, ...more }).ok;
    assert.equal(of({ taskId: '--upload-pack=x' }, '{TASK_ID}'), false);
    assert.equal(of({ taskId: '--upload-pack=x' }, '--task={TASK_ID}'), true);
    assert.equal(of({ prompt: 'a\0b' }, '{PROMPT}'), false);
    assert.equal(of({ prompt: 'x'.repeat(30_001) }, '{PROMPT}'), false);
  });

  it('know what a batch file would read as more than text', () => {
    assert.equal(isSafeForBatchFile(['Read the file C:\\Users\\me\\a b.md and do exactly what it says.']), true);
    for (const arg of ['%PATH%', 'a"b', 'a&b', 'a|b', 'a^b', 'a>b', 'a\nb', '!x!']) assert.equal(isSafeForBatchFile([arg]), false, arg);
  });
});
