/** A record's codes are read by their names: assets, checks, periods, sources and what a probe saw. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RecordField } from '../../../src/records/fields.ts';
import { valueLinks } from '../../../src/sections/parts/record-values.ts';
import { sourceTypeWord } from '../../../src/wording/source-types.ts';
import { siteFacts } from '../../support/site-parts.ts';

const facts = siteFacts();
const [check] = facts.contract.checks;
const [asset] = facts.contract.assets;
const read = (name: string, value: unknown, more: Partial<RecordField> = {}): string =>
  valueLinks(facts, { name, input: 'text', shape: 'value', ...more } as RecordField, value)
    .map(({ text }) => text)
    .join();

it.each([
  ['address', asset?.id, asset?.name],
  ['check', check?.id, check?.label],
  ['period', 'service', '服务期'],
  ['period', '2026-11', '2026 年 11 月'],
  ['type', 'node-exporter', '主机（node_exporter）'],
  ['source', 'local', '本机'],
  ['states', 'u540 d3 u897', '可达 1437 次，不可达 3 次'],
  ['states', 'n288', '未观测 288 次'],
  ['set', 'mysql-20261124-0200', 'mysql-20261124-0200'],
])('%s %s is read as %s', (name, code, word) => expect(read(name, code)).toBe(word));

it('reads seconds and minutes alike, so that a time and its target can be compared', () => {
  expect(read('rtoActual', 1600, { unit: '秒', measure: 'seconds' })).toBe('26 分 40 秒');
  expect(read('rtoTarget', 120, { unit: '分钟', measure: 'minutes' })).toBe('2 小时');
});

it('leaves what a person wrote as it stands, whatever it is called like', () => {
  expect(read('note', asset?.id, { input: 'prose' })).toBe(asset?.id);
});

it('has a word for each collector there is', () => {
  const folder = join(import.meta.dirname, '..', '..', '..', 'src', 'collectors');
  const ids = readdirSync(folder).flatMap((name) => /^([a-z-]+)\.ts$/.exec(name)?.[1] ?? []);
  expect(ids.filter((id) => sourceTypeWord(id) === undefined)).toEqual([]);
});
