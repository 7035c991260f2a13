/**
 * What `check` says names clauses by their numbers on paper, and all else by its Chinese name: never by the id that it has in the data.
 * Ids stand where one has to be typed: in the first column of the calendar, and in the path of a key.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkLines } from '../../../src/cli/check-lines.ts';
import { bundleFiles } from '../../../src/contract/bundle/bundle-parts.ts';
import { sayIn, wordsOf } from '../../../src/contract/party-words.ts';
import type { Contract } from '../../../src/contract/terms/contract.ts';
import { checkContract } from '../../../src/pipeline/check/check.ts';
import { initialise } from '../../../src/pipeline/init.ts';
import { loadContract } from '../../../src/workspace/store/contract-data.ts';
import { cleanUp, newFolder } from '../_workspace.ts';

afterAll(cleanUp);

const FILES = Object.values(bundleFiles);

async function made(starter: string): Promise<string> {
  const root = join(await newFolder(), 'w');
  await initialise(root, { now: '2026-01-05T08:00:00+08:00', from: '2026-01-05', like: starter });
  return root;
}

/** What a person reads of it: without the calendar's column of ids, the list of what is switched off, and paths of files and keys. */
async function told(root: string): Promise<string> {
  let contract: Contract | undefined;
  const report = await checkContract(root, (opened) => {
    contract = opened;
  });
  expect(report.usable).toBe(true);
  const calendar = (report.calendar ?? []).map((one) => ({ ...one, obligation: '' }));
  const shown = [
    ...checkLines({ ...report, calendar, off: [] }),
    ...report.findings.flatMap(({ what, where, found = '', expected = '' }) => [what, where, found, expected]),
    ...(report.expressed ?? []).flatMap(({ clause, rest }) => [clause.paper, clause.label, ...rest]),
  ];
  return sayIn(wordsOf(contract as Contract), shown.join('\n')).replace(
    /(?:[\w-]+\/)+[\w.-]+|[\w-]+\.(?:yaml|md|txt)|[A-Za-z]\w*(?:\[\d*\]|\.\w+)+/g,
    '',
  );
}

/** Every id below a value that says nothing to a reader by itself; a number such as 2 is no id to look for. */
function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (value === null || typeof value !== 'object') return [];
  const { id, name, paper } = value as { id?: unknown; name?: unknown; paper?: unknown };
  const isOne =
    typeof id === 'string' && (typeof paper === 'string' ? /\./.test(id) && !paper.includes(id) : /^[a-z]/.test(id));
  const own = isOne && id !== name ? [id] : [];
  return [...own, ...Object.values(value).flatMap(idsIn)];
}

const escaped = (text: string): string => text.replace(/[.()[\]]/g, '\\$&');
const namedIn = (text: string, ids: readonly string[]): string[] =>
  [...new Set(ids)].filter((id) => new RegExp(`(?<![\\w.（-])${escaped(id)}(?![\\w.%(-])`).test(text));

describe('check names nothing by an id of the data', () => {
  it.each(['bureau', 'campus', 'cloud'])('of the starter %s', async (starter) => {
    const root = await made(starter);
    const { holidays: _, ...bundle } = await loadContract(root);
    expect(namedIn(await told(root), idsIn(bundle))).toEqual([]);
  });

  it('of a contract in which nothing is served, judged or finished', async () => {
    const root = await made('campus');
    for (const file of FILES) {
      const path = join(root, file);
      const text = await readFile(path, 'utf8').catch(() => '');
      await writeFile(
        path,
        text
          .replaceAll(/"(\d(?:\.\d)?)"/g, '"QZ$1"')
          .replace('    rank: 1', '    rank: 1\n    prefix: QZ')
          // A clause without a topic, one whose text stands nowhere, a level without limits, and what begins within the service.
          .replace('topics: [training]', 'topics: []')
          .replace('text: 每半年盘点一次设备。', 'text: 每年盘点。\n    from: 2026-02-01')
          .replace(
            / {4}limits:\n( {6}- .*restoration, clause: "QZ4\.1".*\n| {6}- .*arrival, clause: "QZ4\.1".*\n)+/,
            '',
          )
          .replace('    kind: switch, place', '    from: 2026-03-01, kind: switch, place'),
      );
    }
    const text = await told(root);
    expect(text).toMatch(/没有写明事项[\s\S]*没有时限|没有时限[\s\S]*没有写明事项/);
    expect(text).toContain('六、6.2 自 2026-02-01');
    expect(text).toContain('六、6.1 使用培训');
    expect(text).not.toContain('QZ');
    const { holidays: _, ...bundle } = await loadContract(root);
    expect(namedIn(text, idsIn(bundle))).toEqual([]);
  });
});
