/** No time in the box of a record stands without what it is the time of. */
import { expect, it } from 'vitest';
import type { RecordKind } from '../../../src/records/record.ts';
import type { SiteRecord } from '../../../src/report/site-model.ts';
import { wholeRecord } from '../../../src/sections/parts/whole-record.ts';
import { kinds, siteFacts } from '../../support/site-parts.ts';

const TIME = /\d{4}-\d{2}-\d{2} \d{2}:\d{2}/;
/**
 * A field that holds a time alone is named by its label; of a text with more in it the word stands before the time. Another record is
 * named with its number and its own time, as in every list.
 */
const isNamed = (label: string, text: string): boolean =>
  (label !== '' && /^[\d: -]+$/.test(text)) ||
  label.includes('的时间') ||
  /[A-Z]{2}-\d{8}-\d{3} \d{4}-/.test(text) ||
  /[\u4e00-\u9fff]\s?\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.test(text);

const wrong = (kind: RecordKind): string[] => {
  const { id, enteredAt } = kind.example;
  const withdrawn = { by: '李工', at: enteredAt, reason: '重复登记' };
  const step = { madeAt: enteredAt, by: '', way: '', commit: 'a1', reason: '', differences: [] };
  const steps = ['登记', '作废：重复登记'].map((what) => ({ ...step, at: enteredAt, what }));
  const facts = siteFacts({ histories: new Map([[id, steps]]) });
  const shown: SiteRecord = wholeRecord(facts, kind, { ...kind.example, withdrawn });
  const said = [
    ['', shown.at] as const,
    ['', shown.withdrawn ?? ''] as const,
    ...shown.facts.flatMap(({ label, value }) => value.map(({ text }) => [label, text] as const)),
  ];
  return said
    .filter(([label, text]) => TIME.test(text) && !isNamed(label, text))
    .map(([label, text]) => `${kind.id} ${label}: ${text}`);
};

it.each(kinds.map((kind) => [kind.id, kind] as const))('of %s each time says what it is', (_, kind) => {
  expect(wrong(kind)).toEqual([]);
  const { at } = wholeRecord(siteFacts(), kind, kind.example);
  expect(at).toMatch(/^[\u4e00-\u9fff（）/]+ \d{4}/);
});
