/** Once both sides have confirmed a 口径, no document shows what the other options would give. */
import { describe, expect, it } from 'vitest';
import monthly from '../../reports/monthly-maintenance.ts';
import review from '../../reports/service-review.ts';
import written from '../../reports/written.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { bundle, confirming } from './_documents.ts';
import { t } from './_incidents.ts';
import { AS_OF, issuedUntil, records } from './_month.ts';
import { periodicDocument, planOf } from './_periodic.ts';
import { printed, rowsOf, tableOf } from './_printed.ts';

/** Every question, decided for the option that is not the default where there is another. */
const chosen = Object.fromEntries(
  bundle.interpretations.map((one) => [
    one.id,
    (one.options.find(({ id }) => id !== one.default) ?? one.options[0])?.id ?? '',
  ]),
);
const contract = confirming(chosen);
const gone = bundle.interpretations.flatMap((one) =>
  one.options.filter(({ id }) => id !== chosen[one.id]).map(({ label }) => label),
);
const text = (document: ReportDocument): string => document.sections.map(printed).join('\n');
const asOf = t('2026-12-01 09:00:00');
const letter = (of: typeof contract): ReportDocument => {
  const deliverable = written(of).find(({ id }) => id === 'interpretation-letter');
  if (deliverable === undefined) throw new Error('no letter');
  const file = 'plans/interpretation-letter.md';
  return periodicDocument({
    ...{ deliverable, records, asOf, contract: of, period: 'service', issued: issuedUntil(asOf) },
    written: planOf(file, 'interpretation-letter'),
  });
};

describe('confirmed readings', () => {
  it.each([
    [
      '月报',
      () =>
        periodicDocument({
          deliverable: monthly,
          records,
          period: '2026-11',
          asOf: AS_OF,
          issued: issuedUntil(AS_OF),
          contract,
        }),
    ],
    [
      '年度总结',
      () =>
        periodicDocument({
          deliverable: review,
          records,
          period: 'service',
          asOf,
          issued: issuedUntil(asOf),
          contract,
        }),
    ],
    ['口径确认函', () => letter(contract)],
  ])('leave no other option in %s', (_, make) => {
    const document = make();
    const said = text(document);
    for (const label of gone) expect(said).not.toContain(label);
    for (const word of ['各口径', '任一口径', '另一结果', '口径未定', '按期签发但未按期送达'])
      expect(said).not.toContain(word);
  });

  it('keep one row of each question in the letter, and all before that', () => {
    const count = (document: ReportDocument) => rowsOf(tableOf(document, '口径 2')).map((row) => row['chosen']);
    expect(count(letter(contract))).toEqual(['√']);
    expect(count(letter(bundle)).every((one) => one === '□')).toBe(true);
    expect(count(letter(bundle)).length).toBeGreaterThan(1);
  });

  it('keep the one result by which 按期 is told', () => {
    const columns = (readings: Record<string, string>) =>
      tableOf(
        periodicDocument({
          deliverable: monthly,
          records,
          period: '2026-11',
          asOf: AS_OF,
          issued: issuedUntil(AS_OF),
          contract: confirming(readings),
        }),
        '交付物完成表',
      ).columns.map(({ label }) => label);
    expect(columns({})).toEqual(expect.arrayContaining(['按期签发', '按期送达']));
    expect(columns({ 'on-time': 'issued' })).not.toContain('按期送达');
    expect(columns({ 'on-time': 'delivered' })).not.toContain('按期签发');
  });
});
