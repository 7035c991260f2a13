/**
 * What NSE scripts say of vulnerabilities. Scripts of Nmap's `vulns` library give tables with a state; old versions only
 * text. `vulners` lists, by the version of the service, CVEs with their scores: those are matched, not tested. Other
 * rows of it are exploits, of which the CVE stands in a row of its own.
 */
import type { CvssEntry } from './cvss.ts';
import { cvesIn } from './text.ts';

/** A table of a script: its own values by key, values without a key, and tables in it. */
export interface ScriptTable {
  key: string;
  values: Map<string, string>;
  items: string[];
  tables: ScriptTable[];
}

export interface NmapScript {
  id: string;
  output: string;
  table: ScriptTable;
}

export interface ScriptFinding {
  id: string;
  severity: string | null;
  title: string;
  evidence: string;
  description?: string | undefined;
  scores: CvssEntry[];
}

export const emptyTable = (key: string): ScriptTable => ({ key, values: new Map(), items: [], tables: [] });

const VULNERABLE = /^(LIKELY )?VULNERABLE\b/i;

/** @returns what of the script's output is a vulnerability; nothing for scripts that only inform */
export function scriptFindings(script: NmapScript): ScriptFinding[] {
  if (script.id === 'vulners') return vulnersFindings(script);
  const stated = allTables(script.table).filter((table) => table.values.has('state'));
  if (stated.length > 0)
    return stated.flatMap((table) =>
      VULNERABLE.test(table.values.get('state') ?? '') ? [tableFinding(script, table)] : [],
    );
  return /^[ |_]*State:\s*(LIKELY )?VULNERABLE\b/im.test(script.output) ? [textFinding(script)] : [];
}

const allTables = (table: ScriptTable): ScriptTable[] => table.tables.flatMap((one) => [one, ...allTables(one)]);

function tableFinding(script: NmapScript, table: ScriptTable): ScriptFinding {
  const lines = (key: string): string[] => table.tables.find((one) => one.key === key)?.items ?? [];
  const cves = cvesIn(lines('ids').join(' ') || table.key);
  const scores = table.tables.find((one) => one.key === 'scores')?.values ?? new Map<string, string>();
  const risk = /Risk factor:\s*(\w+)/i.exec(script.output)?.[1];
  return {
    id: idOf(script, cves, table.key),
    severity: risk ?? null,
    title: table.values.get('title') ?? script.id,
    description: lines('description').join('\n'),
    evidence: [`State: ${table.values.get('state')}`, ...lines('check_results'), ...lines('extra_info')].join('\n'),
    scores: [...scores.values()].map(told),
  };
}

/** `7.5 (HIGH) (AV:N/AC:L/Au:N/C:P/I:P/A:P)`, or less of it. */
function told(words: string): CvssEntry {
  const [score, vector] = [/^[\d.]+/, /(?:CVSS:\d|\bAV:)[^\s()]+/].map((part) => part.exec(words)?.[0]);
  return { score, vector };
}

function textFinding(script: NmapScript): ScriptFinding {
  const title = /VULNERABLE:?[^\n]*\n[ |_]*(\S[^\n]*)/.exec(script.output)?.[1]?.trim();
  const severity = /Risk factor:\s*(\w+)/i.exec(script.output)?.[1] ?? null;
  const id = idOf(script, cvesIn(script.output), '');
  return { id, severity, title: title ?? script.id, evidence: script.output.trim(), scores: [] };
}

function idOf(script: NmapScript, cves: string[], key: string): string {
  const [cve] = cves;
  if (cve !== undefined && cves.length === 1) return cve;
  return key === '' || key === script.id ? `nmap:${script.id}` : `nmap:${script.id}:${key}`;
}

function vulnersFindings(script: NmapScript): ScriptFinding[] {
  const rows = allTables(script.table).filter((table) => table.values.has('id'));
  if (rows.length > 0) {
    return rows.flatMap(({ values }) => {
      const [id] = cvesIn(values.get('id') ?? '');
      return id === undefined || values.get('type') !== 'cve' ? [] : [vulnersFinding(id, values.get('cvss'))];
    });
  }
  const lines = script.output.matchAll(/^\s*(CVE-\d{4}-\d{4,})\s+([\d.]+)\s+https?:/gim);
  const scores = new Map([...lines].map(([, id = '', score]) => [id.toUpperCase(), score]));
  return [...scores].map(([id, score]) => vulnersFinding(id, score));
}

function vulnersFinding(id: string, score: string | undefined): ScriptFinding {
  const evidence = '按服务版本比对（vulners），未经验证';
  return { id, severity: null, title: id, evidence, scores: [{ score }] };
}
