import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { MODEL_OPERATIONS, OPERATIONS } from '../../../../src/core/operations/table';
import { claudeAgent, githubAgent, SETUP_AGENTS, SETUP_SKILL } from '../../../../src/core/setup/agentFiles';
import { frontMatterOf } from '../../../../src/core/setup/frontMatter';
import { CONTEXT_KEYS } from '../../../../src/editor/ids';

interface Contribution {
  readonly path: string;
  readonly when?: string;
}

const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
  name: string;
  publisher: string;
  contributes: { chatAgents: Contribution[]; chatSkills: Contribution[]; languageModelTools: { toolReferenceName: string }[] };
};
const { chatAgents, chatSkills, languageModelTools } = manifest.contributes;
const PREFIX = `${manifest.publisher}.${manifest.name}/`;
/** VS Code's own sets of tools. */
const BUILT_IN = new Set(['agent', 'edit', 'execute', 'read', 'search', 'todo', 'web']);

const textOf = (file: string) => fs.readFileSync(file, 'utf8');
const agentText = (name: string) => textOf(path.join('media', 'agents', `${name}.agent.md`));
const toolsOf = (text: string): string[] => JSON.parse((frontMatterOf(text)?.head.get('tools') ?? '').replaceAll("'", '"')) as string[];
const skillText = () => textOf(path.join('media', 'skills', SETUP_SKILL, 'SKILL.md'));

describe('the agents and the skill that are shipped', () => {
  it('are those that package.json contributes and a set-up writes, each behind a context key of its own', () => {
    const agents = SETUP_AGENTS.map(({ name }) => `./media/agents/${name}.agent.md`);
    assert.deepEqual(chatAgents.map((one) => one.path), agents);
    assert.deepEqual(chatSkills.map((one) => one.path), [`./media/skills/${SETUP_SKILL}/SKILL.md`]);
    assert.deepEqual(fs.readdirSync('media/agents').sort(), agents.map((file) => path.basename(file)).sort());
    assert.deepEqual(fs.readdirSync('media/skills'), [SETUP_SKILL]);
    const keys: readonly string[] = Object.values(CONTEXT_KEYS);
    const used = [...chatAgents, ...chatSkills].map(({ when }) => when ?? '');
    assert.equal(new Set(used).size, used.length);
    for (const key of used) assert.ok(keys.includes(key), key);
  });

  it('go into the package', () => {
    const packed = textOf('.vscodeignore').split('\n');
    for (const pattern of ['media/agents/*.agent.md', 'media/skills/*/SKILL.md']) assert.ok(packed.includes(`!${pattern}`), pattern);
  });

  it('have a head that says their name and what they are for, and end with a line break', () => {
    for (const { name } of SETUP_AGENTS) {
      const { head, body } = frontMatterOf(agentText(name)) ?? assert.fail(name);
      assert.equal(head.get('name'), name);
      assert.match(head.get('description') ?? '', /^[A-Z][^:#]{40,250}\.$/, 'plain YAML needs no quotes');
      assert.match(body, /^\n# /);
      assert.match(body, /[^\n]\n$/);
    }
    const { head } = frontMatterOf(skillText()) ?? assert.fail('no head');
    assert.equal(head.get('name'), SETUP_SKILL);
    assert.match(head.get('description') ?? '', /^[A-Z][^:#]{40,250}\.$/);
  });

  it('name only tools that are there, and every tool that models are offered is some agent\'s', () => {
    const offered = new Set(languageModelTools.map(({ toolReferenceName }) => toolReferenceName));
    const used = new Set<string>();
    for (const { name } of SETUP_AGENTS) {
      for (const tool of toolsOf(agentText(name))) {
        if (BUILT_IN.has(tool)) continue;
        assert.ok(tool.startsWith(PREFIX), tool);
        used.add(tool.slice(PREFIX.length));
      }
    }
    assert.deepEqual([...used].sort(), [...offered].sort());
    assert.deepEqual([...used].sort(), MODEL_OPERATIONS.map(({ id }) => `orchestrator-${id}`).sort());
  });

  it('let nobody but the implementer edit files or record criteria', () => {
    for (const { name, writes } of SETUP_AGENTS) {
      const tools = toolsOf(agentText(name));
      for (const tool of ['edit', `${PREFIX}orchestrator-ac-done`, `${PREFIX}orchestrator-complete`]) assert.equal(tools.includes(tool), writes, `${name}: ${tool}`);
      const agent = SETUP_AGENTS.find((one) => one.name === name) ?? assert.fail();
      assert.equal(claudeAgent(agentText(name), agent).includes('disallowedTools: Edit, Write, NotebookEdit'), !writes);
      assert.ok(toolsOf(githubAgent(agentText(name))).includes('orchestrator/*'));
    }
  });

  it('name only operations and commands that are there', () => {
    const ids = new Set([...OPERATIONS.map(({ id }) => id), 'validate', 'prompt', 'mcp']);
    const models = new Set(MODEL_OPERATIONS.map(({ id }) => id));
    for (const text of [...SETUP_AGENTS.map(({ name }) => agentText(name)), skillText()]) {
      for (const [, id = ''] of text.matchAll(/`vtm ([a-z-]+)/g)) assert.ok(ids.has(id), `vtm ${id}`);
      for (const [, id = ''] of text.matchAll(/`(?:orchestrator_|mcp__orchestrator__)([a-z-]+)`/g)) assert.ok(models.has(id), id);
      // A model calls a tool by its name; the name with a hyphen is what persons and the head's list refer to it by.
      assert.doesNotMatch(frontMatterOf(text)?.body ?? '', /`orchestrator-/);
    }
  });

  it('hold what the spec demands of the one who implements', () => {
    const text = agentText('task-implementer');
    for (const demand of [/wallaby-tdd-agent/, /MANDATORY/, /feat\(TASK_ID\): /, /todo list/, /never merge/, /pull request/, /There are no summaries/, /mega-commit/, /state file yourself/]) {
      assert.match(text, demand);
    }
    for (const { name } of SETUP_AGENTS) assert.doesNotMatch(agentText(name), /reset --hard|clean -fd|checkout -f|branch -D|--force\b/);
  });
});
