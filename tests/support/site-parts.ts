/** Composed parts of the invented site: from one example record of each kind that it asks for, by the real composition. */

import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { momentOf } from '../../src/contract/calendar/moment.ts';
import { discoverUnits } from '../../src/pipeline/discover.ts';
import { composeSite, siteShown } from '../../src/pipeline/publish/sections.ts';
import { loadSections } from '../../src/pipeline/units.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import type { SiteModel, SitePage, SiteView } from '../../src/report/site-model.ts';
import type { Section } from '../../src/sections/_section.ts';
import { knowledgeOf } from '../../src/sections/lists/knowledge.ts';
import { siteReturns, siteVoids } from '../../src/sections/lists/taken-back.ts';
import type { SiteFacts } from '../../src/sections/parts/facts.ts';
import { maskFor } from '../../src/sections/parts/mask.ts';
import { factsFor } from '../../src/sections/parts/needs.ts';
import { whereToSign } from '../../src/sections/parts/where-to-act.ts';
import type { Outcome } from '../../src/states/outcome.ts';
import type { DutyRecord } from '../../src/subjects/attendance/kinds/duty.ts';
import type { ChangeRecord } from '../../src/subjects/changes/kinds/change.ts';
import type { FindingDecisionRecord } from '../../src/subjects/findings/kinds/finding-decision.ts';
import type { ScanRecord } from '../../src/subjects/findings/kinds/scan.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import type { CheckResult } from '../../src/subjects/inspections/judge/result.ts';
import type { ProbeRecord } from '../../src/subjects/inspections/kinds/probe.ts';
import permit from '../../src/subjects/permits/kinds/permit.ts';
import type { BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import drill, { type DrillRecord } from '../../src/subjects/recovery/kinds/drill.ts';
import type { RestoreTestRecord } from '../../src/subjects/recovery/kinds/restore-test.ts';
import type { RenewalRecord } from '../../src/subjects/renewals/kinds/renewal.ts';
import type { ConsultationRecord } from '../../src/subjects/requests/kinds/consultation.ts';
import { starter } from '../contract/_starter.ts';

/** The sections of the repository, in their order. */
export const sections = await loadSections();

/** All kinds: the site shows each record of each. */
export const kinds = [...(await discoverUnits<RecordKind>('kinds')).values()];

/** Those that tests speak of; there is an example of each other kind that a section asks for, too. */
interface Examples {
  [kind: string]: AnyRecord[];
  incident: IncidentRecord[];
  scan: ScanRecord[];
  'finding-decision': FindingDecisionRecord[];
  change: ChangeRecord[];
  consultation: ConsultationRecord[];
  backup: BackupRecord[];
  'restore-test': RestoreTestRecord[];
  drill: DrillRecord[];
  duty: DutyRecord[];
  renewal: RenewalRecord[];
  probe: ProbeRecord[];
}

/** One example of each kind that the site asks for; of permits each that the others name. */
export const exampleRecords = (): Examples =>
  Object.fromEntries(
    kinds.map(({ id: kind, example }) => {
      const ids = kind === permit.id ? PERMITS : [example.id];
      return [kind, ids.map((id) => ({ ...structuredClone(example), id }))];
    }),
  ) as unknown as Examples;

/** The pages of one section, from the facts as the pipeline hands them over. */
export const pagesOf = ({ compose, needs }: Section, facts: SiteFacts): SitePage[] => compose(factsFor(facts, needs));

/** Everything that is composed, the pages by their section. */
export function compose(facts: SiteFacts): Pick<SiteModel, 'board'> & { pages: Record<string, SitePage[]> } {
  const { board, sections: composed } = composeSite(facts, sections);
  return { board, pages: Object.fromEntries(composed.map(({ id, pages }) => [id, pages])) };
}

/** Of a month that is one page. */
const OLD_DRILL = 'YL-20250910-001';
export const OLD_PERMIT = 'XK-20250905-001';
/** That the examples name. */
const PERMITS = [permit.example.id, 'XK-20261124-001'];

export const NOW = '2026-11-25T18:00:00+08:00';

/** The facts of the fixture; a test changes what it is about. */
export function siteFacts(given: Partial<SiteFacts> & { view?: SiteView } = {}): SiteFacts {
  const { view = 'supplier', ...rest } = given;
  const contract = starter();
  contract.contract.servicePeriod = { from: '2026-09-01', to: '2027-08-31' };
  const records = rest.records ?? exampleRecords();
  return {
    ...momentOf(rest.now ?? NOW, (rest.contract ?? contract).contract.servicePeriod),
    contract,
    obligations: allObligations(contract),
    told: new Map(),
    ids: new Map([
      ...Object.entries(records).map(([kind, list]): [string, string[]] => [
        kind,
        (list as AnyRecord[]).map(({ id }) => id),
      ]),
      ['permit', PERMITS],
    ]),
    kinds,
    hasDesk: true,
    shown: siteShown(sections),
    documents: [],
    leftOpen: [],
    lateReports: [],
    reportDues: [],
    movedDues: [],
    listedOverdue: [],
    withdrawn: {},
    originals: new Map(),
    attachments: new Map(),
    histories: new Map(),
    used: new Map(),
    waived: [],
    clauses: { headings: new Map(), verdicts: null },
    filed: undefined,
    scores: [],
    instalments: [],
    articles: new Map(),
    inspection: [],
    isWorkingDay: (day) => Temporal.PlainDate.from(day).dayOfWeek <= 5,
    inspected: { days: [], logs: new Map() },
    mask: maskFor(view),
    ...rest,
    records,
  };
}

/** One judged row for each that is counted. */
export function judgedChecks(counts: Record<string, number>, contract = true): CheckResult[] {
  return Object.entries(counts).flatMap(([outcome, count]) =>
    Array.from({ length: count }, (_, n): CheckResult => {
      const asset = contract ? 'app-server-1' : 'ops-host';
      return {
        check: 'disk-usage',
        asset,
        assetName: contract ? '应用服务器 1' : '运维工作站',
        place: '',
        kind: 'linux',
        kindName: contract ? 'Linux 操作系统' : '运维工作站',
        group: 'host',
        manual: false,
        instance: `/data${n + 1}`,
        label: '磁盘使用率',
        method: '采集',
        standard: '≤ 80 %',
        measured: '40 %',
        value: 40,
        outcome: outcome as Outcome,
        reason: null,
        severity: 'major',
        clause: '4.3.1(c)',
        action: null,
        permit: null,
        at: NOW,
        contract,
      };
    }),
  );
}

/** Board, pages and 知识库 for the fixture's documents, articles and inspection. */
export function siteParts(
  { documents, articles, inspection }: Pick<SiteModel, 'documents' | 'articles' | 'inspection'>,
  view: SiteView = 'supplier',
): Pick<SiteModel, 'view' | 'board' | 'places' | 'sections' | 'knowledge' | 'returns' | 'voids' | 'kinds' | 'toSign'> {
  const checks = [...judgedChecks(inspection?.counts ?? {}), ...judgedChecks(inspection?.opsHost ?? {}, false)];
  const examples = exampleRecords();
  const records = { ...examples, drill: [{ ...structuredClone(drill.example), id: OLD_DRILL }, ...examples.drill] };
  const given = siteFacts({ view, documents, inspection: checks, records });
  const ids = new Map([...given.ids, ['permit', [OLD_PERMIT, ...PERMITS]]]);
  const facts = { ...given, ids };
  const obligations = facts.obligations.map(({ id, name, clauses }) => ({ id, name, clauses }));
  const knowledge = knowledgeOf(facts, articles);
  return {
    view,
    ...composeSite(facts, sections),
    knowledge,
    returns: siteReturns([], documents),
    voids: siteVoids([], documents),
    kinds: obligations,
    toSign: whereToSign(facts),
  };
}
