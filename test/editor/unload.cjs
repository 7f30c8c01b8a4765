// Lets go of a test file once it is over. Every file is a bundle of megabytes, and a process is copied in part whenever it
// starts another: with 1.5 GB in it, each git of a test takes 300 ms in place of 7.
const path = require('node:path');

const bundles = path.resolve('out', 'test') + path.sep;
/** From here on it is worth the time to collect. */
const MANY_BYTES = 300_000_000;

exports.mochaHooks = {
  afterAll() {
    for (const file of Object.keys(require.cache)) {
      if (file.startsWith(bundles)) {
        delete require.cache[file];
      }
    }
    if (process.memoryUsage.rss() > MANY_BYTES) {
      globalThis.gc();
    }
  },
};
