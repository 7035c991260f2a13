/** The `opsledger` command: parses, calls a pipeline, prints, sets the exit code. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { runCommandLine } from './cli/run.ts';
import { allowClosing } from './cli/terminal.ts';
import { cacheRoot } from './pipeline/cache-root.ts';

// Reading TypeScript and compiling it is most of a short command; what cannot be written is simply done again next time.
const { directory } = enableCompileCache(join(cacheRoot(join(import.meta.dirname, '..')), 'compile'));
// For the workers and child programs.
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;

for (const stream of [process.stdout, process.stderr]) allowClosing(stream);

const failed = await runCommandLine(process.argv.slice(2));
if (failed !== undefined) process.exitCode = failed;
