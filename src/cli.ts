/** The `opsledger` command: parses, calls a pipeline, prints, sets the exit code. Started by `opsledger.mjs`. */
import { runCommandLine } from './cli/run.ts';
import { allowClosing } from './cli/terminal.ts';

for (const stream of [process.stdout, process.stderr]) allowClosing(stream);

const failed = await runCommandLine(process.argv.slice(2));
if (failed !== undefined) process.exitCode = failed;
