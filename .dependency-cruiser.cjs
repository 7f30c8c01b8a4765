/** The layers of DESIGN section 2. `test/unit/layers.test.ts` plants a violation of each to show that they are seen. */
const VSCODE = 'node_modules/@types/vscode/|^vscode$';
const FACES = '^src/(editor|webview|cli|mcp|extension\\.ts)';
/** What of batches acts on the world. */
const BATCH_STEPS = '^src/core/batch/(startBatch|lookAtBatch|inWorktree|onOneBranch|undoBatch|cleanUpWorktrees|readAgents|readReport)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: { path: '^src' }, to: { circular: true } },
    {
      name: 'core-is-pure',
      comment: 'core imports core and pure libraries: no vscode, no node:*, no other layer',
      severity: 'error',
      from: { path: '^src/core' },
      to: { pathNot: ['^src/core', 'node_modules/(zod|@dagrejs/graphlib|jsonc-parser|smol-toml)/'] },
    },
    {
      name: 'operations-are-on-top',
      comment: 'operations use the rest of core; nothing of it knows them, but for what starts, takes back and cleans up several tasks at once',
      severity: 'error',
      from: { path: '^src/core', pathNot: ['^src/core/operations/', BATCH_STEPS] },
      to: { path: '^src/core/operations/' },
    },
    {
      name: 'batch-steps-are-on-top',
      comment: 'they act on the world, as operations do; the rest of core knows what batches are, and no more',
      severity: 'error',
      from: { path: '^src/core', pathNot: ['^src/core/operations/', BATCH_STEPS] },
      to: { path: BATCH_STEPS },
    },
    {
      name: 'graph-library-in-one-place',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/core/graph/taskGraph\\.ts$' },
      to: { path: 'node_modules/@dagrejs/graphlib/' },
    },
    { name: 'io-knows-no-editor', severity: 'error', from: { path: '^src/io' }, to: { path: [FACES, VSCODE] } },
    {
      name: 'git-library-in-one-place',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/io/git/' },
      to: { path: 'node_modules/simple-git/' },
    },
    { name: 'cli-knows-no-editor', severity: 'error', from: { path: '^src/(cli|mcp)' }, to: { path: ['^src/(editor|webview|extension\\.ts)', VSCODE] } },
    { name: 'mcp-knows-no-cli', severity: 'error', from: { path: '^src/mcp' }, to: { path: '^src/cli' } },
    {
      name: 'webview-is-a-browser',
      severity: 'error',
      from: { path: '^src/webview' },
      to: { pathNot: ['^src/(core|webview)', 'node_modules/(preact|zod|@vscode/codicons)/'] },
    },
    { name: 'nobody-imports-a-face', severity: 'error', from: { path: '^src/(core|io)' }, to: { path: FACES } },
    { name: 'editor-knows-no-other-face', severity: 'error', from: { path: '^src/editor' }, to: { path: '^src/(cli|mcp|webview|extension\\.ts)' } },
    { name: 'resolvable', severity: 'error', from: { path: '^src' }, to: { couldNotResolve: true, pathNot: '^vscode$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    builtInModules: { add: ['vscode'] },
  },
};
