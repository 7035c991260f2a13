/** Drafts of what is open and observed, as pages of the supplier's own site. */

import { periodText, revisionText } from '../../contract/calendar/period-text.ts';
import { clauseMark } from '../../contract/terms/clause-marks.ts';
import { wayOut } from '../../guard/allowed.ts';
import { leakName } from '../../guard/leak.ts';
import type { ReportDocument } from '../../report/document.ts';
import type { SiteDocument } from '../../report/site-model.ts';
import { alteredTermsText } from '../issue/altered.ts';
import { draftOf } from '../issue/preview.ts';
import { sourceOf } from '../leak-source.ts';
import type { Plan } from '../plan/plan.ts';
import { type PlannedOccurrence, standingIssue } from '../plan/planned.ts';
import { leaksOfDocument } from '../publishable.ts';
import type { Session } from '../session.ts';
import type { Looked } from '../status/file-faults.ts';

export interface DraftPage {
  document: SiteDocument;
  html: Uint8Array;
}

export interface Drafts {
  pages: DraftPage[];
  /** Drafts that could not be made; one of them costs no other page. */
  problems: { file: string; message: string }[];
}

/** Where very much is late, only the newest are previewed: the site must not wait for documents that nobody is reading. */
const MOST_DRAFTS = 10;

export const drawn = ({ document }: DraftPage): DraftPage['document'] => document;

/** Drafts of what is open and observed; a few at any time, since the rest is issued. */
export async function draftDocuments(
  session: Session,
  plan: Plan,
  { looked, now }: { looked: Looked; now: string },
): Promise<Drafts> {
  const open = plan.items
    .filter((i) => (i.state === 'due' || i.state === 'overdue') && i.hasEvidence && standingIssue(i) === null)
    .slice(-MOST_DRAFTS);
  const terms = open.length === 0 ? [] : await alteredTermsText(session, plan.documents);
  const { unsound } = await looked;
  const drafts: Drafts = { pages: [], problems: [] };
  for (const item of open) {
    const file = `${item.obligation.name} ${item.occurrence.period}`;
    try {
      const composed = await draftOf(session, item, now, { terms, unsound });
      // It could not be issued: the same words keep its draft off the site.
      const [leak] = await leaksOfDocument(session, composed);
      if (leak === undefined) drafts.pages.push(await draftPage(session, item, composed));
      else {
        const from = await sourceOf(session.workspace.root, leak);
        drafts.problems.push({
          file,
          message: `草稿未显示，含${leakName(leak)}${from}：${leak.excerpt}；${wayOut(leak)}`,
        });
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      drafts.problems.push({ file, message: `草稿未生成：${message}` });
    }
  }
  return drafts;
}

async function draftPage(session: Session, item: PlannedOccurrence, composed: ReportDocument): Promise<DraftPage> {
  const { renderHtml } = await import('../../render/html/archived-page.ts');
  const html = await renderHtml(composed, (sha) => session.workspace.evidence.getEvidence(sha));
  return {
    document: {
      number: composed.number,
      obligation: item.obligation.id,
      name: composed.title,
      period: item.occurrence.period,
      periodText: periodText(item.occurrence),
      revision: composed.revision,
      revisionText: revisionText(composed.revision),
      status: 'draft',
      issuedAt: null,
      confirmedAt: null,
      late: false,
      clauses: item.obligation.clauses.map(clauseMark),
      fingerprint: composed.fingerprint,
      files: { html: `/preview/${composed.number}.html`, pdf: null, xlsx: null },
      downloads: { pdf: null, xlsx: null },
      marks: composed.marks.map((m) => m.text),
    },
    html,
  };
}
