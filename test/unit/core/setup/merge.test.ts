import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parse as parseToml, stringify as stringifyToml } from 'smol-toml';
import { mergeCodexToml } from '../../../../src/core/setup/codexToml';
import { mergeMcpJson } from '../../../../src/core/setup/mcpJson';
import type { Merge } from '../../../../src/core/setup/merge';

const SERVER = { command: 'node', args: ['/data/bin/vtm.cjs', 'mcp'] };
const ENTRY = { type: 'stdio', ...SERVER };

function textOf(merge: Merge): string {
  assert.equal(merge.kind, 'merged', JSON.stringify(merge));
  return merge.text;
}

/** True when `longer` is `shorter` with something put in at one place. */
function isInsertion(shorter: string, longer: string): boolean {
  let start = 0;
  while (start < shorter.length && shorter[start] === longer[start]) start++;
  return longer.endsWith(shorter.slice(start)) && longer.length >= shorter.length;
}

/** The same with ordinary prototypes. */
function plainOf(value: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}

const anyName = fc.string({ unit: 'grapheme' }).filter((name) => name !== 'orchestrator' && name !== 'mcpServers' && name !== 'mcp_servers');
const anyServers = fc.dictionary(anyName, fc.record({ command: fc.string(), args: fc.array(fc.string()) }), { maxKeys: 4 });
const anyLayout = fc.constantFrom(undefined, 2, 4, '\t');

describe('our server in .mcp.json', () => {
  it('is inserted and nothing else is touched, whatever stands there, and the second time nothing is left to do', () => {
    fc.assert(
      fc.property(fc.dictionary(anyName, fc.string(), { maxKeys: 4 }), anyServers, anyLayout, fc.boolean(), fc.boolean(), (others, servers, layout, hasCrlf, hasMark) => {
        const plain = JSON.stringify({ ...others, mcpServers: servers }, null, layout);
        const before = (hasMark ? '\uFEFF' : '') + (hasCrlf ? plain.replaceAll('\n', '\r\n') : plain);
        const after = textOf(mergeMcpJson(before, SERVER));
        const mark = hasMark ? 1 : 0;
        assert.deepEqual(JSON.parse(after.slice(mark)), plainOf({ ...others, mcpServers: { ...servers, orchestrator: ENTRY } }));
        assert.equal(after.startsWith('\uFEFF'), hasMark);
        if (Object.keys(servers).length > 0) assert.ok(isInsertion(before, after), `${before}\n->\n${after}`);
        assert.deepEqual(mergeMcpJson(after, SERVER), { kind: 'unchanged' });
      }),
    );
  });

  it('makes the file, and the object, where there is none', () => {
    assert.deepEqual(JSON.parse(textOf(mergeMcpJson(undefined, SERVER))), { mcpServers: { orchestrator: ENTRY } });
    assert.deepEqual(JSON.parse(textOf(mergeMcpJson(' \n', SERVER))), { mcpServers: { orchestrator: ENTRY } });
    assert.deepEqual(JSON.parse(textOf(mergeMcpJson('{ "$schema": "x" }', SERVER))), { $schema: 'x', mcpServers: { orchestrator: ENTRY } });
  });

  it("keeps a number's own writing and the order of keys", () => {
    const before = '{\n\t"big": 12345678901234567890, "b": 1.0,\n\t"mcpServers": {\n\t\t"z": { "command": "z" }\n\t},\n\t"a": -0\n}\n';
    const after = textOf(mergeMcpJson(before, SERVER));
    assert.ok(isInsertion(before, after), after);
    assert.match(after, /\n\t\t"orchestrator": \{\n\t\t\t"type"/);
  });

  it('counts as there when it starts the same, with whatever else beside', () => {
    assert.deepEqual(mergeMcpJson(JSON.stringify({ mcpServers: { orchestrator: { ...SERVER, env: { A: '1' } } } }), SERVER), { kind: 'unchanged' });
  });

  const conflicts: readonly (readonly [string, RegExp])[] = [
    ['{"mcpServers": {"orchestrator": {"command": "python", "args": ["x.py"]}}}', /named orchestrator that starts something else/],
    ['{"mcpServers": {"orchestrator": {"command": "node", "args": ["/elsewhere/vtm.cjs", "mcp"]}}}', /starts something else/],
    ['{"mcpServers": []}', /not an object/],
    ['{"mcpServers": {}, "mcpServers": {}}', /twice/],
    ['{"mcpServers": {},}', /not valid JSON/],
    ['{"mcpServers": {} // mine\n}', /not valid JSON/],
    ['[]', /not a JSON object/],
    ['{"github": {"command": "gh-mcp"}}', /without "mcpServers"/],
    [`{"mcpServers": ${'{"a":'.repeat(1000)}1${'}'.repeat(1001)}`, /not valid JSON/],
  ];
  for (const [text, why] of conflicts) {
    it(`leaves ${text.slice(0, 70)}`, () => {
      const merge = mergeMcpJson(text, SERVER);
      assert.equal(merge.kind, 'conflict');
      assert.match(merge.why, why);
    });
  }

  it('is not fooled by a key of the prototype', () => {
    const after = textOf(mergeMcpJson('{"__proto__": {"mcpServers": {"orchestrator": {}}}}', SERVER));
    assert.match(after, /"mcpServers": \{\s*"orchestrator": \{\s*"type"/);
  });
});

describe('our server in .codex/config.toml', () => {
  it('is appended, every byte before it stays, and the second time nothing is left to do', () => {
    fc.assert(
      fc.property(fc.dictionary(anyName, fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string())), { maxKeys: 4 }), anyServers, fc.boolean(), (others, servers, hasCrlf) => {
        const plain = stringifyToml({ ...others, mcp_servers: servers });
        const before = hasCrlf ? plain.replaceAll(/(?<!\r)\n/g, '\r\n') : plain;
        const after = textOf(mergeCodexToml(before, SERVER));
        assert.ok(after.startsWith(before));
        const read = plainOf(parseToml(before));
        assert.deepEqual(plainOf(parseToml(after)), { ...read, mcp_servers: { ...(read['mcp_servers'] as object), orchestrator: SERVER } });
        assert.deepEqual(mergeCodexToml(after, SERVER), { kind: 'unchanged' });
      }),
    );
  });

  it('makes the file where there is none, with any path', () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        const server = { command: 'node', args: [path, 'mcp'] };
        assert.deepEqual(plainOf(parseToml(textOf(mergeCodexToml(undefined, server)))), { mcp_servers: { orchestrator: server } });
      }),
    );
  });

  it('is not fooled by a comment or a text that looks like our table', () => {
    for (const before of ['# [mcp_servers.orchestrator]\nmodel = "x"\n', 'note = """\n[mcp_servers.orchestrator]\n"""', "note = '[mcp_servers.orchestrator]'"]) {
      const after = textOf(mergeCodexToml(before, SERVER));
      assert.ok(after.startsWith(before));
      assert.equal(mergeCodexToml(after, SERVER).kind, 'unchanged');
    }
  });

  it('finds our table however it is written', () => {
    for (const text of [
      '[mcp_servers."orchestrator"]\ncommand = "node"\nargs = ["/data/bin/vtm.cjs", "mcp"] # ours\n',
      'mcp_servers.orchestrator = { command = "node", args = ["/data/bin/vtm.cjs", "mcp"] }',
      "[mcp_servers]\norchestrator.command = 'node'\norchestrator.args = ['/data/bin/vtm.cjs',\n  'mcp']\n",
    ]) {
      assert.deepEqual(mergeCodexToml(text, SERVER), { kind: 'unchanged' }, text);
    }
  });

  const conflicts: readonly (readonly [string, RegExp])[] = [
    ['[mcp_servers.orchestrator]\ncommand = "python"\n', /starts something else/],
    ['mcp_servers = { other = { command = "x" } }\n', /no table can be added/],
    ['mcp_servers = 3\n', /not a table/],
    ['[mcp_servers\n', /not valid TOML/],
  ];
  for (const [text, why] of conflicts) {
    it(`leaves ${text.trim()}`, () => {
      const merge = mergeCodexToml(text, SERVER);
      assert.equal(merge.kind, 'conflict');
      assert.match(merge.why, why);
    });
  }
});
