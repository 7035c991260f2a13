/**
 * Nothing unproven passes: with no record at all no document, page or line of `status` says that anything was kept, of whatever contract.
 * Starters and contracts of other fields, at the end of a quarter, of a half-year and of the service.
 */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/contract/error.ts';
import { composeDocument } from '../../src/pipeline/compose/compose.ts';
import { wholeDeliverable } from '../../src/pipeline/deliverable-facts.ts';
import { planAt } from '../../src/pipeline/plan/plan.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { composeSource, planSource, type Session } from '../../src/pipeline/session.ts';
import { status } from '../../src/pipeline/status/status.ts';
import { makeWorkspace, open } from './_contract.ts';

const FROM = '2026-11-02';
const MOMENTS = ['2027-02-05T18:00:00+08:00', '2027-06-10T18:00:00+08:00', '2027-11-20T18:00:00+08:00'];
/** Of an obligation with a document a day, the first few. */
const OF_EACH = 3;

interface Said {
  where: string;
  what: string;
}

/** Whatever is drawn as good, with its place. Pages about the tool itself show its states as examples. */
function goodIn(value: unknown, where: string): Said[] {
  if (Array.isArray(value)) return value.flatMap((one, n) => goodIn(one, `${where}[${n}]`));
  if (typeof value !== 'object' || value === null) return [];
  const own = value as Record<string, unknown>;
  const isGood = own['tone'] === 'normal' || own['mark'] === '●';
  return [
    ...(isGood ? [{ where, what: String(own['text'] ?? own['value'] ?? own['label']) }] : []),
    ...Object.entries(own).flatMap(([key, one]) => goodIn(one, `${where}/${key}`)),
  ];
}

/** A rate of nothing, or a conclusion without an observation, in words. The empty text of a table that has rows is not drawn. */
const UNPROVEN =
  /(?:达成率|可用率|成功率|在线率|到岗率|满意率|覆盖率)[^，。；%]{0,12}\b(?:100|0)(?:\.0+)? %|全额支付。|未见例外。|全部成功/;

function wordsIn(value: unknown, where: string): Said[] {
  if (Array.isArray(value)) return value.flatMap((one, n) => wordsIn(one, `${where}[${n}]`));
  if (typeof value === 'string') return UNPROVEN.test(value) ? [{ where, what: value.slice(0, 120) }] : [];
  if (typeof value !== 'object' || value === null) return [];
  const own = value as Record<string, unknown>;
  const drawn = Array.isArray(own['rows']) && own['rows'].length > 0 ? { ...own, empty: '' } : own;
  return Object.entries(drawn).flatMap(([key, one]) => wordsIn(one, `${where}/${key}`));
}

async function documentsAt(session: Session, now: string): Promise<[string, unknown][]> {
  const { items } = await planAt(planSource(session), now);
  const over = items.filter(({ occurrence: { to, period } }) => to <= now.slice(0, 10) || period === 'service');
  const chosen = [...Map.groupBy(over, ({ obligation }) => obligation.id).values()].flatMap((own) => [
    ...own.slice(0, OF_EACH),
    ...own.slice(OF_EACH).slice(-1),
  ]);
  const made: [string, unknown][] = [];
  for (const { obligation, occurrence } of chosen) {
    const deliverable = await wholeDeliverable(session.deliverables, obligation.id);
    const moment = { issuedAt: now, readAt: now, late: null, revises: null, firstIssuedAt: null, revision: 1 };
    const asked = { deliverable, obligation, occurrence, ...moment };
    // A log of a day without an inspection is refused: that, too, says nothing good.
    const composed = await composeDocument(composeSource(session), asked).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
    });
    if (composed !== undefined) made.push([`${obligation.id} ${occurrence.period}`, composed.document.sections]);
  }
  return made;
}

describe.for([
  { like: 'bureau' },
  { like: 'campus' },
  { like: 'cloud' },
  { like: 'blank', fixture: 'factory' },
  { like: 'blank', fixture: 'library' },
])('$like $fixture', (making) => {
  it('says of nothing that it was kept', { timeout: 600_000 }, async () => {
    const session = await open(await makeWorkspace({ from: FROM, ...making }));
    for (const now of MOMENTS) {
      const documents = await documentsAt(session, now);
      expect(documents.length, now).toBeGreaterThan(0);
      const {
        shown: _shown,
        knowledge: _knowledge,
        manual: _manual,
        ...site
      } = (await siteContent(session, now)).model as unknown as Record<string, unknown>;
      const all: [string, unknown][] = [...documents, ['status', await status(session, now)], ['site', site]];
      for (const [name, one] of all) {
        expect(goodIn(one, `${name} ${now}`)).toEqual([]);
        expect(wordsIn(one, `${name} ${now}`)).toEqual([]);
      }
    }
    await session.close();
  });
});
