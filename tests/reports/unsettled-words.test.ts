/** A 口径 that both sides confirmed is nowhere called unconfirmed, and one that is open nowhere anything else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import compliance from '../../reports/compliance-statement.ts';
import analysis from '../../reports/incident-analysis.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import review from '../../reports/service-review.ts';
import written from '../../reports/written.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { Interpretation } from '../../src/contract/terms/interpretations.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import type { SiteFacts } from '../../src/sections/parts/facts.ts';
import { compose, siteFacts } from '../support/site-parts.ts';
import { bundle } from './_documents.ts';
import { t } from './_incidents.ts';
import { AS_OF, issuedUntil, records } from './_month.ts';
import { periodicDocument, planOf } from './_periodic.ts';
import { printed } from './_printed.ts';

/** Every way to say that nobody confirmed it. */
const CALLED =
  /未经双方确认|双方尚未确认|口径[^，。；、]{0,4}未确认|未确认的?口径|尚未确认的|口径未定|口径“[^”]*”待确认|待确认的口径/;

const root = join(import.meta.dirname, '../..');

test('no source says it in words of its own', () => {
  // The words; states of a limit and of a 口径; a name of a section that may be chosen; a refusal that asks for an open one; a count.
  const allowed = [
    ...['src/wording/interpretation-words.ts', 'src/states/clock.ts', 'reports/frame/section-choices.ts'],
    ...['src/pipeline/signoff/decide.ts', 'src/sections/board/asked.ts', 'src/desk/today', 'templates/desk'],
  ];
  const found = ['src', 'reports', 'jobs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => `${folder}/${path}`)
      .filter((path) => !allowed.some((one) => path.startsWith(one)))
      .flatMap((path) =>
        readFileSync(join(root, path), 'utf8')
          .split('\n')
          .filter(
            (line) =>
              !/^\s*(\/\*\*|\*|\/\/)/.test(line) &&
              /['`].*(未经双方确认|口径\S{0,3}未确认|未确认的?口径|口径.{0,8}确认前)/.test(line),
          )
          .map((line) => `${path}: ${line.trim()}`),
      ),
  );
  expect(found).toEqual([]);
});

const asOf = t('2026-12-01 09:00:00');
const letterOf = (contract: ContractBundle): ReportDocument => {
  const deliverable = written(contract).find(({ id }) => id === 'interpretation-letter');
  if (deliverable === undefined) throw new Error('no letter');
  return periodicDocument({
    ...{ deliverable, records, asOf, contract, period: 'service', issued: issuedUntil(asOf) },
    written: planOf('plans/interpretation-letter.md', 'interpretation-letter'),
  });
};

const incident = records.find(({ kind }) => kind === 'incident')?.id ?? '';

/** What people read of a contract: its documents, the site with its first page. */
function everything(contract: ContractBundle): [string, string][] {
  const made = (name: string, deliverable: typeof monthly, period: string, at: string): [string, string] => [
    name,
    periodicDocument({ deliverable, records, period, asOf: at, issued: issuedUntil(at), contract })
      .sections.map(printed)
      .join('\n'),
  ];
  const site = compose(siteFacts({ contract } as Partial<SiteFacts>));
  return [
    made('月报', monthly, '2026-11', AS_OF),
    made('年度总结', review, 'service', asOf),
    made('履约对照表', compliance, '2026-Q4', asOf),
    made('故障分析', analysis, incident, asOf),
    ['口径确认函', letterOf(contract).sections.slice(1).map(printed).join('\n')],
    ...Object.entries({ 首页: site.board, ...site.pages }).map(([name, page]): [string, string] => [
      name,
      JSON.stringify(page),
    ]),
  ];
}

const settle = (one: Interpretation, n: number, more: Partial<Interpretation> = {}): Interpretation => ({
  ...one,
  ...{ confirmed: true, chosen: one.options[n % one.options.length]?.id ?? one.default, confirmedOn: '2026-09-01' },
  ...more,
});
const withAll = (of: (one: Interpretation) => Interpretation): ContractBundle => ({
  ...bundle,
  interpretations: bundle.interpretations.map(of),
});

it.each([0, 1])('with option %i of every 口径 confirmed, nothing is called unconfirmed', (n) => {
  for (const [name, text] of everything(withAll((one) => settle(one, n))))
    expect(CALLED.exec(text)?.[0], name).toBeUndefined();
});

it('nor where it counts from a day that lies ahead, before which nothing is agreed', () => {
  const texts = everything(withAll((one) => settle(one, 1, { effectiveFrom: '2027-06-01' })));
  for (const [name, text] of texts) expect(CALLED.exec(text.replaceAll('口径未定', ''))?.[0], name).toBeUndefined();
  const all = texts.map(([, text]) => text).join('');
  expect(all).toContain('双方已确认自 2027-06-01 起适用');
  expect(all).toContain('双方已于 2026-09-01 确认，自 2027-06-01 起适用；确认时没有列出案例');
});

it('each that is open is called so in the letter, and each that is confirmed with others open is not', () => {
  const open = letterOf(bundle);
  for (const [n, one] of bundle.interpretations.entries()) {
    const sectionIn = (letter: ReportDocument): string =>
      letter.sections
        .filter(({ id }) => id === `interpretation-${one.id}`)
        .map(printed)
        .join('\n');
    expect(sectionIn(open)).toContain('待确认');
    const casesSigned = n % 2 === 0;
    const alone = sectionIn(letterOf(withAll((own) => (own === one ? settle(own, 0, { casesSigned }) : own))));
    expect(alone).not.toMatch(/待确认|未经双方确认/);
    expect(alone.includes('确认时没有列出案例')).toBe(!casesSigned);
  }
});
