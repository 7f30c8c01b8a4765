// Mocha's spec report, and afterwards the totals as JSON in the file that ORCHESTRATOR_RESULTS names.
const fs = require('node:fs');
const path = require('node:path');
const util = require('node:util');
const Mocha = require('mocha');

// In the extension host nobody sees the console: there the report goes to a file that the runner follows.
const report = process.env.ORCHESTRATOR_REPORT;
if (report) {
  Mocha.reporters.Base.consoleLog = (...args) => fs.appendFileSync(report, `${util.format(...args)}\n`);
}

/** A process that ended before its tests did has no test to name: mocha tells the file. */
const titleOf = (test, error) => `${test.fullTitle()}${typeof error?.file === 'string' ? ` (${path.relative('', error.file)})` : ''}`;

/** The first lines of what was thrown: what was expected, and where. */
const whyOf = (error) => util.stripVTControlCharacters(String(error?.stack ?? error)).split('\n').slice(0, 12).join('\n').slice(0, 1500);

module.exports = class TotalsReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failed = [];
    runner.on('fail', (test, error) => failed.push({ title: titleOf(test, error), why: whyOf(error) }));
    runner.on('end', () => {
      const file = process.env.ORCHESTRATOR_RESULTS;
      if (file) {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        const { passes, failures, pending } = runner.stats;
        fs.writeFileSync(file, `${JSON.stringify({ passed: passes, failed: failures, pending, failures: failed })}\n`);
      }
    });
  }
};
