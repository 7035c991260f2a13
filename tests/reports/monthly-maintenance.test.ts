import { describe, expect, it } from 'vitest';
import deliverable from '../../reports/monthly-maintenance.ts';
import { periodicDocument } from './_periodic.ts';
import { AS_OF, issuedUntil, records } from './_month.ts';

describe('monthly-maintenance', () => {
  it('composes', () => {
    const start = performance.now();
    const doc = periodicDocument({ deliverable, records, period: '2026-11', asOf: AS_OF, issued: issuedUntil(AS_OF) });
    console.log(performance.now() - start, JSON.stringify(doc).length);
    if (process.env['OUT']) require('node:fs').writeFileSync(process.env['OUT'], JSON.stringify(doc));
    expect(doc.sections.length).toBeGreaterThan(20);
  });
});
