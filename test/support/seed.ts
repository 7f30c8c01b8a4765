/** The seed of this run of the tests (test/editor/seed.mjs). */
export const SEED = Number(process.env['ORCHESTRATOR_SEED'] || Date.now());
