// Builds the bundles of the product (dist/) and, with --tests, of its tests (out/).
// Flags: --production (minify, no source maps), --tests, --watch.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const withTests = process.argv.includes('--tests');

/**
 * zod keeps its configuration on `globalThis`, which all extensions of a window share: another one's zod, of another
 * version, would set ours. Ours gets a name of its own.
 */
const ownZodConfig = {
  name: 'own-zod-config',
  setup(build) {
    build.onLoad({ filter: /node_modules[\\/]zod[\\/].*core\.js$/ }, async ({ path: file }) => ({
      contents: (await fs.promises.readFile(file, 'utf8')).replaceAll('__zod_globalConfig', '__orchestrator_zodConfig'),
      loader: 'js',
    }));
  },
};

/**
 * The MCP SDK brings a JSON schema validator (150 KB) for what clients answer to forms. This server asks no forms, and
 * the operations check their input themselves.
 */
const withoutSchemaValidator = {
  name: 'without-schema-validator',
  setup(build) {
    build.onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, () => ({ path: 'shims', namespace: 'mcp-shims' }));
    build.onLoad({ filter: /.*/, namespace: 'mcp-shims' }, () => ({
      contents: `export { default as process } from 'node:process';
        export class DefaultJsonSchemaValidator { getValidator() { throw new Error('There is no schema validator in this build'); } }`,
    }));
  },
};

/** What is loaded when it is first needed, as bundles of their own beside the one that asks: compiling takes time too. */
const beside = {
  name: 'beside',
  setup(build) {
    build.onResolve({ filter: /\/mcp\/runMcp$/ }, ({ kind }) => (kind === 'entry-point' ? undefined : { path: './mcp', external: true }));
    build.onResolve({ filter: /\/languageService$/ }, ({ kind }) => (kind === 'entry-point' ? undefined : { path: './language', external: true }));
    build.onResolve({ filter: /^simple-git$/ }, () => ({ path: './simpleGit', external: true }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  logLevel: 'warning',
  legalComments: 'none',
  plugins: [ownZodConfig],
  define: { PRODUCT_VERSION: JSON.stringify(require('./package.json').version) },
};

/**
 * jsonc-parser's `main` is UMD, whose requires esbuild can't follow: its `module` can be bundled.
 * @type {import('esbuild').BuildOptions}
 */
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', mainFields: ['module', 'main'] };

/** A bundle that loads others beside it: its dynamic imports stay what CommonJS can do at once. */
const loading = { ...node, plugins: [...node.plugins, beside], supported: { 'dynamic-import': false } };

/** The bundles that ship. Only the extension and what it loads for the editor may see `vscode`: elsewhere a leak fails the build. */
const product = [
  { ...loading, entryPoints: { extension: 'src/extension.ts' }, outdir: 'dist', external: ['vscode'] },
  { ...loading, entryPoints: { language: 'src/editor/language/languageService.ts' }, outdir: 'dist', external: ['vscode'] },
  // Compiling the sub-commands and their schemas takes longer than answering `vtm --next`: they are a file of their own.
  {
    ...node,
    entryPoints: { vtm: 'src/cli/vtm.ts' },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
    external: ['./runWords'],
    supported: { 'dynamic-import': false },
  },
  { ...loading, entryPoints: { runWords: 'src/cli/runWords.ts' }, outdir: 'dist' },
  { ...loading, entryPoints: { mcp: 'src/mcp/runMcp.ts' }, outdir: 'dist', plugins: [...loading.plugins, withoutSchemaValidator] },
  { ...node, entryPoints: { simpleGit: require.resolve('simple-git') }, outdir: 'dist' },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: { panels: 'src/webview/main.ts' },
    outdir: 'dist/webview',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.ttf': 'file' },
  },
];

/** Every *.test.ts becomes a bundle of its own, so that mocha runs plain JavaScript. */
function tests() {
  const find = (dir, suffix) =>
    fs.existsSync(dir)
      ? fs
          .readdirSync(dir, { recursive: true })
          .map((file) => path.join(dir, String(file)))
          .filter((file) => suffix.test(file))
      : [];
  const base = { ...node, sourcemap: 'inline', minify: false, packages: 'external', outbase: 'test', outdir: 'out/test' };
  return [
    { ...base, entryPoints: [...find('test/unit', /\.test\.tsx?$/), ...find('test/crash', /\.ts$/), ...find('test/ui', /\.test\.ts$/), ...find('test/pictures', /\.test\.ts$/)] },
    { ...base, entryPoints: [...find('test/host', /\.test\.ts$/), ...find('test/host', /index\.ts$/)], external: ['vscode'] },
    { ...base, entryPoints: find('test/bench', /\.bench\.ts$/) },
  ].filter((options) => options.entryPoints.length > 0);
}

async function main() {
  const builds = [...product.filter((options) => Object.values(options.entryPoints).every(fs.existsSync)), ...(withTests ? tests() : [])];
  if (watch) {
    await Promise.all(builds.map(async (options) => (await esbuild.context(options)).watch()));
    return;
  }
  await Promise.all(builds.map((options) => esbuild.build(options)));
}

main().catch(() => {
  process.exitCode = 1;
});
