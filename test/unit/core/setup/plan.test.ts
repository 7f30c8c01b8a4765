import assert from 'node:assert/strict';
import { nothingToWrite, partRows, writtenText } from '../../../../src/core/setup/describe';
import { filesToWrite, planSetup, SETUP_PARTS, SETUP_PATHS, type FileBefore, type SetupInput } from '../../../../src/core/setup/plan';

const shipped = (name: string) => `---\nname: ${name}\ndescription: Does it\ntools: ['read', 'edit']\n---\n\n# ${name}\n`;
const SKILL = '---\nname: record-progress\ndescription: How\n---\n\n# Record\n';

function planOf(files: Record<string, FileBefore | string> = {}, ownAgents: SetupInput['ownAgents'] = []) {
  return planSetup({
    agents: { 'task-implementer': shipped('task-implementer'), 'task-batch-coordinator': shipped('task-batch-coordinator'), orchestrator: shipped('orchestrator') },
    skill: SKILL,
    server: { command: 'node', args: ['/data/bin/vtm.cjs', 'mcp'] },
    ownAgents,
    file: (path) => {
      const file = files[path];
      return file === undefined ? { kind: 'missing' } : typeof file === 'string' ? { kind: 'text', text: file } : file;
    },
  });
}

const kindOf = (plan: ReturnType<typeof planOf>, path: string) => plan.find((file) => file.path === path)?.kind;

describe('the plan of a set-up', () => {
  it('makes everything in an empty project, each path once, and only paths that it looked at', () => {
    const plan = planOf();
    assert.ok(plan.every(({ kind }) => kind === 'new'));
    assert.deepEqual(plan.map(({ path }) => path).toSorted(), [...SETUP_PATHS].toSorted());
    assert.deepEqual([...new Set(plan.map(({ part }) => part))].toSorted(), SETUP_PARTS.map(({ id }) => id).toSorted());
  });

  it('has nothing left to do once it was carried out', () => {
    const done = Object.fromEntries(filesToWrite(planOf()).map(({ path, after }) => [path, after]));
    assert.ok(planOf(done).every(({ kind }) => kind === 'unchanged'));
    const checkedOutOnWindows = Object.fromEntries(Object.entries(done).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));
    assert.deepEqual(filesToWrite(planOf(checkedOutOnWindows)), []);
  });

  it("keeps the person's own agent and skill, and what can't be read", () => {
    const plan = planOf({ '.claude/agents/task-implementer.md': 'mine', '.claude/skills/record-progress/SKILL.md': 'mine', '.mcp.json': { kind: 'unreadable', why: 'it is a folder' } });
    assert.equal(kindOf(plan, '.claude/agents/task-implementer.md'), 'kept');
    assert.equal(kindOf(plan, '.claude/skills/record-progress/SKILL.md'), 'kept');
    assert.equal(kindOf(plan, '.mcp.json'), 'conflict');
    assert.ok(filesToWrite(plan).every(({ path }) => !['.claude/agents/task-implementer.md', '.claude/skills/record-progress/SKILL.md', '.mcp.json'].includes(path)));
  });

  it('makes no second agent of a name that another file of the folder has', () => {
    const plan = planOf({}, [{ name: 'Task-Implementer', path: '.claude/agents/impl.md' }]);
    assert.equal(kindOf(plan, '.claude/agents/task-implementer.md'), 'kept');
    assert.equal(kindOf(plan, '.github/agents/task-implementer.agent.md'), 'new');
  });

  it('writes agents that each program understands, with the same instructions', () => {
    const plan = planOf();
    const text = (path: string) => plan.find((file) => file.path === path)?.after ?? '';
    assert.equal(text('.claude/agents/task-implementer.md'), '---\nname: task-implementer\ndescription: Does it\nmodel: inherit\n---\n\n# task-implementer\n');
    assert.match(text('.claude/agents/orchestrator.md'), /^disallowedTools: Edit, Write, NotebookEdit$/m);
    assert.match(text('.github/agents/orchestrator.agent.md'), /^tools: \['read', 'edit', 'orchestrator\/\*'\]$/m);
  });
});

describe('what is told of a set-up', () => {
  const rowOf = (plan: ReturnType<typeof planOf>, id: string) => partRows(plan).find((row) => row.id === id) ?? assert.fail(id);
  const done = Object.fromEntries(filesToWrite(planOf()).map(({ path, after }) => [path, after]));

  it('says how each part stands, and picks what a project mostly wants', () => {
    const plan = planOf({ '.claude/agents/orchestrator.md': 'mine', '.mcp.json': '{}', '.codex/config.toml': 'mcp_servers = 1' });
    assert.deepEqual(partRows(plan).map(({ id, description, isPicked }) => [id, description, isPicked]), [
      ['claude-agents', '2 new, 1 kept as yours', true],
      ['skill', 'new', true],
      ['mcp-json', 'to be merged', true],
      ['codex', 'left, in conflict', true],
      ['github-agents', '3 new', false],
    ]);
    assert.equal(rowOf(planOf(done), 'skill').description, 'in place');
  });

  it("picks no second set of agents for a project that has them in GitHub's folder", () => {
    const atGithub = Object.fromEntries(Object.entries(done).filter(([path]) => path.startsWith('.github/')));
    assert.equal(rowOf(planOf(atGithub), 'claude-agents').isPicked, false);
    assert.equal(rowOf(planOf(done), 'claude-agents').isPicked, true);
  });

  it('says that everything is in place, or what was left and why', () => {
    assert.equal(nothingToWrite(planOf(done)), 'Everything is in place already; nothing was written.');
    assert.match(nothingToWrite(planOf({ ...done, '.mcp.json': '[]' })), /^There is nothing to write\. Left as they are: \.mcp\.json \(it is not a JSON object\)\.$/);
    assert.equal(writtenText(planOf({ ...done, '.mcp.json': '[]', '.codex/config.toml': { kind: 'missing' } })), 'The agents are set up: 1 file was written. 1 was left as it is. Commit or ignore the files before the next start.');
  });
});
