// Gives every property (fast-check) the seed of this run: seed.mjs.
const fc = require('fast-check');

const seed = process.env.ORCHESTRATOR_SEED;
if (seed) {
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
}
