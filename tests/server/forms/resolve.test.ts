/** Names that a person types in place of ids, and where each fault of a record stands in its form. */
import { describe, expect, it } from 'vitest';
import { placedFaults } from '../../../src/forms/draw.ts';
import { resolveChoices } from '../../../src/forms/resolve.ts';
import type { FormField } from '../../../src/forms/typed.ts';

const field = (name: string, more: Partial<FormField> = {}): FormField => ({
  name,
  label: name,
  required: false,
  nullable: false,
  shape: 'value',
  columns: [],
  input: 'text',
  sensitivity: 'public',
  ...more,
});
const asset = field('asset', { input: 'asset' });
const choice = (id: string, text: string) => ({ id, text, words: `${id} ${text}` });
const choices = new Map([
  [
    'asset',
    [
      choice('app-1', '应用服务器 1（Linux 服务器，机房）'),
      choice('app-2', '应用服务器 2（Linux 服务器，机房）'),
      choice('lock', '门禁（门禁，东楼）'),
    ],
  ],
  ['record-permit', [choice('XK-20261120-002', '季度恢复测试')]],
]);

describe('a name', () => {
  it.each([
    ['its id', 'app-1', 'app-1'],
    ['its whole name', '应用服务器 2', 'app-2'],
    ['words of which only one thing has all', 'linux 2', 'app-2'],
    ['its kind, where there is one of it', '门禁', 'lock'],
    ['nothing', '', ''],
  ])('is found by %s', (_, text, id) => {
    const { typed, faults } = resolveChoices([asset], { asset: text }, choices);
    expect([typed['asset'], faults]).toEqual([id, []]);
  });

  it('of several things is asked about, and stays as it was typed', () => {
    const { typed, faults, candidates } = resolveChoices([asset], { asset: '服务器' }, choices);
    expect([typed['asset'], faults[0]?.text]).toEqual(['服务器', '“服务器”对应 2 项，请选定一项']);
    expect(candidates.get('asset')?.map(({ id }) => id)).toEqual(['app-1', 'app-2']);
  });

  it('is found in lists and rows, too, and told at its own place', () => {
    const fields = [
      field('assets', { input: 'asset', shape: 'texts' }),
      field('steps', { shape: 'rows', columns: [field('permit', { references: 'permit' }), asset] }),
    ];
    const given = {
      assets: ['门禁', '没有'],
      steps: [
        { permit: '恢复', asset: '应用服务器 1' },
        { permit: 'XK-20250101-001', asset: '无' },
      ],
    };
    const { typed, faults } = resolveChoices(fields, given, choices);
    expect(typed).toEqual({
      assets: ['lock', '没有'],
      // An older number than those that are offered is held against the records themselves.
      steps: [
        { permit: 'XK-20261120-002', asset: 'app-1' },
        { permit: 'XK-20250101-001', asset: '无' },
      ],
    });
    expect(faults.map((one) => one.field)).toEqual(['assets.1', 'steps.1.asset']);
  });
});

it('a fault stands at the row of the form from which the value came', () => {
  const fields = [
    field('title'),
    field('steps', { shape: 'rows', columns: [field('at')] }),
    field('codes', { shape: 'texts', choices: { a: '甲' } }),
  ];
  const typed = { title: '', steps: [{ at: '' }, { at: 'x' }, { id: 'r7', at: 'y' }], codes: [] };
  const faults = ['title', 'steps[0].at', 'steps[#r7].at', 'codes[0]', 'unknown'].map((name) => ({
    field: name,
    text: name,
  }));
  const { placed, others } = placedFaults(faults, fields, typed, { steps: [1, 2] });
  expect([...placed.keys()]).toEqual(['title', 'steps.1.at', 'steps.2.at', 'codes']);
  expect(others).toEqual(['unknown']);
});
