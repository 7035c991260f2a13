/** The list of released programs is whole, and a document of any other is named. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { Manifest } from '../../../src/archive/manifest.ts';
import type { ArchivedDocument } from '../../../src/archive/store.ts';
import {
  COMPOSERS_FILE,
  composerLine,
  releasedComposers,
  unknownComposers,
} from '../../../src/pipeline/verify/composers.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
const versions = [...changelog.matchAll(/^## (\d+\.\d+\.\d+) — /gm)].map(([, version]) => version);
const document = (composer: string): ArchivedDocument => ({
  folder: 'archive/2026/inspection-log/2026-11-24/r1',
  manifest: { composer, tool: 'opsledger 0.2.0' } as Manifest,
});

it('has one line for each version of the changelog, oldest first', () => {
  const lines = readFileSync(join(root, COMPOSERS_FILE), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines.map((line) => line.split(' ')[0])).toEqual(versions.toReversed());
  for (const line of lines) expect(line).toMatch(/^\d+\.\d+\.\d+ [0-9a-f]{64}$/);
});

it('has the program itself as soon as the changelog calls it released', async () => {
  const [, ...sections] = changelog.split(/^## /m);
  const isReleased = !sections[0]?.startsWith('Unreleased');
  const list = readFileSync(join(root, COMPOSERS_FILE), 'utf8').split('\n');
  if (isReleased) expect(list).toContain(await composerLine());
  expect(await composerLine()).toMatch(/^\d+\.\d+\.\d+ [0-9a-f]{64}$/);
});

it('has the pins of what the newest version showed, for who must change nothing', () => {
  const pins = gunzipSync(readFileSync(join(root, 'releases', `${versions[0]}.pins.gz`)))
    .toString('utf8')
    .split('\n');
  expect(pins.filter((line) => / archive\/.*\.pdf$/.test(line)).length).toBeGreaterThan(1000);
  expect(pins.filter((line) => / site\/.*\.html$/.test(line)).length).toBeGreaterThan(300);
});

it('names documents of a program that no release lists, and no others', async () => {
  const [known = ''] = (await releasedComposers())?.keys() ?? [];
  expect(await unknownComposers([document(known)])).toEqual([]);
  const other = 'ab'.repeat(32);
  expect(await unknownComposers([document(other), document(known), document(other)])).toEqual([
    '未知编制程序 abababababab：2 份文档（清单记为 opsledger 0.2.0），不在已发布版本的清单中，例如开发中的版本；不算问题',
  ]);
  expect(await unknownComposers([document(known)], import.meta.dirname)).toEqual([
    '程序中没有 releases/composers.txt，未核对编制程序',
  ]);
});
