/** What a starter brings of articles names no system, level, clause or post of another contract. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contractText, firstContracts } from './_contract.ts';

const starters = join(import.meta.dirname, '../../data/starters');

test.each(readdirSync(starters).filter((name) => name !== 'bureau'))('%s', (name) => {
  const folder = join(starters, name, 'knowledge-base');
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path): [string, string[]] => [path, [readFileSync(join(folder, path), 'utf8')]]);
  expect(firstContracts(new Map(texts), contractText(join(starters, name)))).toEqual([]);
});
