/** `npm run manual`: writes the generated parts of the manual's pages anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manualParts, renewed } from './manual.ts';
import { opsledgerProgram } from './program.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'knowledge-base', 'manual');

for (const [file, parts] of Object.entries(manualParts(await opsledgerProgram()))) {
  const path = join(FOLDER, file);
  const page = readFileSync(path, 'utf8');
  const fresh = renewed(page, parts);
  if (fresh === page) continue;
  writeFileSync(path, fresh);
  process.stdout.write(`已更新 ${file}\n`);
}
