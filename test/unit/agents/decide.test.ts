import assert from 'node:assert/strict';
import type { AgentDescriptor } from '../../../src/core/delegate/descriptor';
import { agentRows, allAgents, firstReady, preferredAgent, showsPrompt, type Candidate } from '../../../src/editor/agents/decide';
import type { Availability } from '../../../src/editor/agents/launch';

const chat: AgentDescriptor = { kind: 'chat' };
const claude: AgentDescriptor = { kind: 'command-line', agent: 'claude' };
const codex: AgentDescriptor = { kind: 'command-line', agent: 'codex' };
const mine: AgentDescriptor = { kind: 'custom', label: 'Mine', argv: ['my-agent', '{PROMPT_FILE}'] };
const clipboard: AgentDescriptor = { kind: 'clipboard' };
const offered = allAgents([mine]);
const nothing = { offered, here: undefined, configured: undefined, elsewhere: undefined };

const ready: Availability = { kind: 'available', isReady: true };
const notReady: Availability = { kind: 'available', isReady: false, note: 'no language model is signed in yet' };
const gone: Availability = { kind: 'unavailable', reason: 'The program claude was not found on the PATH', remedy: 'Install it' };

describe('which agent a task goes to', () => {
  it('is the one chosen here, else the setting, else the one chosen elsewhere', () => {
    assert.deepEqual(preferredAgent({ ...nothing, here: claude, configured: 'codex', elsewhere: chat }), claude);
    assert.deepEqual(preferredAgent({ ...nothing, configured: 'codex', elsewhere: chat }), codex);
    assert.deepEqual(preferredAgent({ ...nothing, configured: 'auto', elsewhere: chat }), chat);
    assert.equal(preferredAgent(nothing), undefined);
  });

  it('is never a custom command that the settings no longer have', () => {
    assert.equal(preferredAgent({ ...nothing, offered: allAgents([]), here: mine }), undefined);
    const changed: AgentDescriptor = { kind: 'custom', label: 'Mine', argv: ['other-program'] };
    assert.equal(preferredAgent({ ...nothing, here: changed, elsewhere: changed }), undefined);
    assert.deepEqual(preferredAgent({ ...nothing, here: mine }), mine);
  });

  it('may be the chat with any custom agent', () => {
    const named: AgentDescriptor = { kind: 'chat', agent: 'reviewer' };
    assert.deepEqual(preferredAgent({ ...nothing, here: named }), named);
  });

  it('is found by the name in the setting', () => {
    const named = (configured: string) => preferredAgent({ ...nothing, configured });
    assert.deepEqual(named('chat'), chat);
    assert.deepEqual(named(' claude '), claude);
    assert.deepEqual(named('claude-extension'), { kind: 'claude-extension' });
    assert.deepEqual(named('Mine'), mine);
    for (const name of ['', 'auto', 'sh', 'custom', 'command-line']) assert.equal(named(name), undefined);
  });

  it('is the first that is ready when nobody chose, and the clipboard when none is', () => {
    const candidates = (...list: [AgentDescriptor, Availability][]): Candidate[] => list.map(([descriptor, availability]) => ({ descriptor, availability }));
    assert.deepEqual(firstReady(candidates([chat, notReady], [claude, gone], [codex, ready], [clipboard, ready])), codex);
    assert.deepEqual(firstReady(candidates([chat, ready], [claude, ready])), chat);
    assert.deepEqual(firstReady(candidates([chat, notReady], [claude, gone])), clipboard);
  });
});

describe('the list of agents', () => {
  it('begins with the current one, and ends with those that are not available, with reason and remedy', () => {
    const rows = agentRows(
      [
        { descriptor: chat, availability: notReady },
        { descriptor: claude, availability: gone },
        { descriptor: mine, availability: ready },
        { descriptor: clipboard, availability: ready },
      ],
      mine,
    );
    assert.deepEqual(rows.map(({ label, group }) => [label, group]), [
      ['Mine', 'current'],
      ['Chat', 'available'],
      ['Clipboard', 'available'],
      ['Claude Code', 'unavailable'],
    ]);
    assert.equal(rows[0]?.group, 'current');
    assert.equal(rows[1]?.description, 'no language model is signed in yet');
    assert.deepEqual([rows[3]?.description, rows[3]?.detail], ['The program claude was not found on the PATH', 'Install it']);
  });

  it('says when the current one is not available', () => {
    const [row] = agentRows([{ descriptor: claude, availability: gone }], claude);
    assert.ok(row);
    assert.equal(row.group, 'current');
    assert.deepEqual([row.group, row.description], ['current', 'The program claude was not found on the PATH']);
  });
});

describe('showing the prompt before a launch', () => {
  it('happens the first time, always, or never', () => {
    assert.deepEqual([showsPrompt('first', false), showsPrompt('first', true)], [true, false]);
    assert.deepEqual([showsPrompt('always', false), showsPrompt('always', true)], [true, true]);
    assert.deepEqual([showsPrompt('never', false), showsPrompt('never', true)], [false, false]);
  });
});
