/** Composed parts of the invented site: from one example record of each kind, by the real composition. */

import type { CheckResult, Outcome } from '../../src/assess/inspection/result.ts';
import { allObligations } from '../../src/contract/bundle.ts';
import { composeSite } from '../../src/pipeline/publish/sections.ts';
import backup from '../../src/records/kinds/backup.ts';
import change from '../../src/records/kinds/change.ts';
import consultation from '../../src/records/kinds/consultation.ts';
import deviceRepair from '../../src/records/kinds/device-repair.ts';
import drill from '../../src/records/kinds/drill.ts';
import duty from '../../src/records/kinds/duty.ts';
import findingDecision from '../../src/records/kinds/finding-decision.ts';
import incident from '../../src/records/kinds/incident.ts';
import maintenanceWindow from '../../src/records/kinds/maintenance-window.ts';
import permit from '../../src/records/kinds/permit.ts';
import probe from '../../src/records/kinds/probe.ts';
import renewal from '../../src/records/kinds/renewal.ts';
import restoreTest from '../../src/records/kinds/restore-test.ts';
import scan from '../../src/records/kinds/scan.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import type { SiteModel, SiteView } from '../../src/report/site-model.ts';
import { knowledgeOf } from '../../src/sections/lists/knowledge.ts';
import type { SiteFacts, SiteRecords } from '../../src/sections/parts/facts.ts';
import { yearBefore } from '../../src/sections/parts/facts.ts';
import { maskFor } from '../../src/sections/parts/mask.ts';
import { starter } from '../contract/_starter.ts';

export const kinds = [
  backup,
  change,
  consultation,
  deviceRepair,
  drill,
  duty,
  findingDecision,
  incident,
  maintenanceWindow,
  permit,
  probe,
  renewal,
  restoreTest,
  scan,
] as unknown as RecordKind[];

/** One example of each kind. */
export function exampleRecords(): SiteRecords {
  return {
    incident: [structuredClone(incident.example)],
    scan: [structuredClone(scan.example)],
    'finding-decision': [structuredClone(findingDecision.example)],
    change: [structuredClone(change.example)],
    consultation: [structuredClone(consultation.example)],
    backup: [structuredClone(backup.example)],
    'restore-test': [structuredClone(restoreTest.example)],
    drill: [structuredClone(drill.example)],
    duty: [structuredClone(duty.example)],
    renewal: [structuredClone(renewal.example)],
    'device-repair': [structuredClone(deviceRepair.example)],
    probe: [structuredClone(probe.example)],
    'maintenance-window': [structuredClone(maintenanceWindow.example)],
  };
}

/** Of a month that is one page. */
const OLD_DRILL = 'YL-20250910-001';
export const OLD_PERMIT = 'XK-20250905-001';

export const NOW = '2026-11-25T18:00:00+08:00';

/** The facts of the fixture; a test changes what it is about. */
export function siteFacts(given: Partial<SiteFacts> & { view?: SiteView } = {}): SiteFacts {
  const { view = 'supplier', ...rest } = given;
  const contract = starter();
  contract.contract.servicePeriod = { from: '2026-09-01', to: '2027-08-31' };
  const records = rest.records ?? exampleRecords();
  const mask = maskFor(
    view,
    contract.contract.people.map(({ name }) => name),
  );
  const masked = Object.fromEntries(
    Object.entries(records).map(([kind, list]) => {
      const unit = kinds.find(({ id }) => id === kind) as RecordKind;
      return [kind, (list as AnyRecord[]).map((record) => mask.record(unit, record))];
    }),
  ) as unknown as SiteRecords;
  return {
    now: NOW,
    today: NOW.slice(0, 10),
    yearFrom: yearBefore(NOW.slice(0, 10)),
    contract,
    obligations: allObligations(contract),
    ids: new Map([
      ...Object.entries(records).map(([kind, list]): [string, string[]] => [
        kind,
        (list as AnyRecord[]).map(({ id }) => id),
      ]),
      ['permit', [permit.example.id]],
    ]),
    kinds,
    documents: [],
    articles: new Map(),
    inspection: [],
    mask,
    ...rest,
    records: masked,
    unmasked: records,
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
        group: 'host',
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
export function siteParts({
  documents,
  articles,
  inspection,
}: Pick<SiteModel, 'documents' | 'articles' | 'inspection'>): Pick<
  SiteModel,
  'view' | 'board' | 'pages' | 'knowledge' | 'returns' | 'kinds'
> {
  const checks = [...judgedChecks(inspection?.counts ?? {}), ...judgedChecks(inspection?.opsHost ?? {}, false)];
  const examples = exampleRecords();
  const records = { ...examples, drill: [{ ...structuredClone(drill.example), id: OLD_DRILL }, ...examples.drill] };
  const given = siteFacts({ documents, inspection: checks, records });
  const ids = new Map([...given.ids, ['permit', [OLD_PERMIT, permit.example.id]]]);
  const facts = { ...given, ids };
  const kinds = facts.obligations.map(({ id, name, clauses }) => ({ id, name, clauses }));
  return { view: 'supplier', ...composeSite(facts), knowledge: knowledgeOf(facts, articles), returns: [], kinds };
}
