/** What issued documents leave open is read from their own tables, and from nothing else. */
import { expect, it } from 'vitest';
import { isOfFault, judgedClocks, openClocks, openInterpretations } from '../../../src/pipeline/status/left-open.ts';

const table = (rows: object[]) =>
  [{ id: 'clocks', title: '', blocks: [{ type: 'table', title: '', columns: [], empty: '', rows }] }] as never;
const row = (item: unknown, text: string) => ({ cells: { item, state: { text } } });

it('the limits that a table of limits calls 口径未定, each once', () => {
  expect(
    openClocks(
      table([
        row('响应', '达标'),
        row('远程启动（仅列示）', '口径未定'),
        row('恢复', '口径未定'),
        row('恢复', '口径未定'),
        { cells: { label: '甲', restoration: { text: '口径未定' } } },
        { cells: { item: '到场', state: '口径未定' } },
      ]),
    ),
  ).toEqual(['远程启动', '恢复']);
});

it('the limits that it says were kept or missed, and no other state', () => {
  expect(
    judgedClocks(
      table([row('响应', '达标'), row('远程启动（仅列示）', '口径未定'), row('恢复', '未达标'), row('到场', '不适用')]),
    ),
  ).toEqual([
    { label: '响应', state: 'met' },
    { label: '恢复', state: 'missed' },
  ]);
});

it('of faults of the year, by whichever of their documents', () => {
  const from = '2026-01-01';
  const periods = ['GZ-20260320-001', 'GZ-20260320-001-z', 'GZ-20260721-001-c-x1', 'GZ-20251231-001-z', '2026-03'];
  expect(periods.filter((one) => isOfFault(one, from))).toEqual(periods.slice(0, 3));
});

it('the 口径 that a letter lists as 待确认', () => {
  const section = (id: string, value: string) => ({
    ...{ id, title: '' },
    blocks: [{ type: 'facts', items: [{ label: '状态', value }] }],
  });
  const made = [
    section('interpretation-major', '待确认'),
    section('interpretation-clocks', '双方已于 2026-09-02 确认'),
    section('other', '待确认'),
  ];
  expect(openInterpretations(made as never)).toEqual(['major']);
});
