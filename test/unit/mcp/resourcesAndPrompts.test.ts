import { Client, type ProtocolError } from '@modelcontextprotocol/client';
import * as assert from 'node:assert/strict';
import type { Repository } from '../../support/repository';
import { connect, project, textOf } from './startMcp';

const MANIFEST = 'docs/backlog/virtual-task-manifest.json';
const STATE = 'docs/backlog/task-state.json';
const uri = (kind: string) => `orchestrator://backlog/a%20shop/${kind}`;

describe('MCP server, resources and prompts', () => {
  let repository: Repository;
  let client: Client;
  const read = async (kind: string) => {
    const { contents } = await client.readResource({ uri: uri(kind) });
    assert.equal(contents.length, 1);
    return contents[0] as { readonly uri: string; readonly mimeType?: string; readonly text: string };
  };
  const promptText = async (name: string, given: Record<string, string> = {}) => {
    const { messages } = await client.getPrompt({ name, arguments: given });
    assert.deepEqual(messages.map(({ role, content }) => [role, content.type]), [['user', 'text']]);
    return (messages[0]?.content as { readonly text: string }).text;
  };
  const complete = async (name: string, value: string) =>
    (await client.complete({ ref: { type: 'ref/prompt', name }, argument: { name: 'task', value } })).completion.values;

  beforeEach(async () => {
    repository = project('a shop');
    ({ client } = await connect(repository.root));
  });
  afterEach(async () => {
    await client.close();
    repository.dispose();
  });

  it('lists manifest, state and pulse, and reads them as they are at that moment', async () => {
    const { resources } = await client.listResources();
    assert.deepEqual(resources.map((one) => one.uri), ['manifest', 'state', 'pulse'].map(uri));
    assert.deepEqual((await client.listResourceTemplates()).resourceTemplates, []);
    assert.deepEqual([(await read('manifest')).text, (await read('manifest')).mimeType], [repository.read(MANIFEST), 'application/json']);
    assert.match((await read('pulse')).text, /^### Implementation Pulse[\s\S]*pending 2/);
    assert.equal((await read('pulse')).mimeType, 'text/markdown');
    await assert.rejects(read('state'), /is not there: every task is pending/);
    await client.callTool({ name: 'start', arguments: { task: 'CART--T01' } });
    assert.equal((await read('state')).text, repository.read(STATE));
    assert.match((await read('pulse')).text, /in-progress 1/);
  });

  it('refuses a resource that is too large to be of use, and goes on', async () => {
    repository.write(MANIFEST, JSON.stringify({ ...(JSON.parse(repository.read(MANIFEST)) as object), more: 'x'.repeat(1024 * 1024) }));
    await assert.rejects(read('manifest'), /larger than 1,048,576 bytes/);
    assert.match((await read('pulse')).text, /pending 2/);
  });

  it('tells who listens that a resource has changed, until they listen no more', async () => {
    const told: string[] = [];
    let heard = (): void => undefined;
    client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
      told.push(params.uri);
      heard();
    });
    const next = () => new Promise<void>((resolve) => (heard = resolve));
    await client.subscribeResource({ uri: uri('pulse') });
    let wait = next();
    await client.callTool({ name: 'start', arguments: { task: 'CART--T01' } });
    await wait;
    assert.ok(told.every((one) => one === uri('pulse')));
    await client.subscribeResource({ uri: uri('state') });
    await client.unsubscribeResource({ uri: uri('pulse') });
    told.length = 0;
    wait = next();
    await client.callTool({ name: 'ac-done', arguments: { task: 'CART--T01', criteria: ['AC01'] } });
    await wait;
    assert.ok(told.length > 0 && told.every((one) => one === uri('state')));
  });

  it('hands out the next task or the named one as a prompt', async () => {
    const { prompts } = await client.listPrompts();
    assert.deepEqual(prompts.map(({ name, arguments: taken }) => [name, taken?.map((one) => [one.name, one.required])]), [
      ['start-task', [['task', false]]],
      ['resume-task', [['task', true]]],
    ]);
    assert.match(await promptText('start-task'), /^# Implement CART--T01/);
    assert.match(await promptText('start-task', { task: 'PAY--T01' }), /^# Implement PAY--T01/);
    assert.match(await promptText('start-task', { task: '' }), /^# Implement CART--T01/);
  });

  it('goes on with a task that was begun: what is left, its commits and what is not committed', async () => {
    await client.callTool({ name: 'start', arguments: { task: 'CART--T01' } });
    await client.callTool({ name: 'ac-done', arguments: { task: 'CART--T01', criteria: ['AC01'] } });
    repository.write('src/cart.js', '// a cart\n');
    repository.git('add', '.');
    repository.git('commit', '-qm', 'feat(CART--T01): keep a thing');
    repository.write('src/half.js', '// half of it\n');
    const text = await promptText('resume-task', { task: 'CART--T01' });
    assert.match(text, /^# Resume CART--T01/);
    assert.match(text, /1 of 2 criteria are recorded as done/);
    assert.match(text, /Open, in this order: CART-AC02/);
    assert.match(text, /feat\(CART--T01\): keep a thing/);
    assert.match(text, /src\/half\.js/);
  });

  it('says in both prompts to record with these tools, and not by hand', async () => {
    await client.callTool({ name: 'start', arguments: { task: 'CART--T01' } });
    for (const name of ['start-task', 'resume-task']) {
      const text = await promptText(name, { task: 'CART--T01' });
      assert.match(text, /ac-done/, name);
      assert.doesNotMatch(text, /move its id from/, name);
    }
  });

  it('refuses prompts that can\'t be built, with the way out', async () => {
    const refused = (name: string, given: Record<string, string>, text: RegExp) =>
      assert.rejects(promptText(name, given), (error: ProtocolError) => error.code === -32602 && text.test(error.message));
    await refused('resume-task', {}, /resume-task needs a task/);
    await refused('start-task', { task: 'CART--T1' }, /UNKNOWN-TASK::CART--T1: .*Did you mean CART--T01/);
    await refused('start-task', { tsk: 'CART--T01' }, /has no argument tsk/);
    await refused('begin', {}, /There is no prompt begin; there are start-task and resume-task/);
  });

  it('completes the ids of tasks that the prompt is for', async () => {
    assert.deepEqual(await complete('start-task', ''), ['CART--T01', 'PAY--T01']);
    assert.deepEqual(await complete('start-task', 'pa'), ['PAY--T01']);
    assert.deepEqual(await complete('resume-task', ''), []);
    await client.callTool({ name: 'start', arguments: { task: 'CART--T01' } });
    assert.deepEqual(await complete('resume-task', 'c'), ['CART--T01']);
    assert.deepEqual(await complete('start-task', 'nothing'), []);
  });

  it('serves the protocol of 2026-07-28 as well, with its subscriptions', async () => {
    const modern = new Client({ name: 'modern', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    await connect(repository.root, [], modern);
    assert.equal(modern.getNegotiatedProtocolVersion(), '2026-07-28');
    assert.equal((await modern.listTools()).tools.length, 8);
    assert.match(textOf(await modern.callTool({ name: 'next' })), /^CART--T01/);
    assert.equal((await modern.listResources()).resources.length, 3);
    assert.match(modern.getInstructions() ?? '', /never edit the state file/);
    await modern.close();
  });
});
